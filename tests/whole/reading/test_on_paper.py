"""What a page says of force is true of one day: on paper it says of which, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh visitor."""
    context = chromium.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["register/", "issues/2026-04/07/"])
def test_a_print_says_its_day_and_its_place(page: Page, site_url: str, path: str) -> None:
    page.goto(site_url + path)
    line = page.locator("[data-printed]")
    assert not line.is_visible()
    text = "".join(
        "".join(sheet.get_textpage().get_text_range().split())
        for sheet in pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    )
    assert f"打印于{date.today().isoformat()}" in text
    assert site_url + path in text


def test_news_says_nothing_of_force(page: Page, site_url: str) -> None:
    page.goto(site_url + "issues/2026-04/02/")
    assert page.locator("[data-printed]").count() == 0
