"""axe finds nothing on any template, in any mode, at any width: A, AA, 2.2 and best practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[3]
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
    "group": "calculators/xj-premium/",
    "calculator": "calculators/xj-premium/xj_premium_enterprise/",
    "match": "match/",
    "search": "search/",
    "about": "about/",
    "not-found": "404.html",
    "offline": "offline/",
    "embed": "embed/chinext_growth/",
}
SITES = ("site_url", "real_url")
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


def prepare(page: Page, address: str) -> None:
    """Open a page and put axe into it."""
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.add_style_tag(content=LAID_OUT)


def violations(page: Page, mode: tuple[str, str]) -> list[tuple[str, ...]]:
    """What axe finds in a mode: the rule, the first place, and what to do."""
    page.evaluate(SET_MODE, list(mode))
    found = [(v["id"], v["nodes"][0]) for v in page.evaluate(RUN)["violations"]]
    return [(*mode, rule, node["html"], node["failureSummary"]) for rule, node in found]


@pytest.mark.parametrize("address", TEMPLATES.values(), ids=TEMPLATES.keys())
@pytest.mark.parametrize("site", SITES)
def test_axe_finds_nothing(
    page: Page, request: pytest.FixtureRequest, site: str, address: str
) -> None:
    prepare(page, request.getfixturevalue(site) + address)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [(width, *v) for mode in MODES for v in violations(page, mode)]
    assert found == []


def _clause(page: Page) -> None:
    page.locator("#art-2").hover()
    page.locator("#art-2 > .permalink").click()
    page.get_by_role("button", name="复制引文").wait_for()


def _search(page: Page) -> None:
    page.locator("[data-search-open]").click()
    page.get_by_role("dialog").wait_for()


def _button(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).click()


OPENED: dict[str, tuple[int, Callable[[Page], None]]] = {
    "menu": (360, _button("菜单")),
    "contents": (360, _button("本文目录")),
    "display": (360, _button("显示")),
    "display-wide": (1440, _button("显示")),
    "clause": (360, _clause),
    "clause-wide": (1440, _clause),
    "citing": (360, lambda page: page.locator(".citing > summary").click()),
    "search": (360, _search),
    "search-wide": (1440, _search),
}


@pytest.mark.parametrize(("width", "opened"), OPENED.values(), ids=OPENED.keys())
def test_axe_finds_nothing_in_what_opens(
    page: Page, site_url: str, width: int, opened: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    prepare(page, f"{site_url}issues/2026-04/07/")
    opened(page)
    assert [v for mode in MODES for v in violations(page, mode)] == []
    page.goto("about:blank")


def test_axe_would_find_grey_text_and_a_button_without_a_name(page: Page, site_url: str) -> None:
    prepare(page, site_url)
    page.add_style_tag(content=".lead-summary { color: #999; } .tool-name { display: none; }")
    rules = {rule for _, _, rule, *_ in violations(page, MODES[0])}
    assert {"color-contrast", "button-name"} <= rules
