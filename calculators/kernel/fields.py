"""Fields: what a rule asks for, how each is read, and the inputs as a rule sees them."""

from .dates import FIRST_YEAR, LAST_YEAR, day
from .errors import Blank, FieldError, InputError, input_error
from .exact import Q, exact
from .numerals import folded, read_date, read_number, read_percent
from .show import plain, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MONEY_MAX = Q(10**14)
INTEGER_MAX = 10**6
ROWS_MAX = 5000
FIRST_DAY, LAST_DAY = day(FIRST_YEAR, 1, 1), day(LAST_YEAR, 12, 31)
NUMERIC = ("money", "integer", "percent", "date")
EXAMPLES = {
    "money": "写成 200000000、2亿 或 1.2 亿元",
    "integer": "写成 3 这样的整数",
    "percent": "写成 35 或 35%",
    "date": "写成 2026-05-01",
    "boolean": "写成“是”或“否”",
    "rows": "写成由若干行组成的列表",
    "text": "写成一段文字",
}
YES = ("是", "true", "yes", "on", "1")
NO = ("否", "false", "no", "off", "0")


class Field:
    """One question: its name, its words, and the values that it takes."""

    __slots__ = (
        "default", "fields", "help", "kind", "label", "label_en", "max", "min", "name", "options",
        "required", "step", "unit",
    )

    def __init__(
        self, name: str, label: str, label_en: str, kind: str, *, unit: str = "", help: str = "",
        required: bool = True, default: object = None, low: "Q | int | None" = None,
        high: "Q | int | None" = None, step: "Q | int" = 1,
        options: "tuple[tuple[str, str], ...]" = (), fields: "tuple[Field, ...]" = (),
    ) -> None:
        self.name, self.label, self.label_en, self.kind = name, label, label_en, kind
        self.unit, self.help, self.default = unit, help, default
        self.required = required and default is None
        self.min, self.max, self.step = low, high, step
        self.options, self.fields = options, fields

    def words(self) -> "dict[object, str]":
        """The options' labels by their values."""
        return dict(self.options)

    def show(self, value: object) -> str:
        """A value of this field as a reader sees it."""
        unit = "" if self.kind == "percent" else self.unit
        return shown(value, self.kind, unit, self.words())


def money(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """An amount in yuan, to the fen."""
    more = {"unit": "元", "low": Q(0), "high": MONEY_MAX, "step": Q(1, 100), **more}
    return Field(name, label, label_en, "money", **more)


def integer(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """A count."""
    return Field(name, label, label_en, "integer", **{"low": 0, "high": INTEGER_MAX, **more})


def percent(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """A share; solved to a basis point, read exactly."""
    more = {"unit": "%", "low": Q(0), "high": Q(1), "step": Q(1, 10000), **more}
    return Field(name, label, label_en, "percent", **more)


def date(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """A calendar date."""
    return Field(name, label, label_en, "date", **more)


def boolean(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """Yes, no or not known."""
    return Field(name, label, label_en, "boolean", **more)


def choice(
    name: str, label: str, label_en: str, options: "tuple[tuple[str, str], ...]", **more: "Any"
) -> Field:
    """One of the options."""
    return Field(name, label, label_en, "choice", options=options, **more)


def rows(
    name: str, label: str, label_en: str, fields: "tuple[Field, ...]", **more: "Any"
) -> Field:
    """A table that the user fills in, one object a row."""
    return Field(name, label, label_en, "rows", fields=fields, **more)


def text(name: str, label: str, label_en: str, **more: "Any") -> Field:
    """A name or a remark; no rule depends on it."""
    return Field(name, label, label_en, "text", required=False, **more)


class Inputs:
    """The values as a rule reads them; reading a blank raises, so that a blank never passes."""

    def __init__(
        self, fields: "tuple[Field, ...]", values: "dict[str, Any]",
        readings: "dict[str, str] | None" = None,
    ) -> None:
        self.fields_ = fields
        self.values_ = values
        self.readings = readings or {}

    def __getattr__(self, name: str) -> "Any":
        value = self.values_.get(name)
        if value is None:
            raise Blank(self.field_(name).label)
        return value

    def field_(self, name: str) -> Field:
        """The field of that name."""
        for field in self.fields_:
            if field.name == name:
                return field
        raise AttributeError(name)

    def has(self, *names: str) -> bool:
        """Whether all of these are filled in."""
        return all(self.values_.get(name) is not None for name in names)

    def blanks(self) -> "list[str]":
        """Labels of required fields left blank."""
        return [f.label for f in self.fields_ if f.required and self.values_.get(f.name) is None]

    def plain(self) -> "dict[str, object]":
        """The values as JSON carries them, in the order of the fields."""
        return {f.name: plain_input(f, self.values_.get(f.name)) for f in self.fields_}


def plain_input(field: Field, value: "Any") -> object:
    """One value as JSON carries it."""
    if field.kind == "rows" and value is not None:
        return [row.plain() for row in value]
    return plain(value, field.kind)


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
        return field.default
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
    number = read_number(value, ("美元", "元", "圆", "块"))
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
    raise FieldError("不在选项之中")


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


def find_field(fields: "tuple[Field, ...]", path: str) -> Field:
    """The field of a path such as premium or policies[0].premium; it must be numeric."""
    name, _, rest = path.partition("[")
    for field in fields:
        if field.name == name:
            if field.kind == "rows":
                return find_field(field.fields, rest.partition("].")[2])
            if field.kind not in NUMERIC:
                message = f"“{field.label}”不是数值，不能反求；请选金额、整数、比例或日期"
                raise input_error(path, message)
            return field
    raise InputError([unknown_field(path, fields)])


def domain(field: Field) -> "tuple[Q, Q]":
    """The least and the greatest value that the solver tries."""
    low = FIRST_DAY if field.min is None else field.min
    high = LAST_DAY if field.max is None else field.max
    return exact(low), exact(high)
