"""A result taken along: in a link with every field, in a frame elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import calculators
from bulletin.site.server import headers
from tests.serving import Site, serving
from tests.whole.questions import address, fill_example
from tests.whole.runtime.test_page import form

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
GROUPS = sorted({calculators.schema(rule)["group"] for rule in calculators.rules()})
READ = """rule => [...document.querySelector(`[data-calculator=${rule}]`).elements]
  .filter(({name}) => name).map(({name, value}) => [name, value])"""
# Another choice in every list and another text in every name: nothing of the example is left there.
CHANGE = """rule => {
  for (const control of document.querySelector(`[data-calculator=${rule}]`).elements) {
    if (control.tagName === "SELECT") control.selectedIndex = control.options.length - 1;
    else if (control.type === "text" && !("numeric" in control.dataset)) {
      control.value = "甲&乙=丙 #?%";
    }
  }
}"""


def rules_of(group: str) -> list[str]:
    return [rule for rule in calculators.rules() if calculators.schema(rule)["group"] == group]


@pytest.mark.parametrize("group", GROUPS)
def test_every_field_of_every_rule_goes_into_a_link_and_comes_back(
    opened: Open, group: str
) -> None:
    for rule in rules_of(group):
        page = opened(address(rule))
        fill_example(page, rule)
        page.evaluate(CHANGE, rule)
        form(page, rule).locator("[type=submit]").click()
        page.wait_for_function(
            "rule => location.hash.startsWith(`#${rule}?`) || "
            "!document.querySelector(`#${rule} [data-errors]`).hidden",
            arg=rule,
        )
        sent = page.evaluate(READ, rule)
        assert page.url.split("#")[1].startswith(rule), rule
        other = opened(page.url.split("/base/", 1)[1])
        other.locator(f"#{rule} [data-slot=kind]", has_text="按所填数字测算").wait_for()
        assert other.evaluate(READ, rule) == sent
        other.close()
        page.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Site]:
    """Another site, at another origin, without a policy of its own."""
    with serving(tmp_path) as site:
        site.headers = {"Content-Security-Policy": ""}
        yield site


def test_a_frame_computes_in_another_sites_page_and_no_other_page_may_be_framed(
    chromium: Any, served: Site, elsewhere: Site
) -> None:
    frame = f'<iframe src="{served.url("embed/cq_fee/")}" width="700" height="800"></iframe>'
    html = f'<link rel="icon" href="data:,">{frame}'
    (elsewhere.folder / "index.html").write_text(html, encoding="utf-8")
    page = chromium.new_page()
    page.goto(elsewhere.url().replace("127.0.0.1", "localhost"))
    inside = page.frame_locator("iframe")
    inside.locator("[data-fill-example]").click()
    inside.locator("form[data-calculator=cq_fee] [name=first_year_funds]").fill("2亿")
    inside.locator("#cq_fee .output", has_text="435 万元").first.wait_for()
    page.close()
    policy = "Content-Security-Policy"
    assert "frame-ancestors *" in headers.expected("embed/cq_fee/index.html")[policy]
    assert "frame-ancestors 'self'" in headers.expected("calculators/cq-fund/index.html")[policy]
