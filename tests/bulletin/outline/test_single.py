"""A document that comes without cover and contents: one article, every character accounted for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bulletin.cli.main import main
from bulletin.importer import convert, import_folder, import_issue
from bulletin.model import BulletinError
from bulletin.opening import read
from bulletin.outline.passage import stream
from bulletin.outline.single import Given
from bulletin.proof import ledger, verify

SAMPLES = Path(__file__).parents[1] / "samples"
REGULATIONS = SAMPLES / "regulations"
MAY = Given(month="2026-05", number=298)
# chapters, clauses, items, attachments
COUNTS = {
    "01-chapters": (3, 5, 5, 0),
    "02-letter": (0, 3, 0, 0),
    "03-measures": (0, 0, 5, 0),
    "04-letterhead": (0, 0, 2, 2),
    "05-history": (3, 4, 0, 0),
    "06-items-below": (0, 3, 3, 0),
    "07-fullwidth": (0, 4, 2, 0),
    "08-spaced-numbers": (0, 4, 0, 0),
    "09-parts": (0, 0, 2, 0),
    "10-plan-chapters": (3, 0, 0, 0),
    "11-bis": (0, 5, 0, 0),
    "12-paragraphs": (0, 2, 0, 0),
    "13-own-contents": (3, 4, 0, 0),
    "14-own-contents-pages": (3, 4, 2, 0),
    "15-wrapped-indent": (0, 5, 2, 0),
    "16-wrapped-plain": (0, 5, 3, 0),
    "17-number-first": (0, 0, 2, 0),
    "18-attached-regulation": (0, 5, 0, 4),
    "19-form": (0, 2, 0, 2),
    "20-decision": (0, 0, 0, 0),
    "21-trial-title": (0, 3, 0, 0),
    "22-many": (5, 11, 9, 0),
    "23-order": (2, 3, 0, 0),
    "24-arabic-items": (0, 0, 0, 0),
    "25-quoted": (0, 4, 0, 0),
    "26-tabbed": (0, 3, 2, 0),
    "27-reply": (0, 0, 2, 0),
    "28-source": (0, 2, 0, 0),
    "29-books": (5, 5, 0, 0),
    "30-no-gap-lines": (0, 3, 3, 0),
    "31-table-text": (0, 0, 0, 0),
}
TITLES = {
    "02-letter": "云屏市科学技术局 云屏市财政局关于印发《云屏市试验费补贴办法》的通知",
    "04-letterhead": "云屏市人民政府关于公布首批概念验证中心名单的通知",
    "17-number-first": "云屏市科学技术局关于组织申报青年人才项目的通知",
    "21-trial-title": "云屏市概念验证项目管理办法（试行）",
    "23-order": "云屏市人民政府令",
}
PARAGRAPHS = {"15-wrapped-indent": 7, "16-wrapped-plain": 8}  # joined over the printed lines


def source(name: str) -> Path:
    return REGULATIONS / f"{name}.txt"


def test_every_sample_has_its_counts() -> None:
    assert sorted(COUNTS) == sorted(path.stem for path in REGULATIONS.iterdir())


@pytest.mark.parametrize("name", COUNTS)
def test_structure_and_title_are_read(name: str) -> None:
    report = convert(source(name), MAY)[0]
    (article,) = report.data()["articles"]
    counts = tuple(article[key] for key in ("chapters", "clauses", "items", "attachments"))
    assert counts == COUNTS[name]
    first = source(name).read_text(encoding="utf-8").split("\n")[0].strip()
    assert article["title"] == TITLES.get(name, first)
    assert article["kind"] == "policy"
    assert article["section"] == "政策速递"
    assert article["paragraphs"] == PARAGRAPHS.get(name, article["paragraphs"])
    # Most samples are cut short before the clause that says from when they hold.
    wrong = [w.code for w in report.warnings if w.code != "effect-unknown"]
    assert wrong == (["number-gap"] if name == "08-spaced-numbers" else [])


@pytest.mark.parametrize("name", COUNTS)
def test_every_character_is_published_or_dropped_by_name(name: str, tmp_path: Path) -> None:
    report = import_issue(source(name), tmp_path / "2026-05", given=MAY)
    account = ledger.load(report.folder / "ledger.json")
    text = stream(read(source(name))).text
    ledger.prove(account, text)
    dropped = "".join(
        text[start : start + n]
        for reason, spans in account.drops
        if reason not in ("contents", "leader", "contents-page", "page-number")
        for start, n in spans
    )
    assert not dropped.strip()
    assert verify.changes(report.folder, account) == []


def test_a_folder_with_a_single_document_becomes_an_issue(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / "2026-05"
    folder.mkdir(parents=True)
    (folder / "办 法.txt").write_bytes(source("01-chapters").read_bytes())
    (report,) = import_folder(folder)
    assert [w.code for w in report.warnings] == ["number-assumed"]
    assert (report.issue.month, report.issue.number) == ("2026-05", 1)
    assert main(["verify", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert import_folder(folder) == []


def test_several_documents_in_a_folder_become_its_articles(tmp_path: Path) -> None:
    folder = tmp_path / "2026-05"
    folder.mkdir()
    for name in ("01-chapters", "22-many", "02-letter"):
        (folder / f"{name}.txt").write_bytes(source(name).read_bytes())
    reports = import_folder(folder)
    assert [r.issue.articles[0].id for r in reports] == ["01", "02", "03"]
    assert main(["verify", str(folder)]) == 0


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """The small issue of July 2025 in a folder."""
    return import_issue(SAMPLES / "small.txt", tmp_path / "issues").folder


def test_a_document_joins_an_issue_that_is_there(issue: Path) -> None:
    before = {p.name: p.read_bytes() for p in issue.iterdir()}
    given = ["--section", "要闻"]
    assert main(["import", str(source("22-many")), "--into", str(issue), *given]) == 0
    added = {p.name for p in issue.iterdir()} - set(before)
    assert added == {"04.md", "04.ledger.json"}
    assert all((issue / name).read_bytes() == content for name, content in before.items())
    assert import_issue(source("22-many"), issue).written == ()
    assert import_issue(SAMPLES / "small.txt", issue).written == ()


def test_a_hand_edit_of_an_added_article_is_named(
    issue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = issue / "加的.txt"
    copy.write_bytes(source("22-many").read_bytes())
    import_issue(copy, issue, given=Given(section="要闻"))
    path = issue / "04.md"
    path.write_text(path.read_text(encoding="utf-8").replace("专账", "专帐"), encoding="utf-8")
    (issue / "small.txt").write_bytes((SAMPLES / "small.txt").read_bytes())
    capsys.readouterr()
    assert main(["verify", str(issue)]) == 1
    assert "04.md" in capsys.readouterr().out


def test_an_added_article_has_its_own_corrections(issue: Path) -> None:
    import_issue(source("22-many"), issue, given=Given(section="要闻"))
    (issue / "corrections.yml").write_text(
        '- {article: "04", find: 专账, replace: 专帐}\n'
        '- {article: "01", find: 三档, replace: 3 档}\n',
        encoding="utf-8",
    )
    import_issue(source("22-many"), issue, replace=True)
    import_issue(SAMPLES / "small.txt", issue, replace=True)
    assert "原文作“专账”" in (issue / "04.md").read_text(encoding="utf-8")
    assert "原文作“三档”" in (issue / "01.md").read_text(encoding="utf-8")


def refused(path: Path, into: Path, given: Given) -> str:
    before = sorted(into.rglob("*"))
    with pytest.raises(BulletinError) as error:
        import_issue(path, into, given=given)
    assert sorted(into.rglob("*")) == before
    return error.value.code


def test_a_section_that_the_issue_lacks_is_refused(issue: Path) -> None:
    assert refused(source("22-many"), issue, Given()) == "section-missing"


def test_a_document_under_another_name_is_not_added_twice(issue: Path, tmp_path: Path) -> None:
    import_issue(source("22-many"), issue, given=Given(section="要闻"))
    other = tmp_path / "另一名字.txt"
    other.write_bytes(source("22-many").read_bytes())
    assert refused(other, issue, Given(section="要闻")) == "article-exists"


def test_a_document_without_date_and_folder_has_no_month(tmp_path: Path) -> None:
    assert refused(source("12-paragraphs"), tmp_path, Given()) == "month-unknown"


def test_its_own_date_tells_the_month_where_no_folder_does(tmp_path: Path) -> None:
    assert import_issue(source("27-reply"), tmp_path).folder.name == "2026-04"


def test_the_number_counts_on_from_the_nearest_issue(issue: Path) -> None:
    report = import_issue(source("01-chapters"), issue.parent / "2025-10")
    assert report.issue.number == 15  # July 2025 is 12
    assert "number-assumed" in [w.code for w in report.warnings]


def test_a_plain_article_is_one_only_where_the_editor_says_so(tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("一则消息\n\n记者今天在云屏市看到，中试基地开工了。\n", encoding="utf-8")
    assert refused(path, tmp_path / "2026-05", MAY) == "no-contents"
    report = import_issue(path, tmp_path / "2026-05", given=Given(number=298, alone=True))
    assert report.issue.articles[0].title == "一则消息"
    assert report.issue.articles[0].kind == "news"


def test_a_text_without_title_takes_the_one_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "条.txt"
    path.write_text("第一条 甲事照办。\n\n第二条 乙事照办。\n", encoding="utf-8")
    assert refused(path, tmp_path / "2026-05", MAY) == "title-missing"
    given = Given(number=298, title="云屏市两事规定")
    folder = import_issue(path, tmp_path / "2026-05", given=given).folder
    assert "title: 云屏市两事规定" in (folder / "01.md").read_text(encoding="utf-8")
    assert import_issue(path, folder).written == ()  # the title is known now


def test_an_issue_that_only_lacks_its_number_is_no_single_document(tmp_path: Path) -> None:
    text = (SAMPLES / "small.txt").read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text.replace(" 总12期", ""), encoding="utf-8")
    assert refused(path, tmp_path / "2025-07", Given()) == "cover-incomplete"


def test_an_entry_of_its_own_contents_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = source("13-own-contents").read_text(encoding="utf-8")
    path.write_text(
        text.replace("第三章 附则\n\n第一章", "第三章 罚则\n\n第一章"), encoding="utf-8"
    )
    assert refused(path, tmp_path / "2026-05", MAY) == "entry-without-body"


def test_json_names_the_clauses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = ["--into", str(tmp_path / "2026-05"), "--number", "298", "--json"]
    assert main(["import", str(source("22-many")), *into]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["issue"] == {"number": 298, "month": "2026-05"}
    assert [a["clauses"] for a in data["articles"]] == [11]


def test_the_text_of_every_line_stands_in_the_markdown() -> None:
    for path in sorted(REGULATIONS.iterdir()):
        body = convert(path, MAY)[1]["01.md"].decode().replace("\\", "").replace("&#9;", "\t")
        flat = re.sub(r"\s|#", "", body)
        for line in path.read_text(encoding="utf-8").split("\n"):
            key = re.sub(r"\s", "", re.sub(r"…+\d$", "", line))
            elsewhere = key == "目录" or key.startswith(("—", "来源："))
            assert elsewhere or key in flat, (path.name, line)
