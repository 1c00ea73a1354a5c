"""Every result on one printed page: what was filled in, what came out, why, and when."""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pypdfium2
import pytest

import calculators
from bulletin.site.cited import forms
from tests.calculators.casefile import CASES
from tests.whole.questions import address, fill_example
from tests.whole.runtime.test_page import OWN, form, verdict

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
Answer = dict[str, Any]
A4 = (595, 842)
GROUPS = sorted({calculators.schema(rule)["group"] for rule in calculators.rules()})
PREPARE = """() => {
  window.print = () => {};
  window.printed = 0;
  addEventListener("afterprint", () => window.printed++);
}"""
# What was filled in: labels and answers, as a reader sees them in the form.
FILLED = """rule => [...document.querySelectorAll(`#${rule} form .field`)].map((field) => {
  const control = field.querySelector("input, select");
  const text = control.options ? control.selectedOptions[0].textContent
    : field.querySelector("[data-read]")?.textContent.replace("读作 ", "") || control.value;
  return [field.querySelector("label").firstChild.textContent, text || "不清楚"];
})"""


def worst(rule: str) -> list[Answer]:
    """The example, and of all cases the one that fails in most conditions and the longest."""
    runs = [
        calculators.run(rule, case.inputs)
        for case in CASES
        if case.rule == rule
        if has_result(case)
    ]
    failing = max(runs, key=lambda run: sum(c["verdict"] == "fail" for c in run["checks"]))
    longest = max(runs, key=lambda run: len(str(run)))
    example = calculators.run(rule, calculators.schema(rule)["example"])
    return [example, failing] if failing is longest else [example, failing, longest]


def has_result(case: Any) -> bool:
    """Whether a case has a result at all; some are refused."""
    try:
        calculators.run(case.rule, case.inputs)
    except calculators.InputError:
        return False
    return True


def crowded() -> Iterator[Answer]:
    """A dozen policies that all are refused, and the ten years of a fund."""
    premium = copy.deepcopy(calculators.schema("xj_premium_enterprise")["example"])
    policy = {**premium["policies"][0], "in_catalogue": False, "other_support": True}
    yield calculators.run("xj_premium_enterprise", {**premium, "policies": [policy] * 12})
    fee = copy.deepcopy(calculators.schema("cq_fee")["example"])
    yield calculators.run("cq_fee", {**fee, "years": (fee["years"] * 4)[:10]})


def fragment(answer: Answer) -> str:
    """The part of a link that fills the form with a result's inputs."""
    pairs = [("version", answer["version"])]
    for name, value in answer["inputs"].items():
        if isinstance(value, list):
            rows = enumerate(value)
            pairs += [
                (f"{name}[{i}].{k}", forms.typed(v)) for i, row in rows for k, v in row.items()
            ]
        else:
            pairs.append((name, forms.typed(value)))
    pairs += [(f"readings.{name}", value) for name, value in answer["readings"].items()]
    return f"#{answer['rule']}?{urlencode([(k, v) for k, v in pairs if v != ''])}"


def squeezed(text: str) -> str:
    """Without the blanks that lines and columns bring."""
    return re.sub(r"[\s\u00ad\ufffe-]+", "", text)


def printed(page: Any, rule: str) -> tuple[list[tuple[int, int]], str]:
    """The sizes of the pages that a press on 打印 gives, and their text."""
    page.locator(f"#{rule} [data-share=print]").click()
    note = page.locator(f"#{rule}[data-printing] [data-slot=print_note]", has_text=rule)
    note.wait_for(state="attached")
    pages = list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    # The browser may say that it has printed after it gave the pages: the next one waits.
    page.wait_for_function("printed >= 1")
    page.evaluate("printed = 0")
    sizes = [(round(p.get_width()), round(p.get_height())) for p in pages]
    return sizes, "".join(p.get_textpage().get_text_range() for p in pages)


def parts(answer: Answer) -> list[str]:
    """What a sheet must say of a result."""
    said = [calculators.schema(answer["rule"])["title"], forms.summary(answer), *answer["notes"]]
    for check in answer["checks"]:
        said += [check["label"], check["formula"] or check["reason"], check["citation"]["label"]]
    said += [f"规则版本 {answer['version']}", f"{datetime.date.today()} 测算"]
    return said


def sheet(page: Any, answer: Answer) -> None:
    """Open a result by its link, print it, and find everything on one A4 page."""
    rule = answer["rule"]
    page.evaluate("hash => { location.hash = hash }", fragment(answer))
    page.locator(
        f"#{rule} [data-result][data-verdict={answer['verdict']}]:not([data-stale])",
        has_text=forms.summary(answer),
    ).wait_for()
    page.locator(f"#{rule} [data-slot=kind]", has_text=OWN).wait_for()
    filled = [text for pair in page.evaluate(FILLED, rule) for text in pair]
    sizes, text = printed(page, rule)
    assert (rule, sizes) == (rule, [A4])
    place = f"/{address(rule)}#{rule}?version="
    missing = [p for p in [*parts(answer), *filled, place] if squeezed(p) not in squeezed(text)]
    assert (rule, missing) == (rule, [])


@pytest.mark.parametrize("group", GROUPS)
def test_every_result_prints_on_one_page_with_all_that_it_rests_on(
    opened: Open, group: str
) -> None:
    for rule in calculators.rules():
        if calculators.schema(rule)["group"] == group:
            page = opened(address(rule))
            page.evaluate(PREPARE)
            for answer in worst(rule):
                sheet(page, answer)
            page.close()


def test_many_rows_still_print_on_one_page(opened: Open) -> None:
    for answer in crowded():
        page = opened(address(answer["rule"]))
        page.evaluate(PREPARE)
        sheet(page, answer)


@pytest.mark.parametrize("place", ["issues/2026-04/07/", "embed/xj_loan_compensation/"])
def test_opened_in_an_article_or_in_a_frame_the_sheet_is_printed_alone(
    opened: Open, place: str
) -> None:
    page = opened(place)
    page.evaluate(PREPARE)
    link = page.locator(".compute-link[data-rule=xj_loan_compensation]").first
    if place.startswith("issues"):
        link.click()
    rule = "xj_loan_compensation"
    fill_example(page, rule)
    day = calculators.schema(rule)["example"]["as_of"]
    form(page, rule).locator("[name=as_of]").fill(day)
    form(page, rule).locator("[type=submit]").click()
    verdict(page, rule, "pass")
    answer = calculators.run(rule, calculators.schema(rule)["example"])
    sizes, text = printed(page, rule)
    assert sizes == [A4]
    assert [part for part in parts(answer) if squeezed(part) not in squeezed(text)] == []
    before = squeezed(text).split(squeezed(calculators.schema(rule)["title"]))[0]
    assert len(before) < 80  # the running head and the page's number, and nothing of the article
