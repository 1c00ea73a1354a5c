"""A blank never passes, in any field of any rule that its example fills in."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import calculators


def blanked() -> list[tuple[str, str, dict[str, Any]]]:
    """Every required field of every rule's example, blanked in turn, rows included."""
    result = []
    for rule in calculators.rules():
        schema = calculators.schema(rule)
        for field in schema["fields"]:
            if field["required"]:
                inputs = copy.deepcopy(schema["example"])
                inputs[field["name"]] = None
                result.append((rule, field["name"], inputs))
            for column in field.get("fields", []):
                if column["required"] and schema["example"].get(field["name"]):
                    inputs = copy.deepcopy(schema["example"])
                    inputs[field["name"]][0][column["name"]] = ""
                    result.append((rule, f"{field['name']}[0].{column['name']}", inputs))
    return result


@pytest.mark.parametrize(("rule", "path", "inputs"), blanked(), ids=lambda v: str(v)[:40])
def test_a_blank_never_passes(rule: str, path: str, inputs: dict[str, Any]) -> None:
    answer = calculators.run(rule, inputs)
    assert answer["verdict"] not in ("pass", "discretionary"), path
    if answer["verdict"] == "unknown":
        assert "未填" in answer["summary"]


@pytest.mark.parametrize("rule", calculators.rules())
def test_all_blank_is_unknown_and_not_an_error(rule: str) -> None:
    blank = {field["name"]: None for field in calculators.schema(rule)["fields"]}
    assert calculators.run(rule, blank)["verdict"] == "unknown"


@pytest.mark.parametrize("rule", calculators.rules())
def test_outside_every_version_there_is_no_plain_pass(rule: str) -> None:
    schema = calculators.schema(rule)
    dates = [field["name"] for field in schema["fields"] if field["kind"] == "date"]
    for version in schema["versions"]:
        for day in ("1949-10-01", "2199-12-31") if version["expires"] else ("1949-10-01",):
            for name in dates:
                answer = calculators.run(rule, {**schema["example"], name: day})
                outside = any(c["id"].startswith("in_force") and c["verdict"] == "unknown"
                              for c in answer["checks"])  # fmt: skip
                assert not outside or answer["verdict"] in ("unknown", "fail")


@pytest.mark.parametrize("rule", calculators.rules())
def test_the_example_passes_and_says_so(rule: str) -> None:
    answer = calculators.run(rule, calculators.schema(rule)["example"])
    assert answer["verdict"] == "pass"
    assert answer["summary"].endswith("。")
    assert [c for c in answer["checks"] if c["effect"] != "limit" and c["verdict"] != "pass"] == []
