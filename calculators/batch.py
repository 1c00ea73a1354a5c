"""A rule for a whole table: every row or every enterprise judged, the result as a sheet to sign.

A rule whose inputs hold a table (policies, claims) takes a file's rows as the rows of that table:
for each enterprise by itself where a column names it, else all of them at once. One bad row is told
with its place and takes no other with it, but where it belongs to their sum.
"""

from decimal import Decimal
from pathlib import Path

from . import tables
from .kernel.errors import InputError
from .kernel.judging import GRANTING
from .kernel.running import run
from .kernel.wording import VERDICTS
from .rules import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .kernel.fields import Field
    from .kernel.judging import Day
    from .kernel.model import Output, Rule

NAMES = ("企业", "企业名称", "单位", "单位名称", "公司", "公司名称", "名称", "户名", "项目")


class Case:
    """What is judged at once: its name, its rows in the file, its inputs, and what came of it."""

    __slots__ = ("answer", "faults", "inputs", "name", "rows")

    def __init__(self, name: str, inputs: "dict[str, Any]", rows: "list[int]") -> None:
        self.name, self.inputs, self.rows = name, inputs, rows
        self.answer: dict[str, Any] | None = None
        self.faults: list[tuple[int, str, str]] = []  # row, column, what is wrong


class Batch:
    """All cases of a file, judged."""

    def __init__(self, rule: "Rule", path: Path, day: "Day", as_of: "str | None" = None) -> None:
        self.rule, self.path = rule, path
        self.inner = {f.name: f for f in rule.fields if f.kind == "rows"}
        own = [f for f in rule.fields if f.kind != "rows"]
        known = {tables.plain_head(f.label) for f in own} | {f.name for f in own}
        for field in self.inner.values():
            known |= {tables.plain_head(f.label) for f in field.fields}
            known |= {f.name for f in field.fields}
        self.table = tables.read(path, known)
        self.columns = tables.columns(self.table, own)
        self.rows_field, self.row_columns = self.rows_columns()
        self.unused = self.unused_heads()
        rows = self.rows_field
        self.cases = list(self.by_name(rows) if rows else self.by_row())
        for case in self.cases:
            if "as_of" in {f.name for f in rule.fields} and case.inputs.get("as_of") is None:
                case.inputs["as_of"] = as_of
            self.judge(case, day)

    def rows_columns(self) -> "tuple[Field | None, dict[int, Field]]":
        """The field whose rows the file holds, with its columns; none where it holds none."""
        for field in self.inner.values():
            found = tables.columns(self.table, field.fields)
            own = {place: f for place, f in found.items() if place not in self.columns}
            if own:
                return field, own
        return None, {}

    def name_column(self) -> "int | None":
        """The column that says whose a row is."""
        taken = {**self.columns, **self.row_columns}
        for place, head in enumerate(self.table.heads):
            if tables.plain_head(head) in NAMES and place not in taken:
                return place
        return None

    def unused_heads(self) -> "list[str]":
        """The columns that the rule does not ask for."""
        taken = [*self.columns, *self.row_columns, self.name_column()]
        return [h for place, h in enumerate(self.table.heads) if h and place not in taken]

    def by_row(self) -> "Iterator[Case]":
        """One case a row."""
        place = self.name_column()
        for number, cells in self.table.rows:
            name = cell(cells, place) if place is not None else ""
            blank = {f.name: None for f in self.rule.fields}
            yield Case(name, {**blank, **self.values(cells, self.columns)}, [number])

    def by_name(self, rows: "Field") -> "Iterator[Case]":
        """One case for each name, or one for all; a cell left blank below a name is of it."""
        place = self.name_column()
        cases: dict[str, Case] = {}
        name = ""
        for number, cells in self.table.rows:
            name = (cell(cells, place) or name) if place is not None else ""
            blank = {f.name: None for f in self.rule.fields}
            case = cases.setdefault(name, Case(name, {**blank, rows.name: []}, []))
            case.rows.append(number)
            case.inputs[rows.name].append(self.values(cells, self.row_columns))
            for field, value in self.values(cells, self.columns).items():
                before = case.inputs[field]
                if value is not None and before not in (None, value):
                    label = next(f.label for f in self.rule.fields if f.name == field)
                    case.faults.append((number, label, f"与上面的“{before}”不一样"))
                case.inputs[field] = value if before is None else before
        yield from cases.values()

    def values(self, cells: "list[str]", places: "dict[int, Field]") -> "dict[str, str | None]":
        """The cells of a row as inputs."""
        return {
            field.name: tables.value_of(cell(cells, place), self.table.heads[place], field)
            for place, field in places.items()
        }

    def judge(self, case: Case, day: "Day") -> None:
        """Run the rule, or say which cell it cannot read."""
        if case.faults:
            return
        try:
            case.answer = run(self.rule, case.inputs, day)
        except InputError as error:
            for fault in error.errors:
                case.faults.append(self.placed(case, fault["field"], fault["message"]))

    def placed(self, case: Case, path: str, message: str) -> "tuple[int, str, str]":
        """A fault of an input at its row and column."""
        name, bracket, rest = path.partition("[")
        row, column = case.rows[0], name
        places = self.columns
        if bracket and self.rows_field and name == self.rows_field.name:
            row, column = case.rows[int(rest.partition("]")[0])], rest.partition("].")[2]
            places = self.row_columns
        for place, field in places.items():
            if field.name == column:
                return row, self.table.heads[place], message
        return row, column, message


def cell(cells: "list[str]", place: "int | None") -> str:
    """A cell of a row that may be shorter than its heads."""
    return cells[place] if place is not None and place < len(cells) else ""


def batch(
    rule: str, path: Path, day: "Day", as_of: "str | None" = None
) -> "tuple[dict[str, object], Batch]":
    """Judge a file by a rule; the summary as JSON carries it, and all that a sheet shows."""
    done = Batch(BY_NAME[rule], path, day, as_of)
    verdicts: dict[str, int] = {}
    for case in done.cases:
        if case.answer:
            word = VERDICTS[case.answer["verdict"]]
            verdicts[word] = verdicts.get(word, 0) + 1
    faults = [
        {"row": row, "column": column, "message": message}
        for case in done.cases for row, column, message in case.faults
    ]
    return {
        "rule": rule, "cases": len(done.cases), "computed": sum(verdicts.values()),
        "verdicts": verdicts, "totals": {o.label: str(v) for o, v in totals(done)},
        "faults": faults, "unused_columns": done.unused,
    }, done


def totals(done: Batch) -> "Iterator[tuple[Output, Decimal]]":
    """The sum of each amount over the cases that it is granted to."""
    for output in done.rule.outputs:
        if output.kind != "money":
            continue
        values = [
            amount(case.answer["outputs"][output.name]) for case in done.cases
            if case.answer and case.answer["verdict"] in GRANTING
        ]
        known = [value for value in values if value is not None]
        if known:
            yield output, sum(known, Decimal(0))


def amount(value: "Any") -> "Decimal | None":
    """An exact amount as a decimal; None where it is none, or has no end."""
    if value is None or "/" in str(value):
        return None
    return Decimal(str(value))
