"""Fields: what a rule asks for, how each is read, and the inputs as a rule sees them."""

from .dates import FIRST_YEAR, LAST_YEAR, day
from .errors import Blank
from .exact import Q, exact
from .show import plain, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MONEY_MAX = Q(10**14)
INTEGER_MAX = 10**6
FIRST_DAY, LAST_DAY = day(FIRST_YEAR, 1, 1), day(LAST_YEAR, 12, 31)
NUMERIC = ("money", "integer", "percent", "date")


class Field:
    """One question: its name, its words, and the values that it takes."""

    __slots__ = (
        "default", "fields", "help", "kind", "label", "label_en", "max", "min", "name", "options",
        "presumed", "required", "step", "unit",
    )

    def __init__(
        self, name: str, label: str, label_en: str, kind: str, *, unit: str = "", help: str = "",
        required: bool = True, default: object = None, low: "Q | int | None" = None,
        high: "Q | int | None" = None, step: "Q | int" = 1,
        options: "tuple[tuple[str, str], ...]" = (), fields: "tuple[Field, ...]" = (),
        presumed: object = None,
    ) -> None:
        self.presumed = presumed  # what the law itself writes, where nobody was asked
        self.name, self.label, self.label_en, self.kind = name, label, label_en, kind
        self.unit, self.help, self.default = unit, help, default
        self.required = required and default is None and presumed is None
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
    """The values as a rule reads them; reading a blank raises, so that a blank never passes.

    What has been read is kept in `seen_`: a condition that never read a field cannot turn on it.
    """

    def __init__(
        self, fields: "tuple[Field, ...]", values: "dict[str, Any]",
        readings: "dict[str, str] | None" = None,
    ) -> None:
        self.fields_ = fields
        self.values_ = values
        self.readings = readings or {}
        self.version_ = ""
        self.presumed_: list[str] = []
        self.lives_: dict[str, Any] = {}
        self.seen_: set[str] = set()

    def __getattr__(self, name: str) -> "Any":
        self.seen_.add(name)
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

    def figure(self, dated: "Any") -> "Any":
        """The figure of the version that these inputs are judged by."""
        return dated.at(self.version_)

    def has(self, *names: str) -> bool:
        """Whether all of these are filled in."""
        self.seen_.update(names)
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


def domain(field: Field) -> "tuple[Q, Q]":
    """The least and the greatest value that the solver tries."""
    low = FIRST_DAY if field.min is None else field.min
    high = LAST_DAY if field.max is None else field.max
    return exact(low), exact(high)
