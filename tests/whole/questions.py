"""The page of a question in tests: its address, and its form filled with the worked example."""

from __future__ import annotations

from typing import Any

import calculators


def address(rule: str) -> str:
    """Where the question of a rule stands."""
    return f"calculators/{calculators.schema(rule)['group']}/{rule}/"


def fill_example(page: Any, rule: str) -> None:
    """Take the worked example over, as a reader does by one press."""
    page.locator(f"#{rule} [data-fill-example]").click()
