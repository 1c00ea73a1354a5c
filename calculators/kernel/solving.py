"""The inverse question: within which values of one field do all conditions hold?"""

from .fields import INTEGER_MAX, MONEY_MAX
from .model import Condition
from .searching import NoInterval, Question, meet, name_of, spans
from .show import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .judging import Day
    from .model import Rule
    from .searching import Span


def solve(
    rule: "Rule", path: str, given: "Mapping[str, Any]", day: "Day | None" = None
) -> "dict[str, Any]":
    """The exact interval of a field, the conditions that bind, or why there is none."""
    question = Question(rule, path, given, day)
    every = spans(question)
    wider = interval_or_none(question, [(c, where) for c, where in every if c.effect != "soft"])
    answer: dict[str, Any] = {
        "rule": rule.name, "version": question.version.id, "field": path,
        "label": question.field.label, "unit": question.field.unit,
        "step": plain(question.field.step, question.field.kind),
        "interval": None, "interval_text": None, "binding": {"lower": None, "upper": None},
        "discretionary": wider, "reason": "", "summary": "",
    }
    try:
        found, below, above = meet(question, every)
    except NoInterval as none:
        answer["reason"] = none.reason
        answer["binding"]["impossible"] = binding(question, none.condition)
        answer["summary"] = f"不可能：{none.reason}。"
        return answer
    answer["interval"], answer["interval_text"] = ends(question, found), ends_text(question, found)
    answer["binding"] = {"lower": binding(question, below), "upper": binding(question, above)}
    answer["summary"] = sentence(question, found, below, above)
    return answer


def interval_or_none(
    question: Question, found: "list[tuple[Condition, Span | NoInterval]]"
) -> "list[object] | None":
    """The interval without the soft bounds."""
    try:
        return ends(question, meet(question, found)[0])
    except NoInterval:
        return None


def at_edge(question: Question, k: int) -> bool:
    """Whether the end is only that of what can be typed, no limit of the matter itself."""
    field = question.field
    natural = field.min if k == 0 else field.max
    artificial = k == question.last and natural in (MONEY_MAX, INTEGER_MAX)
    return k in (0, question.last) and (natural is None or artificial)


def ends(question: Question, found: "Span") -> "list[object]":
    """Both ends as JSON carries them; null where nothing limits that side."""
    kind = question.field.kind
    return [None if at_edge(question, k) else plain(question.value(k), kind) for k in found]


def ends_text(question: Question, found: "Span") -> "list[str | None]":
    """Both ends as a reader sees them."""
    return [
        None if at_edge(question, k) else question.field.show(question.value(k)) for k in found
    ]


def binding(question: Question, condition: "Condition | None") -> "dict[str, object] | None":
    """The condition that binds, as JSON carries it."""
    if condition is None:
        return None
    return {
        "check": condition.id, "label": name_of(question.rule, condition),
        "effect": condition.effect,
        "citation": condition.citation.plain(),
    }


def sentence(
    question: Question, found: "Span", below: "Condition | None", above: "Condition | None"
) -> str:
    """The answer in one plain sentence."""
    low, high = ends_text(question, found)
    label = question.field.label
    if (low is None and high is None) or (below is None and above is None):
        return f"{label}取任何可填的值，全部条件都成立。"
    least, most = ("不早于", "不晚于") if question.field.kind == "date" else ("不低于", "不超过")
    if high is None:
        text = f"{label}{least} {low}"
    elif low is None:
        text = f"{label}{most} {high}"
    elif low == high:
        text = f"{label}只能为 {low}"
    else:
        text = f"{label}在 {low} 至 {high} 之间（含两端）"
    names = "、".join(
        f"“{name_of(question.rule, c)}”（{c.citation.label}）" for c in (below, above) if c
    )
    space = " " if text[-1].isalnum() and text[-1].isascii() else ""
    return f"{text}{space}时，全部条件成立" + (f"；起限制作用的是{names}。" if names else "。")
