"""Case files: sentences that a lawyer can read, each naming its clause, and what must follow.

`with` changes the rule's worked example; `checks` names verdicts of conditions, `outputs` results,
`margins` how far a condition is from its bound, `solve` an interval of one field.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import calculators

FOLDER = Path(__file__).parent / "cases"
EXPECTED = ("checks", "outputs", "margins", "solve", "says")


class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # no stubs
    """Dates stay text, as the rules read them."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if "timestamp" not in tag]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Case:
    """One sentence of a case file with its inputs and what must follow."""

    rule: str
    sentence: str
    inputs: dict[str, Any]
    verdict: str
    checks: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    margins: dict[str, Any] = field(default_factory=dict)
    solve: dict[str, Any] = field(default_factory=dict)
    says: str = ""


def changed(example: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The example with some values changed; `policies[0].premium` reaches into a row."""
    inputs = copy.deepcopy(example)
    for path, value in changes.items():
        steps = re.findall(r"[^.\[\]]+", path)
        place: Any = inputs
        for step in steps[:-1]:
            place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
        place[steps[-1]] = value
    return inputs


def read(path: Path) -> list[Case]:
    """The cases of one file."""
    data = yaml.load(path.read_text(encoding="utf-8"), Plain)
    example = calculators.schema(data["rule"])["example"]
    return [
        Case(
            data["rule"],
            case["case"],
            changed(example, case.get("with", {})),
            case["gives"],
            **{key: case[key] for key in EXPECTED if key in case},
        )
        for case in data["cases"]
    ]


def files() -> list[Path]:
    """All case files."""
    return sorted(FOLDER.glob("*.yml"))


CASES = [case for path in files() for case in read(path)]
