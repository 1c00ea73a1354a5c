"""The editors' table of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.search.terms import Term, read_terms
from tests.conftest import ROOT


def table(folder: Path, text: str) -> Path:
    path = folder / "terms.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, "- term: 创业板\n  aliases: [ChiNext]\n  kind: 市场\n- term: 央行\n")
    assert read_terms(path) == (Term("创业板", ("ChiNext",), "市场"), Term("央行"))


def test_without_a_table_there_are_no_names(tmp_path: Path) -> None:
    assert read_terms(None) == read_terms(tmp_path / "terms.yml") == ()


def test_the_published_table_is_sound() -> None:
    terms = read_terms(ROOT / "content" / "search" / "terms.yml")
    assert "证监会" in {name for term in terms for name in term.names}


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("term: 创业板\n", "第 1 行", "不是列表"),
        ("- term: 创业板\n  alias: [x]\n", "第 1 行", "键 alias"),
        ("- term: 创业板\n- aliases: [央行]\n", "第 2 行", "term"),
        ("- term: 创业板\n  aliases: 央行\n", "第 1 行", "aliases"),
        ("- term: 创业板\n- term: 央行\n- term: 創業板\n", "第 3 行", "已见第 1 行"),
        ("- term: [\n", "第 2 行", "YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, place: str, found: str) -> None:
    with pytest.raises(BulletinError) as refusal:
        read_terms(table(tmp_path, text))
    assert place in str(refusal.value)
    assert found in str(refusal.value)
