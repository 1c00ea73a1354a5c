"""Tables as people keep them: CSV as Excel writes it in China, XLSX, with Chinese heads.

A table is read as text, cell by cell; what a column means is found by its head, with the unit that
stands in brackets there: a bare 20 under 保费（万元） is 20万元.
"""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from .kernel.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .kernel.fields import Field

SUFFIXES = (".csv", ".txt", ".xlsx")
DELIMITERS = ("\t", ",", ";", "，", "；")
UNITS = ("万元", "亿元", "千元", "元", "万", "亿", "%")
TOTALS = ("合计", "总计", "小计", "共计")
BRACKETS = str.maketrans("()[]［］【】", "（）（）（）（）")
INSTALL = "读写 XLSX 要先安装一次：pip install openpyxl；或者在 Excel 里另存为 CSV"


class Table:
    """Rows of text with their numbers in the file, under one row of heads."""

    __slots__ = ("heads", "rows")

    def __init__(self, heads: "list[str]", rows: "list[tuple[int, list[str]]]") -> None:
        self.heads, self.rows = heads, rows


def read(path: Path, known: "set[str]") -> Table:
    """The table of a file; `known` are the heads by which its head row is found.

    Rows without a word and rows of totals are left out. Raises InputError where nothing is known.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise refused(f"不认识“{path.name}”这种文件；请用 CSV 或 XLSX（WPS 和 Excel 都能另存）")
    if not path.is_file():
        raise refused(f"没有“{path.name}”这个文件")
    rows = from_xlsx(path) if path.suffix.lower() == ".xlsx" else from_csv(path)
    for number, cells in rows:
        if any(plain_head(cell) in known for cell in cells):
            data = [(n, row) for n, row in rows if n > number and counts(row)]
            if not data:
                raise refused(f"{path.name} 只有表头，没有数据")
            return Table([" ".join(cell.split()) for cell in cells], data)
    expected = "、".join([head for head in sorted(known) if not head.isascii()][:12])
    raise refused(f"{path.name} 里找不到表头；表头应有这样的列：{expected}")


def refused(message: str) -> InputError:
    """An error about the file as a whole."""
    return InputError([{"field": "", "message": message}])


def counts(row: "list[str]") -> bool:
    """Whether a row is one of the table's own: neither blank nor a sum of the others."""
    words = [cell for cell in row if cell.strip()]
    return bool(words) and not words[0].replace(" ", "").startswith(TOTALS)


def from_csv(path: Path) -> "list[tuple[int, list[str]]]":
    """The rows of a text file, whatever Excel wrote it in."""
    text = decoded(path.read_bytes(), path.name)
    top = "\n".join(text.split("\n", 20)[:20])  # a title may stand above the heads
    delimiter = max(DELIMITERS, key=top.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(rows.line_num, [cell.strip() for cell in row]) for row in rows]


def decoded(raw: bytes, name: str) -> str:
    """Text in UTF-8 with or without a mark, UTF-16 with one, or GB18030."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(f"{name} 不是文字；请在 Excel 里另存为“CSV UTF-8”")


def from_xlsx(path: Path) -> "list[tuple[int, list[str]]]":
    """The rows of the first sheet."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise refused(INSTALL) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # whatever a spoilt file makes of it
        what = type(error).__name__
        raise refused(f"{path.name} 打不开（{what}）；请用 Excel 或 WPS 另存一次") from None
    try:
        sheet = book.worksheets[0]
        return [
            (number, [cell_text(cell.value, cell.number_format) for cell in row])
            for number, row in enumerate(sheet.iter_rows(), 1)
        ]
    finally:
        book.close()


def cell_text(value: "Any", form: str) -> str:
    """A cell as the reader of the sheet sees it; a number with the digits that Excel keeps."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    if isinstance(value, (str, int)):
        return str(value).strip()
    exact = Decimal(format(value, ".15g"))
    return f"{exact * 100:f}%" if "%" in form else f"{exact:f}"


def plain_head(head: str) -> str:
    """A head without spaces, unit and remarks in brackets."""
    return "".join(head.split()).translate(BRACKETS).partition("（")[0].rstrip("：:*")


def unit_of(head: str) -> str:
    """The unit in a head's brackets, empty where there is none."""
    inside = "".join(head.split()).translate(BRACKETS).partition("（")[2].rstrip("）")
    return inside.removeprefix("单位").lstrip("：:") if inside else ""


def value_of(cell: str, head: str, field: "Field") -> "str | None":
    """A cell as the rule reads it: blank, or with the unit of its head where it has none."""
    text = cell.strip()
    if text in ("", "-", "—", "——", "/", "不清楚", "未知"):
        return None
    unit = unit_of(head)
    if field.kind == "money" and unit in UNITS and text.replace(",", "").replace(".", "").isdigit():
        return text + unit
    return text


def columns(table: Table, fields: "Iterable[Field]") -> "dict[int, Field]":
    """What each column asks, by its place; a head is a field's label or its name."""
    names: dict[str, Field] = {}
    for field in fields:
        names[field.name] = names[plain_head(field.label)] = field
    found: dict[int, Field] = {}
    for place, head in enumerate(table.heads):
        asked = names.get(plain_head(head))
        if asked is None:
            continue
        if asked in found.values():
            raise refused(f"“{head}”这一列有两列；请留下一列")
        found[place] = asked
    return found
