"""Every citation of the rules: listed here, derived from constants, and found in the real text."""

from __future__ import annotations

import re
from typing import Any

import pytest

from calculators.kernel.model import Citation, Figure, figure
from calculators.rules import ALL
from calculators.rules.sources import FUJIAN_START
from tests.calculators import real_text
from tests.calculators.answers import CITATIONS, citation_line, citation_list, citations


def test_the_list_of_citations_is_the_reviewed_one() -> None:
    assert citation_list() == CITATIONS.read_text(encoding="utf-8")


@pytest.mark.parametrize("citation", citations(), ids=citation_line)
def test_clause_and_figures_stand_in_the_real_text(citation: dict[str, Any]) -> None:
    if not real_text.REAL.is_dir():
        pytest.skip("the real issue is not beside this checkout")
    text = text_of(citation)
    for words in citation["figures"]:
        assert re.search(rf"(?<![0-9.]){re.escape(real_text.folded(words))}", text), words


def text_of(citation: dict[str, Any]) -> str:
    """The cited clause, or the one line that holds the cited phrase."""
    if citation["clause"]:
        return real_text.clauses(citation["document"])[citation["clause"]]
    phrase = real_text.folded(citation["passage"])
    lines = map(real_text.folded, real_text.lines_of(citation["document"]))
    found = [text for text in lines if phrase in text]
    assert len(found) == 1, f"{phrase} stands in {len(found)} lines"
    return found[0]


def test_figures_follow_their_constants() -> None:
    assert [figure(30, "亿元").text, figure("1.5", "%").text] == ["30亿元", "1.5%"]
    assert figure(30, "亿元").value == 3_000_000_000
    assert figure(100, "个基点").value * 100 == 1
    assert (figure(3, "个完整会计年度", chinese=True).text, figure(3, "年").value) == (
        "三个完整会计年度",
        3,
    )


def test_every_bound_of_the_law_is_cited_with_its_figure() -> None:
    """A condition whose bound is a figure names it; no clause writes out 印发之日."""
    for rule in ALL:
        for condition in rule.conditions:
            if isinstance(condition.bound, Figure) and condition.bound is not FUJIAN_START:
                assert condition.bound in condition.citation.figures, f"{rule.name} {condition.id}"


def test_a_citation_has_a_clause_or_a_phrase_and_a_label() -> None:
    for citation in citations():
        assert bool(citation["clause"]) != bool(citation["passage"]), citation
        assert citation["label"], citation
    assert Citation("d", "art-1", "第一条", ()).plain()["figures"] == []
