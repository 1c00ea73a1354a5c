"""The page that starts from the company: one question at a time, one state, nothing sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import calculators
from tests.serving import Site

Open = Callable[[str], Any]
ANSWER = "[data-answer]:not([data-stale])"
JUDGED = ANSWER + ":has([data-judged]:text('已判定'))"


def choose(page: Any, *answers: str) -> None:
    """Answer the questions that stand there by these buttons, one after another."""
    for answer in answers:
        page.locator("[data-answers] button", has_text=re.compile(f"^{answer}$")).click()
        page.wait_for_timeout(50)
        page.locator(JUDGED).wait_for()


def shown(page: Any) -> dict[str, list[str]]:
    """The questions of each list as the page shows them."""
    found = {}
    for name in ("available", "lacking", "missing", "inapplicable"):
        items = page.locator(f"[data-match-result={name}] > li")
        found[name] = items.evaluate_all("all => all.map(li => li.dataset.question)")
    return found


def expected(page: Any, **given: Any) -> dict[str, list[str]]:
    """What the rules say of the same answers, in this process."""
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    answer: Any = calculators.match({"as_of": today, **given})
    return {
        name: [item["id"] for item in answer["items"] if item["list"] == name]
        for name in ("available", "lacking", "missing", "inapplicable")
    }


def test_without_an_answer_an_example_stands_there_and_nothing_is_loaded(
    chromium: Any, served: Site
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url("match/"))
    assert "不是您的结果" in page.locator("[data-judged]").inner_text()
    assert page.locator("[data-match-result=available] > li").count() >= 2
    assert "开启 JavaScript" in page.locator("noscript").inner_text()
    context.close()


def test_answers_one_by_one_are_judged_by_all_rules(opened: Open, served: Site) -> None:
    page = opened("match/")
    before = len(served.asked)
    choose(page, "新疆", "企业或创业团队")
    assert shown(page) == expected(page, region="xinjiang", role="enterprise")
    first = page.locator("[data-asked]").inner_text()
    choose(page, "不清楚")
    assert page.locator("[data-asked]").inner_text() != first
    assert page.locator("[data-given] button", has_text=f"{first}：不清楚").count() == 1
    assert not [path for path in served.asked[before:] if "xinjiang" in path or "?" in path]


def test_a_link_holds_all_of_it_and_leads_to_filled_calculators(opened: Open) -> None:
    page = opened("match/#match?region=fujian&role=enterprise&material_catalogue=national"
                  "&material_sales=2000%E4%B8%87&%3F=specialised_sme")  # fmt: skip
    page.locator(JUDGED).wait_for()
    given = {
        "region": "fujian", "role": "enterprise", "material_catalogue": "national",
        "material_sales": "2000万", "specialised_sme": None,
    }  # fmt: skip
    page.locator("[data-match-result=available] > li").first.wait_for()
    assert shown(page) == expected(page, **given)
    address = page.url
    item = page.locator("[data-match-result=available] > li[data-rule=fj_newmaterial]")
    assert "100 万元" in item.inner_text()
    item.locator("a").click()
    page.locator("#fj_newmaterial [data-read=annual_sales]", has_text="2000 万元").wait_for()
    assert page.locator("#fj_newmaterial [name=annual_sales]").input_value() == "2000万"
    page.goto(address)
    page.locator(JUDGED).wait_for()
    assert shown(page)["available"] == ["fj_newmaterial"]


def test_a_wrong_answer_is_said_where_it_was_given_and_nothing_old_passes_for_new(
    opened: Open, warm: Any
) -> None:
    warm.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened("match/#match?region=fujian&role=enterprise")
    page.locator(JUDGED).wait_for()
    page.locator("[data-facts] > summary").click()
    page.evaluate("navigator.clipboard.writeText('before')")
    page.locator("[name=material_sales]").fill("很多")
    page.locator("[id='fact-material_sales-error']:not([hidden])").wait_for()
    assert "不是按现在所填内容" in page.locator("[data-judged]").inner_text()
    page.locator("[data-copy]").click()
    assert page.evaluate("navigator.clipboard.readText()") == "before"
    page.locator("[name=material_sales]").fill("100")
    page.locator(JUDGED).wait_for()
    assert page.locator("[id='fact-material_sales-error']").is_hidden()
    page.locator("[data-clear]").click()
    page.locator(JUDGED).wait_for()
    assert page.locator("[data-asked]").inner_text() == "企业在哪里？"
    assert "#" not in page.url


def test_enter_goes_to_the_next_question_and_the_keyboard_stays(opened: Open) -> None:
    page = opened("match/#match?region=other&role=enterprise&%3F=chinext_push.tutoring_filed")
    page.locator(JUDGED).wait_for()
    page.locator("[data-answers] input").fill("12亿")
    first = page.locator("[data-asked]").inner_text()
    page.keyboard.press("Enter")
    page.locator("[data-asked]", has_not_text=first).wait_for()
    assert page.evaluate("document.activeElement.closest('[data-ask]') !== null")
    assert "chinext_growth" in shown(page)["lacking"]


@pytest.mark.breaks
def test_a_lost_module_is_said(chromium: Any, served: Site) -> None:
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/calculator/runtime.js", lambda route: route.abort())
    page.goto(served.url("match/"))
    page.locator("[data-match] [data-lifeless]").wait_for()
    assert page.locator("[data-ask]").is_hidden()
    context.close()


def test_only_rules_of_published_documents_are_judged() -> None:
    answer: Any = calculators.match({"region": "fujian"}, rules=["fj_union", "chinext_rd"])
    assert [item["id"] for item in answer["items"]] == ["chinext_rd", "fj_union"]
    assert answer["of"] == 2
