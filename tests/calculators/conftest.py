"""No test of the rules measures time, and none depends on the day on which it runs."""

from __future__ import annotations

import pytest
from hypothesis import settings

import calculators
from calculators.kernel.dates import parse_iso

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that get no date ask about today: in these tests, one day on which all are in force."""
    monkeypatch.setattr(calculators, "today", lambda: parse_iso("2026-06-30"))
