"""Texts of a size that each sign must be looked at a bounded number of times."""

from __future__ import annotations

from pathlib import Path

from bulletin.importer import convert
from bulletin.outline.single import Given

GIVEN = Given(month="2030-05", number=9, title="一行到底的文字", alone=True)
WORDS = "贷款担保补助进进展展顺利"


def test_a_line_without_a_stop_is_imported_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(WORDS * 15_000 + "\n", encoding="utf-8")
    report, _ = convert(path, GIVEN)
    assert len(report.issue.articles[0].body) == len(WORDS) * 15_000


def test_a_long_sentence_that_comes_twice_is_still_told(tmp_path: Path) -> None:
    sentence = "各单位应当在每年六月底以前报送上一年度资金使用情况和绩效自评材料，不得迟报漏报。"
    path = tmp_path / "twice.txt"
    path.write_text(f"甲方说明。{sentence}\n\n乙方说明。{sentence}\n", encoding="utf-8")
    report, _ = convert(path, GIVEN)
    assert "repeated-passage" in {warning.code for warning in report.warnings}
