"""Golden answers: a change of any word or figure is seen in review."""

from __future__ import annotations

import pytest

import calculators
from tests.calculators.answers import FOLDER, text_of


@pytest.mark.parametrize("rule", calculators.rules())
def test_answers_are_the_reviewed_ones(rule: str) -> None:
    golden = (FOLDER / f"{rule}.txt").read_text(encoding="utf-8")
    assert text_of(rule) == golden, "after review: python -m tests.calculators.answers"


def test_no_answer_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(calculators.rules())
