"""An article copied whole: what the editor of a 公众号 keeps, and every word of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.whole.reading.reading_text import folded, units

# As such an editor does it: styles stay, and a few attributes; all else goes.
KEPT_TAGS = {"section", "p", "strong", "b", "em", "i", "sup", "sub", "del", "ins", "br", "img"}
KEPT_TAGS |= {"table", "tbody", "thead", "tr", "td", "th", "ul", "ol", "li"}
KEPT_ATTRIBUTES = {"style", "src", "alt", "colspan", "rowspan"}
FORM = """async () => {
  const base = document.querySelector("script[src*='reading/article.js']").src;
  const { pasted } = await import(new URL("wechat.js", base).href);
  return pasted(document.querySelector("article[data-article]")).html;
}"""
TABLE = """() => document.querySelector("article .body").insertAdjacentHTML("beforeend", `
  <p class="unit unit-text">见<a href="../07/#art-3">办法</a>和<a href="#p-1">上文</a>。</p>
  <table class="unit unit-table"><thead><tr><th>甲</th><th class="figure">乙</th></tr></thead>
  <tbody><tr><td>一</td><td class="figure">2</td></tr></tbody></table>`)"""
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh visitor who lets pages use the clipboard."""
    context = chromium.new_context(locale="zh-CN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("article", ["02", "07", "08"])
def test_every_word_is_there_and_nothing_that_would_be_lost(
    page: Page, site_url: str, article: str
) -> None:
    address = f"{site_url}issues/2026-04/{article}/"
    page.goto(address)
    sheet = LexborHTMLParser(page.evaluate(FORM), is_fragment=True)
    assert sheet.root
    found = [node for node in sheet.root.traverse() if node.tag and node.tag.isalpha()]
    assert {node.tag for node in found} <= KEPT_TAGS
    assert {name for node in found for name in node.attributes} <= KEPT_ATTRIBUTES
    said = folded("".join(node.text(deep=True) for node in sheet.css("section > *")))
    blocks = units(page.content())
    assert len(blocks) > 5
    assert [block for block in blocks if folded(block) not in said] == []
    assert "摘编本" in said
    assert folded(f"原文网址：{address}") in said


def test_tables_and_links_are_kept_in_their_way(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}issues/2026-04/02/")
    page.evaluate(TABLE)
    html = page.evaluate(FORM)
    assert "办法<sup>[1]</sup>和上文。" in html
    assert f"[1] {site_url}issues/2026-04/07/#art-3" in html
    assert "text-align:right" in html.split("<td")[2]
    assert "border-collapse" in html


def test_one_press_copies_it_and_an_editor_takes_it(page: Page, site_url: str) -> None:
    page.add_init_script(NO_CLIPBOARD)  # as on plain http
    page.goto(f"{site_url}issues/2026-04/02/")
    page.locator("details.citing summary").click()
    page.locator("[data-copy-article]").click()
    page.locator("[data-copy-article]", has_text="已复制全文").wait_for()
    other = page.context.new_page()
    other.goto("about:blank")
    other.set_content("<div contenteditable autofocus></div>")
    other.locator("div").focus()
    other.keyboard.press("Control+V")
    assert other.locator("div p").count() > 5
    assert "摘编本" in other.locator("div").inner_text()
    assert other.locator("div p[style*='text-indent']").count() > 3
