"""Reading inputs: every value by its field, every fault with its place and an example."""

from .errors import FieldError, InputError, input_error
from .exact import Q
from .fields import NUMERIC, Field, Inputs
from .numerals import DOLLARS, folded, read_date, read_money_text, read_number, read_percent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ROWS_MAX = 5000
EXAMPLES = {
    "money": "写成 200000000、2亿 或 1.2 亿元",
    "integer": "写成 3 这样的整数",
    "percent": "写成 35 或 35%",
    "date": "写成 2026-05-01",
    "boolean": "写成“是”或“否”",
    "rows": "写成由若干行组成的列表",
    "text": "写成一段文字",
}
YES = ("是", "对", "有", "true", "yes", "y", "on", "1", "√", "☑", "✓")
NO = ("否", "不是", "无", "没有", "false", "no", "n", "off", "0", "×", "☐")



def read(fields: "tuple[Field, ...]", given: "Mapping[str, Any]") -> "dict[str, Any]":
    """Read every field; all faults are reported together."""
    values: dict[str, Any] = {}
    errors = [unknown_field(name, fields) for name in given if name not in {f.name for f in fields}]
    for field in fields:
        try:
            values[field.name] = read_field(field, given)
        except FieldError as error:
            errors.append({"field": field.name + error.path, "message": error.message})
    if errors:
        raise InputError(errors)
    return values


def unknown_field(name: object, fields: "tuple[Field, ...]") -> "dict[str, str]":
    """The fault of a field that the rule does not have."""
    names = "、".join(f.name for f in fields)
    return {"field": str(name)[:60], "message": f"没有“{str(name)[:60]}”这一项；可填：{names}"}


def read_field(field: Field, given: "Mapping[str, Any]") -> "Any":
    """One field's value; None where it is left blank."""
    if field.name not in given:
        if field.required:
            hint = EXAMPLES.get(field.kind, option_hint(field))
            raise FieldError(f"缺少“{field.label}”（{field.name}）；请{hint}，不清楚时填 null")
        return field.default if field.presumed is None else field.presumed
    value = given[field.name]
    if value is None or (isinstance(value, str) and not folded(value)):
        return field.default
    return read_value(field, value)


def option_hint(field: Field) -> str:
    """How to write a choice."""
    return "从中选一：" + "、".join(f"{value}（{label}）" for value, label in field.options)


def read_value(field: Field, value: object) -> "Any":
    """A value that is not blank; a fault names the field, what was found and an example."""
    if field.kind == "rows":
        return read_rows(field, value)
    try:
        result = READERS[field.kind](field, value)
        check_range(field, result)
    except FieldError as error:
        hint = EXAMPLES.get(field.kind, option_hint(field))
        found = "小数（浮点数）" if isinstance(value, float) else str(value)[:40]
        reason = error.message
        raise FieldError(f"{field.label}：“{found}”{reason}；请{hint}") from None
    return result


def check_range(field: Field, value: "Any") -> None:
    """Refuse what lies outside the field's domain."""
    if field.min is not None and value < field.min:
        word = "不能为负" if field.min == 0 else f"不能小于 {field.show(field.min)}"
        raise FieldError(word)
    if field.max is not None and value > field.max:
        raise FieldError(f"太大，不能超过 {field.show(field.max)}")


def read_money(field: Field, value: object) -> Q:
    """An amount to the fen."""
    number = read_money_text(value, DOLLARS if field.unit == "美元" else ("元",))
    if (number * 100).den != 1:
        raise FieldError("小于一分，金额最多到分")
    return number


def read_integer(field: Field, value: object) -> int:
    """A whole number, with or without its unit."""
    number = read_number(value, (field.unit,) if field.unit else ())
    if number.den != 1:
        raise FieldError("不是整数")
    return number.num


def read_share(field: Field, value: object) -> Q:
    """A percentage."""
    return read_percent(value)


def read_day(field: Field, value: object) -> int:
    """A date."""
    return read_date(value)


def read_boolean(field: Field, value: object) -> bool:
    """Yes or no, as people and forms write them."""
    word = folded(value).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise FieldError("不是“是”或“否”")


def read_choice(field: Field, value: object) -> str:
    """An option by its value or its label."""
    word = folded(value)
    for option, label in field.options:
        if word in (option, label):
            return option
    begun = [o for o, label in field.options if word and begins(label, word)]
    if len(begun) == 1:
        return begun[0]
    raise FieldError("不在选项之中")


def begins(label: str, word: str) -> bool:
    """Whether a label begins with a word and goes on with an explanation: 一类：……"""
    return label.startswith(word) and label[len(word):][:1] in ("：", "（", "，", "、", ":", "(")


def read_text(field: Field, value: object) -> str:
    """A remark of moderate length."""
    if len(str(value)) > 200:
        raise FieldError("太长，最多 200 字")
    return str(value).strip()


def read_rows(field: Field, value: object) -> "list[Inputs] | None":
    """Every row as inputs of its own; no row counts as a blank."""
    if not isinstance(value, list):
        raise FieldError(f"{field.label}：应为列表；请{EXAMPLES['rows']}")
    if len(value) > ROWS_MAX:
        raise FieldError(f"{field.label}：共 {len(value)} 行，最多 {ROWS_MAX} 行")
    return [read_row(field, index, row) for index, row in enumerate(value)] or None


def read_row(field: Field, index: int, row: object) -> Inputs:
    """One row; its first fault is placed by index and column."""
    if not isinstance(row, dict):
        raise FieldError(f"{field.label}第 {index + 1} 行：应为一组“列名: 值”", f"[{index}]")
    try:
        return Inputs(field.fields, read(field.fields, row))
    except InputError as error:
        place = f"{field.label}第 {index + 1} 行："
        message = place + error.errors[0]["message"]
        raise FieldError(message, f"[{index}].{error.field}") from None


READERS = {
    "money": read_money, "integer": read_integer, "percent": read_share, "date": read_day,
    "boolean": read_boolean, "choice": read_choice, "text": read_text,
}


def field_at(fields: "tuple[Field, ...]", path: str) -> Field:
    """The field of a path such as premium or policies[0].premium."""
    name, _, rest = path.partition("[")
    for field in fields:
        if field.name == name:
            return field_at(field.fields, rest.partition("].")[2]) if rest else field
    raise InputError([unknown_field(path, fields)])


def find_field(fields: "tuple[Field, ...]", path: str) -> Field:
    """The field of a path; it must be numeric."""
    field = field_at(fields, path)
    if field.kind not in NUMERIC:
        message = f"“{field.label}”不是数值，不能反求；请选金额、整数、比例或日期"
        raise input_error(path, message)
    return field
