"""Editors' YAML is read by one parser, however it is written."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bulletin.files import fields, folders
from bulletin.files.frontmatter import without_summary

PACKAGE = Path(__file__).resolve().parents[3] / "scripts" / "bulletin"
KEY = re.compile(r"\^(?:\(\?:|\()?[a-z_|]+\)?\\?:")  # ^title: and the like


@pytest.mark.parametrize(
    "line",
    ["number: 296", "number:   296", "number: 296  # 总期号", "'number': 296", '"number": 0x128'],
)
def test_the_number_is_what_yaml_has(tmp_path: Path, line: str) -> None:
    path = tmp_path / "index.md"
    path.write_text(f"---\nkind: issue\n{line}\nmonth: 2026-03\n---\n", encoding="utf-8")
    assert folders.number(path) == 296


@pytest.mark.parametrize(
    "summary",
    [
        "summary: 一行。\n",
        "summary: |\n  第一段。\n\n  第二段。\n",
        "summary: >-\n  折行的\n  摘要\n",
        'summary: "两行的\n  引文"\n',
        "summary:\n- 一\n- 二\n",
    ],
)
@pytest.mark.parametrize(
    "place", ["title: 甲\n{}kind: news\n", "{}title: 甲\nkind: news\n", "title: 甲\nkind: news\n{}"]
)
def test_a_summary_in_any_form_is_the_editors_own(summary: str, place: str) -> None:
    assert without_summary(place.format(summary)) == "title: 甲\nkind: news\n"


def test_front_matter_is_found_whatever_stands_behind_its_marks(tmp_path: Path) -> None:
    text = "--- \ntitle: 首页\n---\t\n\n欢迎。\n"
    assert fields.parted(tmp_path / "index.md", text) == ({"title": "首页"}, "\n欢迎。\n")
    assert fields.parted(tmp_path / "index.md", "没有字段。\n") == ({}, "没有字段。\n")


def patterns(path: Path) -> list[str]:
    """The regular expressions of a module."""
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    ours = (c for c in calls if ast.unparse(c.func).startswith("re.") and c.args)
    return [ast.unparse(call.args[0]) for call in ours]


def test_no_module_reads_yaml_by_a_regular_expression() -> None:
    found = {p.name: e for p in PACKAGE.rglob("*.py") for e in patterns(p) if KEY.search(e)}
    assert found == {}


def test_such_an_expression_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('import re\nre.search(r"^number: (\\d+)$", "", re.M)\n')
    (tmp_path / "b.py").write_text('import re\nre.compile(r"(?m)^(site_name|title): *(.+)$")\n')
    for name in ("a.py", "b.py"):
        assert any(KEY.search(e) for e in patterns(tmp_path / name))
