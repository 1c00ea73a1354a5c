"""Running a rule: judged, put into words, and laid out as JSON carries it."""

from .exact import Q
from .judging import Check, Judged
from .show import plain
from .wording import (
    VERDICTS,
    bound_text,
    cited,
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

    from .judging import Day
    from .model import Column, Output, Rule


def run(
    rule: "Rule", given: "Mapping[str, Any]", day: "Day | None" = None
) -> "dict[str, Any]":
    """The whole answer to one set of inputs."""
    judged = Judged(rule, given, day)
    turning = turned(judged, given, day)
    more: dict[str, Any] = {"turning": turning} if turning else {}
    if judged.would_be:
        named = {o.name: o for o in rule.outputs}
        more["would_be"] = {n: plain_output(named[n], v) for n, v in judged.would_be.items()}
    return {
        "rule": rule.name, "version": judged.version.id, "verdict": judged.verdict,
        "summary": summary(judged), "inputs": judged.inputs.plain(),
        "checks": [plain_check(check) for check in judged.checks],
        "outputs": {o.name: plain_output(o, judged.raw[o.name]) for o in rule.outputs},
        "notes": notes_of(judged) + [turning_text(turn) for turn in turning],
        "readings": dict(judged.inputs.readings), **more,
    }


def turned(
    judged: Judged, given: "Mapping[str, Any]", day: "Day | None"
) -> "list[dict[str, str]]":
    """The other readings of the text under each of which the verdict would be another."""
    found = []
    for reading in judged.rule.readings:
        for option, label in reading.options:
            if option == judged.inputs.readings[reading.name]:
                continue
            chosen = {**judged.inputs.readings, reading.name: option}
            other = Judged(judged.rule, {**given, "readings": chosen}, day).verdict
            # An answer that only lacks an input of the other reading says nothing of the law.
            if other not in (judged.verdict, "unknown"):
                found.append({
                    "reading": reading.name, "label": reading.label, "option": option,
                    "option_label": label, "verdict": other,
                })
    return found


def turning_text(turn: "dict[str, str]") -> str:
    """A sentence on a reading that would turn the verdict."""
    return (
        f"读法会改变结论：{turn['label']}取“{turn['option_label']}”时，"
        f"结论为“{VERDICTS[turn['verdict']]}”。"
    )


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
        "formula": formula(check), "citation": cited(check).plain(),
    }


def plain_margin(gap: Q, kind: str) -> object:
    """A margin as JSON carries it; between dates and counts it is a whole number."""
    return gap.num if kind in ("date", "integer") and gap.den == 1 else plain(gap, kind)
