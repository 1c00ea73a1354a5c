"""Running a rule: judged, put into words, and laid out as JSON carries it."""

from .exact import Q
from .judging import Check, Judged
from .show import plain
from .wording import (
    bound_text,
    formula,
    kind_of,
    margin,
    margin_text,
    notes_of,
    summary,
    value_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .model import Column, Output, Rule


def run(rule: "Rule", given: "Mapping[str, Any]") -> "dict[str, Any]":
    """The whole answer to one set of inputs."""
    judged = Judged(rule, given)
    return {
        "rule": rule.name, "version": judged.version.id, "verdict": judged.verdict,
        "summary": summary(judged), "inputs": judged.inputs.plain(),
        "checks": [plain_check(check) for check in judged.checks],
        "outputs": {o.name: plain_output(o, judged.raw[o.name]) for o in rule.outputs},
        "notes": notes_of(judged), "readings": dict(judged.inputs.readings),
    }


def plain_output(output: "Output", value: "Any") -> object:
    """An output as JSON carries it."""
    if value is None or output.kind != "rows":
        return plain(value, output.kind)
    return [plain_row(output.columns, row) for row in value]


def plain_row(columns: "tuple[Column, ...]", row: "tuple[Any, ...]") -> "dict[str, object]":
    """A row of an output, keyed by its columns."""
    return {c.name: plain(value, c.kind) for c, value in zip(columns, row, strict=True)}


def plain_check(check: Check) -> "dict[str, object]":
    """The check as JSON carries it."""
    condition, (kind, unit, _) = check.condition, kind_of(check)
    gap = margin(check)
    return {
        "id": check.id, "label": check.label, "verdict": check.verdict,
        "value": plain(check.value, kind), "value_text": value_text(check),
        "operator": condition.operator, "bound": plain(check.bound, kind),
        "bound_text": bound_text(check),
        "margin": None if gap is None else plain_margin(gap, kind),
        "margin_text": margin_text(check), "unit": "天" if kind == "date" else unit,
        "soft": condition.effect == "soft", "effect": condition.effect, "reason": check.reason,
        "formula": formula(check), "citation": condition.citation.plain(),
    }


def plain_margin(gap: Q, kind: str) -> object:
    """A margin as JSON carries it; between dates and counts it is a whole number."""
    return gap.num if kind in ("date", "integer") and gap.den == 1 else plain(gap, kind)
