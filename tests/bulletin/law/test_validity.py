"""The days of a document, in every wording in use."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.law import validity

TITLE = "甲市样机试用补助办法"
ISSUED = date(2026, 5, 8)
FIRST = date(2026, 6, 1)


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


SAMPLES = Path(__file__).parents[1] / "samples" / "last-clauses.txt"
CLAUSES = [line.split(" ", 2) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("effective", "expires", "text"), CLAUSES)
def test_the_days_that_a_last_clause_gives(effective: str, expires: str, text: str) -> None:
    said = validity.read([text], TITLE, ISSUED)
    assert (said.effective, said.expires) == (day(effective), day(expires))


def test_a_day_that_is_not_given_is_asked_for() -> None:
    said = validity.read(["本办法自市政府批准之日起施行。"], TITLE, ISSUED)
    assert said.effective is None
    assert said.unread == ("本办法自市政府批准之日起施行",)


def test_the_document_comes_before_the_letter_that_issues_it() -> None:
    texts = ["本通知自印发之日起执行。", "第九条 本办法自2026年6月1日起施行。"]
    assert validity.read(texts, TITLE, ISSUED).effective == FIRST
