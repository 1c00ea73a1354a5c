"""Presses of calculators' controls at any moment: python -m benchmarks.runtime.presses [N] [SEED].

Builds the site, opens it in Chromium and makes N presses (10,000 by default). Prints how many left
something, how many refused and why, and each mismatch with the seed that makes it again.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.conftest import CHROMIUM_NAMES, build
from tests.serving import serving
from tests.whole.runtime.presses import make, presses, tab


def main(count: int = 10000, seed: int = 1) -> int:
    """Make the presses; 1 where any let something untrue out."""
    from playwright.sync_api import sync_playwright

    tally: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        build(site)
        path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        with serving(site, "/base/") as served:
            context = browser.new_context()
            for press, dice in presses(seed, count):
                with tab(browser, context, press) as page:
                    make(page, served.url, press, dice)
                tally[press.said[:12] if not press.left else f"left: {press.kind}"] += 1
                if press.wrong:
                    wrong += 1
                    print(press)
        browser.close()
    for words, times in tally.most_common():
        print(f"{times:6} {words}")
    print(f"{wrong} of {count} presses let something untrue out")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
