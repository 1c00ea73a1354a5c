"""Numbers and folders of issues as they come: joined, out of order, misnamed."""

from pathlib import Path

import pytest

from bulletin.files.frontmatter import read_issue
from bulletin.importer import import_issue
from bulletin.model import BulletinError
from bulletin.proof import ledger, verify
from bulletin.site.build.arrivals import imported

BODY = "要闻\n\n桥通车了\n\n桥上有灯。\n"
ISSUE = "简报\n\n某会\n\n{cover}\n\n\n\n目录\n\n要闻\t1\n桥通车了\t1\n\n" + BODY


def source(tmp_path: Path, cover: str) -> Path:
    path = tmp_path / "bulletin.txt"
    path.write_text(ISSUE.format(cover=cover), encoding="utf-8")
    return path


def test_an_issue_for_two_months_keeps_both_numbers(tmp_path: Path) -> None:
    path = source(tmp_path, "2031年5—6月合刊 总11—12期")
    done = import_issue(path, tmp_path / "issues")
    issue = read_issue(done.folder)
    assert (issue.month, issue.last_month, issue.number, issue.last_number) == (
        "2031-05", "2031-06", 11, 12,
    )  # fmt: skip
    assert issue.name == "2031年5—6月 总11—12期"
    with pytest.raises(BulletinError, match="issue-exists"):
        import_issue(source(tmp_path, "2031年7月 总12期"), tmp_path / "issues")


def test_a_number_that_does_not_follow_is_asked_for(tmp_path: Path) -> None:
    import_issue(source(tmp_path, "2031年5月 总11期"), tmp_path / "issues")
    done = import_issue(source(tmp_path, "2031年6月 总21期"), tmp_path / "issues")
    assert [w.code for w in done.warnings] == ["number-jump"]
    after_a_pause = import_issue(source(tmp_path, "2031年8月 总22期"), tmp_path / "issues")
    assert not after_a_pause.warnings


@pytest.mark.parametrize("name", ["2031年5月", "2031-5", "203105"])
def test_a_folder_with_another_name_is_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    source(folder, "2031年5月 总11期")
    with pytest.raises(BulletinError, match="2031-05"):
        list(imported(tmp_path))


LAW = (
    "简报\n\n某会\n\n2031年5月 总11期\n\n\n\n目录\n\n政策\t1\n关于印发《乙办法》的通知\t1\n\n"
    "政策\n\n关于印发《乙办法》的通知\n\n丙科〔2031〕9号\n\n各单位：\n\n现印发给你们{extra}。\n\n"
    "丙市科技局\n\n2031年5月1日\n\n"
    "乙办法\n\n第一条 为办好事，制定本办法。\n\n第二条 本办法自2031年6月1日起施行，"
    "《甲办法》（丙科〔2029〕3号）同时废止。\n"
)


def test_a_confirmed_relation_outlives_a_new_source(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.txt"
    path.write_text(LAW.format(extra=""), encoding="utf-8")
    article = import_issue(path, tmp_path / "issues").folder / "01.md"
    head = article.read_text(encoding="utf-8")
    assert "confirmed: false" in head
    article.write_text(head.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    path.write_text(LAW.format(extra="，请照办"), encoding="utf-8")
    import_issue(path, tmp_path / "issues", replace=True)
    text = article.read_text(encoding="utf-8")
    assert "请照办" in text
    assert "confirmed: true" in text


def test_a_confirmed_relation_is_no_change_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.txt"
    path.write_text(LAW.format(extra=""), encoding="utf-8")
    folder = import_issue(path, tmp_path / "issues").folder
    article = folder / "01.md"
    head = article.read_text(encoding="utf-8")
    article.write_text(head.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    assert verify.changes(folder, ledger.load(folder / verify.LEDGER)) == []
