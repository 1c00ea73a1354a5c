"""A sample of presses of every control at any moment (benchmarks/runtime/presses.py makes more)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.serving import Site
from tests.whole.runtime.presses import make, presses, tab

pytestmark = pytest.mark.browser


def test_what_leaves_is_of_what_stood_there(chromium: Any, warm: Any, served: Site) -> None:
    made = []
    for press, dice in presses(297, 30):
        with tab(chromium, warm, press) as page:
            make(page, served.url, press, dice)
        made.append(press)
    assert [press for press in made if press.wrong] == []
    left = Counter(bool(press.left) for press in made)
    assert left[True] > left[False] > 0
