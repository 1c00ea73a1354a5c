"""First and second visit to a first result, ours against the peers, in one run.

    npm ci --prefix benchmarks/runtime && python -m benchmarks.runtime.measure [ROUNDS]

Loopback, precompressed brotli, ordinary caching (ten minutes, as static hosts give), a fresh
browser profile for each first visit, medians. "4G" is 9 Mbit/s and 60 ms, throttled in the server.
Ratios count; seconds depend on the machine.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import calculators
from benchmarks.runtime.peers import Sources, write_peers
from bulletin.site.cache.compress import compressed
from bulletin.site.runtime.build import build_runtime
from tests.serving import Site, serving

ROOT = Path(__file__).resolve().parents[2]
LINES = {"loopback": (0.0, 0.0), "4G": (0.06, 9e6 / 8)}
BASE = "stock"
# Ordinary caching for all; and no policy, since of the peers ours alone could live with it.
PLAIN = {"Cache-Control": "max-age=600", "Content-Security-Policy": ""}
RULE = "chinext_growth"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
RUN = {"op": "run", "rule": RULE, "inputs": calculators.schema(RULE)["example"]}
SOLVE = {**RUN, "op": "solve", "field": "revenue_year_3"}
REPEATED = """async (request) => {
  const times = [];
  for (let i = 0; i < 30; i++) {
    const began = performance.now();
    await again(request);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[15];
}"""


@dataclass
class Found:
    """What was measured of one peer: seconds by line, bytes, milliseconds."""

    first: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    second: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    bytes: int = 0
    requests: int = 0
    run: float = 0.0
    solve: float | None = None


def as_json(request: object) -> str:
    """A request as the worker takes it."""
    return json.dumps(request, ensure_ascii=False)


def visit(context: BrowserContext, address: str) -> tuple[Page, float]:
    """Seconds from the page's script to its first answer."""
    page = context.new_page()
    page.goto(address)
    page.locator("#answer:not(:empty)").wait_for(timeout=120_000)
    verdict = json.loads(page.locator("#answer").inner_text())
    assert "pass" in json.dumps(verdict)
    page.wait_for_timeout(2500)  # what is kept for the next visit is written after the answer
    return page, float(page.evaluate("globalThis.took")) / 1000


def visits(browser: Browser, site: Site, peer: str, line: str, found: Found) -> None:
    """A first visit and a second one; on the fast line its bytes and its speed once it runs."""
    context = browser.new_context()
    address = site.url(f"{peer}/index.html")
    site.asked.clear()
    page, seconds = visit(context, address)
    found.first[line].append(seconds)
    if line == "loopback":
        asked = {site.find(path) for path in site.asked} - {None}
        found.requests = len(asked)
        found.bytes = sum(wire(path) for path in asked if path)
        found.run = page.evaluate(REPEATED, as_json(RUN))
        answer = str(page.evaluate("request => again(request)", as_json(SOLVE)))
        if '"interval"' in answer:
            found.solve = page.evaluate(REPEATED, as_json(SOLVE))
    page.close()
    page, seconds = visit(context, address)
    found.second[line].append(seconds)
    context.close()


def wire(path: Path) -> int:
    """The bytes that the server sends of a file."""
    return path.with_name(path.name + ".br").stat().st_size


def measure(folder: Path, names: tuple[str, ...], rounds: int) -> dict[str, Found]:
    """All peers on all lines; they take turns, so that all share the weather."""
    found = {name: Found() for name in names}
    chromium = shutil.which("chromium")
    with sync_playwright() as playwright, serving(folder) as site:
        site.headers = PLAIN
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for line, (site.latency, site.rate) in LINES.items():
            for _ in range(rounds):
                for name in names:
                    visits(browser, site, name, line, found[name])
        browser.close()
    return found


def report(found: dict[str, Found]) -> None:
    """A table in Markdown: seconds, and ratios to stock Pyodide on the same line."""
    print("| peer | MB | requests | first | 4G | second | 4G | evaluation | solve |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, peer in found.items():
        cells = [f"{peer.bytes / 1e6:.2f}", str(peer.requests)]
        for line in LINES:
            cells.append(against(peer.first[line], found[BASE].first[line]))
        for line in LINES:
            cells.append(against(peer.second[line], found[BASE].second[line]))
        cells.append(f"{peer.run:.1f} ms")
        cells.append("–" if peer.solve is None else f"{peer.solve:.1f} ms")
        print(f"| {name} | {' | '.join(cells)} |")


def against(seconds: list[float], base: list[float]) -> str:
    """A median, and its ratio to the base's."""
    own = statistics.median(seconds)
    return f"{own:.2f} s ({own / statistics.median(base):.2f})"


def main() -> None:
    """Lay the peers out, measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    peers = ROOT / "benchmarks" / "runtime" / "node_modules"
    if not peers.is_dir():
        sys.exit("first run: npm ci --prefix benchmarks/runtime")
    with tempfile.TemporaryDirectory() as name:
        folder, built = Path(name) / "peers", Path(name) / "built"
        modules = ROOT / "node_modules"
        info = build_runtime(ROOT / "calculators", modules, ROOT / ".cache", built)
        sources = Sources(built / info.url, ROOT / "calculators", modules / "pyodide", peers)
        names = write_peers(folder, sources, as_json(RUN))
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            compressed(path, ROOT / ".cache" / "compressed")
        report(measure(folder, names, rounds))


if __name__ == "__main__":
    main()
