"""Numbers as the index knows them: 5000 万元 is one thing, not three pairs that stand everywhere.

Pairs of digits stand in almost every page, so that a number looked up by its pairs loads the
longest lists and finds every page with many figures. A number is therefore indexed whole, alone and
with the letter after it, and so is each of its ends, by which 20亿元 is found in 320 亿元 as well.
`assets/js/search/numbers.js` names them alike; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bulletin.site.search_fold import fold

_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)*")
_NEXT = re.compile(r"\s*(\S?)")
WHOLE, END = "=", "~"


def number_names(text: str) -> Iterator[str]:
    """The names under which the numbers of a text are indexed."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _NUMBER.finditer(plain):
        number = found[0].replace(",", "")
        follows = _NEXT.match(plain, found.end())
        letter = fold(follows[1])[:1] if follows else ""
        unit = "" if letter.isdigit() else letter
        if len(number) > 1:
            yield WHOLE + number
        if unit:
            yield WHOLE + number + unit
            ends = (number[cut:] for cut in range(1, len(number) - 1))
            yield from (END + end + unit for end in ends if end[0] != ".")


@lru_cache(maxsize=1 << 16)
def number_key(name: str) -> int:
    """The key of a name: a hash below a character that folding drops, so that no pair has it."""
    mixed = 0x811C9DC5
    for char in name:
        mixed = (mixed ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return 0xE0000000 | mixed & 0x07FFFFFF
