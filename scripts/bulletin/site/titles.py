"""Titles and teasers as they are set: where a title may be broken, and where a teaser ends.

A browser breaks Chinese between any two characters, also in the middle of a word. BudouX, a small
model that needs neither dictionary nor network, says where words end; only there may a title break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    import budoux

DASH = "——"
QUOTATION = 9  # characters with their marks that are not parted: “五份清单”
# A space between two characters is the author's own place to break.
_SPACED = re.compile(r"(?<=[^\x00-\x7f] )(?=[^\x00-\x7f])")
STOPS = "。！？；"
PAUSES = "，、：—"
OPENING = "“《（"
MARKS = "，、。；：”》）"
CLOSING = "”’）》"


@lru_cache(maxsize=1 << 14)  # a title stands in many lists
def title(text: str) -> Markup:
    """A title with its places to break; a dash opens a line rather than ending one."""
    return Markup("".join(_joined(phrases(text))))


def phrases(text: str) -> tuple[str, ...]:
    """The pieces of a text that stay on one line, where they fit."""
    return tuple(p for part in _SPACED.split(text) for p in _merged(_parser().parse(part)))


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
def _parser() -> budoux.Parser:
    import budoux  # most builds set no title anew

    return budoux.load_default_simplified_chinese_parser()
