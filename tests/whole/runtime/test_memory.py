"""What a device keeps of a company: only when asked, by the fact, deleted by one press."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import calculators
from tests.serving import Site
from tests.whole.questions import address, fill_example

pytestmark = pytest.mark.browser

Go = Callable[[str], Any]
TICK = "[data-keep] input"
STORED = "localStorage.getItem('bulletin-facts')"
CAPITAL = "[name=expected_market_capitalisation]"


@pytest.fixture
def go(chromium: Any, served: Site) -> Iterator[Go]:
    """Open pages one after another in tabs of one reader who was never here."""
    context = chromium.new_context(service_workers="block")
    context.set_default_timeout(20000)
    faults: list[str] = []

    def to(place: str) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served.url(place))
        page.locator(TICK).wait_for()
        return page

    yield to
    context.close()
    assert faults == []


def test_nothing_is_kept_unasked(go: Go) -> None:
    page = go(address("chinext_rd"))
    page.locator(CAPITAL).fill("55亿")
    page.locator("[data-result]:not([data-stale])").wait_for()
    assert page.evaluate(STORED) is None
    assert go(address("chinext_growth")).locator(CAPITAL).input_value() == ""


def test_a_fact_typed_once_stands_wherever_it_is_asked(go: Go) -> None:
    page = go(address("chinext_rd"))
    page.locator(CAPITAL).fill("55亿")
    page.locator(TICK).check()
    page.locator("[name=revenue_year_3]").fill("6亿")
    page.close()  # a phone closes tabs by itself
    other = go(address("chinext_growth"))
    assert other.locator(CAPITAL).input_value() == "55亿"
    assert other.locator("[name=revenue_year_3]").input_value() == "6亿"
    other.locator("[data-keep-said]", has_text="预计市值、最近一年营业收入").wait_for()
    other.locator("[data-slot=kind]", has_text="按所填数字测算").wait_for()
    company = go("match/")
    assert company.locator(f"[data-facts] {CAPITAL}").input_value() == "55亿"


def test_what_the_company_page_learns_stands_in_a_form(go: Go) -> None:
    company = go("match/")
    company.locator(TICK).check()
    company.locator("[data-answers] [data-value=fujian]").click()
    company.locator("[data-facts] summary").first.click()
    company.locator("[data-facts] [name=specialised_sme]").select_option("true")
    page = go(address("fj_interest"))
    assert page.locator("[name=specialised_sme]").input_value() == "true"
    again = go("match/")
    assert again.locator("[data-facts] [name=region]").input_value() == "fujian"


def test_rows_are_kept_as_they_stand(go: Go) -> None:
    rule = "xj_premium_enterprise"
    page = go(address(rule))
    page.locator(TICK).check()
    for index, amount in enumerate(("10万", "20万", "30万")):
        if index:
            page.locator("[data-add-row]").click()
        page.locator(f"[name='policies[{index}].premium']").fill(amount)
    page.locator("[data-remove-row]").nth(1).click()
    again = go(address(rule))
    premiums = again.locator("[data-row-list] [name$='.premium']")
    assert premiums.evaluate_all("all => all.map(({value}) => value)") == ["10万", "30万"]


def test_the_example_is_nobodys(go: Go) -> None:
    page = go(address("chinext_rd"))
    page.locator(TICK).check()
    fill_example(page, "chinext_rd")
    page.locator("[name=revenue_year_3]").fill("6亿")
    assert json.loads(page.evaluate(STORED)) == {"revenue_year_3": "6亿"}
    rows = go(address("xj_premium_enterprise"))
    fill_example(rows, "xj_premium_enterprise")
    rows.locator("[name='policies[0].premium']").fill("7万")
    assert "7万" not in rows.evaluate(STORED)


ROW = "[name='policies[0].premium']"


def test_an_example_that_was_taken_back_is_nobodys_either(go: Go) -> None:
    page = go(address("xj_premium_enterprise"))
    page.locator(TICK).check()
    fill_example(page, "xj_premium_enterprise")
    page.locator("[data-clear]").click()
    page.locator("[data-undo]").click()
    page.locator(ROW).fill("7万")
    assert json.loads(page.evaluate(STORED)) == {}
    page.locator("[data-clear]").click()
    page.locator(ROW).fill("8万")
    assert "8万" in page.evaluate(STORED)


def test_rows_of_a_link_are_not_the_readers_but_those_of_a_reload_are(go: Go) -> None:
    version = calculators.schema("xj_premium_enterprise")["versions"][-1]["id"]
    link = f"#xj_premium_enterprise?version={version}&policies[0].premium=3万"
    page = go(address("xj_premium_enterprise") + link)
    page.locator(TICK).check()
    page.locator(ROW).fill("7万")
    page.locator("[data-result]:not([data-stale])").wait_for()
    page.reload()
    page.locator(ROW).fill("8万")
    assert json.loads(page.evaluate(STORED)) == {}
    own = go(address("xj_premium_enterprise"))
    own.locator(ROW).fill("1万")
    own.wait_for_url("**policies**")
    own.reload()
    own.locator("[data-slot=kind]", has_text="按所填数字测算").wait_for()
    own.locator(ROW).fill("2万")
    assert "2万" in own.evaluate(STORED)


def test_one_press_deletes_all(go: Go) -> None:
    page = go(address("chinext_rd"))
    page.locator(CAPITAL).fill("55亿")
    page.locator(TICK).check()
    page.locator("[data-keep-said]", has_text="已记下 1 项").wait_for()
    page.locator(TICK).uncheck()
    page.locator("[data-keep-said]", has_text="已全部删除").wait_for()
    assert page.evaluate(STORED) is None
    page.locator("[name=revenue_year_3]").fill("6亿")
    assert page.evaluate(STORED) is None


def test_a_link_goes_before_what_is_kept(go: Go) -> None:
    page = go(address("chinext_rd"))
    page.locator(TICK).check()
    page.locator(CAPITAL).fill("55亿")
    version = calculators.schema("chinext_rd")["versions"][-1]["id"]
    linked = go(f"{address('chinext_rd')}#chinext_rd?version={version}&revenue_year_3=5亿")
    linked.locator("[data-slot=kind]", has_text="按所填数字测算").wait_for()
    assert linked.locator(CAPITAL).input_value() == ""


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "7", "[]", '{"a": 1}', '{"a": {"b": "c"}}'),
        *('{"revenue_year_3": ""}', '{"__proto__": []}'),
        json.dumps({"revenue_year_3": "9" * 5000}),
        json.dumps({str(i): "x" for i in range(2000)}),
    ],
)
def test_a_spoilt_memory_is_put_aside(go: Go, text: str) -> None:
    page = go(address("chinext_rd"))
    page.evaluate("text => localStorage.setItem('bulletin-facts', text)", text)
    again = go(address("chinext_rd"))
    assert again.locator("[name=revenue_year_3]").input_value() == ""
    assert not again.locator(TICK).is_checked()
    again.locator(TICK).check()
    again.locator("[name=revenue_year_3]").fill("6亿")
    assert json.loads(again.evaluate(STORED)) == {"revenue_year_3": "6亿"}


def test_kept_answers_that_no_form_knows_do_nothing(go: Go) -> None:
    page = go(address("chinext_rd"))
    given = {'"]': "x", "chinext_rd.nothing[3].x": "y", "market": "z", "region": "fujian"}
    page.evaluate("text => localStorage.setItem('bulletin-facts', text)", json.dumps(given))
    again = go(address("chinext_rd"))
    assert again.locator("[data-keep-said]").inner_text() == ""
    assert again.locator(TICK).is_checked()


def test_in_a_frame_of_another_site_nothing_is_kept(chromium: Any, served: Site) -> None:
    page = chromium.new_page()
    page.goto(served.url("embed/chinext_rd/"))
    page.locator("[data-fill-example]").wait_for()
    assert page.locator("[data-keep]").count() == 0
    page.close()
