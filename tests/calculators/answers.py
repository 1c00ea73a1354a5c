"""The golden answers: each case with its full result, each rule's schema, inverses and citations.

`python -m tests.calculators.answers` renews them; the difference is for a reviewer's eyes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import calculators
from tests.calculators.casefile import CASES

FOLDER = Path(__file__).parent / "answers"
CITATIONS = Path(__file__).parent / "citations.txt"


def text_of(rule: str) -> str:
    """All that a rule says about itself and answers to its cases."""
    return "\n".join([*schema_lines(rule), *inverse_lines(rule), *case_lines(rule)]) + "\n"


def schema_lines(rule: str) -> Iterator[str]:
    """The schema, one line a part."""
    schema = calculators.schema(rule)
    for key, value in schema.items():
        if isinstance(value, list):
            yield from (f"{key}: {calculators.dumps(item)}" for item in value)
        else:
            yield f"{key}: {calculators.dumps(value)}"


def inverse_lines(rule: str) -> Iterator[str]:
    """What each field's inverse says of the worked example."""
    schema = calculators.schema(rule)
    yield "\n反求"
    for field in schema["fields"]:
        if field["solvable"]:
            solved = calculators.solve(rule, field["name"], schema["example"])
            yield f"{field['name']}: {solved['interval']} {solved['discretionary']} "
            yield f"  {solved['summary']} {calculators.dumps(solved['binding'])}"


def case_lines(rule: str) -> Iterator[str]:
    """Each case's answer; notes that every answer has stand once, at the head."""
    example = calculators.run(rule, calculators.schema(rule)["example"])
    usual = example["notes"]
    yield from ("\n附注", *usual, f"读法 {calculators.dumps(example['readings'])}")
    for case in CASES:
        if case.rule == rule:
            answer = calculators.run(rule, case.inputs)
            yield f"\n{case.sentence}\n{answer['verdict']} {answer['version']} {answer['summary']}"
            yield from (check_line(check) for check in answer["checks"] if telling(check))
            yield f"  结果 {calculators.dumps(answer['outputs'])}"
            for field in case.solve:
                solved = calculators.solve(rule, field, case.inputs)
                yield f"  反求 {field} {solved['interval']} {solved['summary']}"
            yield from (f"  注 {note}" for note in answer["notes"] if note not in usual)


def telling(check: dict[str, Any]) -> bool:
    """Whether a check says more than that the date lies within the version's life."""
    return not (check["id"].startswith("in_force") and check["verdict"] == "pass")


def check_line(check: dict[str, Any]) -> str:
    """One condition as it is judged."""
    parts = [check["id"], check["verdict"], check["label"], check["formula"], check["margin_text"]]
    exact = [check["value"], check["operator"], check["bound"], check["margin"], check["unit"]]
    effect = "原则上" if check["soft"] else check["effect"]
    place = check["citation"]["label"]
    return f"  {' | '.join(parts)} | {calculators.dumps(exact)} {effect} {place}"


def citations() -> list[dict[str, Any]]:
    """Every citation of every rule, once."""
    seen: dict[str, dict[str, Any]] = {}
    for rule in calculators.rules():
        for citation in calculators.schema(rule)["citations"]:
            seen[repr(citation)] = citation
    return list(seen.values())


def citation_line(citation: dict[str, Any]) -> str:
    """A citation as one line of the list."""
    place = citation["clause"] or citation["passage"]
    return " ".join([citation["document"], place, *citation["figures"]])


def citation_list() -> str:
    """All citations, sorted."""
    return "\n".join(sorted({citation_line(c) for c in citations()})) + "\n"


def renew() -> None:
    """Write every file anew."""
    FOLDER.mkdir(exist_ok=True)
    CITATIONS.write_text(citation_list(), encoding="utf-8")
    for rule in calculators.rules():
        (FOLDER / f"{rule}.txt").write_text(text_of(rule), encoding="utf-8")


if __name__ == "__main__":
    renew()
