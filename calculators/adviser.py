"""A table of companies, each matched with all rules: what an adviser takes to a meeting.

A head is a fact's label or its id, 所在地区 or 角色. Who has no 角色 column asks as an enterprise.
"""

from pathlib import Path

from . import registry, tables
from .batch import NAMES, cell
from .kernel.errors import InputError
from .matching import match
from .sheets import SIGNED, save

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .kernel.judging import Day

    Line = list[Any]

PLACES = ("所在地区", "地区", "注册地", "所在地")
ROLES = ("角色", "身份")
LISTS = (
    ("available", "能享受"), ("lacking", "不能，差在哪"), ("missing", "还缺资料"),
    ("inapplicable", "不适用"),
)


class Company:
    """One row: whose it is, what it says, what came of it or what is wrong with it."""

    __slots__ = ("answer", "faults", "given", "name", "row")

    def __init__(self, row: int, name: str, given: "dict[str, Any]") -> None:
        self.row, self.name, self.given = row, name, given
        self.answer: dict[str, Any] | None = None
        self.faults: list[tuple[str, str]] = []  # column, what is wrong

    def items(self, list_: str) -> "list[dict[str, Any]]":
        """The questions of one list."""
        items = self.answer["items"] if self.answer else []
        return [item for item in items if item["list"] == list_]


class Advice:
    """All companies of a file."""

    def __init__(self, path: Path, day: "Day", as_of: "str | None" = None) -> None:
        self.path = path
        facts = {f.id: f for f in registry.every().values() if f.field.kind != "rows"}
        labels = [tables.plain_head(fact.field.label) for fact in facts.values()]
        self.ids = {id: id for id in facts}
        for id, fact in facts.items():
            label = tables.plain_head(fact.field.label)
            if labels.count(label) == 1:
                self.ids[label] = id
        self.table = tables.read(path, {*self.ids, *PLACES, *ROLES, "region", "role"})
        self.heads = [tables.plain_head(head) for head in self.table.heads]
        self.refuse_twice()
        self.companies = [self.company(number, cells, facts) for number, cells in self.table.rows]
        for company in self.companies:
            self.judge(company, day, as_of)

    def asked(self, head: str) -> str:
        """The id of the fact that a plain head asks, of the region or the role; empty for none."""
        if head in (*PLACES, "region"):
            return "region"
        return "role" if head in (*ROLES, "role") else self.ids.get(head, "")

    def refuse_twice(self) -> None:
        """Two columns of one fact may say two things: which of them holds, nobody can tell."""
        seen: dict[str, str] = {}
        for plain, head in zip(self.heads, self.table.heads, strict=True):
            id = self.asked(plain)
            if id in seen:
                raise tables.refused(f"“{seen[id]}”和“{head}”问的是同一项；请留下一列")
            if id:
                seen[id] = head

    def company(
        self, number: int, cells: "list[str]", facts: "dict[str, registry.Fact]"
    ) -> Company:
        """A row as answers; what cannot be read is a fault of its column."""
        name = next((cell(cells, n) for n, head in enumerate(self.heads) if head in NAMES), "")
        company = Company(number, name, {"role": registry.ROLES[0][0]})
        for place, head in enumerate(self.heads):
            text = cell(cells, place).strip()
            id = self.asked(head)
            if id in ("region", "role"):
                self.choose(company, id, place, text)
            elif id:
                value = tables.value_of(text, self.table.heads[place], facts[id].field)
                if value is not None:
                    company.given[id] = value
        return company

    def choose(self, company: Company, id: str, place: int, text: str) -> None:
        """A region or a role by its name, as people shorten or lengthen it."""
        options = registry.options(id)
        if "厦门" in text and "以外" not in text:  # which lies in Fujian and has rules of its own
            text = "厦门"
        found = [value for value, word in options if text in (value, word)]
        found = found or [value for value, word in options if text and word.startswith(text)]
        if "外" not in text and "非" not in text:  # 福建以外 is not 福建
            found = found or [value for value, word in options if text.startswith(word[:2])]
        if text and len(found) == 1:
            company.given[id] = found[0]
        elif text:
            words = "、".join(word for _, word in options)
            company.faults.append((self.table.heads[place], f"“{text}”不认识；可以写：{words}"))

    def judge(self, company: Company, day: "Day", as_of: "str | None") -> None:
        """Match a company, or say which cells cannot be read."""
        if as_of and "as_of" not in company.given:
            company.given["as_of"] = as_of
        if company.faults:
            return
        try:
            company.answer = match(company.given, day)
        except InputError as error:
            for fault in error.errors:
                asked = [self.asked(head) for head in self.heads]
                known = fault["field"] in asked
                column = self.table.heads[asked.index(fault["field"])] if known else fault["field"]
                company.faults.append((column, fault["message"]))


def advise(
    path: Path, day: "Day", as_of: "str | None" = None
) -> "tuple[dict[str, object], Advice]":
    """Match all companies of a file; the summary as JSON carries it, and all that a sheet shows."""
    done = Advice(path, day, as_of)
    return {
        "companies": len(done.companies),
        "matched": sum(company.answer is not None for company in done.companies),
        "available": [
            {"row": c.row, "name": c.name, "count": len(c.items("available"))}
            for c in done.companies
        ],
        "faults": [
            {"row": c.row, "column": column, "message": message}
            for c in done.companies for column, message in c.faults
        ],
        "unused_columns": [
            head for head, plain in zip(done.table.heads, done.heads, strict=True)
            if head and not done.asked(plain) and plain not in NAMES
        ],
    }, done


def write(done: Advice) -> Path:
    """Write the result beside the file as XLSX; its path."""
    path = done.path.with_name(f"{done.path.stem}-可享受.xlsx")
    pages = [("汇总", list(overview(done))), ("明细", list(details(done)))]
    if any(company.faults for company in done.companies):
        pages.append(("没有算的行", list(faults(done))))
    try:
        save(path, pages)
    except ImportError:
        raise tables.refused(tables.INSTALL) from None
    return path


def overview(done: Advice) -> "Iterator[Line]":
    """One line a company, and the lines to sign."""
    days = sorted({company.answer["as_of"] for company in done.companies if company.answer})
    yield ["我能享受哪些政策"]
    yield [f"测算日期：{'、'.join(days)}；来源：{done.path.name}；各项金额按各自条款核定，不加总。"]
    yield ["行", "企业", *(word for _, word in LISTS[:3]), "下一步最该问"]
    for company in done.companies:
        if company.answer is None:
            words = "；".join(f"“{column}”：{said}" for column, said in company.faults)
            yield [str(company.row), company.name, "没有算", words, "", ""]
            continue
        asked = company.answer["next"]
        columns = ["；".join(map(brief, company.items(list_))) for list_, _ in LISTS[:3]]
        yield [str(company.row), company.name, *columns, asked["label"] if asked else ""]
    yield []
    yield list(SIGNED)


def brief(item: "dict[str, Any]") -> str:
    """A question in a cell: its title, with how much or what it waits for."""
    told = [item[key] for key in ("amount", "until") if item[key]]
    figures = [f"{figure['label']} {figure['text']}" for figure in told]
    more = figures or item["missing_labels"][:3]
    return f"{item['title']}（{'，'.join(more)}）" if more else str(item["title"])


def details(done: Advice) -> "Iterator[Line]":
    """One line for each company and question, with the clauses."""
    yield ["企业", "政策", "结论", "金额", "期限", "说明", "文件", "条款"]
    for company in done.companies:
        for list_, word in LISTS:
            for item in company.items(list_):
                figures = [item[key]["text"] if item[key] else "" for key in ("amount", "until")]
                clauses = "、".join(item["clauses"])
                yield [
                    company.name, item["title"], word, *figures, item["summary"],
                    item["document"], clauses,
                ]


def faults(done: Advice) -> "Iterator[Line]":
    """What could not be read, by row and column."""
    yield ["行", "列", "问题"]
    for company in done.companies:
        for column, message in company.faults:
            yield [str(company.row), column, message]
