"""The life of a document: what relations make of it, and the same words here and in the page."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin.model import Document, Relation
from bulletin.site.content.lives import Event, Life, Lives, state_on, window
from tests.conftest import ROOT

TABLE = Path(__file__).with_name("lives.json")
CASES = json.loads(TABLE.read_text(encoding="utf-8"))
SCRIPT = ROOT / "theme" / "assets" / "js" / "reading" / "force.js"


def life_of(data: dict[str, Any]) -> Life:
    return Life(**{**data, "events": tuple(Event(**event) for event in data["events"])})


@pytest.mark.parametrize("case", CASES)
def test_the_state_on_a_day(case: dict[str, Any]) -> None:
    said = {day: state_on(life_of(case["life"]), day).words for day in case["days"]}
    assert said == case["days"]


def test_the_page_says_the_same() -> None:
    program = (
        f"import {{ stateOn }} from {json.dumps(SCRIPT.as_uri())};"
        f"const cases = {json.dumps(CASES)};"
        "console.log(JSON.stringify(cases.map(({ life, days }) => Object.fromEntries("
        "Object.keys(days).map((day) => [day, stateOn(life, day)[1]])))));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [case["days"] for case in CASES]


OLD = Document("甲办法", "甲科〔2030〕1号", (), date(2030, 1, 1), date(2030, 2, 1))


def newer(**changes: Any) -> Document:
    relation = Relation("replaces", **changes)
    return Document(
        "甲办法", "甲科〔2032〕9号", (), date(2032, 1, 1), date(2032, 3, 1), relations=(relation,)
    )


@pytest.mark.parametrize(
    "named",
    [
        {"title": "甲办法"},
        {"number": "甲科[2030]1号"},
        {"title": "旧名", "number": "甲科〔2030〕1号"},
    ],
)
def test_a_relation_finds_its_document(named: dict[str, str]) -> None:
    lives = Lives({"2030-01/01": OLD, "2032-01/01": newer(**named)})
    assert state_on(lives.life("2030-01/01"), "2032-02-29").code == "in"
    assert state_on(lives.life("2030-01/01"), "2032-03-01").code == "maybe"
    assert state_on(lives.life("2032-01/01"), "2032-03-01").code == "in"
    (back,) = lives.related("2030-01/01")
    assert (back.label, back.url) == ("被代替", "issues/2032-01/01/")
    (forth,) = lives.related("2032-01/01")
    assert (forth.label, forth.url) == ("代替", "issues/2030-01/01/")


def test_a_confirmed_end_closes_the_window() -> None:
    documents = {"2030-01/01": OLD, "2032-01/01": newer(number="甲科〔2030〕1号", confirmed=True)}
    life = Lives(documents).life("2030-01/01")
    assert window(life) == ("2030-02-01", "2032-02-29")
    assert state_on(life, "2032-03-01").words == "已被甲科〔2032〕9号代替"


def test_a_number_of_another_document_is_not_taken_for_the_title() -> None:
    documents = {"2030-01/01": OLD, "2032-01/01": newer(title="甲办法", number="甲科〔2020〕7号")}
    assert not Lives(documents).life("2030-01/01").events
