"""Whole issues made at random: what goes in comes out, in order, and every character is placed."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.importer import import_issue
from bulletin.law.numerals import numeral
from bulletin.proof import ledger, verify

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
ODD = st.sampled_from(list("<>&*_`[]{}|#\\!~^=:.;%$\"'()—“”《》0123456789abcXYZ 😀𠀀"))
WORDS = st.text(HAN, min_size=4, max_size=10)
SENTENCE = st.tuples(WORDS, st.lists(st.one_of(HAN, ODD), max_size=60)).map(
    lambda parts: re.sub(r" +", " ", parts[0] + "".join(parts[1])).strip() + "末。"
)

LINE = "这一行写满了一整行的字数所以它的后半句要在下一页上才能读完也就"


@dataclass(frozen=True)
class Made:
    """An article as it was made."""

    title: str
    paragraphs: list[str]
    clauses: int
    source: str | None


NEWS = st.builds(
    lambda title, body, source: Made(f"新{title}闻", body, 0, source),
    WORDS,
    st.lists(SENTENCE.map(lambda s: "记者" + s), min_size=1, max_size=5),
    st.one_of(st.none(), WORDS.map(lambda w: f"来源：{w}日报 2026-03-0{len(w) % 9 + 1}")),
)
POLICY = st.builds(
    lambda title, body: Made(
        f"关于{title}的通知",
        [f"第{numeral(n)}条 {text}" for n, text in enumerate(body, 1)],
        len(body),
        None,
    ),
    WORDS,
    st.lists(SENTENCE, min_size=2, max_size=8),
)
ISSUES = st.lists(
    st.lists(st.one_of(NEWS, POLICY), min_size=1, max_size=3), min_size=1, max_size=3
).filter(lambda parts: len({a.title for p in parts for a in p}) == sum(map(len, parts)))


def text_of(parts: list[list[Made]], cut: bool) -> str:
    """The issue in the bulletin's own form; `cut` breaks each first paragraph across pages."""
    contents, body = [], []
    for number, articles in enumerate(parts, 1):
        section = f"第{numeral(number)}栏目"
        contents.append(f"{section}\t1")
        body.append(section)
        for article in articles:
            contents.append(f"{article.title}.....\t1")
            first, *rest = article.paragraphs
            if cut:
                first = f"{LINE}\n\n\n\n{first}"
            body += [article.title, first, *rest, *([article.source] if article.source else [])]
    cover = "简报\n\n2026年3月期 总7期\n\n\n\n目录\n\n"
    return cover + "\n".join(contents) + "\n\n" + "\n\n".join(body) + "\n"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ISSUES, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_what_goes_in_comes_out(parts: list[list[Made]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "issue.txt"
        source.write_bytes(text_of(parts, cut=False).encode(encoding))
        report = import_issue(source, Path(name) / "out")
        made = [article for articles in parts for article in articles]
        data = report.data()
        assert [a["title"] for a in data["articles"]] == [a.title for a in made]
        assert [a["clauses"] for a in data["articles"]] == [a.clauses for a in made]
        assert data["sections"] == [f"第{numeral(n)}栏目" for n in range(1, len(parts) + 1)]
        published = verify.expected(report.folder)
        for article, found in zip(made, published.values(), strict=True):
            assert [text for _, text in found] == article.paragraphs
        account = data["ledger"]
        assert account["placed"] + sum(account["dropped"].values()) == account["characters"]
        assert verify.changes(report.folder, ledger.load(report.folder / "ledger.json")) == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(NEWS, min_size=1, max_size=3), min_size=1, max_size=2))
def test_paragraphs_cut_by_a_page_break_are_joined(parts: list[list[Made]]) -> None:
    titles = [a.title for articles in parts for a in articles]
    if len(set(titles)) < len(titles):
        return
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "issue.txt"
        source.write_text(text_of(parts, cut=True), encoding="utf-8")
        report = import_issue(source, Path(name) / "out")
        assert len(report.ledger.joins) == len(titles)
