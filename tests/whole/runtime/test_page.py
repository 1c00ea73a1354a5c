"""Each calculator in a real browser: typed, read, taken along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

import calculators
from bulletin.site.cited import forms
from tests.serving import Site
from tests.whole.questions import address, fill_example

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
OWN = re.compile("按(所填|填入的)数字测算")  # what was typed, or the example once it was taken over


def form(page: Any, rule: str) -> Any:
    return page.locator(f"form[data-calculator={rule}]")


def verdict(page: Any, rule: str, expected: str) -> Any:
    """Wait for the verdict of what was typed, not of the example."""
    kind = page.locator(f"#{rule} [data-slot=kind]", has_text=OWN)
    kind.wait_for()
    result = page.locator(f"#{rule} [data-result][data-verdict={expected}]:not([data-stale])")
    result.wait_for()
    return result


@pytest.fixture
def asked(opened: Open) -> Open:
    """Open the page of a rule with its example taken over."""

    def page_of(rule: str) -> Any:
        page = opened(address(rule))
        fill_example(page, rule)
        return page

    return page_of


SAID = "[data-result] > :not([data-slot], [data-example-inputs])"


def test_every_example_computed_in_the_page_reads_as_it_was_built(opened: Open) -> None:
    for rule in calculators.rules():
        page = opened(address(rule))
        section = page.locator(f"#{rule}")
        before = section.locator(SAID).all_inner_texts()
        chart = section.locator("[data-what-if] polyline").count()
        given = calculators.schema(rule)["example"]
        fill_example(page, rule)
        if "as_of" in given:  # the example leaves it blank: today
            form(page, rule).locator("[name=as_of]").fill(given["as_of"])
        form(page, rule).locator("[type=submit]").click()
        verdict(page, rule, calculators.run(rule, given)["verdict"])
        after = section.locator(SAID).all_inner_texts()
        assert (rule, after) == (rule, before)
        assert section.locator("[data-what-if] polyline").count() == chart
        page.close()


def test_a_form_is_empty_and_the_example_stands_beside_it(opened: Open) -> None:
    for rule in calculators.rules():
        page = opened(address(rule))
        typed = page.evaluate(
            "rule => [...document.querySelector(`[data-calculator=${rule}]`).elements]"
            ".filter(({name}) => name && !name.startsWith('readings.')).map(({value}) => value)",
            rule,
        )
        assert (rule, set(typed)) == (rule, {""})
        beside = page.locator(f"#{rule} [data-example-inputs]").inner_text()
        for field in calculators.schema(rule)["fields"]:
            if field["name"] in calculators.schema(rule)["example"] and field["name"] != "as_of":
                assert field["label"] in beside
        page.close()


def test_an_example_is_called_one_until_somebody_types(opened: Open) -> None:
    page = opened(address("cq_fee"))
    kind = page.locator("#cq_fee [data-slot=kind]")
    fill_example(page, "cq_fee")
    verdict(page, "cq_fee", "pass")
    assert kind.inner_text() == "算例：按填入的数字测算"
    assert page.locator("#cq_fee [data-example-inputs]").count() == 0
    form(page, "cq_fee").locator("[name=first_year_funds]").fill("1亿")
    page.locator("#cq_fee [data-slot=kind]", has_text="按所填数字测算").wait_for()


def test_nothing_leaves_an_empty_form(opened: Open, warm: Any) -> None:
    warm.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(address("cq_fee"))
    page.evaluate("navigator.clipboard.writeText('before')")
    page.locator("#cq_fee [data-share=text]").click()
    page.locator("#cq_fee [data-share-status]", has_text="还没有填写").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "before"


def test_what_one_press_replaced_comes_back_by_another(opened: Open) -> None:
    page = opened(address("cq_fee"))
    fields = form(page, "cq_fee")
    box, undo = fields.locator("[name=first_year_funds]"), fields.locator("[data-undo]")
    box.fill("1.5亿")
    assert undo.is_hidden()
    for press in ("[data-clear]", "[data-fill-example]"):
        fields.locator(press).click()
        assert box.input_value() != "1.5亿"
        undo.click()
        assert box.input_value() == "1.5亿"
    fields.locator("[data-add-row]").click()
    fields.locator("[name^='years[1]']").first.fill("3亿")
    rows = fields.locator("[data-row]").count()
    fields.locator("[data-remove-row]").nth(1).click()
    assert fields.locator("[data-row]").count() == rows - 1
    undo.click()
    assert fields.locator("[name^='years[1]']").first.input_value() == "3亿"
    box.fill("2亿")  # what is typed now would be lost
    assert undo.is_hidden()


def test_a_link_to_the_list_of_before_leads_to_the_question(opened: Open) -> None:
    version = calculators.schema("cq_fee")["versions"][-1]["id"]
    page = opened(f"calculators/cq-fund/#cq_fee?version={version}&first_year_funds=1亿")
    page.wait_for_url("**/calculators/cq-fund/cq_fee/#cq_fee?**")
    assert form(page, "cq_fee").locator("[name=first_year_funds]").input_value() == "1亿"
    page = opened("calculators/cq-fund/#cq_term")
    page.wait_for_url("**/calculators/cq-fund/cq_term/#cq_term")
    page = opened("calculators/cq-fund/#elsewhere")
    assert page.locator("[data-questions] > li").count() == 5


def test_chinext_growth_one_yuan_short_fails(asked: Open) -> None:
    page = asked("chinext_growth")
    fields = form(page, "chinext_growth")
    fields.locator("[name=revenue_year_1]").fill("2 亿")
    fields.locator("[name=revenue_year_3]").fill("337,999,999")
    verdict(page, "chinext_growth", "fail")
    fields.locator("[name=revenue_year_3]").fill("3.38亿")
    result = verdict(page, "chinext_growth", "pass")
    assert "3.38 亿元" in result.inner_text()
    assert "读作 3.38 亿元" in fields.inner_text()


def test_chinext_research_share_has_an_interval(asked: Open) -> None:
    page = asked("chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("6.0000001亿")
    verdict(page, "chinext_rd", "fail")
    solved = page.locator("#chinext_rd [data-slot=solve_summary]", has_text="6 亿元 之间")
    solved.wait_for()
    assert "2 亿元 至 6 亿元" in solved.inner_text()
    assert page.locator("#chinext_rd .what-if-zone").get_attribute("width") != "0"


def test_premiums_of_several_policies_are_capped(asked: Open) -> None:
    page = asked("xj_premium_enterprise")
    fields = form(page, "xj_premium_enterprise")
    fields.locator("[data-add-row]").click()
    row = "policies[3]."
    fields.locator(f"[name='{row}insurance_class']").select_option("1")
    fields.locator(f"[name='{row}premium']").fill("10万")
    fields.locator(f"[name='{row}in_catalogue']").select_option("true")
    for name in ("other_support", "key_person_insured"):
        fields.locator(f"[name='{row}{name}']").select_option("false")
    result = verdict(page, "xj_premium_enterprise", "pass")
    result.locator("tbody tr").nth(3).wait_for()
    assert result.locator(".output", has_text="最高可补").inner_text().endswith("50 万元")
    fields.locator("[data-remove-row]").nth(3).click()
    result.locator(".output", has_text="47 万元").first.wait_for()
    assert fields.locator("[data-row]").count() == 3


def test_the_seed_funds_stake_and_fees(asked: Open) -> None:
    page = asked("cq_fee")
    form(page, "cq_fee").locator("[name=first_year_funds]").fill("1亿")
    result = verdict(page, "cq_fee", "pass")
    assert "150 万元" in result.locator("tbody tr").first.inner_text()
    assert result.locator(".bars-row").count() == 3
    page = asked("cq_investment")
    form(page, "cq_investment").locator("[name^=fund]").first.fill("2000万")
    page.locator("#cq_investment [data-slot=kind]", has_text="按所填数字测算").wait_for()
    assert page.locator("#cq_investment [data-result]").get_attribute("data-verdict") != "pass"


def test_without_scripts_form_example_conditions_and_clauses_stand(
    chromium: Any, served: Site
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url(address("xj_premium_enterprise")))
    section = page.locator("#xj_premium_enterprise")
    example = calculators.run(
        "xj_premium_enterprise", calculators.schema("xj_premium_enterprise")["example"]
    )
    assert "40 万元" in section.locator("[data-example-inputs]").inner_text()
    assert section.locator("[name='policies[0].premium']").input_value() == ""
    assert section.locator("[data-check]").count() == len(example["checks"])
    assert forms.summary(example) in section.inner_text()
    section.locator(".clause summary").last.click()
    assert "50万元" in section.locator(".clause blockquote").last.inner_text().replace(" ", "")
    assert "请开启 JavaScript" in section.inner_text()
    assert section.locator(".actions").is_hidden()
    context.close()


def test_a_result_opens_its_clause_in_the_text_and_comes_back(asked: Open) -> None:
    page = asked("chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("5.5亿")
    verdict(page, "chinext_rd", "pass")
    address = page.url
    page.locator("#chinext_rd .clause summary").last.click()
    page.locator("#chinext_rd .clause a").last.click()
    page.locator("article[data-article] :target").wait_for()
    page.go_back()
    verdict(page, "chinext_rd", "pass")
    assert page.url == address
    assert form(page, "chinext_rd").locator("[name=revenue_year_3]").input_value() == "5.5亿"


def test_a_link_carries_every_field(opened: Open, asked: Open) -> None:
    page = asked("xj_premium_enterprise")
    fields = form(page, "xj_premium_enterprise")
    fields.locator("[name='policies[1].name']").fill("甲&乙=丙 #?%")
    fields.locator("[name='readings.third_class']").select_option("excluded")
    fields.locator("[name=subsidy_already_received]").fill("")
    verdict(page, "xj_premium_enterprise", "unknown")
    page.wait_for_url("**third_class=excluded**")
    read = """() => [...document.querySelector('[data-calculator=xj_premium_enterprise]').elements]
        .map(({name, value}) => [name, value])"""
    before, address = page.evaluate(read), page.url
    other = opened(address.split("/base/", 1)[1])
    verdict(other, "xj_premium_enterprise", "unknown")
    assert other.evaluate(read) == before


def test_a_link_made_with_another_version_says_so(opened: Open) -> None:
    page = opened(f"{address('chinext_rd')}#chinext_rd?version=1999-01-01&revenue_year_3=5亿")
    note = page.locator(
        "#chinext_rd [data-slot=version_note]", has_text="不是现行规则版本（1999-01-01）"
    )
    note.wait_for()
    page.locator("#chinext_rd [data-errors] li", has_text="没有版本").wait_for()


def test_faults_are_listed_and_focused_on_submit(asked: Open) -> None:
    page = asked("chinext_rd")
    fields = form(page, "chinext_rd")
    fields.locator("[name=revenue_year_2]").fill("很多")
    fields.locator("[type=submit]").click()
    summary = fields.locator("[data-errors]:focus")
    summary.wait_for()
    summary.locator("a").first.press("Enter")
    assert fields.locator("[name=revenue_year_2]:focus").input_value() == "很多"
    assert fields.locator("[name=revenue_year_2]").get_attribute("aria-invalid") == "true"
    fields.locator("[name=revenue_year_2]").fill("1亿")
    verdict(page, "chinext_rd", "pass")
    assert summary.is_hidden()


def test_what_is_typed_before_the_script_is_there_is_answered(chromium: Any, served: Site) -> None:
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    with page.expect_request("**/calculator/page.js"):
        held: list[Any] = []
        page.route("**/calculator/page.js", lambda route: held.append(route))
        page.goto(served.url(address("chinext_rd")), wait_until="commit")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    assert page.locator("#chinext_rd [data-glance]").is_hidden()
    held[0].continue_()
    verdict(page, "chinext_rd", "unknown")
    fill_example(page, "chinext_rd")
    verdict(page, "chinext_rd", "pass")
    context.close()


def test_all_modules_are_asked_for_at_once(warm: Any, served: Site) -> None:
    page = warm.new_page()
    page.goto(served.url(address("chinext_rd")))
    preloaded = page.locator("link[rel=modulepreload]").evaluate_all("all => all.map(e => e.href)")
    folder = served.folder / "assets/js/calculator"
    modules = {path.name for path in folder.glob("*.js")} - {
        "page.js",
        "inline.js",
        "lead.js",
        "match.js",
    }
    modules |= {"force.js", "clipboard.js"}  # of the reading pages
    assert sorted(modules) == sorted(address.rsplit("/", 1)[1] for address in preloaded)
    page.close()


def test_what_is_left_blank_cannot_be_judged(asked: Open) -> None:
    page = asked("chinext_rd")
    form(page, "chinext_rd").locator("[data-clear]").click()
    verdict(page, "chinext_rd", "unknown")
    fill_example(page, "chinext_rd")
    verdict(page, "chinext_rd", "pass")


def test_a_screen_reader_hears_each_verdict_once(asked: Open) -> None:
    page = asked("chinext_rd")
    page.evaluate(
        """() => { window.heard = [];
        const live = document.querySelector('#chinext_rd [data-live]');
        const hear = () => heard.push(live.textContent);
        new MutationObserver(hear).observe(live, {childList: true}); }"""
    )
    box = form(page, "chinext_rd").locator("[name=revenue_year_3]")
    box.fill("")
    box.press_sequentially("65000万", delay=30)
    verdict(page, "chinext_rd", "fail")
    page.locator("#chinext_rd [data-live]:not(:empty)").wait_for(state="attached")
    box.press("ArrowLeft")
    form(page, "chinext_rd").locator("[type=submit]").click()
    verdict(page, "chinext_rd", "fail")
    assert len(page.evaluate("heard.filter(Boolean)")) == 1


def test_a_result_is_downloaded_and_copied(asked: Open, warm: Any) -> None:
    warm.grant_permissions(["clipboard-read", "clipboard-write"])
    page = asked("chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("5.5亿")
    verdict(page, "chinext_rd", "pass")

    def saved(kind: str) -> str:
        with page.expect_download() as download:
            page.locator(f"#chinext_rd [data-share={kind}]").click()
        return download.value.path().read_text(encoding="utf-8-sig")

    answer = json.loads(saved("json"))
    expected = calculators.run("chinext_rd", answer["inputs"])
    assert answer["checks"] == expected["checks"]
    rows = list(csv.reader(io.StringIO(saved("csv"))))
    assert [row[0] for row in rows[1:6]] == [c["label"] for c in expected["checks"]]
    page.locator("#chinext_rd [data-share=text]").click()
    page.locator("#chinext_rd [data-share-status]", has_text="结果已复制").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "第四套标准第二项指标" in text
    assert "原文：" in text
    page.locator("#chinext_rd [data-share=embed]").click()
    page.locator("#chinext_rd [data-share-status]", has_text="嵌入代码已复制").wait_for()
    assert "/embed/chinext_rd/#chinext_rd?" in page.evaluate("navigator.clipboard.readText()")


def test_a_frame_shows_one_calculator_that_computes(opened: Open) -> None:
    version = calculators.schema("cq_fee")["versions"][-1]["id"]
    page = opened(f"embed/cq_fee/#cq_fee?version={version}&first_year_funds=1亿")
    assert page.locator("[data-calculator-section]").count() == 1
    form(page, "cq_fee").locator("[name=first_year_funds]").fill("2亿")
    page.locator("#cq_fee [data-slot=kind]", has_text="按所填数字测算").wait_for()


def test_a_clause_of_an_article_opens_its_calculator_in_place(
    opened: Open, asked: Open, served: Site
) -> None:
    page = asked("xj_premium_enterprise")
    href = page.locator("#xj_premium_enterprise > .intro a").get_attribute("href")
    path = page.evaluate("h => new URL(h, location).pathname", href)
    article = opened(path.removeprefix("/base/"))
    link = article.locator(".compute-link[data-rule=xj_premium_enterprise]").first
    link.click()
    article.locator(".compute-place form").wait_for()
    assert article.locator("h1").count() == 1
    fill_example(article, "xj_premium_enterprise")
    article.locator(".compute-place [name='policies[0].premium']").fill("60万")
    verdict(article, "xj_premium_enterprise", "pass")
    assert article.locator(".compute-place .output", has_text="50 万元").count() >= 1
    assert link.get_attribute("aria-expanded") == "true"
