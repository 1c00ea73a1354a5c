"""A reader's way through the site in a real Chromium: reading, searching, computing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.whole.questions import address

DESKTOP, PHONE = (1440, 900), (360, 740)
# What a visitor types, and what must stand in the result.
TYPED = {
    address("chinext_growth"): (
        "chinext_growth",
        {
            "expected_market_capitalisation": "30 亿",
            "revenue_year_1": "1.2亿",
            "revenue_year_2": "1.5亿",
            "revenue_year_3": "2.028 亿",
        },
        "pass",
    ),
}


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page at each size; an error in it, or a report of the policy, fails the test."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert faults == []


def test_an_article_is_read_and_a_clause_is_reached(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}issues/2026-04/07/#art-19")
    article = page.locator('article[data-article="2026-04/07"]')
    expect(article.locator("#art-19")).to_be_in_viewport()
    expect(article).to_contain_text("60%")
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "the page scrolls sideways"


@pytest.mark.parametrize(
    ("phrase", "target"),
    [("熔断机制", "issues/2026-04/07/"), ("同比例核减", "issues/2026-04/07/")],
)
def test_a_phrase_is_found_with_its_clause(
    page: Page, site_url: str, phrase: str, target: str
) -> None:
    page.goto(f"{site_url}search/?q={phrase}")
    first = page.locator("ol[data-search-results] > li > a[href]").first
    expect(first).to_be_visible(timeout=15000)
    hrefs = page.locator("ol[data-search-results] > li > a[href]").evaluate_all(
        "links => links.map(a => a.href)"
    )
    assert any(target in href for href in hrefs[:3]), hrefs
    assert phrase in "".join(page.locator("[data-search-results] mark").all_inner_texts())


def test_the_search_opens_by_key(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    expect(page.locator("dialog[open] input[type=search]")).to_be_focused()


@pytest.mark.parametrize("place", sorted(TYPED))
def test_a_visitor_computes(page: Page, site_url: str, place: str) -> None:
    rule, fields, verdict = TYPED[place]
    page.goto(site_url + place)
    form = page.locator(f'form[data-calculator="{rule}"]')
    for name, value in fields.items():
        form.locator(f'[name="{name}"]').fill(value)
    result = page.locator(f"#{rule} [data-result]").first
    expect(result).to_have_attribute("data-verdict", verdict, timeout=60000)


def test_without_scripts_everything_is_readable(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{site_url}issues/2026-04/07/")
    expect(page.locator("#art-29")).to_have_count(1)
    page.goto(f"{site_url}{address('xj_premium_enterprise')}")
    expect(page.locator("[data-verdict]").first).to_be_visible()
    expect(page.locator("form[data-calculator]").first).to_be_visible()
    context.close()
