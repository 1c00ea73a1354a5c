"""The editor's tables, each cell tied to the clause or paragraph that it rests on.

`content/compare/*.yml` sets regulations side by side by theme; `content/figures/<issue>.yml` lists
an issue's figures. Both are checked as citations are: a clause, phrase or figure that the published
text does not carry ends the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bulletin.model import BulletinError
from bulletin.site.cited import table_forms
from bulletin.site.cited.citations import Library, resolve
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import (
    Cell,
    CitationView,
    Comparison,
    Figure,
    FigureTable,
    Link,
    Row,
)

Report = Callable[[BulletinError], None]


def comparisons(tables: Mapping[str, Any], library: Library, report: Report) -> list[Comparison]:
    """The comparisons that are filled in rightly; a document that is not there is reported."""
    return [
        _comparison(table, library, report)
        for name, table in tables.items()
        if _well_filled(table_forms.comparison(name, table), report)
        and _all_published(name, table["documents"].values(), library, report)
    ]


def _all_published(name: str, titles: Iterable[str], library: Library, report: Report) -> bool:
    found = {title: library.find(str(title)) is not None for title in titles}
    if any(found.values()):  # a site that publishes none of them compares nothing
        for title in (title for title, there in found.items() if not there):
            report(library.missing(f"content/compare/{name}.yml", "对照表", str(title)))
    return all(found.values())


def _well_filled(slips: Iterable[BulletinError], report: Report) -> bool:
    """Whether a table can be worked on; what is wrong with it is reported."""
    found = list(slips)
    for slip in found:
        report(slip)
    return not found


def _comparison(table: Mapping[str, Any], library: Library, report: Report) -> Comparison:
    documents: Mapping[str, str] = table["documents"]
    entries = {key: library.find(title) for key, title in documents.items()}
    rows = []
    for row in table["rows"]:
        cells = []
        for key, title in documents.items():
            cell = row["cells"].get(key) or {}
            found = _cited(cell.get("citations") or (), title, entries[key], report)
            cells.append(Cell(str(cell.get("text") or ""), found))
        rows.append(Row(row["theme"], tuple(cells)))
    links = tuple(Link(documents[k], e.url) for k, e in entries.items() if e)
    return Comparison(table["title"], table.get("intro", ""), links, tuple(rows))


def _cited(
    citations: Sequence[Mapping[str, Any]], title: str, entry: Entry | None, report: Report
) -> tuple[CitationView, ...]:
    found = []
    for citation in citations:
        try:
            assert entry is not None
            stated = {**citation, "figures": list(map(str, citation.get("figures") or ()))}
            found.append(resolve({"document": title, **stated}, entry))
        except BulletinError as error:
            report(error)
    return tuple(found)


def figures(
    tables: Mapping[str, Any], shelf: Shelf, report: Report
) -> dict[str, tuple[FigureTable, ...]]:
    """The figure tables of each issue."""
    return {
        issue: tuple(_figure_table(table, issue, shelf, report) for table in data["tables"])
        for issue, data in tables.items()
        if data is not None and _well_filled(table_forms.figures(issue, data), report)
    }


def _figure_table(
    table: Mapping[str, Any], issue: str, shelf: Shelf, report: Report
) -> FigureTable:
    largest = max(Fraction(r["value"]) for r in table["rows"])
    rows = []
    for row in table["rows"]:
        key = f"{issue}/{row.get('article') or table['article']}"
        unit = row.get("unit") or table.get("unit", "")
        stated = row.get("stated") or f"{row['value']}{unit}"
        try:
            entry = _article(shelf, key)
            citation = resolve(_figure_citation(row, stated, entry), entry)
        except BulletinError as error:
            report(error)
            continue
        share = int(Fraction(row["value"]) * 1000 / largest) if largest else 0
        rows.append(Figure(row["name"], stated, row.get("note", ""), share, citation))
    return FigureTable(
        table["id"], table["title"], table.get("unit", ""), table.get("chart", ""), tuple(rows)
    )


def _article(shelf: Shelf, key: str) -> Entry:
    found = shelf.entry(key)
    if found is None:
        raise BulletinError(
            "figures",
            f"content/figures/{key.split('/')[0]}.yml",
            f"没有文章 {key}",
            "article 是这一期的篇号",
            "改正篇号",
        )
    return found


def _figure_citation(row: Mapping[str, Any], stated: str, entry: Entry) -> dict[str, Any]:
    return {"document": entry.title, "passage": row["passage"], "figures": [stated]}
