"""The editor's tables are looked up once, and again where a table or the text it cites changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.site.cache.store import Store
from bulletin.site.pages import load
from tests.site import sample

FIGURES = """issue: 2026-04
tables:
  - id: a
    title: 余额
    unit: 万元
    article: "08"
    rows:
      - {name: 甲, value: "50", passage: 补助}
"""
COMPARE = """title: 对照
documents: {a: 试行办法}
rows:
  - theme: 额度
    cells:
      a:
        text: 有上限
        citations:
          - {clause: art-1, figures: [50 万元]}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An issue, a table of its figures, a comparison of its document."""
    folder = tmp_path / "content"
    publish(folder, "50 万元")
    for name, text in (("figures/2026-04.yml", FIGURES), ("compare/a.yml", COMPARE)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def publish(content: Path, amount: str) -> None:
    body = f"## 试行办法\n\n第一条 补助不超过 {amount}。\n\n第二条 本办法自印发之日起施行。"
    sample.write(content / "issues", body, "试行办法", "document:\n  title: 试行办法\n")


def shown(content: Path, store: Store) -> tuple[list[str], list[str]]:
    """What a figure and a cell say of their sources, and the places of what is wrong."""
    site = load.load(content, store)
    rows = [row for issue in site.view.issues for table in issue.figures for row in table.rows]
    compared = next(p for p in site.parts if p.name == "pages/compare").pages()[0].view.tables
    cells = [cell for table in compared for row in table.rows for cell in row.cells]
    said = [row.citation.text for row in rows] + [c.text for cell in cells for c in cell.citations]
    return said, [problem.place for problem in site.problems]


def test_tables_are_looked_up_once(content: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    first = shown(content, store)
    assert first == (["第一条 补助不超过 50 万元。"] * 2, [])
    store.made.clear()
    assert shown(content, store) == first
    assert not [name for name in store.made if name.startswith("tables")]


def test_a_text_that_no_longer_agrees_is_told_with_every_build(
    content: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "kept")
    shown(content, store)
    publish(content, "40 万元")
    for _ in range(2):
        said, problems = shown(content, store)
        assert said == []
        assert len(problems) == 2


def test_a_table_that_has_changed_is_looked_up_anew(content: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    shown(content, store)
    for name in ("figures/2026-04.yml", "compare/a.yml"):
        path = content / name
        path.write_text(path.read_text(encoding="utf-8").replace("50", "60"), encoding="utf-8")
    assert len(shown(content, store)[1]) == 2
