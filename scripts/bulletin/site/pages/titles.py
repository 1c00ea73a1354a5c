"""Titles and teasers as they are set: where a title may be broken, and where a teaser ends.

A browser breaks Chinese between any two characters, also in the middle of a word. BudouX, a small
model that needs neither dictionary nor network, says where words end; only there may a title break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import add

from markupsafe import Markup, escape

DASH = "——"
QUOTATION = 9  # characters with their marks that are not parted: “五份清单”
# A space between two characters is the author's own place to break.
_SPACED = re.compile(r"(?<=[^\x00-\x7f] )(?=[^\x00-\x7f])")
STOPS = "。！？；"
PAUSES = "，、：—"
OPENING = "“《（"
MARKS = "，、。；：”》）"
CLOSING = "”’）》"

# Of a place from the first character of each feature of BudouX' model.
_DISTANCES = {
    **{"UW1": 3, "UW2": 2, "UW3": 1, "UW4": 0, "UW5": -1, "UW6": -2},
    **{"BW1": 2, "BW2": 1, "BW3": 0, "TW1": 3, "TW2": 2, "TW3": 1, "TW4": 0},
}
_REACH = 3


@lru_cache(maxsize=1 << 14)  # a title stands in many lists
def title(text: str) -> Markup:
    """A title with its places to break; a dash opens a line rather than ending one."""
    return Markup("".join(_joined(phrases(text))))


def phrases(text: str) -> tuple[str, ...]:
    """The pieces of a text that stay on one line, where they fit."""
    return tuple(p for part in _SPACED.split(text) for p in _merged(words(part)))


def words(text: str) -> list[str]:
    """The words of a text, as BudouX parses it in three times as long.

    Few of the characters around a place have a weight in the model: here only those are summed up.
    """
    weights, least = _model()
    sums = [0] * (len(text) + 2 * _REACH)  # room for what counts before the text and behind it
    pairs = list(map(add, text, text[1:]))
    for grams in (text, pairs, map(add, pairs, text[2:])):
        for at, found in enumerate(map(weights.get, grams)):
            for distance, weight in found or ():
                sums[at + distance] += weight
    places = [at for at in range(1, len(text)) if sums[at] > least]
    return [text[a:b] for a, b in pairwise((0, *places, len(text)))] if text else []


def teaser(text: str, length: int) -> str:
    """The head of a text: whole sentences if they come near the length, else whole clauses."""
    if len(text) <= length:
        return text
    head = text[:length]
    stop = _after(text, max(head.rfind(mark) for mark in STOPS))
    if stop * 2 > length:
        return text[:stop]
    pause = max(head.rfind(mark) for mark in PAUSES)
    return (head[:pause] if pause * 2 > length else head).rstrip("—") + "……"


def _after(text: str, place: int) -> int:
    """The place after a full stop and the marks that close with it."""
    place += 1
    while place < len(text) and text[place] in CLOSING:
        place += 1
    return place


def _merged(pieces: list[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        if found and _belongs(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _belongs(before: str, piece: str) -> bool:
    """Whether a piece goes with the one before it: a short quotation, a dash, a lone character.

    A single character is nearly always the end of the word before it: 技术局, 创业板.
    """
    if "“" in before and "”" not in before:
        return len(before + piece) <= QUOTATION
    if before.endswith(DASH) or piece.startswith(DASH):
        return before.endswith(DASH)
    return len(before.strip()) < 2 or len(piece.strip()) < 2


def _joined(pieces: tuple[str, ...]) -> Iterator[str]:
    """The HTML of pieces, with a place to break before each but the first.

    Between two wide marks a line breaks by itself, and an element there would hold them apart.
    """
    for n, piece in enumerate(pieces):
        marks = n and pieces[n - 1][-1] in MARKS and piece[0] in OPENING
        yield "<wbr>" if n and not marks else ""
        yield _set(piece)


def _set(piece: str) -> str:
    """The HTML of a piece; what a dash opens stays with it."""
    before, dash, after = piece.partition(DASH)
    held = f'<span class="dash">{escape(dash + after)}</span>' if dash else ""
    return str(escape(before)) + held


@cache
def _model() -> tuple[Mapping[str, Sequence[tuple[int, int]]], float]:
    """What characters weigh at the places around them, and what a place to break must exceed."""
    import budoux  # most builds set no title anew

    model = budoux.load_default_simplified_chinese_parser().model
    found: dict[str, list[tuple[int, int]]] = {}
    for feature, weights in model.items():
        for characters, weight in weights.items():
            found.setdefault(characters, []).append((_DISTANCES[feature], weight))
    return found, sum(sum(weights.values()) for weights in model.values()) / 2
