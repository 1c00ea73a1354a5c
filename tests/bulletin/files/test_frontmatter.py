"""Front matter is read strictly: what is wrong is named with file, line and the keys allowed."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.files.frontmatter import read_article, read_issue, write_article, write_issue
from bulletin.model import Article, BulletinError, Document, Issue, Section, Source

WHOLE = Article(
    id="08",
    title="关于“甲：乙”的通知 # 其一",
    section="政策速递",
    kind="policy",
    page=28,
    source=Source("21 世纪报", ("陈一", "林二"), date(2026, 4, 10)),
    document=Document(
        "某办法",
        "某科发〔2026〕1号",
        ("某厅", "某局"),
        date(2026, 3, 6),
        date(2026, 3, 6),
        date(2031, 3, 5),
        "新疆",
    ),
    summary="一句话。",
    body="正文。",
)


def article(tmp_path: Path, head: str) -> Path:
    path = tmp_path / "08.md"
    path.write_text(f"---\ntitle: 甲\nsection: 乙\n{head}---\n\n正文。\n", encoding="utf-8")
    return path


def test_an_article_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "08.md"
    path.write_text(write_article(WHOLE), encoding="utf-8")
    assert read_article(path) == WHOLE
    assert "&id" not in path.read_text(encoding="utf-8")


def test_an_issue_is_read_with_its_articles_in_sections(tmp_path: Path) -> None:
    folder = tmp_path / "2026-04"
    folder.mkdir()
    issue = Issue("2026-04", 297, "2026-04", (Section("政策速递", (WHOLE,)),), "摘编", "题", "封面")
    (folder / "index.md").write_text(write_issue(issue), encoding="utf-8")
    (folder / "08.md").write_text(write_article(WHOLE), encoding="utf-8")
    assert read_issue(folder) == issue


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("sourse: 甲\n", 4, "不认识的字段“sourse”"),
        ("page: 甲\n", 4, "正整数"),
        ("page: 0\n", 4, "正整数"),
        ("kind: poem\n", 4, "news、policy"),
        ("source:\n  outlet: 甲\n  date: 2026-02-30\n", 6, "真实存在的日期"),
        ("source:\n  outlet: 甲\n  date: 昨天\n", 6, "真实存在的日期"),
        ("source:\n  outlet: 甲\n  authors: 乙\n", 6, "列表"),
        ("document:\n  titel: 甲\n", 5, "title、number、issuers"),
        ("summary: 甲\nsummary: 乙\n", 5, "写了两次"),
        ("page: [1\n", 5, "写法有误"),
    ],
)
def test_a_slip_is_named_with_its_line(head: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(BulletinError) as error:
        read_article(article(tmp_path, head))
    assert words in str(error.value)
    assert f"08.md 第 {line} 行" in str(error.value)


def test_a_missing_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "01.md"
    path.write_text("---\nsection: 乙\n---\n", encoding="utf-8")
    with pytest.raises(BulletinError, match="缺少字段“title”"):
        read_article(path)


def test_a_file_without_front_matter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "01.md"
    path.write_text("正文。\n", encoding="utf-8")
    with pytest.raises(BulletinError, match="两行 ---"):
        read_article(path)


def test_an_article_of_an_unknown_section_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "2026-04"
    folder.mkdir()
    issue = Issue("2026-04", 297, "2026-04", (Section("要闻"),))
    (folder / "index.md").write_text(write_issue(issue), encoding="utf-8")
    (folder / "08.md").write_text(write_article(WHOLE), encoding="utf-8")
    with pytest.raises(BulletinError, match="不在本期封面的栏目之列"):
        read_issue(folder)


@pytest.mark.parametrize("text", ['title: "甲\\x0b乙"', 'title: 甲\nsource: {outlet: "乙\\uFFFE"}'])
def test_a_control_character_in_front_matter_is_refused_by_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "01.md"
    path.write_text(f"---\n{text}\nsection: 栏目\nkind: news\n---\n\n正文。\n", encoding="utf-8")
    with pytest.raises(BulletinError, match="控制字符"):
        read_article(path)
