"""A rule is data and small functions: conditions with bounds, outputs, readings, versions, sources.

A number of the law is a Figure: it carries its value and the words that the clause uses for it, so
that a citation always names the figure that the condition computes with.
"""

from .dates import parse_iso, parts
from .exact import Q
from .fields import Field, date
from .numerals import read_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .fields import Inputs

    Compute = Callable[[Inputs], Any]

UNITS = {
    "亿元": Q(10**8), "万元": Q(10**4), "元": Q(1), "万美元": Q(10**4), "%": Q(1, 100),
    "个基点": Q(1, 10000),
}
COUNTS = {1: "一", 2: "两", 3: "三", 4: "四", 5: "五"}


class Figure:
    """A number of the law with the words that the text writes it with."""

    __slots__ = ("kind", "text", "value")

    def __init__(self, value: "Any", kind: str, text: str) -> None:
        self.value, self.kind, self.text = value, kind, text


def figure(number: "int | str", unit: str, *, chinese: bool = False) -> Figure:
    """30 亿元, 1.5%, 100 个基点, 3 年; `chinese` writes small numbers as 一, 两, 三."""
    kind = "percent" if unit in ("%", "个基点") else "money" if unit in UNITS else "integer"
    value: Any = number
    if unit in UNITS:
        value = read_number(number) * UNITS[unit]
    return Figure(value, kind, f"{COUNTS[value] if chinese else number}{unit}")


def day_figure(iso: str, form: str = "{}年{}月{}日") -> Figure:
    """A date of the law, with the form in which the text writes it."""
    number = parse_iso(iso)
    return Figure(number, "date", form.format(*parts(number)))


class Citation:
    """Where a number or condition stands: document, clause or phrase, and the figures there."""

    __slots__ = ("clause", "document", "figures", "label", "passage")

    def __init__(
        self, document: str, clause: "str | None", label: str, figures: "tuple[Figure, ...]",
        passage: "str | None" = None,
    ) -> None:
        self.document, self.clause, self.label = document, clause, label
        self.figures, self.passage = figures, passage

    def plain(self) -> "dict[str, object]":
        """The citation as JSON carries it."""
        return {
            "document": self.document, "clause": self.clause, "passage": self.passage,
            "label": self.label, "figures": [f.text for f in self.figures],
        }


class Dated:
    """A figure that each version of the document writes anew, with the citation of each.

    A condition's bound may be one; elsewhere `inputs.figure(DATED)` gives that of the day.
    """

    __slots__ = ("entries",)

    def __init__(self, entries: "dict[str, tuple[Figure, Citation]]") -> None:
        self.entries = entries

    def at(self, version: str) -> Figure:
        """The figure of a version; that of the newest where the version is not named."""
        return self.entries.get(version, list(self.entries.values())[-1])[0]

    def cited(self, version: str) -> Citation:
        """Where that version writes it."""
        return self.entries.get(version, list(self.entries.values())[-1])[1]


class Condition:
    """A value against a bound.

    effect: hard (crossing fails), soft (原则上: a matter of discretion), limit (cuts an amount,
    never the verdict), scope (beyond it the clause does not apply: neither pass nor fail). `each`
    names a table whose rows are judged one by one. An open list (等) leaves what it does not name
    unknown. `rate` turns a multiple into the rate that readers know, with the inputs.
    """

    __slots__ = (
        "bound", "citation", "each", "effect", "id", "kind", "label", "open", "operator", "rate",
        "unit", "value", "when", "working",
    )

    def __init__(
        self, id: str, value: "str | Compute", operator: str, bound: "Any", citation: Citation, *,
        label: str = "", kind: str = "", unit: str = "", effect: str = "hard", each: str = "",
        when: "Compute | None" = None, working: "Compute | None" = None, open: str = "",
        rate: "Callable[[Inputs, Any], Any] | None" = None,
    ) -> None:
        self.rate = rate
        self.id, self.value, self.operator, self.bound = id, value, operator, bound
        self.citation, self.label, self.kind, self.unit = citation, label, kind, unit
        self.effect, self.each, self.when, self.working = effect, each, when, working
        self.open = open


class Output:
    """A result that is not a verdict: an amount, a date, a schedule.

    A `grant` is what the law gives where its conditions hold: it is told under no verdict that does
    not give it. `term` marks the last day of a period, which a rest day may put off. A table is
    drawn by the columns named in `bars` (its last amount where none is named): side by side, or
    `stacked` where they add up to that amount.
    """

    __slots__ = (
        "bars", "columns", "compute", "grant", "kind", "label", "name", "optional", "stacked",
        "term", "unit",
    )

    def __init__(
        self, name: str, label: str, kind: str, compute: "Compute", *, unit: str = "",
        columns: "tuple[Column, ...]" = (), optional: bool = False,
        bars: "tuple[str, ...]" = (), stacked: bool = False, grant: bool = False,
        term: bool = False,
    ) -> None:
        self.grant, self.term = grant, term
        self.name, self.label, self.kind, self.compute = name, label, kind, compute
        self.optional = optional
        self.unit = unit or {"money": "元", "percent": "%"}.get(kind, "")
        self.columns = columns
        amounts = tuple(c.name for c in columns if c.kind == "money")
        self.bars, self.stacked = bars or amounts[-1:], stacked


class Column:
    """A column of an output's rows."""

    __slots__ = ("kind", "label", "name", "unit")

    def __init__(self, name: str, label: str, kind: str, unit: str = "") -> None:
        self.name, self.label, self.kind = name, label, kind
        self.unit = unit or {"money": "元", "percent": "%"}.get(kind, "")


class Reading:
    """A place where the text is open: the readings possible, the first being the one used."""

    __slots__ = ("label", "name", "note", "options")

    def __init__(
        self, name: str, label: str, note: str, options: "tuple[tuple[str, str], ...]"
    ) -> None:
        self.name, self.label, self.note, self.options = name, label, note, options


class Version:
    """A rule's life, both days inclusive; without an end where the text names none."""

    __slots__ = ("citation", "effective", "expires", "id", "label")

    def __init__(
        self, id: str, label: str, citation: Citation, effective: Figure,
        expires: "Figure | None" = None,
    ) -> None:
        self.id, self.label, self.citation = id, label, citation
        self.effective, self.expires = effective, expires

    def covers(self, number: int) -> bool:
        """Whether the day lies within this life."""
        end = self.expires
        return bool(self.effective.value <= number and (end is None or number <= end.value))


AS_OF = date(
    "as_of", "测算日期", "As-of date", required=False,
    help="按哪一天有效的规定测算；不填时按今天",
)


class Group:
    """A calculator page: rules that a visitor looks for together."""

    __slots__ = ("intro", "name", "title")

    def __init__(self, name: str, title: str, intro: str) -> None:
        self.name, self.title, self.intro = name, title, intro


class Rule:
    """A rule of the bulletin, complete: what is asked, judged and told, and where it stands."""

    __slots__ = (
        "citations", "conditions", "document", "example", "fields", "governed", "group", "headline",
        "intro", "name", "notes", "outputs", "readings", "solvable", "title", "title_en",
        "versions", "waits",
        "warnings",
    )

    def __init__(
        self, name: str, group: str, title: str, title_en: str, document: str, intro: str, *,
        fields: "tuple[Field, ...]", conditions: "tuple[Condition, ...]",
        versions: "tuple[Version, ...]", example: "dict[str, Any]",
        headline: "Callable[[Inputs, dict[str, Any]], str]", outputs: "tuple[Output, ...]" = (),
        readings: "tuple[Reading, ...]" = (), notes: "tuple[str, ...]" = (),
        warnings: "Callable[[Inputs], list[str]] | None" = None, governed: str = "as_of",
        citations: "tuple[Citation, ...]" = (), solvable: bool = True, waits: str = "",
    ) -> None:
        self.name, self.group, self.title, self.title_en = name, group, title, title_en
        self.document, self.intro, self.conditions = document, intro, conditions
        self.fields = fields if governed != AS_OF.name else (*fields, AS_OF)
        self.versions, self.example, self.headline = versions, example, headline
        self.outputs, self.readings, self.notes, self.warnings = outputs, readings, notes, warnings
        self.governed, self.citations, self.solvable = governed, citations, solvable
        self.waits = waits  # why the document is not published yet; empty where it must be
