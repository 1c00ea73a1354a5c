"""A month's work as an editor does it: real paths, real mistakes, and an answer to each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.cli.arguments import explained
from bulletin.cli.main import main
from bulletin.files import folders
from bulletin.site.build import arrivals
from tests.whole.trust.test_releases import build

SMALL = Path(__file__).parents[2] / "bulletin" / "samples" / "small.txt"
RECEIVED = SMALL.read_text(encoding="utf-8").replace("2025年7月", "2026年5月")


@pytest.fixture
def issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all issues in a project whose path has a space and Chinese letters."""
    project = tmp_path / "一号 简报"
    (project / "content" / "issues").mkdir(parents=True)
    monkeypatch.chdir(project)
    return project / "content" / "issues"


@pytest.mark.parametrize("name", ["2026年5月 简报（定稿）.txt", "a.txt", "简报.TXT"])
def test_the_received_file_is_imported_and_the_blank_is_not(issues: Path, name: str) -> None:
    assert main(["new", "2026-05"]) == 0
    folder = issues / "2026-05"
    received = folder / name
    received.write_text(RECEIVED, encoding="utf-8")
    received.chmod(0o444)
    (told,) = arrivals.imported(issues)
    assert f"已导入 {name}" in told
    assert "南湖区" in (folder / "01.md").read_text(encoding="utf-8")
    assert main(["verify", "content/issues/2026-05"]) == 0


def test_a_blank_that_nobody_filled_in_is_not_published(issues: Path) -> None:
    main(["new", "2026-05"])
    (told,) = arrivals.imported(issues)
    assert told == "2026-05 里还没有可以导入的文件（.docx、.pdf、.txt），这一期不发布"
    assert not list((issues / "2026-05").glob("*.md"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blank_that_was_filled_in_is_the_source(issues: Path, end: str) -> None:
    main(["new", "2026-05"])
    blank = issues / "2026-05" / folders.BLANK
    assert folders.pending(blank.parent) is None
    text = blank.read_text(encoding="utf-8").replace("\n正文。\n", "\n第一段。\n")
    blank.write_text(text, encoding="utf-8", newline=end)
    assert folders.pending(blank.parent) == blank


def test_what_is_open_can_be_seen_before_anything_is_written(
    issues: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = issues / "2026-05"
    folder.mkdir()
    text = RECEIVED.replace("收费分三档", "收費分三档")
    (folder / "简报.txt").write_text(text, encoding="utf-8")
    assert main(["check", "content/issues/2026-05"]) == 0
    assert "待处理 1 条" in capsys.readouterr().out
    assert [p.name for p in folder.iterdir()] == ["简报.txt"]


def test_read_only_files_are_replaced_and_the_source_stays(issues: Path) -> None:
    """As cloud folders leave them: every file of the issue locked against writing."""
    folder = issues / "2026-05"
    folder.mkdir()
    source = folder / "简报.txt"
    source.write_text(RECEIVED, encoding="utf-8")
    assert main(["import", str(source)]) == 0
    note = '- {article: "01", find: 收费分三档, replace: 收费分为三档}\n'
    (folder / "corrections.yml").write_text(note, encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o444)
    assert main(["import", str(source)]) == 1
    assert main(["import", str(source), "--replace"]) == 0
    assert "收费分为三档" in (folder / "01.md").read_text(encoding="utf-8")
    assert source.read_text(encoding="utf-8") == RECEIVED


@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_mistyped_folder_is_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "content/issues/2062-05"]) == 1
    said = capsys.readouterr().err
    assert "content/issues/2062-05：没有这个文件夹" in said
    assert "处理：核对年月和路径" in said


def test_the_way_back_is_said_so_that_it_can_be_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build(tmp_path / "site", "一")
    web = tmp_path / "网站 目录"
    assert main(["publish", str(web), "--site", str(site)]) == 0
    assert f'bulletin rollback "{web}"' in capsys.readouterr().out
    assert main(["verify", str(web)]) == 0
    assert "与清单完全一致" in capsys.readouterr().out
    assert main(["rollback", str(web)]) == 1
    assert "没有更早的一次发布" in capsys.readouterr().err


WRONG = {
    (): "缺少 命令",
    ("check",): "缺少 文件夹",
    ("chekc", "x"): "没有 chekc；可以用 'import'",
    ("new", "2026-05", "--into"): "--into 后面要写一个值",
    ("import", "a", "--number", "五"): "--number 应当是整数，看到的是 五",
    ("check", "2026年5月", "简报"): "不认识 简报；含空格的路径要加引号",
    ("import", "a", "--replace=1"): "--replace 后面不带值",
    ("import", "a", "--re"): "--re 写得太短",
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_explained_in_chinese(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("用法：bulletin")
    assert WRONG[words] in said
    assert "error" not in said


def test_a_fault_that_is_new_to_us_is_still_told() -> None:
    assert explained("something else") == "写法不对（something else）"


@pytest.mark.parametrize("command", ["import", "verify", "check", "new", "publish", "rollback"])
def test_the_help_is_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "-h"])
    said = capsys.readouterr().out
    assert "用法：" in said
    for english in ("usage", "positional", "options", "show this"):
        assert english not in said


def test_a_terminal_that_lacks_letters_gets_marks_instead_of_a_traceback(issues: Path) -> None:
    command = [sys.executable, "-m", "bulletin.cli.main", "new", "2026-05"]
    environment = dict(os.environ, PYTHONIOENCODING="ascii")
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert "?? content/issues/2026-05" in done.stdout
