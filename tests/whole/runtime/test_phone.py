"""A calculator on a phone: the verdict in sight while typing, nothing jumps, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import calculators
from tests.serving import Site
from tests.whole.questions import address, fill_example
from tests.whole.reading.test_axe import AXE, LAID_OUT, RUN
from tests.whole.runtime.test_page import form, verdict

pytestmark = pytest.mark.browser

FIELD = "[name=revenue_year_3]"
JUMPS = """() => { window.jumps = [];
  new PerformanceObserver((list) => jumps.push(...list.getEntries()
    .filter((entry) => !entry.hadRecentInput).map(({ value, sources }) =>
      [value, sources.map(({ node }) => node?.className ?? node?.nodeName).join()])))
    .observe({ type: "layout-shift" }); }"""
# A control that a finger must hit; links within sentences are exempt (WCAG 2.5.8).
# A tick is pressed by its label.
SMALL = """() => [...document.querySelectorAll(".calculator :is(input, select, button, summary)")]
  .filter((control) => control.checkVisibility())
  .map((control) => control.type === 'checkbox' ? control.closest('label') : control)
  .map((control) => [control.outerHTML.slice(0, 90), control.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44).map(([html]) => html)"""


@pytest.fixture
def phone(chromium: Any, served: Site) -> Iterator[Any]:
    """A phone on the page of the listing standards; axe is put past the site's policy."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(20000)
    page = context.new_page()
    page.goto(served.url(address("chinext_rd")))
    yield page
    context.close()


def found_by_axe(page: Any) -> list[tuple[str, str, str]]:
    """What axe says of the page as it stands, hidden parts laid out."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.add_style_tag(content=LAID_OUT)
    page.wait_for_timeout(600)  # what fades in or out has done so
    found = page.evaluate(RUN)["violations"]
    return [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in found]


def test_the_verdict_is_in_sight_of_the_field_and_leads_to_the_result(phone: Any) -> None:
    fill_example(phone, "chinext_rd")
    form(phone, "chinext_rd").locator(FIELD).tap()
    form(phone, "chinext_rd").locator(FIELD).fill("9亿")
    glance = phone.locator("#chinext_rd [data-glance]", has_text="不符合：研发投入占营业收入比例")
    glance.wait_for()
    box = glance.bounding_box()
    assert box
    assert 0 <= box["y"] < 740 - box["height"]
    glance.tap()
    phone.locator("#chinext_rd [data-result]:focus").wait_for()
    verdict(phone, "chinext_rd", "fail")
    result = phone.locator("#chinext_rd .verdict").bounding_box()
    assert result
    assert 0 <= result["y"] < 740


def test_the_first_tap_shows_no_result_that_is_not_there(phone: Any) -> None:
    glance = phone.locator("#chinext_rd [data-glance]")
    assert "算例：符合" in (glance.text_content() or "")
    form(phone, "chinext_rd").locator(FIELD).tap()
    phone.wait_for_timeout(300)
    assert "算例：符合" in (glance.text_content() or "")


def test_nothing_jumps_when_the_result_comes(phone: Any) -> None:
    fill_example(phone, "chinext_rd")
    verdict(phone, "chinext_rd", "pass")
    form(phone, "chinext_rd").locator(FIELD).tap()
    phone.evaluate(JUMPS)
    # The answer comes seconds after the key: for the browser what it moves is a jump.
    form(phone, "chinext_rd").locator(FIELD).fill("9亿")
    verdict(phone, "chinext_rd", "fail")
    phone.locator("#chinext_rd [data-slot=solve_summary]", has_text="6 亿元").wait_for(
        state="attached"
    )
    phone.wait_for_timeout(500)
    assert sum(value for value, _ in phone.evaluate("jumps")) < 0.01, phone.evaluate("jumps")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("amount", ["9亿", "很多"])
def test_axe_finds_nothing_after_an_answer_and_after_an_error(
    phone: Any, amount: str, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)
    fields = form(phone, "chinext_rd")
    fill_example(phone, "chinext_rd")
    fields.locator(FIELD).fill(amount)
    fields.locator("[type=submit]").click()
    if amount == "很多":
        fields.locator("[data-errors]:focus").wait_for()
        assert fields.locator(f"{FIELD}[aria-invalid=true]").count() == 1
    else:
        verdict(phone, "chinext_rd", "fail")
        phone.locator("#chinext_rd .clause summary").first.click()
    assert found_by_axe(phone) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_an_article_has_opened_a_calculator(
    phone: Any, served: Site, scheme: str
) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(served.url("issues/2026-04/07/"))
    phone.locator(".compute-link").first.click()
    phone.locator(".compute-place form").wait_for()
    assert found_by_axe(phone) == []


def test_every_control_is_large_enough_for_a_finger(chromium: Any, served: Site) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    for rule in calculators.rules():
        page.goto(served.url(address(rule)))
        page.add_style_tag(content=LAID_OUT)
        page.locator("[data-glance]:visible").first.wait_for()
        assert page.evaluate(SMALL) == []
    context.close()
