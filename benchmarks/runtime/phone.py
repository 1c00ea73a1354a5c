"""A visitor with a slow phone, on the built site: is the result there when they stop typing?

    mkdocs build && python -m benchmarks.runtime.phone SITE [ROUNDS]

9 Mbit/s and 60 ms, and every process of the page held still for three quarters of the time, which
slows the worker and the compiler, too; the browser's own throttle slows the main thread alone.
Printed: how long after the last of ten seconds of typing the result stood, what was sent before the
first touch, and the main thread's longest task, with the machine's whole processor and a quarter.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.runtime.measure import FLAGS, LINES
from tests.serving import Site, serving

RULE = "chinext_growth"
FIELD = f"form[data-calculator={RULE}] [name=revenue_year_3]"
STANDS = f"#{RULE} [data-result]:not([data-stale]):has([data-slot=kind]:text-is('按所填数字测算'))"
TYPING = 10.0
BEAT = 0.02  # seconds; a phone of a quarter of the speed runs for a quarter of each
CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]
TOUCH = "touch"


def renderers() -> list[int]:
    """The processes of pages that this program's browser has started."""
    listed = subprocess.run(
        ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    )
    lines = [line.split(None, 2) for line in listed.stdout.splitlines()[1:]]
    parents = {int(pid): int(parent) for pid, parent, _ in lines}

    def ours(pid: int) -> bool:
        while pid > 1 and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return [int(pid) for pid, _, args in lines if "--type=renderer" in args and ours(int(pid))]


@contextmanager
def slowed(share: float) -> Iterator[None]:
    """Let the pages run for this share of the time."""
    done = threading.Event()

    def hold() -> None:
        pids = renderers()
        while not done.is_set():
            for number, rest in ((signal.SIGSTOP, 1 - share), (signal.SIGCONT, share)):
                for pid in pids:
                    os.kill(pid, number)
                time.sleep(BEAT * rest)

    holder = threading.Thread(target=hold)
    if share < 1:
        holder.start()
    try:
        yield
    finally:
        done.set()
        if share < 1:
            holder.join()


def typed(page: Page) -> float:
    """Type an amount for ten seconds; the seconds from its last key to its result."""
    keys = "3亿4000万"
    field = page.locator(FIELD)
    field.focus()
    field.evaluate("field => field.select()")
    for key in keys:
        time.sleep(TYPING / len(keys))
        page.keyboard.insert_text(key)
    began = time.monotonic()
    page.locator(STANDS).wait_for(timeout=120_000)
    return time.monotonic() - began


def longest(trace: bytes) -> tuple[float, float]:
    """The main thread's longest task before and after the touch, in milliseconds of processor.

    Processor time is not stretched by what else the machine does.
    """
    events = json.loads(trace)["traceEvents"]
    touch = next(e for e in events if e["name"] == TOUCH)
    thread = touch["pid"], touch["tid"]
    tasks = [e for e in events if e["name"].endswith("RunTask") and "tdur" in e]
    own = [e for e in tasks if (e["pid"], e["tid"]) == thread]
    before = max(e["tdur"] for e in own if e["ts"] < touch["ts"])
    return before / 1000, max(e["tdur"] for e in own if e["ts"] >= touch["ts"]) / 1000


def visit(browser: Browser, site: Site, share: float) -> tuple[float, int, tuple[float, float]]:
    """One visit with an empty cache: seconds late, files of the runtime untouched, long tasks."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    # The line of a phone that saves data: nothing starts before the first touch.
    context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    page = context.new_page()
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.goto(site.url("calculators/chinext/chinext_growth/"))
    page.wait_for_load_state("networkidle")
    early = sum("/assets/runtime/" in path for path in site.asked)
    page.evaluate("performance.mark('touch')")
    with slowed(share):
        late = typed(page)
        page.wait_for_timeout(2000)
    tasks = longest(browser.stop_tracing())
    context.close()
    site.asked.clear()
    return late, early, tasks


def main() -> None:
    """Visit and print one line a visit."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with sync_playwright() as playwright, serving(Path(sys.argv[1])) as site:
        site.latency, site.rate = LINES["4G"]
        executable = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        for share in (1.0, 0.25):
            for _ in range(rounds):
                late, early, tasks = visit(browser, site, share)
                print(
                    f"processor {share:g}: result {late:.2f} s after the last key; files of the "
                    f"runtime before the first touch: {early}; longest task {tasks[0]:.0f} ms of "
                    f"processor while loading, {tasks[1]:.0f} ms from the touch on",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main()
