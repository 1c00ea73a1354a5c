"""Judging: a rule's conditions applied to inputs, one by one, and the verdict that follows."""

from .errors import Unknown, input_error
from .fields import Inputs
from .lives import Event, conditions_of
from .model import AS_OF, Condition, Dated, Figure
from .reading import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .model import Output, Rule, Version

FAILED = {
    "hard": "fail", "soft": "discretionary", "limit": "fail", "life": "inapplicable",
    "scope": "inapplicable",
}
GRANTING = ("pass", "discretionary")  # the verdicts under which what the law grants is told


class Check:
    """A condition judged: its verdict, its figures, and the reason where it cannot be told."""

    __slots__ = ("bound", "condition", "id", "inputs", "label", "reason", "row", "value", "verdict")

    def __init__(self, condition: Condition, inputs: Inputs, row: "int | None" = None) -> None:
        self.condition, self.inputs, self.row = condition, inputs, row
        self.id, self.label = condition.id, condition_label(condition, inputs)
        if row is not None:
            self.id, self.label = f"{self.id}[{row}]", f"第 {row + 1} 行·{self.label}"
        self.value: Any = None
        self.bound: Any = None
        self.reason = ""
        self.verdict = self.judge()

    def judge(self) -> str:
        """The verdict; what is blank or open gives unknown with its reason."""
        condition, inputs = self.condition, self.inputs
        try:
            if condition.when is not None:
                condition.when(inputs)  # a blank there leaves open whether the condition applies
            self.bound = bound_of(condition, inputs)
            self.value = value_of(condition, inputs)
        except Unknown as unknown:
            self.reason = unknown.reason
            return "unknown"
        if holds(self.value, condition.operator, self.bound):
            return "pass"
        if condition.open:
            self.reason = condition.open
            return "unknown"
        return FAILED[condition.effect]


def condition_label(condition: Condition, inputs: Inputs) -> str:
    """The condition's own label, or that of the field it looks at."""
    if condition.label or not isinstance(condition.value, str):
        return condition.label
    return inputs.field_(condition.value).label


def value_of(condition: Condition, inputs: Inputs) -> "Any":
    """What is judged."""
    if isinstance(condition.value, str):
        return getattr(inputs, condition.value)
    return condition.value(inputs)


def bound_of(condition: Condition, inputs: Inputs) -> "Any":
    """What it is judged against."""
    bound = condition.bound
    if isinstance(bound, Dated):
        bound = bound.at(inputs.version_)
    if isinstance(bound, Figure):
        return bound.value
    return bound(inputs) if callable(bound) else bound


def holds(value: "Any", operator: str, bound: "Any") -> bool:
    """The comparison itself, exact."""
    if operator == "in":
        return value in bound
    if operator == "=":
        return bool(value == bound)
    if operator == ">=":
        return bool(value >= bound)
    if operator == "<=":
        return bool(value <= bound)
    return bool(value > bound) if operator == ">" else bool(value < bound)


def applies(condition: Condition, inputs: Inputs) -> bool:
    """Whether the condition has anything to say; what is not known must be judged."""
    try:
        return condition.when is None or bool(condition.when(inputs))
    except Unknown:
        return True


def checks_of(rule: "Rule", inputs: Inputs, version: "Version") -> "list[Check]":
    """All conditions that apply, in the rule's order, the version's life first."""
    result = []
    for condition in (*conditions_of(rule, inputs, version), *rule.conditions):
        if condition.each:
            table = inputs.values_.get(condition.each) or []
            result += [
                Check(condition, row, index)
                for index, row in enumerate(table) if applies(condition, row)
            ]
        elif applies(condition, inputs):
            result.append(Check(condition, inputs))
    return result


def version_of(rule: "Rule", inputs: "dict[str, Any]", asked: "str | None") -> "Version":
    """The version asked for, or the one in force on the governed date, or the newest."""
    if asked is not None:
        for version in rule.versions:
            if version.id == asked:
                return version
        known = "、".join(v.id for v in rule.versions)
        raise input_error("version", f"没有版本“{str(asked)[:40]}”；现有：{known}")
    number = inputs.get(rule.governed)
    if number is not None:
        for version in rule.versions:
            if version.covers(number):
                return version
    return rule.versions[-1]


def readings_of(rule: "Rule", given: object) -> "dict[str, str]":
    """Every reading's choice; the first option unless the inputs say otherwise."""
    if given is not None and not isinstance(given, dict):
        raise input_error("readings", "readings 应为一组“读法: 选项”")
    asked = dict(given or {})
    chosen = {}
    for reading in rule.readings:
        value = asked.pop(reading.name, None) or reading.options[0][0]
        if not isinstance(value, str) or value not in dict(reading.options):
            known = "、".join(f"{v}（{label}）" for v, label in reading.options)
            place = f"readings.{reading.name}"
            raise input_error(place, f"{reading.label}：没有“{str(value)[:40]}”；可选：{known}")
        chosen[reading.name] = value
    for name in asked:
        known = "、".join(r.name for r in rule.readings) or "无"
        raise input_error(f"readings.{name}", f"没有“{str(name)[:40]}”这一读法；可选：{known}")
    return chosen


def prepare(
    rule: "Rule", given: "Mapping[str, Any]", day: "Day | None" = None
) -> "tuple[Inputs, Version]":
    """The inputs read, with readings and version; a blank as-of date is today."""
    if not isinstance(given, dict):
        raise input_error("", "输入应为一个 JSON 对象，例如 " + "{" + '"as_of": "2026-05-01"' + "}")
    fields = {k: v for k, v in given.items() if k not in ("readings", "version")}
    values = read(rule.fields, fields)
    if day and rule.governed == AS_OF.name and values.get(AS_OF.name) is None:
        values[AS_OF.name] = day.today
    inputs = Inputs(rule.fields, values, readings_of(rule, given.get("readings")))
    for field in rule.fields:
        if field.kind == "rows":
            for row in values[field.name] or []:
                row.readings = inputs.readings
    version = version_of(rule, values, given.get("version"))
    for judged in (inputs, *rows_of(rule, values)):
        judged.version_ = version.id
    inputs.presumed_ = [
        f"“{f.label}”没有给出，按文件所写的 {f.show(f.presumed)} 测算。"
        for f in rule.fields if f.presumed is not None and f.name not in given
    ]
    inputs.lives_ = dict(day.lives) if day else {}
    return inputs, version


def rows_of(rule: "Rule", values: "dict[str, Any]") -> "list[Inputs]":
    """The rows of all tables."""
    tables = [values[field.name] or [] for field in rule.fields if field.kind == "rows"]
    return [row for table in tables for row in table]


class Day:
    """Today, and what is known of the lives of documents, by their titles."""

    __slots__ = ("lives", "today")

    def __init__(self, today: int, lives: "Mapping[str, tuple[Event, ...]] | None" = None) -> None:
        self.today, self.lives = today, lives or {}


class Judged:
    """A rule applied to inputs: all that an answer is made of, before it is put into words."""

    __slots__ = (
        "blanks", "checks", "inputs", "raw", "rule", "verdict", "version", "would_be",
    )

    def __init__(
        self, rule: "Rule", given: "Mapping[str, Any]", day: "Day | None" = None
    ) -> None:
        self.rule = rule
        self.inputs, self.version = prepare(rule, given, day)
        self.checks = checks_of(rule, self.inputs, self.version)
        self.blanks = [f"未填“{label}”" for label in self.inputs.blanks()]
        self.raw: dict[str, Any] = {}
        for output in rule.outputs:
            self.raw[output.name] = self.computed(output)
        self.verdict = verdict_of(self.checks, self.blanks)
        self.would_be: dict[str, Any] = {}
        if self.verdict not in GRANTING:
            self.withhold()

    def withhold(self) -> None:
        """Take what this verdict does not give from the outputs; keep what it would be."""
        for output in self.rule.outputs:
            beyond = self.verdict == "inapplicable" and output.kind != "text"
            if (output.grant or beyond) and self.raw[output.name] is not None:
                if output.grant and self.verdict != "inapplicable" and self.raw[output.name] != 0:
                    self.would_be[output.name] = self.raw[output.name]
                self.raw[output.name] = None

    def computed(self, output: "Output") -> "Any":
        """The output; what cannot be told leaves a blank behind unless it may be missing."""
        try:
            return output.compute(self.inputs)
        except Unknown as unknown:
            if not output.optional and unknown.reason not in self.blanks:
                self.blanks.append(unknown.reason)
            return None


def verdict_of(checks: "list[Check]", blanks: "list[str]") -> str:
    """What does not apply is said first; one hard failure fails; then comes what is not known,
    and at last what is left to discretion."""
    verdicts = [
        c.verdict for c in checks if c.condition.effect != "limit" or c.verdict == "unknown"
    ]
    if "inapplicable" in verdicts:
        return "inapplicable"
    if "fail" in verdicts:
        return "fail"
    if "unknown" in verdicts or blanks:
        return "unknown"
    return "discretionary" if "discretionary" in verdicts else "pass"
