"""What a page says of itself to machines, and how it is cited."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pybtex.database
import pytest
import rispy

from bulletin.model import Article, Document, Issue, Source
from bulletin.site.content.views import ArticleView, Heading
from bulletin.site.formats import citations_to_copy, feeds, metadata
from bulletin.site.formats.pdf import css_string, unique_ids
from bulletin.site.formats.xhtml import readable, xhtml

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Config:
    site_name: str = "金融简报"
    site_url: str = "https://example.org/b/"
    site_description: str = "一份刊物"


@dataclass(frozen=True)
class Shown:
    url: str
    title: str
    view: object = None


class Blank:
    """An article's blocks: none."""

    def headings(self) -> tuple[Heading, ...]:
        return ()


NEWS = ArticleView(
    article=Article("02", "甲乙“丙”", "动态", page=7, summary="说了什么",
                    source=Source("某报", ("张三", "李四", "王五", "赵六"), date(2026, 4, 3))),
    issue=Issue("2026-04", 297, "2026-04"), url="issues/2026-04/02/", contents=Blank,
    lead="", calculators=(), previous=None, next=None, nearest=tuple, characters=900,
)  # fmt: skip
POLICY = NEWS._replace(
    article=Article("03", "关于印发的通知", "政策", "policy", page=9, document=Document(
        "某办法", "某发〔2026〕1号", ("某厅", "某局"), date(2026, 3, 1), date(2026, 5, 1),
        date(2031, 4, 30), "新疆")),
)  # fmt: skip


def test_gbt7714_names_three_authors_and_then_et_al() -> None:
    assert citations_to_copy.gbt7714(NEWS, Config()) == (
        "张三，李四，王五，等. 甲乙“丙”[J/OL]. 金融简报，2026（297）：7. "
        "https://example.org/b/issues/2026-04/02/."
    )


def test_a_policy_is_cited_by_its_issuers() -> None:
    assert citations_to_copy.gbt7714(POLICY, Config()).startswith(
        "某厅，某局. 关于印发的通知[J/OL]. "
    )


def as_set(command: re.Match[str]) -> str:
    """What LaTeX sets for a command."""
    named = {"\\textbackslash{}": "\\", "\\textasciitilde{}": "~", "\\^{}": "^"}
    return named.get(command[0], command[0][1])


AWKWARD = ("甲{乙}", "100% \\“引”_和_$x^2$", "a & b #1 ~ c", '说"话"', "甲，乙 and 丙")


@pytest.mark.parametrize("title", AWKWARD)
def test_bibtex_is_read_back_whole_by_a_parser_of_its_own(title: str) -> None:
    view = NEWS._replace(article=replace(NEWS.article, title=title))
    text = citations_to_copy.bibtex(view, Config()).replace(citations_to_copy.TODAY, "2026-06-01")
    (entry,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    assert [str(p) for p in entry.persons["author"]] == ["{张三}", "{李四}", "{王五}", "{赵六}"]
    shown = re.sub(r"\\(text\w+{}|\^{}|[&%$#_])", as_set, entry.fields["title"])
    assert shown == title.replace("{", "").replace("}", "")
    assert (entry.type, entry.fields["journal"], entry.fields["number"]) == (
        "article", "金融简报", "297",
    )  # fmt: skip
    assert entry.fields["urldate"] == "2026-06-01"


@pytest.mark.parametrize("title", AWKWARD)
def test_ris_is_read_back_whole_by_a_parser_of_its_own(title: str) -> None:
    view = NEWS._replace(article=replace(NEWS.article, title=title))
    (entry,) = rispy.loads(citations_to_copy.ris(view, Config()))
    assert entry["type_of_reference"] == "MGZN"
    assert entry["authors"] == ["张三", "李四", "王五", "赵六"]
    assert (entry["title"], entry["number"], entry["start_page"]) == (title, "297", "7")
    assert entry["date"] == "2026/04"
    assert entry["urls"] == ["https://example.org/b/issues/2026-04/02/"]


def test_structured_data_of_a_policy_is_about_its_legislation() -> None:
    card = metadata.card(Shown("issues/2026-04/03/", "x", POLICY), Config())
    about = json.loads(card.json_ld)["about"]
    assert about["@type"] == "Legislation"
    assert about["legislationIdentifier"] == "某发〔2026〕1号"
    assert about["temporalCoverage"] == "2026-05-01/2031-04-30"
    assert card.url == "https://example.org/b/issues/2026-04/03/"


def test_structured_data_cannot_end_its_script_element() -> None:
    view = NEWS._replace(article=replace(NEWS.article, title="</script><b>"))
    assert "</script" not in metadata.card(Shown("u/", "x", view), Config()).json_ld


@pytest.mark.parametrize("url", ["", None])
def test_without_the_site_address_nothing_pretends_to_know_it(url: str | None) -> None:
    card = metadata.card(Shown("about/", "关于"), replace(Config(), site_url=url))
    assert card.url is None
    assert card.image is None


def test_feed_entries_keep_their_names_when_the_site_moves() -> None:
    def names(address: str) -> list[str]:
        text = feeds.atom([NEWS], lambda _: "<p>x</p>", replace(Config(), site_url=address))
        return re.findall(r"<id>(.*?)</id>", text)

    assert names("https://a.example/") == names("https://b.example/")


def test_permalinks_are_not_carried_into_other_forms() -> None:
    html = '<p id="a">x<a aria-label="甲的链接" class="permalink" href="#a"></a></p>'
    assert readable(html) == '<p id="a">x</p>'


def test_xhtml_closes_what_html_leaves_open() -> None:
    assert xhtml("<p data-x='1' id=a>1<br>2&nbsp;&lt;</p>") == '<p id="a">1<br/>2\xa0&lt;</p>'


def test_ids_of_one_article_do_not_meet_those_of_another() -> None:
    html = '<p class="u" id="art-1"><a href="#art-2">x</a></p>'
    assert unique_ids(html, "07") == '<p class="u" id="07-art-1"><a href="#07-art-2">x</a></p>'


def test_a_title_cannot_leave_its_css_string() -> None:
    assert css_string('a"b\\</style>') == '"a\\"b\\\\\\3c /style>"'


def test_the_stylesheet_that_the_frame_names_is_the_installed_one() -> None:
    import material

    frame = (ROOT / "theme" / "partials" / "sheets.html").read_text(encoding="utf-8")
    name = re.search(r"assets/stylesheets/main\.\w+\.min\.css", frame)
    assert name
    assert (Path(material.__file__).parent / "templates" / name[0]).is_file()
