"""The calculators in the system's own WebKitGTK, with and without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Site
from tests.whole.questions import address
from tests.whole.runtime.webkit import Browser, missing, webkit

pytestmark = pytest.mark.browser

FIELD = "form[data-calculator=chinext_rd] [name=revenue_year_3]"
ANSWERED = """document.querySelector("#chinext_rd [data-result]:not([data-stale])")
 && document.querySelector("#chinext_rd [data-slot=kind]").textContent.startsWith("按所填")
 && document.querySelector("#chinext_rd form").textContent.includes(arguments[0])
 && document.querySelector("#chinext_rd [data-result]").dataset.verdict"""
# What the page has loaded, its runtime and the page for the rest are all in the cache.
KEPT = """(globalThis.asking ??= (async () => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const wanted = [...loaded.filter((name) => /(?<!sw)\\.(css|m?js)$/.test(name)), location.pathname,
    ...["../../../offline/", "../../../release.json"].map((name) => new URL(name, location).href),
    document.querySelector("form").dataset.runtime + "pyodide.asm.wasm"];
  const found = await Promise.all(wanted.map((name) => caches.match(name)));
  globalThis.kept = found.every(Boolean) && navigator.serviceWorker.controller !== null;
  globalThis.asking = undefined;
})()) && globalThis.kept === true"""


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A WebKit that has never been here before."""
    if missing():
        pytest.skip(f"{'、'.join(missing())} is not installed; `make test` installs it with apt")
    with webkit() as started:
        yield started


def answer(browser: Browser, amount: str) -> object:
    """Type the last year's revenue; the verdict of it."""
    browser.wait('!document.querySelector("[data-fill-example]").parentElement.hidden')
    browser.run('document.querySelector("[data-fill-example]").click()')
    browser.type(FIELD, amount)
    return browser.wait(ANSWERED, f"读作 {amount}元")


def test_webkit_answers_and_goes_on_without_a_network(browser: Browser, lone: Site) -> None:
    place = lone.url(address("chinext_rd"))
    browser.open(place)
    assert answer(browser, "9 亿") == "fail"
    browser.wait('document.querySelector("#chinext_rd .solve").textContent.includes("至 6 亿元")')
    assert browser.run('return document.querySelector("#chinext_rd .what-if-curve").points.length')
    browser.wait(KEPT)
    assert browser.heard() == []
    asked = len([path for path in lone.asked if path.endswith(".wasm")])
    lone.down = True
    browser.open(place)
    assert answer(browser, "6 亿") == "pass"
    assert browser.heard() == []
    assert len([path for path in lone.asked if path.endswith(".wasm")]) == asked
    browser.open(lone.url("about/"))
    assert browser.run("return document.title").startswith("没有网络")
