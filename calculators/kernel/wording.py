"""Wording: a judged rule as a reader sees it, the figures put in."""

from .dates import iso
from .errors import Unknown
from .exact import Q, exact
from .fields import Inputs
from .judging import Check, Judged, holds
from .model import Dated
from .show import money_text, percent_text, shown
from .workdays import next_workday

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .model import Citation, Rule

VERDICTS = {
    "pass": "符合", "fail": "不符合", "discretionary": "可酌情", "unknown": "无法判定",
    "inapplicable": "不适用",
}
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "in": "属于"}
OPPOSITE = {">=": "<", "<=": ">", ">": "≤", "<": "≥", "=": "≠", "in": "不属于"}


def notes_of(judged: Judged) -> "list[str]":
    """What the reader should know besides the conditions."""
    rule, inputs = judged.rule, judged.inputs
    notes = warnings_of(rule, inputs) + list(rule.notes)
    if rule.governed == "as_of" and not inputs.has("as_of"):
        notes.append(f"未填测算日期，按版本“{judged.version.label}”测算。")
    notes += inputs.presumed_
    return notes + would_be_of(judged) + rest_days_of(judged)


def would_be_of(judged: Judged) -> "list[str]":
    """What the law would give if all conditions held."""
    told = []
    for output in judged.rule.outputs:
        value = judged.would_be.get(output.name)
        if output.kind in ("money", "date") and value not in (None, 0):
            amount = shown(value, output.kind, output.unit)
            told.append(f"若各项条件均符合，“{output.label}”为 {amount}。")
    return told


def rest_days_of(judged: Judged) -> "list[str]":
    """Last days of periods that fall on a rest day, which puts them off (民法典第二百零三条)."""
    told = []
    for output in judged.rule.outputs:
        day = judged.raw[output.name]
        if not output.term or day is None:
            continue
        moved, sure = next_workday(day)
        if moved != day:
            given = "" if sure else "（没有当年放假安排，只按周末推算）"
            told.append(
                f"{output.label} {iso(day)} 是休息日；按《民法典》第二百零三条，可顺延到"
                f" {iso(moved)}{given}；文件或约定另有规定的从其规定。"
            )
    return told


def cited(check: Check) -> "Citation":
    """Where the condition stands, in the version that is judged by."""
    bound = check.condition.bound
    if isinstance(bound, Dated):
        return bound.cited(check.inputs.version_)
    return check.condition.citation


def warnings_of(rule: "Rule", inputs: Inputs) -> "list[str]":
    """Notes that depend on the inputs."""
    try:
        return rule.warnings(inputs) if rule.warnings else []
    except Unknown:
        return []


def summary(judged: Judged) -> str:
    """One plain sentence: what follows, and why."""
    verdict = judged.verdict
    if verdict == "inapplicable":
        return "不适用：" + "；".join(shortfalls(judged, "inapplicable")) + "。"
    if verdict == "fail":
        return "不符合：" + "；".join(shortfalls(judged, "fail")) + "。"
    if verdict == "unknown":
        reasons = [c.reason or shortfall(c) for c in judged.checks if c.verdict == "unknown"]
        reasons += judged.blanks
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
    if check.verdict == "inapplicable":
        return beyond(check)
    gap = margin_text(check)
    return f"{check.label}为{value_text(check)}，" + (gap or "应" + bound_words(check))


LIFE = {
    "in_force_from": "{value} 尚未施行（自 {bound} 起施行）",
    "in_force_until": "{value} 已失效（有效期至 {bound}）",
}


def beyond(check: Check) -> str:
    """Why the clause does not apply."""
    value, bound = value_text(check), bound_text(check)
    if check.id in LIFE:
        return LIFE[check.id].format(value=value, bound=bound)
    if check.condition.effect == "life":
        return f"{value} 在 {bound} 之后，{check.label.partition('（')[2].rstrip('）')}"
    return f"{check.label}为{value}，本条只适用于{bound_words(check)}的情形"


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
    return condition.kind, unit, {}


def rate_text(check: Check, value: "Any") -> str:
    """A multiple as the rate that it stands for."""
    convert = check.condition.rate
    return percent_text(convert(check.inputs, value)) if convert else ""


def value_text(check: Check) -> str:
    """The value as a reader sees it."""
    kind, unit, words = kind_of(check)
    if check.condition.rate and check.value is not None:
        return rate_text(check, check.value)
    return "未知" if check.value is None else shown(check.value, kind, unit, words)


def bound_text(check: Check) -> str:
    """The bound as a reader sees it."""
    kind, unit, words = kind_of(check)
    if check.condition.rate and check.bound is not None:
        return rate_text(check, check.bound)
    return "" if check.bound is None else shown(check.bound, kind, unit, words)


def margin(check: Check) -> "Q | None":
    """How far the value is on the right side of the bound; negative on the wrong side."""
    operator = check.condition.operator
    if check.value is None or check.bound is None or operator in ("=", "in"):
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
    convert = check.condition.rate
    if convert:
        rates = [convert(check.inputs, number) for number in (check.value, check.bound)]
        amount = points_text(rates[0] - rates[1])
    else:
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
        return points_text(gap)
    return shown(gap, kind, unit)


def points_text(gap: "Q | int") -> str:
    """A difference of shares, without its sign; what is too small to show is told as that."""
    size = exact(gap)
    size = -size if size < 0 else size
    if size * 10**6 < 1:
        return "不足 0.0001 个百分点"
    return percent_text(size).replace("%", " 个百分点")


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
