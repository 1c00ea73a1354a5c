"""axe finds nothing on any template, in any mode, at any width: A, AA, 2.2 and best practice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TEMPLATES = {
    "home": "",
    "cover": "issues/2026-04/",
    "news": "issues/2026-04/03/",
    "policy": "issues/2026-04/07/",
    "archive": "issues/",
    "archive-year": "years/2026/",
    "topics": "topics/",
    "subject": "topics/ke-ji-bao-xian/",
    "register": "register/",
    "compare": "compare/",
    "calculators": "calculators/",
    "calculator": "calculators/xj-premium/",
    "search": "search/",
    "about": "about/",
    "not-found": "404.html",
    "offline": "offline/",
}
WIDTHS = (360, 768, 1440)
MODES = (("light", "standard"), ("dark", "standard"), ("light", "large"))
SET_MODE = """([mode, text]) => {
  document.documentElement.dataset.mode = mode;
  document.documentElement.dataset.text = text;
}"""
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
})"""

# What is off the screen has a guessed height until it comes near: axe would measure overlaps in it
# that no reader ever sees.
LAID_OUT = "* { content-visibility: visible !important; }"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page into which axe may be put, past the site's own policy."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce", locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_axe_finds_nothing(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.add_style_tag(content=LAID_OUT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for mode in MODES:
            page.evaluate(SET_MODE, list(mode))
            for violation in page.evaluate(RUN)["violations"]:
                node = violation["nodes"][0]
                found.append((width, *mode, violation["id"], node["html"], node["failureSummary"]))
    assert found == []
