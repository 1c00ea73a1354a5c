"""Measures the search: `python benchmarks/search/measure.py SITE --issues 1 30 300`.

SITE is a built site; its pages are the newest issue, older ones are generated. Queries run in
a real Chromium on the search page itself; the cold figures on a link of 10 Mbit/s and 60 ms. The
sites are kept in `--work`, so that a second run measures at once. Builds are told in CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import corpus
from asking import ask_all, chromium, cold
from link import served
from queries import Query, queries

from bulletin.site.search.build import SCRIPTS, STYLES, build_search
from bulletin.site.search.folding import fold
from bulletin.site.search.pages import SearchPage, published, read_page
from bulletin.site.search.terms import read_terms

ROOT = Path(__file__).resolve().parents[2]
TERMS = ROOT / "content" / "search" / "terms.yml"
NUMBER = 297  # of the newest issue
MARKED = ("phrase", "traditional", "width", "number")


def indexed(site: Path, cache: Path) -> float:
    """Build the search of a site; CPU seconds."""
    for folder in (SCRIPTS, STYLES):
        shutil.copytree(ROOT / "theme" / folder, site / folder, dirs_exist_ok=True)
    start = time.process_time()
    print(" ", build_search(site, cache, TERMS))
    return round(time.process_time() - start, 1)


def prepared(source: Path, work: Path, issues: int) -> Path:
    """A copy of the site with so many issues."""
    site = work / "site"
    if not site.exists():
        shutil.copytree(source, site)
        newest = max(path.name for path in (site / "issues").glob("????-??"))
        corpus.write(site, corpus.months(issues - 1, newest), NUMBER - 1)
    return site


def builds(site: Path, work: Path) -> dict[str, float]:
    """What builds cost: the first, an unchanged one, a word, a new issue, a new year."""
    cache = work / "cache"
    newest = max((site / "issues").glob("????-??"))
    away = work / newest.name
    newest.rename(away)
    found = {"first, without the newest issue": indexed(site, cache)}
    away.rename(newest)
    found["a new issue"] = indexed(site, cache)
    found["nothing changed"] = indexed(site, cache)
    page = next(path for path in sorted(newest.glob("*/index.html")))
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</h1>", "</h1><p>一个改动</p>", 1), encoding="utf-8")
    found["a word in an article"] = indexed(site, cache)
    page.write_text(text, encoding="utf-8")
    year = site / "issues" / f"{int(newest.name[:4]) + 1}-01"
    corpus.write(site, [year.name], NUMBER + 1)
    found["the first issue of a year"] = indexed(site, cache)
    shutil.rmtree(year)
    indexed(site, cache)
    return found


def read_all(site: Path) -> list[SearchPage]:
    """All pages as the search sees them."""
    found = (read_page(url, path.read_text(encoding="utf-8")) for url, path in published(site))
    return [page for page in found if page]


def figures(query: Query, hits: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Recall@10, reciprocal rank and precision of one answer."""
    urls = [hit["url"] for hit in hits]
    right = [url in query.answers for url in urls]
    recall = sum(right) / min(10, len(query.answers))
    rank = next((1 / place for place, is_right in enumerate(right, 1) if is_right), 0.0)
    fitting = [url in query.answers or url in query.others for url in urls]
    return recall, rank, sum(fitting) / len(fitting) if fitting else 0.0


def marked(
    pages: dict[str, SearchPage], query: Query, hits: list[dict[str, Any]]
) -> Iterator[tuple[bool, bool]]:
    """For the first three exact hits: whole phrase marked, link to a block that holds it."""
    phrase = fold(query.phrase)
    for hit in [hit for hit in hits[:3] if hit["group"] == "exact"]:
        page = pages[hit["url"]]
        blocks = fold("".join(b.text for b in page.blocks if b.id == hit["hash"]))
        in_title_alone = not hit["hash"] and phrase in fold(page.title)
        yield any(fold(m) == phrase for m in hit["marks"]), phrase in blocks or in_title_alone


def relevance(
    pages: list[SearchPage], asked: list[Query], answers: list[Any], told: bool
) -> dict[str, Any]:
    """Recall@10, MRR and P@10 by kind of query, marks and links."""
    by_url = {page.url: page for page in pages}
    lists: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    whole: list[tuple[bool, bool]] = []
    for query, hits in zip(asked, answers, strict=True):
        lists[query.kind].append(figures(query, hits))
        if query.kind in MARKED:
            whole += marked(by_url, query, hits)
        if told and lists[query.kind][-1] != (1, 1, 1):
            known = (*query.answers, *query.others)
            wrong = [(h["url"], h["group"], h["marks"]) for h in hits if h["url"] not in known]
            print(" ", query.kind, query.text, *lists[query.kind][-1], query.answers[:2], wrong)
    lists["all but initials"] = [one for k in lists if k != "initials" for one in lists[k]]
    return {
        "recall@10, MRR, P@10": {kind: _means(values) for kind, values in lists.items()},
        "phrase marked, link to its block": _means(whole),
    }


def _means(rows: Sequence[tuple[float, ...]]) -> list[float]:
    return [round(mean(column), 3) for column in zip(*rows, strict=True)]


def report(site: Path, told: bool) -> dict[str, Any]:
    """All figures of a site; of two, the first is the median and the second the worst."""
    pages = read_all(site)
    asked = queries(pages, read_terms(TERMS))
    with served(site) as (base, link), chromium() as browser:
        answers, long = ask_all(browser, base, asked)
        cold(browser, base, link, asked[0].text)  # the server compresses at the first request
        kinds = {query.kind for query in asked}
        sample = [q for kind in sorted(kinds) for q in [q for q in asked if q.kind == kind][::5]]
        colds = [(query, cold(browser, base, link, query.text)) for query in sample]
    worst = max(colds, key=lambda one: one[1]["bytes"])
    if told:
        print(" ", worst[0].text, *worst[1]["files"], sep="\n    ")
    sizes = {k: [c["bytes"] for q, c in colds if q.kind == k] for k in sorted(kinds)}
    seconds = [found["seconds"] for _, found in colds]
    return relevance(pages, asked, answers, told) | {
        "long tasks over 50 ms": sorted(round(ms) for ms in long)[-5:],
        "bytes to first result": [median(b for s in sizes.values() for b in s), worst[1]["bytes"]],
        "bytes by kind": {k: [median(s), max(s)] for k, s in sizes.items()},
        "requests to first result": median(found["requests"] for _, found in colds),
        "cold first result, seconds": [round(median(seconds), 2), round(max(seconds), 2)],
    }  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--issues", type=int, nargs="+", default=[1, 30, 300])
    parser.add_argument("--work", type=Path, help="keep the sites and their caches here")
    parser.add_argument("--no-builds", action="store_true", help="index once, without timing")
    parser.add_argument("--tell", action="store_true", help="print every answer that is not full")
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp())
    for issues in arguments.issues:
        folder = work / str(issues)
        site = prepared(arguments.site, folder, issues)
        found: dict[str, Any] = {"issues": issues}
        if arguments.no_builds or issues == 1:
            indexed(site, folder / "cache")
        else:
            found["build, CPU seconds"] = builds(site, folder)
        found |= report(site, arguments.tell)
        print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
