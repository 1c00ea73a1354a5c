"""First and second visit to a first result, ours against the peers, in one run.

    python -m benchmarks.runtime.measure [ROUNDS]

Loopback, precompressed brotli, a fresh browser profile for each first visit, medians. "4G" is
9 Mbit/s and 60 ms, throttled in the server. Ratios count; seconds depend on the machine.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

import calculators
from benchmarks.runtime.peers import write_peers
from bulletin.site.runtime import build_runtime
from bulletin.site.runtime_compress import compressed
from tests.serving import Site, serving

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("ours", "stock", "plain")
LINES = {"loopback": (0.0, 0.0), "4G": (0.06, 9e6 / 8)}
RULE = "chinext_growth"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
REQUEST = {"op": "run", "rule": RULE, "inputs": calculators.schema(RULE)["example"]}
EVALUATION = """async ([folder, run, solve]) => {
  const worker = new Worker(folder + "/worker.mjs", {type: "module"});
  const next = () => new Promise((resolve) => {
    worker.onmessage = ({data}) => { if (data.type === "answer") resolve(); };
  });
  await new Promise((resolve) => {
    worker.onmessage = ({data}) => { if (data.type === "ready") resolve(); };
  });
  const time = async (request) => {
    const times = [];
    for (let i = 0; i < 30; i++) {
      const began = performance.now();
      worker.postMessage({id: i, request});
      await next();
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[15];
  };
  return [await time(run), await time(solve)];
}"""


def visit(context: BrowserContext, address: str) -> float:
    """Seconds from the page's script to its first answer."""
    page = context.new_page()
    page.goto(address)
    page.locator("#answer:not(:empty)").wait_for(timeout=120_000)
    verdict = json.loads(page.locator("#answer").inner_text())
    assert "pass" in json.dumps(verdict)
    page.wait_for_timeout(2500)  # what is kept for the next visit is written after the answer
    seconds = float(page.evaluate("globalThis.took")) / 1000
    page.close()
    return seconds


def visits(browser: Browser, site: Site, peer: str) -> tuple[float, float]:
    """A first visit and a second one."""
    context = browser.new_context()
    address = site.url(f"{peer}/index.html")
    first = visit(context, address)
    second = visit(context, address)
    context.close()
    return first, second


def rows(browser: Browser, site: Site, rounds: int) -> Iterator[dict[str, Any]]:
    """One row for each line and peer; the peers take turns, so that all share the weather."""
    for line, (site.latency, site.rate) in LINES.items():
        found: dict[str, list[tuple[float, float]]] = {peer: [] for peer in PEERS}
        for _ in range(rounds):
            for peer in PEERS:
                found[peer].append(visits(browser, site, peer))
        for peer in PEERS:
            first, second = (statistics.median(times) for times in zip(*found[peer], strict=True))
            yield {"line": line, "peer": peer, "first": first, "second": second}


def sizes(folder: Path) -> int:
    """Compress every file; the bytes of a first visit."""
    files = [f for f in folder.rglob("*") if f.is_file() and f.suffix not in (".br", ".gz")]
    return sum(compressed(f, ROOT / ".cache" / "compressed") for f in files)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    request = json.dumps(REQUEST, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as name:
        folder, built = Path(name) / "peers", Path(name) / "built"
        modules = ROOT / "node_modules"
        info = build_runtime(ROOT / "calculators", modules, ROOT / ".cache", built)
        write_peers(folder, built / info.url, ROOT / "calculators", modules / "pyodide", request)
        size = {peer: sizes(folder / peer) for peer in PEERS}
        solve = json.dumps({**REQUEST, "op": "solve", "field": "revenue_year_3"})
        chromium = shutil.which("chromium")
        with sync_playwright() as playwright, serving(folder, "/base/") as site:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            table = list(rows(browser, site, rounds))
            site.latency = site.rate = 0.0
            page = browser.new_page()
            page.goto(site.url("plain/index.html"))
            address = site.url("ours/runtime")
            timed = page.evaluate(EVALUATION, [address, request, solve])
            browser.close()
    report(table, size, timed)


def report(table: list[dict[str, Any]], size: dict[str, int], timed: list[float]) -> None:
    """Seconds, and ratios to stock Pyodide on the same line."""
    stock = {row["line"]: row for row in table if row["peer"] == "stock"}
    print("line      peer   MB     first s  ratio  second s  ratio")
    for row in table:
        base = stock[row["line"]]
        print(
            f"{row['line']:9} {row['peer']:6} {size[row['peer']] / 1e6:5.2f}"
            f"  {row['first']:7.2f}  {row['first'] / base['first']:5.2f}"
            f"  {row['second']:8.2f}  {row['second'] / base['second']:5.2f}"
        )
    print(f"evaluation {timed[0]:.1f} ms, solve {timed[1]:.1f} ms in the running worker")


if __name__ == "__main__":
    main()
