"""Running a rule: every condition judged, the outputs computed, one verdict and one sentence."""

from .errors import Unknown, input_error
from .exact import Q, exact
from .fields import Inputs, read
from .model import Condition, Figure
from .show import money_text, percent_text, plain, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .model import Column, Output, Rule, Version

SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "in": "属于"}
OPPOSITE = {">=": "<", "<=": ">", ">": "≤", "<": "≥", "=": "≠", "in": "不属于"}
FAILED = {"hard": "fail", "soft": "discretionary", "limit": "fail", "life": "unknown"}


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
    for condition in (*life_of(rule, inputs, version), *rule.conditions):
        if condition.each:
            table = inputs.values_.get(condition.each) or []
            result += [
                Check(condition, row, index)
                for index, row in enumerate(table) if applies(condition, row)
            ]
        elif applies(condition, inputs):
            result.append(Check(condition, inputs))
    return result


def life_of(rule: "Rule", inputs: Inputs, version: "Version") -> "list[Condition]":
    """The version's dates as conditions, where the governed date is given."""
    name = rule.governed
    if not inputs.has(name):
        return []
    label = inputs.field_(name).label
    ends = [("in_force_from", ">=", version.effective, "不早于施行日")]
    if version.expires is not None:
        ends.append(("in_force_until", "<=", version.expires, "不晚于有效期末日"))
    return [
        Condition(id, name, operator, end, version.citation, label=label + words, effect="life")
        for id, operator, end, words in ends
    ]


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
        if value not in dict(reading.options):
            known = "、".join(f"{v}（{label}）" for v, label in reading.options)
            place = f"readings.{reading.name}"
            raise input_error(place, f"{reading.label}：没有“{str(value)[:40]}”；可选：{known}")
        chosen[reading.name] = value
    for name in asked:
        known = "、".join(r.name for r in rule.readings) or "无"
        raise input_error(f"readings.{name}", f"没有“{str(name)[:40]}”这一读法；可选：{known}")
    return chosen


def prepare(rule: "Rule", given: "Mapping[str, Any]") -> "tuple[Inputs, Version]":
    """The inputs read, with readings and version."""
    if not isinstance(given, dict):
        raise input_error("", "输入应为一个 JSON 对象，例如 " + "{" + '"as_of": "2026-05-01"' + "}")
    fields = {k: v for k, v in given.items() if k not in ("readings", "version")}
    values = read(rule.fields, fields)
    inputs = Inputs(rule.fields, values, readings_of(rule, given.get("readings")))
    for field in rule.fields:
        if field.kind == "rows":
            for row in values[field.name] or []:
                row.readings = inputs.readings
    return inputs, version_of(rule, values, given.get("version"))


class Judged:
    """A rule applied to inputs: all that an answer is made of, before it is put into words."""

    __slots__ = ("blanks", "checks", "inputs", "raw", "rule", "verdict", "version")

    def __init__(self, rule: "Rule", given: "Mapping[str, Any]") -> None:
        self.rule = rule
        self.inputs, self.version = prepare(rule, given)
        self.checks = checks_of(rule, self.inputs, self.version)
        self.blanks = self.inputs.blanks()
        self.verdict = verdict_of(self.checks, self.blanks)
        self.raw = {output.name: computed(output, self.inputs) for output in rule.outputs}


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


def verdict_of(checks: "list[Check]", blanks: "list[str]") -> str:
    """One hard failure fails; what is not known comes next; then what is left to discretion."""
    verdicts = [
        c.verdict for c in checks if c.condition.effect != "limit" or c.verdict == "unknown"
    ]
    if "fail" in verdicts:
        return "fail"
    if "unknown" in verdicts or blanks:
        return "unknown"
    return "discretionary" if "discretionary" in verdicts else "pass"


def computed(output: "Output", inputs: Inputs) -> "Any":
    """The output, or None where it cannot be told."""
    try:
        return output.compute(inputs)
    except Unknown:
        return None


def plain_output(output: "Output", value: "Any") -> object:
    """An output as JSON carries it."""
    if value is None or output.kind != "rows":
        return plain(value, output.kind)
    return [plain_row(output.columns, row) for row in value]


def plain_row(columns: "tuple[Column, ...]", row: "tuple[Any, ...]") -> "dict[str, object]":
    """A row of an output, keyed by its columns."""
    return {c.name: plain(value, c.kind) for c, value in zip(columns, row, strict=True)}


def notes_of(judged: Judged) -> "list[str]":
    """What the reader should know besides the conditions."""
    rule, inputs = judged.rule, judged.inputs
    notes = warnings_of(rule, inputs) + list(rule.notes)
    if rule.governed == "as_of" and not inputs.has("as_of"):
        notes.append(f"未填测算日期，按版本“{judged.version.label}”测算。")
    return notes


def warnings_of(rule: "Rule", inputs: Inputs) -> "list[str]":
    """Notes that depend on the inputs."""
    try:
        return rule.warnings(inputs) if rule.warnings else []
    except Unknown:
        return []


def summary(judged: Judged) -> str:
    """One plain sentence: what follows, and why."""
    verdict = judged.verdict
    if verdict == "fail":
        return "不符合：" + "；".join(shortfalls(judged, "fail")) + "。"
    if verdict == "unknown":
        reasons = [c.reason or shortfall(c) for c in judged.checks if c.verdict == "unknown"]
        reasons += [f"未填“{label}”" for label in judged.blanks]
        return "无法判定：" + "；".join(dict.fromkeys(reasons)) + "。"
    sentence = judged.rule.headline(judged.inputs, judged.raw)
    if verdict == "discretionary":
        over = "；".join(shortfalls(judged, verdict))
        return f"酌情：{over}；条文写明“原则上”或“可参照”，由主管部门定夺。{sentence}"
    return sentence


def shortfalls(judged: Judged, verdict: str) -> "list[str]":
    """What is missing in the checks of that verdict, those that only cut an amount left out."""
    return [
        shortfall(check) for check in judged.checks
        if check.verdict == verdict and check.condition.effect != "limit"
    ]


def shortfall(check: Check) -> str:
    """What is missing, and by how much."""
    gap = margin_text(check)
    return f"{check.label}为{value_text(check)}，" + (gap or "应" + bound_words(check))


def bound_words(check: Check) -> str:
    """The bound as a requirement."""
    sign = SIGNS[check.condition.operator]
    return ("为" if sign == "=" else sign) + bound_text(check)


def kind_of(check: Check) -> "tuple[str, str, dict[object, str]]":
    """Kind, unit and words of what is judged."""
    condition = check.condition
    if isinstance(condition.value, str):
        field = check.inputs.field_(condition.value)
        return field.kind, field.unit, field.words()
    unit = condition.unit or ("元" if condition.kind == "money" else "")
    return condition.kind, unit, condition.words or {}


def value_text(check: Check) -> str:
    """The value as a reader sees it."""
    kind, unit, words = kind_of(check)
    return "未知" if check.value is None else shown(check.value, kind, unit, words)


def bound_text(check: Check) -> str:
    """The bound as a reader sees it."""
    kind, unit, words = kind_of(check)
    return "" if check.bound is None else shown(check.bound, kind, unit, words)


def margin(check: Check) -> "Q | None":
    """How far the value is on the right side of the bound; negative on the wrong side."""
    kind, operator = kind_of(check)[0], check.condition.operator
    if check.value is None or check.bound is None or operator in ("=", "in"):
        return None
    if kind in ("boolean", "choice", "text"):
        return None
    gap = exact(check.value) - exact(check.bound)
    return gap if operator in (">=", ">") else -gap


def margin_text(check: Check) -> str:
    """The margin in words."""
    gap = margin(check)
    if gap is None:
        return ""
    upwards = check.condition.operator in (">=", ">")
    if gap == 0:
        strict = "恰好相等，须" + ("高于" if upwards else "低于")
        return "恰好达到" if check.verdict == "pass" else strict
    amount = gap_text(check, -gap if gap < 0 else gap)
    if gap < 0:
        return ("还差 " if upwards else "超出 ") + amount
    above = "已过 " if kind_of(check)[0] == "date" else "高出 "
    return (above if upwards else "尚余 ") + amount


def gap_text(check: Check, gap: Q) -> str:
    """The size of a margin."""
    kind, unit, _ = kind_of(check)
    if kind == "date":
        return f"{gap.num} 天"
    if kind == "money":
        return money_text(gap, unit)
    if kind == "percent":
        return percent_text(gap).replace("%", " 个百分点")
    return shown(gap, kind, unit)


def formula(check: Check) -> str:
    """The condition with its figures put in."""
    if check.value is None:
        return check.reason
    signs = SIGNS if holds(check.value, check.condition.operator, check.bound) else OPPOSITE
    sign = signs[check.condition.operator]
    text = f"{value_text(check)} {sign} {bound_text(check)}"
    if check.condition.working is None:
        return text
    try:
        return f"{check.condition.working(check.inputs)} = {text}"
    except Unknown:
        return text


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
