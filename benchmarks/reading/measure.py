"""What Lighthouse says of the pages as a phone gets them, printed as a table.

    npm ci --prefix benchmarks/reading && python -m benchmarks.reading.measure SITE [PAGE ...]

Lighthouse's own phone: 412 px, a slow processor, a link of 1.6 Mbit/s and 150 ms. SITE, a built
site, is copied and served as the deploy kit serves it, with its headers and precompressed brotli.
Names of pages choose some of them; what costs a page points is listed under the table.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.site.server.precompress import precompress
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "home": "",
    "cover": "issues/2026-04/",
    "news": "issues/2026-04/03/",
    "policy": "issues/2026-04/07/",
    "register": "register/",
    "comparison": "compare/",
    "calculator": "calculators/xj-premium/xj_premium_enterprise/",
    "search": "search/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
HEAD = "| page | performance, accessibility, practices, SEO | paint, blocked | shift |"
FLAGS = "--headless=new --no-sandbox --disable-gpu --lang=zh-CN"


@dataclass(frozen=True)
class Verdict:
    """What one run found."""

    scores: tuple[int, ...]  # of a hundred, in the order of the categories
    times: tuple[str, ...]
    shift: str
    faults: tuple[str, ...]  # audits that cost points


def judge(url: str, folder: Path) -> Verdict:
    """Run Lighthouse once on an address."""
    report = folder / "report.json"
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = dict(os.environ, CHROME_PATH=shutil.which("chromium") or "")
    subprocess.run(command, check=True, env=environment)
    return verdict(json.loads(report.read_text(encoding="utf-8")))


def verdict(report: dict[str, Any]) -> Verdict:
    """The parts of a report that we go by."""
    audits = report["audits"]
    return Verdict(
        tuple(round(100 * report["categories"][name]["score"]) for name in CATEGORIES),
        tuple(audits[name]["displayValue"].replace("\xa0", " ") for name in TIMES),
        audits["cumulative-layout-shift"]["displayValue"],
        tuple(faults(report)),
    )


def faults(report: dict[str, Any]) -> Iterator[str]:
    """Every weighted audit that is not at its best, the times of performance left out."""
    for name in CATEGORIES[1:]:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['id']}: {audit['title']}"


def run(site: Path, names: list[str]) -> None:
    """Judge the pages one after the other and print the table."""
    print(HEAD)
    print("|---|---|---|---|")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy)
        precompress(copy, ROOT / ".cache")
        with serving(copy) as served:
            for name in names or PAGES:
                found[name] = got = judge(served.url(PAGES[name]), Path(folder))
                scores, times = ", ".join(map(str, got.scores)), ", ".join(got.times)
                print(f"| {name} | {scores} | {times} | {got.shift} |", flush=True)
    for name, got in found.items():
        print("".join(f"\n{name}: {fault}" for fault in got.faults), end="")


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2:])
