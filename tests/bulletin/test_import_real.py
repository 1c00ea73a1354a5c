"""The real issue, where it is at hand: the same issue from text, Word and PDF."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bulletin.importer import convert

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "bulletins" / "2026-04"
FORMATS = ("txt", "docx", "pdf")

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real issue is not at hand")


@cache
def imported(suffix: str):  # type: ignore[no-untyped-def]
    return convert(REAL / f"bulletin.{suffix}")


@pytest.mark.parametrize("suffix", FORMATS)
def test_titles_sections_sources_and_pages_are_those_of_the_contents(suffix: str) -> None:
    data = imported(suffix)[0].data()
    assert data["issue"] == {"number": 297, "month": "2026-04"}
    assert Counter(a["section"] for a in data["articles"]) == {
        "资讯传递": 6,
        "政策速递": 3,
        "行业创新动态": 6,
    }
    pages = [1, 3, 9, 12, 15, 16, 18, 28, 35, 41, 44, 46, 47, 50, 57]
    assert [a["page"] for a in data["articles"]] == pages
    sources = [a["source"] for a in data["articles"]]
    assert sum(s is not None for s in sources) == 11
    assert all(s["date"] for s in sources if s)
    assert Counter(len(s["authors"]) for s in sources if s) == {0: 1, 1: 8, 2: 2}
    assert sources[-1]["outlet"] == "21 世纪经济报道"


@pytest.mark.parametrize("suffix", FORMATS)
def test_regulations_and_sub_headings_are_whole_and_none_is_false(suffix: str) -> None:
    articles = imported(suffix)[0].data()["articles"]
    assert sum(a["chapters"] for a in articles) == 14
    assert [a["clauses"] for a in articles if a["clauses"]] == [29, 20]
    assert sum(a["items"] for a in articles) == 70
    assert sum(a["attachments"] for a in articles) == 5
    counts = [len(a["subheadings"]) for a in articles]
    assert counts == [0, 3, 2, 3, 0, 0, 0, 0, 5, 0, 0, 0, 3, 3, 0]
    units = [unit for own in imported(suffix)[0].units for unit in own]
    assert sum(unit.kind == "signer" for unit in units) == 8
    assert sum(unit.kind == "date" for unit in units) == 3


def test_every_cut_paragraph_is_joined_and_every_page_number_counted() -> None:
    report = imported("txt")[0]
    assert len(report.ledger.joins) == 43
    assert all(draft.page == draft.sheet for draft in report.drafts)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_slips_of_the_source_are_named_and_none_as_an_error(suffix: str) -> None:
    warnings = imported(suffix)[0].warnings
    assert {(w.article, w.code) for w in warnings} == {
        ("02", "doubled-character"),
        ("07", "traditional-character"),
        ("07", "foreign-word"),
        ("07", "signers-interleaved"),
        ("07", "half-width-punctuation"),
        ("10", "repeated-passage"),
        ("11", "half-width-punctuation"),
    }
    assert all(w.level != "error" for w in warnings)


@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_word_and_pdf_make_the_markdown_of_the_text(suffix: str) -> None:
    text, other = imported("txt")[1], imported(suffix)[1]
    assert set(text) == set(other)
    for name, content in text.items():
        assert bare(other[name]) == bare(content), name


def bare(content: bytes) -> str:
    return re.sub(r"[ \t\u3000]", "", content.decode())


def test_documents_carry_their_numbers_issuers_and_dates() -> None:
    found = [a.document for a in imported("txt")[0].issue.articles if a.document]
    assert [d.number for d in found] == [None, "渝科局发〔2026〕14号", "闽政办〔2026〕8号"]
    assert [len(d.issuers) for d in found] == [4, 3, 1]
    assert [str(d.effective) for d in found] == ["2026-05-01", "2026-03-06", "2026-03-09"]
    assert [str(d.expires) for d in found] == ["2031-04-30", "None", "2028-12-31"]
    assert [d.region for d in found] == ["新疆", "重庆", "福建"]
