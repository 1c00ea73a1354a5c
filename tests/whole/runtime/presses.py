"""Presses of a calculator's controls at any moment: what leaves the page is of what stood there.

Each press draws a rule, a way to fill the form, a moment and a control. What left — to the
clipboard, as a file, to the printer — is compared with the same rule run by this Python on what
stood in the form when the control was pressed.
"""

from __future__ import annotations

import csv
import html
import io
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import calculators
from bulletin.site.cited import forms
from tests.whole.questions import address

SHARES = ("link", "text", "json", "csv", "embed", "print")
MOMENTS = ("at once", "0", "50", "150", "500", "settled", "error", "crash", "composing", "ended")
TYPED = {
    "money": ("0", "1", "0.01", "4200万", "1.2亿", "3,000,000", "30亿", "八万五千元"),
    "percent": ("0", "3", "0.5", "15", "60"),
    "integer": ("0", "1", "6", "12", "400"),
    "date": ("2020-02-29", "2026-05-01", "2026-06-30", "2028-12-31", "2031-05-01"),
    "text": ("甲", "=1+1", "<b>"),
}
WRONG = "很多"
ENDED = "2033-03-03T08:00:00"

# Everything that can leave is caught and kept; nothing is really printed.
CATCH = """() => {
  window.left = [];
  const catcher = { writeText: async (text) => { left.push(text) } };
  Object.defineProperty(navigator, "clipboard", { value: catcher });
  const own = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blob.text().then((text) => left.push(text)); return own(blob) };
  HTMLAnchorElement.prototype.click = function () {};
  window.print = () => {
    const all = document.querySelector("[data-printing]");
    left.push(all ? all.textContent : document.body.textContent);
    dispatchEvent(new Event("afterprint"));
  };
}"""
PAIRS = """rule => [...document.querySelector(`form[data-calculator=${rule}]`).elements]
  .filter(({ name }) => name).map(({ name, value }) => [name, value.trim()])"""
PRESS = """([rule, kind]) => {
  const section = document.getElementById(rule);
  const form = section.querySelector("form");
  const named = [...form.elements].filter(({ name }) => name);
  const pairs = named.map(({ name, value }) => [name, value.trim()]);
  section.querySelector(`[data-share=${kind}]`).click();
  return pairs;
}"""
TYPE = """([rule, name, value, composing]) => {
  const control = document.querySelector(`[data-calculator=${rule}]`).elements.namedItem(name);
  control.value = value;
  control.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: composing }));
}"""


@dataclass
class Press:
    """One press: what was drawn, what stood there, what left and what is wrong with it."""

    rule: str
    kind: str
    moment: str
    pairs: list[list[str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    said: str = ""
    wrong: str = ""


def presses(seed: int, count: int) -> Iterator[tuple[Press, random.Random]]:
    """Presses to be made, each with its own chance."""
    dice = random.Random(seed)
    for _ in range(count):
        press = Press(dice.choice(calculators.rules()), dice.choice(SHARES), dice.choice(MOMENTS))
        yield press, random.Random(dice.random())


@contextmanager
def tab(browser: Any, context: Any, press: Press) -> Iterator[Any]:
    """A page for a press; a clock is the whole context's, so that another one gets its own."""
    own = browser.new_context() if press.moment == "ended" else None
    page = (own or context).new_page()
    if own:
        page.clock.set_fixed_time(ENDED)
    yield page
    (own or page).close()


def make(page: Any, url: Callable[[str], str], press: Press, dice: random.Random) -> None:
    """Open the page, fill the form, press, and say what is wrong with what left."""
    page.goto(url(address(press.rule)))
    page.evaluate(CATCH)
    page.locator(f"#{press.rule} [data-share=link]").wait_for()
    if dice.random() < 0.7:
        page.locator(f"#{press.rule} [data-fill-example]").click()
    else:
        page.evaluate(TYPE, [press.rule, *_change(page, press.rule, dice), False])
    if press.moment != "at once":
        _settle(page, press.rule)
    for _ in range(dice.randint(1, 2)):
        page.evaluate(TYPE, [press.rule, *_change(page, press.rule, dice), False])
    _wait(page, press, dice)
    press.pairs = page.evaluate(PRESS, [press.rule, press.kind])
    press.left, press.said = _left(page, press.rule)
    press.wrong = _wrong(press, page)


def _wait(page: Any, press: Press, dice: random.Random) -> None:
    """What happens between the last letter and the press."""
    if press.moment in {"0", "50", "150", "500"}:
        page.wait_for_timeout(int(press.moment))
    elif press.moment == "settled":
        _settle(page, press.rule)
    elif press.moment == "error":
        numbers = [
            name for name, kind in _controls(page, press.rule) if kind in {"money", "integer"}
        ]
        if numbers:
            page.evaluate(TYPE, [press.rule, dice.choice(numbers), WRONG, False])
        page.wait_for_timeout(dice.choice((0, 600)))
    elif press.moment == "crash":
        for worker in page.workers:
            worker.evaluate("() => self.close()")
    elif press.moment == "composing":
        name, value = _change(page, press.rule, dice)
        page.evaluate(TYPE, [press.rule, name, value, True])


def _controls(page: Any, rule: str) -> list[tuple[str, str]]:
    """The form's controls with their kinds, those of rows too."""
    fields = {f["name"]: f for f in calculators.schema(rule)["fields"]}
    found = []
    for name, _ in page.evaluate(PAIRS, rule):
        rows, _, inner = name.partition("[")
        if name.startswith("readings."):
            continue
        if inner:
            subs = {f["name"]: f for f in fields[rows]["fields"]}
            found.append((name, str(subs[inner.partition("].")[2]]["kind"])))
        else:
            found.append((name, str(fields[name]["kind"])))
    return found


def _change(page: Any, rule: str, dice: random.Random) -> tuple[str, str]:
    """A control and what is typed or chosen there; at times it is emptied."""
    name, kind = dice.choice(_controls(page, rule))
    if dice.random() < 0.1:
        return name, ""
    if kind in {"choice", "boolean"}:
        options = """([rule, name]) => [...document.querySelector(`[data-calculator=${rule}]`)
          .elements.namedItem(name).options].map(({ value }) => value)"""
        return name, dice.choice(page.evaluate(options, [rule, name]))
    return name, dice.choice(TYPED.get(kind, TYPED["text"]))


def _settle(page: Any, rule: str) -> None:
    """Until the page has an answer, or says that there is none."""
    done = """async rule => { const end = Date.now() + 15000;
      const section = document.getElementById(rule);
      while (Date.now() < end) {
        const stale = section.querySelector("[data-result]").hasAttribute("data-stale");
        const kind = section.querySelector("[data-slot=kind]").textContent;
        if (!stale && kind.includes("数字测算") || kind.includes("不是按现在")) return;
        await new Promise((later) => setTimeout(later, 20));
      } }"""
    page.evaluate(done, rule)


def _left(page: Any, rule: str) -> tuple[list[str], str]:
    """What left within the time that a reader waits, and what the page said to the press."""
    done = """async rule => { const end = Date.now() + 15000;
      const status = document.getElementById(rule).querySelector("[data-share-status]");
      while (Date.now() < end) {
        const said = status.textContent;
        if (left.length || (said && !said.startsWith("正在测算"))) break;
        await new Promise((later) => setTimeout(later, 20));
      }
      await new Promise((later) => setTimeout(later, 100));
      return [left, status.textContent]; }"""
    found, said = page.evaluate(done, rule)
    return found, said


def _wrong(press: Press, page: Any) -> str:
    """What is wrong with what left; empty where nothing is."""
    expected = _expected(press, page)
    if not press.left:
        return "" if press.said else "nothing left and nothing was said"
    if expected is None:
        return "something left though what stood there cannot be computed"
    return "; ".join(_faults(press, expected))


def _expected(press: Press, page: Any) -> dict[str, Any] | None:
    """What this Python answers to what stood in the form; None where it refuses."""
    given: dict[str, Any] = {}
    form = page.locator(f"form[data-calculator={press.rule}]")
    for field_ in calculators.schema(press.rule)["fields"]:
        if field_["kind"] == "rows":
            given[field_["name"]] = []
    for name, value in press.pairs:
        rows, _, inner = name.partition("[")
        if name.startswith("readings."):
            given.setdefault("readings", {})[name.removeprefix("readings.")] = value
        elif inner:
            index, _, key = inner.partition("].")
            while len(given[rows]) <= int(index):
                given[rows].append({})
            given[rows][int(index)][key] = value or None
        else:
            given[name] = value or None
    if "as_of" in given:
        given["as_of"] = given["as_of"] or page.evaluate("new Date().toLocaleDateString('sv')")
    lives = form.get_attribute("data-lives")
    try:
        answer: dict[str, Any] = calculators.run(press.rule, given, json.loads(lives or "null"))
    except calculators.InputError:
        return None
    return answer


def _faults(press: Press, expected: dict[str, Any]) -> Iterator[str]:
    said = press.left[0]
    summary, verdict = forms.summary(expected), forms.VERDICTS[expected["verdict"]]
    if press.kind in {"link", "embed"}:
        address_ = html.unescape(said.split('"')[1]) if press.kind == "embed" else said
        yield from _link_faults(address_, press)
    elif press.kind == "json":
        data = json.loads(said)
        for name in ("verdict", "outputs", "checks", "inputs", "notes", "summary"):
            if data[name] != expected[name]:
                yield f"{name} is of another question"
        yield from _link_faults(data["address"], press)
    elif press.kind == "csv":
        rows = list(csv.reader(io.StringIO(said.lstrip("\ufeff"))))
        told = [row[:3] for row in rows[1 : 1 + len(expected["checks"])]]
        own = [[c["label"], forms.check_word(c), c["value_text"]] for c in expected["checks"]]
        if [[cell.lstrip("'") for cell in row] for row in told] != own:
            yield "conditions are of another question"
        yield from _link_faults(rows[-1][1], press)
    else:
        if summary not in said or verdict not in said:
            yield "the verdict is of another question"
        for check in expected["checks"]:
            if (check["formula"] or check["reason"]) not in said:
                yield f"{check['id']} is of another question"


def _link_faults(link: str, press: Press) -> Iterator[str]:
    told = [pair for pair in parse_qsl(link.partition("?")[2]) if pair[0] != "version"]
    if told != [(name, value) for name, value in press.pairs if value]:
        yield "the link is of another form"
