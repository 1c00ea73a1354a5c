"""Measures the search of an archive: `python benchmarks/search/measure.py SITE --issues 300`.

SITE is a built site; its pages are the newest issue, older ones are generated. Queries run in
a real Chromium on the search page itself; the cold figures on a link of 10 Mbit/s and 60 ms.
"""

from __future__ import annotations

import argparse
import http.server
import json
import shutil
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import quote

import brotli
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import corpus
from queries import Query, queries

from bulletin.site.search import build_search
from bulletin.site.search_fold import fold
from bulletin.site.search_pages import SearchPage, published, read_page
from bulletin.site.search_terms import read_terms

ROOT = Path(__file__).resolve().parents[2]
TERMS = ROOT / "content" / "search" / "terms.yml"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
READ = """() => [...document.querySelectorAll('ol[data-search-results] > li')].map((hit) => ({
  url: new URL(hit.querySelector('a').href).pathname.slice(1),
  hash: decodeURIComponent(new URL(hit.querySelector('a').href).hash.slice(1)),
  marks: [...hit.querySelectorAll('mark')].map((mark) => mark.textContent) }))"""
ASK = """async (text) => {
  const status = document.querySelector('.search-status');
  const field = document.querySelector('input[type=search]');
  status.textContent = '';
  field.value = text;
  field.form.requestSubmit();
  while (!status.textContent) await new Promise((done) => setTimeout(done, 5));
}"""
LINK = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 1.25e6,
    "uploadThroughput": 1.25e6,
}
LONG_TASKS = """new PerformanceObserver((list) => {
  for (const task of list.getEntries()) (window.longTasks ??= []).push(task.duration);
}).observe({ type: 'longtask', buffered: true })"""


@cache
def _packed(path: Path) -> bytes:
    data = path.read_bytes()
    texts = (".html", ".css", ".js", ".json", ".svg")
    return brotli.compress(data, quality=9) if path.suffix in texts else data


class Handler(http.server.SimpleHTTPRequestHandler):
    """A file server that compresses what the deploy kit compresses, and keeps connections."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        data = _packed(path) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in (".html", ".css", ".js", ".json", ".svg"):
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site on loopback."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(site))
    )
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def indexed(site: Path, cache_folder: Path) -> float:
    """Build the search of a site; seconds."""
    start = time.perf_counter()
    print(build_search(site, ROOT / "node_modules", cache_folder, TERMS))
    return time.perf_counter() - start


def read_all(site: Path) -> list[SearchPage]:
    """All pages as the search sees them."""
    found = (read_page(url, path.read_text(encoding="utf-8")) for url, path in published(site))
    return [page for page in found if page]


def ask_all(browser: Browser, base: str, asked: Sequence[Query]) -> tuple[list[Any], list[float]]:
    """The hits of every query, on one page, and the long tasks of all."""
    tab = browser.new_page()
    tab.add_init_script(LONG_TASKS)
    tab.goto(base + "search/")
    answers = []
    for query in asked:
        tab.evaluate(ASK, query.text)
        answers.append(tab.evaluate(READ)[:10])
    long = tab.evaluate("window.longTasks ?? []")
    tab.close()
    return answers, long


def figures(query: Query, hits: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Recall@10, reciprocal rank and precision of one answer."""
    urls = [hit["url"] for hit in hits]
    right = [url in query.answers for url in urls]
    recall = sum(right) / min(10, len(query.answers))
    rank = next((1 / place for place, is_right in enumerate(right, 1) if is_right), 0.0)
    return recall, rank, sum(right) / len(right) if right else 0.0


def marked(
    pages: dict[str, SearchPage], query: Query, hits: list[dict[str, Any]]
) -> Iterator[tuple[bool, bool]]:
    """For the first three hits: whole phrase marked, link to a block that holds it."""
    phrase = fold(query.phrase)
    for hit in hits[:3]:
        page = pages[hit["url"]]
        blocks = fold("".join(b.text for b in page.blocks if b.id == hit["hash"]))
        in_title_alone = not hit["hash"] and phrase in fold(page.title)
        yield any(fold(m) == phrase for m in hit["marks"]), phrase in blocks or in_title_alone


def cold(browser: Browser, base: str, query: str) -> tuple[float, int]:
    """Seconds and bytes from an empty cache to the first hit on a slow link."""
    context = browser.new_context()
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINK)
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    start = time.perf_counter()
    tab.goto(f"{base}search/?q={quote(query)}", wait_until="commit")
    tab.wait_for_selector("ol[data-search-results] > li")
    seconds, size = time.perf_counter() - start, sum(received)
    context.close()
    return seconds, int(size)


def report(site: Path, base: str, asked: list[Query], pages: list[SearchPage]) -> dict[str, Any]:
    """All figures of a site; of two, the first is the median and the second the worst."""
    by_url = {page.url: page for page in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM)
        )
        answers, long = ask_all(browser, base, asked)
        lists: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        whole = []
        for query, hits in zip(asked, answers, strict=True):
            lists[query.kind].append(figures(query, hits))
            if query.kind in ("phrase", "traditional", "width", "number"):
                whole += list(marked(by_url, query, hits))
            if lists[query.kind][-1][0] < 1:
                print(
                    "  missed",
                    query.kind,
                    query.text,
                    query.answers[:2],
                    [h["url"] for h in hits[:3]],
                )
        cold(browser, base, asked[0].text)  # the server compresses at the first request
        sample = [q.text for q in asked if q.kind in ("phrase", "words", "number")][::6]
        colds = [cold(browser, base, text) for text in sample]
        browser.close()
    kinds = {k: [round(mean(x), 3) for x in zip(*v, strict=True)] for k, v in lists.items()}
    seconds, sizes = zip(*colds, strict=True)
    marks, links = (list(column) for column in zip(*whole, strict=True))
    return {
        "recall@10, MRR, P@10": kinds,
        "phrase marked, link to its block": [round(mean(marks), 4), round(mean(links), 4)],
        "long tasks over 50 ms": sorted(round(ms) for ms in long)[-5:],
        "cold first result, seconds": [round(median(seconds), 2), round(max(seconds), 2)],
        "bytes to first result": [median(sizes), max(sizes)],
    }  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--issues", type=int, default=300)
    parser.add_argument("--work", type=Path, help="keep the archive and its cache here")
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp())
    site = work / "site"
    if not site.exists():
        shutil.copytree(arguments.site, site)
    newest = max(path.name for path in (site / "issues").glob("????-??"))
    older = corpus.months(arguments.issues - 1, newest)
    added, hidden = site / "issues" / newest, work / newest
    if older:
        corpus.write(site, older, 296)
        shutil.move(added, hidden)
        print("first build, seconds:", round(indexed(site, work / "cache"), 1))
        shutil.move(hidden, added)
    print("with the newest issue, seconds:", round(indexed(site, work / "cache"), 1))
    pages = read_all(site)
    asked = queries(pages, read_terms(TERMS))
    with served(site) as base:
        print(json.dumps(report(site, base, asked, pages), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
