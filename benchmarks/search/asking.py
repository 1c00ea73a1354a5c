"""Asks a search in a real Chromium: hits, long tasks, bytes and seconds to the first result."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from link import Link
from playwright.sync_api import Browser, sync_playwright
from queries import Query

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
READ = """() => [...document.querySelectorAll('ol[data-search-results] > li')].map((hit) => ({
  url: new URL(hit.querySelector('a').href).pathname.slice(1),
  hash: decodeURIComponent(new URL(hit.querySelector('a').href).hash.slice(1)),
  group: hit.parentElement.dataset.group,
  marks: [...hit.querySelectorAll('mark')].map((mark) => mark.textContent) }))"""
ASK = """async (text) => {
  const status = document.querySelector('.search-status');
  const field = document.querySelector('input[type=search]');
  status.textContent = '';
  field.value = text;
  field.form.requestSubmit();
  while (!status.textContent) await new Promise((done) => setTimeout(done, 5));
}"""
LONG_TASKS = """new PerformanceObserver((list) => {
  for (const task of list.getEntries()) {
    (window.longTasks ??= []).push([task.duration, task.startTime]);
  }
}).observe({ type: 'longtask', buffered: true })"""
FIRST = """(window.firstHit = new Promise((done) => new MutationObserver((_, observer) => {
  if (!document.querySelector('ol[data-search-results] > li')) return;
  observer.disconnect();
  done(performance.now());
}).observe(document, { childList: true, subtree: true })))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that the tests use."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM)
        )
        yield browser
        browser.close()


def ask_all(browser: Browser, base: str, asked: Sequence[Query]) -> tuple[list[Any], list[float]]:
    """The hits of every query, on one page, and its long tasks in milliseconds."""
    tab = browser.new_page()
    tab.add_init_script(LONG_TASKS)
    tab.goto(base + "search/")
    answers = []
    for query in asked:
        tab.evaluate(ASK, query.text)
        answers.append(tab.evaluate(READ)[:10])
    long = [duration for duration, _ in tab.evaluate("window.longTasks ?? []")]
    tab.close()
    return answers, long


def cold(browser: Browser, base: str, link: Link, query: str) -> dict[str, Any]:
    """From an empty cache to the first hit on the link."""
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script(FIRST)
    link.answers.clear()
    link.slow = True
    start = time.monotonic()
    tab.goto(f"{base}search/?q={quote(query)}", wait_until="commit")
    tab.wait_for_selector("ol[data-search-results] > li")
    seconds, found = time.monotonic() - start, link.bytes()
    files = [(round(at - start, 2), path, size) for at, path, size in link.answers]
    seen = tab.evaluate("window.firstHit") / 1000
    link.slow = False
    context.close()
    return {"seconds": min(seconds, seen), "bytes": found, "requests": len(files), "files": files}
