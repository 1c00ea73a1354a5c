"""Whatever breaks between server and reader, the page stays readable and says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving import Site

pytestmark = pytest.mark.breaks
GROUP = "calculators/chinext/"
FIELD = "form[data-calculator=chinext_rd] [name=revenue_year_3]"
TROUBLE = "form[data-calculator=chinext_rd] [data-trouble]"
# The example is computed once at build time and must outlive every fault of the runtime.
CHECKS = "#chinext_rd [data-check]"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab of a reader who has been nowhere yet."""
    context = chromium.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("fault", ["garbled", "gone"])
@pytest.mark.parametrize("part", ["pyodide.asm.wasm", "python.zip"])
def test_a_spoilt_runtime_is_told_and_the_example_stays(
    served: Site, tab: Page, fault: str, part: str
) -> None:
    getattr(served, fault).add(part)
    tab.goto(served.url(GROUP))
    tab.fill(FIELD, "9亿")
    expect(tab.locator(TROUBLE)).to_contain_text("测算程序", timeout=20000)
    expect(tab.locator(TROUBLE)).to_be_visible()
    assert tab.locator(CHECKS).count() > 0
    # The clause stands in a closed detail: in the page, not in sight.
    assert tab.locator("#chinext_rd blockquote").first.text_content()


@pytest.mark.parametrize("fault", ["garbled", "gone"])
def test_a_spoilt_index_is_told(served: Site, tab: Page, fault: str) -> None:
    getattr(served, fault).add(".bin")
    tab.goto(served.url("search/?q=科技贷款"))
    expect(tab.get_by_text("检索数据没有取到").first).to_be_visible(timeout=15000)
