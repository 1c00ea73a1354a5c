"""A folder of back issues is imported in one go; each file has its outcome, again does nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bulletin import archive
from bulletin.cli.main import main
from tests.bulletin.readers.fixtures_word import p, write_word

ISSUE = """简报

{year}年{month}月期 总{number}期

目录

要闻	1
甲地设立第{number}支基金	1

要闻

甲地设立第{number}支基金

甲地设立一支基金，规模{number}亿元。

来源：甲报 2020-01-01
"""


def issue(path: Path, number: int, month: int) -> Path:
    """A text file that is an issue of 2020."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ISSUE.format(year=2020, month=month, number=number), encoding="utf-8")
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two issues, one of them twice, an article by itself, a picture, and what a system leaves."""
    old = tmp_path / "旧 刊"
    issue(old / "2020" / "一月.txt", 222, 1)
    text = issue(old / "2020" / "二月.txt", 223, 2).read_text(encoding="utf-8")
    lines = filter(None, text.splitlines())
    write_word(old / "2020" / "二月.docx", "".join(p(line.replace("\t", "……")) for line in lines))
    (old / "通知.txt").write_text("关于某事的通知\n\n各单位：\n\n一、照办。\n", encoding="utf-8")
    (old / "扫描.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 64)
    (old / "~$二月.docx").write_bytes(b"open")
    (old / "Thumbs.db").write_bytes(b"left")
    return old


def states(archive_: Path, into: Path) -> dict[str, tuple[str, str]]:
    """What became of each file."""
    return {o.file: (o.state, o.issue) for o in archive.imported(archive_, into)}


def test_each_file_has_its_outcome(shelf: Path, tmp_path: Path) -> None:
    into = tmp_path / "issues"
    assert states(shelf, into) == {
        "2020/一月.txt": (archive.DONE, "2020-01"),
        "2020/二月.docx": (archive.DONE, "2020-02"),
        "2020/二月.txt": (archive.TWIN, "2020-02"),
        "通知.txt": (archive.REFUSED, ""),
        "扫描.jpg": (archive.REFUSED, ""),
    }
    assert main(["verify", str(into / "2020-02")]) == 0  # the source has come along


def test_a_run_that_was_stopped_goes_on(shelf: Path, tmp_path: Path) -> None:
    into = tmp_path / "issues"
    next(archive.imported(shelf, into))
    before = {f: f.read_bytes() for f in into.rglob("*") if f.is_file()}
    found = states(shelf, into)
    assert found["2020/一月.txt"] == (archive.KNOWN, "2020-01")
    assert found["2020/二月.docx"] == (archive.DONE, "2020-02")
    assert {f: f.read_bytes() for f in before} == before


def test_the_command_tells_each_and_all(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = str(tmp_path / "issues")
    assert main(["import", str(shelf), "--into", into]) == 1
    said = capsys.readouterr().out
    assert "没有导入：扫描.jpg" in said
    assert "共 5 个文件：已导入 2，同一期的另一份 1，没有导入 2；" in said
    for name in ("扫描.jpg", "通知.txt"):
        (shelf / name).unlink()
    assert main(["import", str(shelf), "--into", into, "--json"]) == 0
    assert {o["state"] for o in json.loads(capsys.readouterr().out)} == {
        archive.KNOWN,
        archive.TWIN,
    }


def test_options_of_one_file_are_refused(
    shelf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["import", str(shelf), "--into", str(tmp_path / "issues"), "--month", "2020-01"]
    assert main(given) == 1
    assert "--month" in capsys.readouterr().err
    assert not (tmp_path / "issues").exists()


def test_two_issues_of_one_month_are_not_taken_for_one(tmp_path: Path) -> None:
    old, into = tmp_path / "old", tmp_path / "issues"
    issue(old / "a.txt", 222, 1)
    issue(old / "b.txt", 223, 1)  # its cover has the wrong month
    first, second = archive.imported(old, into)
    assert (first.state, second.state) == (archive.DONE, archive.REFUSED)
    assert "总第 222 期" in second.why
