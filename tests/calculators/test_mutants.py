"""A sample of the rules' mutants at every run; all: `python -m tests.calculators.mutants`."""

from __future__ import annotations

import os

import pytest

from tests.calculators import mutants

EVERY = 40


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are tried in forked processes")
@pytest.mark.parametrize("part", range(4))
def test_every_mutant_of_the_sample_is_noticed_or_explained(part: int) -> None:
    rules = [m for m in mutants.every_mutant() if m.path.parent.name == "rules"]
    sample = rules[part * EVERY // 4 :: EVERY * 4]
    assert [m.name for m in mutants.survivors(sample)] == []


def test_every_explanation_belongs_to_a_mutant_and_gives_a_reason() -> None:
    names = {mutant.name for mutant in mutants.every_mutant()}
    for name, reason in mutants.explained().items():
        assert name in names
        assert len(reason) >= 8


def test_a_mutant_that_nothing_tests_survives_and_is_reported() -> None:
    path = mutants.PACKAGE / "kernel" / "errors.py"
    same = mutants.Mutant(path, "same", 1, path.read_text(encoding="utf-8"))
    broken = mutants.Mutant(path, "broken", 1, "raise SystemExit")
    assert mutants.noticed(broken)
    quick = mutants.TESTS | {"errors": ["purity"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mutants, "TESTS", quick)
        assert not mutants.noticed(same)
