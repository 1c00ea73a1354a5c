"""Values as text, last of all: a number is shown exactly or visibly cut off, never rounded."""

from .dates import iso
from .exact import Q, decimal_text, exact, text_of

KINDS = ("money", "integer", "percent", "multiple", "date", "days", "boolean", "choice", "text")


def grouped(digits: str) -> str:
    """Digits in groups of three."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, dot, decimals = digits.partition(".")
    if not dot and whole.endswith("…"):
        whole, decimals = whole[:-1], "…"
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    return sign + ",".join([whole, *groups]) + dot + decimals


def cut(value: Q, places: int) -> str:
    """The number, with an ellipsis where more digits follow."""
    text = decimal_text(value, places)
    if value * 10**places == (value * 10**places).floor():
        return text
    whole, _, decimals = text.partition(".")
    if not places:
        return f"{whole}…"
    return f"{whole}.{decimals}{'0' * (places - len(decimals))}…"


def money_text(value: "Q | int", unit: str = "元") -> str:
    """An amount in the largest unit that keeps it short and exact."""
    q = exact(value)
    size = abs(q.num) // q.den
    word, scale = ("亿", 10**8) if size >= 10**8 else ("万", 10**4)
    if size >= scale and (q * 10**4).over(scale).den == 1:
        return f"{text_of(q.over(scale))} {word}{unit}"
    return f"{grouped(cut(q, 2))} {unit}"


def percent_text(value: "Q | int") -> str:
    """A share as a percentage."""
    return cut(exact(value) * 100, 4) + "%"


def shown(
    value: object, kind: str, unit: str = "", words: "dict[object, str] | None" = None
) -> str:
    """Any value as a reader sees it."""
    if kind == "boolean":
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join((words or {}).get(item, str(item)) for item in value)
    if kind in ("choice", "text"):
        return (words or {}).get(value, str(value))
    if kind == "date" and isinstance(value, int):
        return iso(value)
    if not isinstance(value, (Q, int)):
        return str(value)
    if kind == "money":
        return money_text(value, unit or "元")
    if kind == "percent":
        return percent_text(value)
    text = cut(exact(value), 6)
    if unit != "年":
        text = grouped(text)
    return f"{text} {unit}" if unit else text


def plain(value: object, kind: str) -> object:
    """A value as JSON carries it: integers as they are, exact numbers as text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (tuple, list)):
        return [plain(item, kind) for item in value]
    if kind == "date" and isinstance(value, int):
        return iso(value)
    if isinstance(value, Q) or kind in ("money", "percent", "multiple"):
        number = exact(value) if isinstance(value, (Q, int)) else Q(0)
        return text_of(number * 100 if kind == "percent" else number)
    return value
