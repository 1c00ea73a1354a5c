"""The real issue, read from Word and from PDF, against its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pytest

from bulletin import opening
from bulletin.readers import Manuscript

_BLANK = re.compile(r"\s")
_LEADER = re.compile(r"[.．…]{3,}")
# The text file alone marks items with a spurious dash and carries one running head.
_DASHES = re.compile(r"^-\s+", re.M)


@pytest.fixture(scope="module")
def text(real_issue: Path) -> str:
    """The letters of the text file."""
    raw = (real_issue / "bulletin.txt").read_text(encoding="utf-8")
    return _letters(_DASHES.sub("", raw))


@pytest.fixture(scope="module")
def word(real_issue: Path) -> Manuscript:
    return opening.read(real_issue / "bulletin.docx")


@pytest.fixture(scope="module")
def pdf(real_issue: Path) -> Manuscript:
    return opening.read(real_issue / "bulletin.pdf")


def _letters(text: str) -> str:
    return _LEADER.sub("", _BLANK.sub("", text))


def _paragraphs(manuscript: Manuscript) -> list[tuple[str, int | None, str]]:
    """Published paragraphs with level and place on the line, page breaks mended."""
    found: list[tuple[str, int | None, str]] = []
    for block in manuscript.blocks:
        letters = _letters(block.text)
        if letters and block.continues:
            found[-1] = (found[-1][0] + letters, *found[-1][1:])
        elif letters:
            align = block.align if block.align in {"center", "right"} else "left"
            found.append((letters, block.level, align or "left"))
    return found


def _head(manuscript: Manuscript) -> str:
    """The running head, which the text file carries once as a line of its own."""
    return max(
        (_letters(run.text) for run in manuscript.atoms() if run.drop == "running-head"), key=len
    )


@pytest.mark.parametrize("format_", ["word", "pdf"])
def test_recall_and_precision_are_one(
    format_: str, text: str, request: pytest.FixtureRequest
) -> None:
    manuscript = request.getfixturevalue(format_)
    published = "".join(letters for letters, _, _ in _paragraphs(manuscript))
    assert published == text.replace(_head(manuscript), "", 1)


def test_word_and_pdf_have_the_same_paragraphs(word: Manuscript, pdf: Manuscript) -> None:
    unlike = [(a, b) for a, b in zip_longest(_paragraphs(word), _paragraphs(pdf)) if a != b]
    assert unlike == []


def test_pages_of_the_pdf_are_counted(pdf: Manuscript) -> None:
    assert sum(block.kind == "page-break" for block in pdf.blocks) == 62
    numbers = [run.text for run in pdf.atoms() if run.drop == "page-number"]
    assert [int(number) for number in numbers] == list(range(2, 64))


def test_levels_of_the_pdf_are_those_of_the_styles(word: Manuscript, pdf: Manuscript) -> None:
    for manuscript in (word, pdf):
        levels = Counter(block.level for block in manuscript.blocks if block.level)
        assert levels == {1: 3, 2: 15, 3: 36}


def test_nothing_to_warn_of(word: Manuscript, pdf: Manuscript) -> None:
    assert word.notices == ()
    assert pdf.notices == ()
