"""The result of a batch as a sheet: what was asked, what came of it, and lines to sign."""

import csv
from pathlib import Path

from .batch import Batch, amount, totals
from .kernel.describing import citations_of
from .kernel.judging import GRANTING
from .kernel.wording import VERDICTS
from .tables import INSTALL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .batch import Case
    from .kernel.model import Output

    Line = list[Any]

SIGNED = ["测算人：", "", "复核人：", "", "日期：", ""]
FORMULA = ("=", "+", "-", "@")


def write(done: Batch) -> "tuple[Path, str]":
    """Write the result beside the file; its path, and what is to be known of it.

    An XLSX with its clauses; a CSV of the first sheet where openpyxl is not installed.
    """
    pages = [("结果", list(results(done)))]
    for output in done.rule.outputs:
        if output.kind == "rows":
            pages.append((output.label[:31], list(details(done, output))))
    pages.append(("依据", list(sources(done))))
    if any(case.faults for case in done.cases):
        pages.append(("没有算的行", list(faults(done))))
    path = done.path.with_name(f"{done.path.stem}-测算.xlsx")
    try:
        save(path, pages)
    except ImportError:
        path = done.path.with_name(f"{done.path.stem}-测算.csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([[safe(value) for value in row] for row in results(done)])
        return path, INSTALL
    return path, ""


def save(path: Path, pages: "list[tuple[str, list[Line]]]") -> None:
    """Write a workbook, each sheet by its title; ImportError where openpyxl is not installed."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, rows in pages:
        fill(book, title, rows)
    book.save(path)


def fill(book: "Any", title: str, rows: "list[Line]") -> None:
    """A sheet of these rows; a text that begins like a formula stays a text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for place in range(max(map(len, rows), default=0)):
        longest = max((2 * len(str(row[place])) for row in rows[2:] if place < len(row)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = max(8, min(60, longest))
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                cell.data_type = "s"
            else:
                cell.number_format = "#,##0.00"
        sheet.append(cells)


def safe(value: "Any") -> "Any":
    """A cell of a CSV that Excel does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def results(done: Batch) -> "Iterator[Line]":
    """One line a case, the totals, and the lines to sign."""
    rule = done.rule
    fields = [f for f in rule.fields if f.kind != "rows"]
    outputs = [o for o in rule.outputs if o.kind != "rows"]
    versions = sorted({case.answer["version"] for case in done.cases if case.answer})
    yield [rule.title]
    yield [f"依据：{rule.document}；规则版本：{'、'.join(versions)}；来源：{done.path.name}"]
    yield ["行", "名称", *(head(f) for f in fields), "结论", "说明", *(head(o) for o in outputs)]
    for case in done.cases:
        yield line(case, fields, outputs)
    sums = {output.name: value for output, value in totals(done)}
    if sums:
        blank = [""] * (len(fields) + 2)
        yield ["合计", "", *blank, *(sums.get(o.name, "") for o in outputs)]
        left = sum(not case.answer or case.answer["verdict"] not in GRANTING for case in done.cases)
        if left:
            yield [f"合计只含结论为符合或可酌情的，另有 {left} 项不在内。"]
    yield []
    yield list(SIGNED)


def head(of: "Any") -> str:
    """The head of a column with its unit."""
    return f"{of.label}（{of.unit}）" if of.unit else str(of.label)


def line(case: "Case", fields: "list[Any]", outputs: "list[Output]") -> "Line":
    """One case as a line: what was read of it, the verdict and the outputs."""
    rows = str(case.rows[0]) if len(case.rows) == 1 else f"{case.rows[0]}–{case.rows[-1]}"
    if case.answer is None:
        what = "；".join(f"第 {row} 行“{column}”：{words}" for row, column, words in case.faults)
        return [rows, case.name, *(case.inputs.get(f.name) or "" for f in fields), "没有算", what]
    inputs = [shown(case.answer["inputs"].get(f.name), f.kind, f) for f in fields]
    given = [shown(case.answer["outputs"][o.name], o.kind, None) for o in outputs]
    verdict = VERDICTS[case.answer["verdict"]]
    return [rows, case.name, *inputs, verdict, case.answer["summary"], *given]


def shown(value: "Any", kind: str, field: "Any") -> "Any":
    """A value of an answer as a cell: amounts as numbers, the rest as words."""
    if value is None:
        return ""
    if kind == "boolean":
        return "是" if value else "否"
    if kind in ("money", "percent", "multiple", "integer"):
        exact = amount(value)
        return str(value) if exact is None else exact
    return field.words().get(value, str(value)) if field is not None else str(value)


def details(done: Batch, output: "Output") -> "Iterator[Line]":
    """The rows of an output, each with the name of its case."""
    yield ["名称", *(head(column) for column in output.columns)]
    for case in done.cases:
        for row in (case.answer or {"outputs": {}})["outputs"].get(output.name) or []:
            yield [case.name, *(shown(row[c.name], c.kind, None) for c in output.columns)]


def sources(done: Batch) -> "Iterator[Line]":
    """The clauses that the rule rests on."""
    yield ["文件", "条款"]
    for citation in citations_of(done.rule):
        yield [citation.document, citation.label]


def faults(done: Batch) -> "Iterator[Line]":
    """What could not be read, by row and column."""
    yield ["行", "列", "问题"]
    for case in done.cases:
        for row, column, message in case.faults:
            yield [str(row), column, message]
