"""The command line: what an editor types, and what comes back."""

import json
from pathlib import Path

import pytest

from bulletin.cli.main import main

SMALL = Path(__file__).parents[1] / "samples" / "small.txt"


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The small issue, imported beside its source."""
    found = tmp_path / "2025-07"
    found.mkdir()
    (found / "small.txt").write_bytes(SMALL.read_bytes())
    assert main(["import", str(found / "small.txt"), "--into", str(found)]) == 0
    capsys.readouterr()
    return found


def test_import_prints_json_in_the_shape_of_the_design(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(SMALL), "--into", str(tmp_path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["issue", "sections", "articles", "warnings", "ledger"]
    assert list(data["articles"][0]) == [
        "id",
        "title",
        "section",
        "kind",
        "page",
        "source",
        "paragraphs",
        "subheadings",
        "chapters",
        "clauses",
        "items",
        "attachments",
        "first",
        "last",
    ]
    assert list(data["ledger"]) == ["characters", "placed", "dropped", "added"]


def test_a_summary_fits_one_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(SMALL), "--into", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert "总第 12 期" in lines[0]
    assert len(lines) < 24


def test_verify_proves_source_ledger_and_markdown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(folder)]) == 0
    assert "相符" in capsys.readouterr().out


def test_verify_names_a_lost_paragraph_an_added_file_and_a_changed_field(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "02.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("（一）设备登记满 6 个月；\n\n", ""), encoding="utf-8")
    note = folder / "03.md"
    note.write_text(
        note.read_text(encoding="utf-8").replace("page: 4", "page: 5"), encoding="utf-8"
    )
    (folder / "04.md").write_text("---\ntitle: 甲\nsection: 观察\n---\n", encoding="utf-8")
    assert main(["verify", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "被删去：“（一）设备登记满 6 个月；”" in out
    assert "加入字段：page: 5" in out
    assert "04.md 第 1 行：文件是后来添加的" in out


def test_verify_reads_the_built_pages_too(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "site" / "issues" / "2025-07"
    for article in ("01", "02", "03"):
        (page / article).mkdir(parents=True)
        body = (folder / f"{article}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        text = body.replace("\\.", ".").replace("## ", "")
        html = f'<main><article data-article="2025-07/{article}">{text}</article></main>'
        (page / article / "index.html").write_text(html, encoding="utf-8")
    site = ["verify", str(folder), "--site", str(tmp_path / "site")]
    assert main(site) == 0
    last = page / "03" / "index.html"
    last.write_text(last.read_text(encoding="utf-8").replace("三家", "几家"), encoding="utf-8")
    assert main(site) == 1


def test_check_lists_what_no_correction_has_settled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder / "small.txt"
    text = source.read_text(encoding="utf-8").replace("收费分三档", "收費分三档")
    source.write_text(text.replace("登记仪器", "登记 and 仪器"), encoding="utf-8")
    main(["import", str(source), "--into", str(folder), "--replace"])
    capsys.readouterr()
    main(["check", str(folder)])
    assert "待处理 2 条" in capsys.readouterr().out
    (folder / "corrections.yml").write_text(
        '- {article: "01", find: 收費, replace: 收费}\n', encoding="utf-8"
    )
    main(["check", str(folder)])
    out = capsys.readouterr().out
    assert "待处理 1 条" in out
    assert "foreign-word" in out


def test_a_dated_correction_dates_its_article(folder: Path) -> None:
    source = folder / "small.txt"
    text = source.read_text(encoding="utf-8").replace("收费分三档", "收費分三档")
    source.write_text(text, encoding="utf-8")
    (folder / "corrections.yml").write_text(
        '- {article: "01", find: 收費, replace: 收费, date: 2026-05-08}\n', encoding="utf-8"
    )
    assert main(["import", str(source), "--into", str(folder), "--replace"]) == 0
    article = (folder / "01.md").read_text(encoding="utf-8")
    assert "\ncorrected: 2026-05-08\n" in article
    assert "（2026-05-08）" in article
    assert main(["verify", str(folder)]) == 0
    assert "corrected" not in (folder / "02.md").read_text(encoding="utf-8")


def test_new_makes_an_issue_that_can_be_imported_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "2026-05", "--into", str(tmp_path)]) == 0
    source = tmp_path / "2026-05" / "bulletin.txt"
    assert main(["import", str(source), "--into", str(tmp_path)]) == 0
    assert "没有去处的 0" in capsys.readouterr().out
    assert main(["new", "2026-05", "--into", str(tmp_path)]) == 1


def test_the_report_page_shows_source_and_result_side_by_side(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    main(["import", str(SMALL), "--into", str(tmp_path / "out"), "--report", str(page)])
    text = page.read_text(encoding="utf-8")
    assert text.count("<tr>") > 30
    assert '<span class="join">⁀</span>' in text
    assert '<span class="drop">' in text
