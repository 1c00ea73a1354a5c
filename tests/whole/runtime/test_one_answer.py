"""What leaves a calculator is of one answer, of what stands in the form; and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.serving import Site
from tests.whole.questions import address, fill_example

Open = Callable[[str], Any]
RULE = "chinext_growth"
PAGE = address(RULE)
CLIPBOARD = "navigator.clipboard.readText()"


def box(page: Any, name: str = "revenue_year_3") -> Any:
    return page.locator(f"#{RULE} [name={name}]")


def settled(page: Any) -> None:
    page.locator(f"#{RULE} [data-result]:not([data-stale])").wait_for()


@pytest.fixture
def copying(opened: Open, warm: Any) -> Any:
    """A page that may use the clipboard, with one answer there."""
    warm.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(PAGE)
    fill_example(page, RULE)
    box(page).fill("5亿")
    settled(page)
    return page


def test_nothing_is_copied_while_an_error_stands(copying: Any) -> None:
    copying.evaluate("navigator.clipboard.writeText('before')")
    box(copying).fill("很多")
    box(copying).blur()
    copying.locator(f"#{RULE} [data-errors] li").wait_for()
    copying.locator(f"#{RULE} [data-share=text]").click()
    copying.locator(f"#{RULE} [data-share-status]", has_text="没有给出").wait_for()
    assert copying.evaluate(CLIPBOARD) == "before"


def test_a_press_at_once_waits_for_the_answer_of_what_stands_there(copying: Any) -> None:
    copying.evaluate(
        """rule => { const section = document.getElementById(rule);
        const input = section.querySelector('[name=revenue_year_3]');
        input.value = '1亿'; input.dispatchEvent(new InputEvent('input', {bubbles: true}));
        section.querySelector('[data-share=text]').click(); }""",
        RULE,
    )
    copying.locator(f"#{RULE} [data-share-status]", has_text="已复制").wait_for()
    text = copying.evaluate(CLIPBOARD)
    assert "不符合" in text
    assert "revenue_year_3=1%E4%BA%BF" in text


def test_an_earlier_answer_says_that_it_is_earlier(copying: Any) -> None:
    kind = copying.locator(f"#{RULE} [data-slot=kind]")
    assert kind.inner_text() == "按所填数字测算"
    copying.evaluate("() => { window.Worker = undefined }")
    for worker in copying.workers:
        worker.evaluate("() => { self.onmessage = null; self.close() }")
    box(copying).fill("9亿")
    copying.wait_for_timeout(50)
    assert "上一次的结果" in kind.inner_text()
    assert copying.locator(f"#{RULE}-revenue_year_3-read").inner_text() == ""


def test_a_worker_that_ends_without_a_word_is_replaced(opened: Open) -> None:
    page = opened(PAGE)
    fill_example(page, RULE)
    box(page).fill("5亿")
    settled(page)
    for worker in page.workers:
        worker.evaluate("() => self.close()")
    box(page).fill("1亿")
    page.locator(f"#{RULE} [data-result][data-verdict=fail]:not([data-stale])").wait_for()


def test_what_is_half_typed_is_no_error_until_it_is_left(opened: Open) -> None:
    page = opened(PAGE)
    fill_example(page, RULE)
    box(page).fill("5亿")
    settled(page)
    box(page).press_sequentially("x")
    page.wait_for_timeout(500)
    assert page.locator(f"#{RULE} [data-errors]").is_hidden()
    box(page).blur()
    page.locator(f"#{RULE} [data-errors] li").wait_for()


def test_composition_asks_nothing(opened: Open) -> None:
    page = opened(PAGE)
    fill_example(page, RULE)
    box(page).fill("5亿")
    settled(page)
    page.evaluate(
        """rule => { const input = document.querySelector(`#${rule} [name=revenue_year_3]`);
        input.focus(); input.value = '3.4yi';
        input.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); }""",
        RULE,
    )
    page.wait_for_timeout(2200)
    assert page.locator(f"#{RULE} [data-errors]").is_hidden()


@pytest.mark.parametrize("scripts", [False, pytest.param(True, marks=pytest.mark.breaks)])
def test_no_press_of_enter_sends_a_figure(chromium: Any, served: Site, scripts: bool) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    if scripts:  # the page's modules are lost
        page.route("**/calculator/*.js", lambda route: route.abort())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in (PAGE, "embed/fj_union/", address("fj_union")):
        page.goto(served.url(place))
        field = page.locator("form[data-calculator] input[type=text][name]").first
        field.fill("4321")
        field.press("Enter")
        page.wait_for_timeout(300)
    assert [url for url in asked if "4321" in url] == []
    assert page.locator("[data-needs-script] button:visible").count() == 0
    context.close()


@pytest.mark.breaks
def test_lost_modules_are_said(chromium: Any, served: Site) -> None:
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/calculator/charts.js", lambda route: route.abort())
    page.goto(served.url(address("fj_union")))
    page.locator("#fj_union [data-lifeless]").wait_for()
    assert page.locator("#fj_union .actions").is_hidden()
    context.close()


def test_a_document_that_has_ended_says_so_first(chromium: Any, served: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2032-06-01T08:00:00")
    page.goto(served.url(address("xj_premium_enterprise")))
    rule = "#xj_premium_enterprise"
    page.locator(f"{rule} [data-slot=version_note]", has_text="已经失效").wait_for()
    fill_example(page, "xj_premium_enterprise")
    page.locator(f"{rule} [name='policies[0].premium']").fill("50万")
    page.locator(f"{rule} [data-result][data-verdict=inapplicable]:not([data-stale])").wait_for()
    assert "2032-06-01 已失效" in page.locator(f"{rule} [data-result]").inner_text()
    context.close()


def test_a_link_with_many_rows_opens_at_once(opened: Open) -> None:
    link = "#xj_premium_enterprise?version=2026-05-01&policies[499].premium=1"
    page = opened(address("xj_premium_enterprise") + link)
    page.locator("#xj_premium_enterprise [name='policies[2].premium']").wait_for()
    assert page.locator("#xj_premium_enterprise [data-row]").count() <= 60


def test_a_link_does_not_speak_for_the_site(opened: Open) -> None:
    page = opened(address("cq_fee") + "#cq_fee?version=请加微信")
    note = page.locator("#cq_fee [data-slot=version_note]", has_text="不是现行规则版本")
    note.wait_for()
    assert "微信" not in note.inner_text()
