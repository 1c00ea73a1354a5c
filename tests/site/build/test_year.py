"""A year of issues by an editor who adds a folder, builds, and confirms what was proposed.

The text of each issue is in its own words; what must hold of each document on every day stands in
`STATES`, written down from the issues and not from the program.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bulletin.site.content.lives import Event, Life, state_on
from bulletin.site.pages import load
from tests.bulletin.readers.fixtures_pdf import write_pdf
from tests.bulletin.readers.fixtures_typeset import Paragraph, typeset
from tests.bulletin.readers.fixtures_word import p, write_word
from tests.site.project import Project

Article = tuple[str, str, str]
NEWS, LAW, NOTES = "资讯传递", "政策速递", "启事"
CQ, FJ = "重庆市种子投资基金管理办法", "关于加力促进中小微企业高质量发展若干措施"

YEAR: dict[str, tuple[str, tuple[Article, ...]]] = {
    "2026-05": (
        "2026年5月期 总298期",
        (
            (
                NEWS,
                "湖州设立人才基金",
                "湖州市设立人才基金，首期五亿元。\n来源：湖州日报 林一 2026-05-12",
            ),
            (
                LAW,
                "关于印发《江州市创新券管理办法》的通知",
                "江科规〔2026〕3号\n各县（市、区）科技局：\n现将《江州市创新券管理办法》印发给你们。\n"
                "江州市科学技术局\n2026年5月6日\n"
                "江州市创新券管理办法\n第一条 为规范创新券，制定本办法。\n"
                "第二条 每家企业每年不超过20万元。\n"
                "第三条 本办法自2026年6月1日起施行，有效期三年。"
                "《江州市科技券细则》（江科发〔2022〕8号）同时废止。",
            ),
        ),
    ),
    "2026-06": (
        "2026年6月期 总299期",
        (
            (
                LAW,
                f"关于印发《{CQ}》的通知",
                f"渝科局发〔2026〕40号\n各有关单位：\n现将修订后的《{CQ}》印发给你们。\n重庆市科学技术局\n"
                f"2026年5月22日\n{CQ}\n第一条 为用好基金，制定本办法。\n"
                f"第二条 单个项目不超过120万元。\n"
                f"第三条 本办法自2026年6月10日起施行。原《{CQ}》（渝科局发〔2026〕14号）同时废止。",
            ),
            (
                LAW,
                "《江州市创新券管理办法》政策解读",
                "问：有效期多长？答：自2026年6月1日起施行，有效期三年。",
            ),
        ),
    ),
    "2026-07": (
        "2026年7—8月合刊 总300—301期",
        (
            (
                LAW,
                f"江州市人民政府办公室转发《{FJ}》的通知",
                f"江政办〔2026〕21号\n各县（市、区）人民政府：\n现将《{FJ}》（闽政办〔2026〕8号）转发给你们。\n"
                "江州市人民政府办公室\n2026年7月6日",
            ),
            (
                NOTES,
                "关于召开理事会的通知",
                "各理事：\n定于2026年9月10日召开理事会。\n秘书处\n2026年7月20日",
            ),
        ),
    ),
    "2026-09": (
        "2026年9月期 总302期",
        (
            (
                LAW,
                "江州市科学技术局关于修改《江州市创新券管理办法》的决定",
                "江科规〔2026〕9号\n对《江州市创新券管理办法》（江科规〔2026〕3号）作如下修改：\n"
                "一、将第二条中的“20万元”修改为“30万元”。\n"
                "二、将第三条修改为：“本办法自2026年6月1日起施行，有效期至2031年5月31日。”\n"
                "本决定自2026年10月1日起施行。\n江州市科学技术局\n2026年8月28日",
            ),
        ),
    ),
    "2026-10": (
        "2026年第10期（总第303期）",
        (
            (
                LAW,
                "江州市人民政府关于废止部分文件的决定",
                "江政规〔2026〕2号\n决定废止江科规〔2026〕3号文件。\n本决定自2027年3月1日起施行。\n"
                "江州市人民政府\n2026年10月9日",
            ),
            (NOTES, "更正", "本刊4月期一文有误，特此更正。"),
        ),
    ),
    "2026-10-zengkan": ("2026年10月增刊", ((NEWS, "座谈会纪要", "会议由秘书长主持。"),)),
    "2026-11": (
        "2026年11月期 总304期",
        (
            (
                LAW,
                f"关于印发《{FJ}》的补充通知",
                f"闽政办〔2026〕55号\n各市人民政府：\n现就《{FJ}》（闽政办〔2026〕8号）补充如下：\n"
                "一、申报时间延至六月。\n本通知自2026年12月1日起施行。\n福建省人民政府办公厅\n2026年11月2日",
            ),
        ),
    ),
    "2027-01": (
        "2027年1月 总第三百零五期",
        (
            (
                LAW,
                "关于公布文件清理结果的公告",
                "江科告〔2027〕1号\n一、继续有效的文件：《江州市科技小贷办法》（江科规〔2025〕1号）。\n"
                "二、《江州市准备金办法》（江科规〔2020〕2号）自本公告发布之日起废止。\n江州市科学技术局\n2027年1月15日",
            ),
        ),
    ),
}
# From a day on a document is in such a state, once the editor has confirmed.
STATES = {
    "2026-05/02": [
        ("2026-05-06", "before"),
        ("2026-06-01", "in"),
        ("2027-03-01", "over"),
    ],
    "2026-04/08": [("2026-03-06", "in"), ("2026-06-10", "over")],
    "2026-06/01": [("2026-05-22", "before"), ("2026-06-10", "in")],
    "2026-04/09": [("2026-03-09", "in"), ("2029-01-01", "over")],
    "2026-11/01": [("2026-11-02", "before"), ("2026-12-01", "in")],
}
NO_POLICIES = ("2026-05/01", "2026-06/02", "2026-07/02", "2026-10/02", "2026-10-zengkan/01")


def text(path: Path, cover: str, articles: tuple[Article, ...]) -> None:
    """An issue as plain text."""
    path.with_suffix(".txt").write_text(source(cover, articles), encoding="utf-8")


def word(path: Path, cover: str, articles: tuple[Article, ...]) -> None:
    """An issue as a Word file without a style of its own."""
    lines = [line for line in source(cover, articles).split("\n") if line]
    write_word(path.with_suffix(".docx"), "".join(map(p, lines)))


def paper(path: Path, cover: str, articles: tuple[Article, ...]) -> None:
    """An issue as a PDF: titles larger and in the middle, running heads, page numbers."""
    titles = {title for _, title, _ in articles}
    sections = {section for section, _, _ in articles}
    lines = [line for line in source(cover, articles).split("\n") if line]
    front = lines[: lines.index("目录")]
    sizes = zip((26, 14, 16), [*front, "目录"], strict=True)
    set_as = [Paragraph(line, size, align="center") for size, line in sizes]
    for line in lines[len(front) + 1 :]:
        if line in titles:
            set_as.append(Paragraph(line, 16, bold=True, align="center"))
        elif line.split("\t")[0] in sections:
            set_as.append(Paragraph(line.split("\t")[0], 14, bold=True))
        else:
            set_as.append(Paragraph(line.replace("\t", "……"), indent=0 if "\t" in line else 2))
    write_pdf(path.with_suffix(".pdf"), *typeset(set_as, head="某某简报", numbers=True))


FORMS = (text, word, paper)


def source(cover: str, articles: tuple[Article, ...]) -> str:
    """The lines of an issue."""
    sections = list(dict.fromkeys(section for section, _, _ in articles))
    listed, body = [], []
    for section in sections:
        listed.append(f"{section}\t1")
        body.append(f"\n{section}\n")
        for own, title, text in articles:
            if own == section:
                listed.append(f"{title}\t1")
                body.append("\n\n".join([title, *text.split("\n"), ""]))
    return "\n".join(["简报", "", cover, "", "目录", "", *listed, "", *body, ""])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project after the year, one build a month, all proposals confirmed."""
    project = Project.begin(tmp_path_factory.mktemp("year"), issues=1)
    for month, (folder, (cover, articles)) in enumerate(YEAR.items()):
        place = project.content / "issues" / folder
        place.mkdir()
        FORMS[month % len(FORMS)](place / "来稿", cover, articles)
        done = project.build()
        assert done.returncode == 0, f"{folder}: {done.stderr}"
    for path in (project.content / "issues").glob("*/[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    done = project.build()
    assert done.returncode == 0, done.stderr
    return project


def days(first: str, count: int) -> Iterator[str]:
    """Days from one on, as ISO text."""
    start = date.fromisoformat(first)
    return ((start + timedelta(days=n)).isoformat() for n in range(count))


@pytest.mark.parametrize("key", STATES)
def test_the_state_is_right_on_every_day(year: Project, key: str) -> None:
    life = load.load(year.content).shelf.lives.life(key)
    first = STATES[key][0][0]
    wrong = []
    for day in days(first, 1461):
        expected = [state for since, state in STATES[key] if since <= day][-1]
        if state_on(life, day).code != expected:
            wrong.append((day, state_on(life, day)))
    assert not wrong, wrong[:3]


@pytest.mark.parametrize("key", STATES)
def test_article_and_register_have_the_same_life(year: Project, key: str) -> None:
    site = year.folder / "site"
    page = (site / "issues" / key / "index.html").read_text(encoding="utf-8")
    register = (site / "register" / "index.html").read_text(encoding="utf-8")
    found = re.search('data-life="([^"]+)"', page)
    assert found
    assert found[0] in register
    data = json.loads(html.unescape(found[1]))
    events = tuple(
        Event(**{**event, "clauses": tuple(event["clauses"])}) for event in data.pop("events")
    )
    assert Life(**data, events=events) == load.load(year.content).shelf.lives.life(key)


def test_what_is_no_policy_is_not_in_the_register(year: Project) -> None:
    site = load.load(year.content)
    assert all(site.shelf.entry(key) for key in NO_POLICIES)
    assert not set(NO_POLICIES) & set(site.shelf.lives.documents)


def test_what_explains_and_what_is_explained_lead_to_each_other(year: Project) -> None:
    site = year.folder / "site" / "issues"
    assert "../../2026-05/02/" in (site / "2026-06/02/index.html").read_text(encoding="utf-8")
    explained = (site / "2026-05/02/index.html").read_text(encoding="utf-8")
    assert "../../2026-06/02/" in explained
    assert "〈江州市创新券管理办法〉政策解读" in explained


def test_each_issue_is_named_as_its_cover_says(year: Project) -> None:
    named = {name: gist.name for name, gist in load.load(year.content).shelf.gists().items()}
    assert named["2026-07"] == "2026年7—8月 总300—301期"
    assert named["2026-10"] == "2026年10月 总303期"
    assert named["2026-10-zengkan"] == "2026年10月增刊"
    assert named["2027-01"] == "2027年1月 总305期"
