"""The audit of a Word reading: letters that the file holds against letters given out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from bulletin.readers import Block
from bulletin.readers.word_symbols import from_hex
from bulletin.readers.word_xml import attribute, descendants

# Every element that can hold characters of text.
_TEXT_ELEMENTS = ("w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t")
# Signs that have elements of their own as well as characters; blanks likewise.
_UNCOUNTED = "\u2011\u00ad"


def held(roots: Iterable[Element]) -> Counter[str]:
    """The letters in all text elements and symbols of the parts."""
    letters: Counter[str] = Counter()
    for root in roots:
        for kind in _TEXT_ELEMENTS:
            for element in descendants(root, kind):
                letters.update(element.text or "")
        letters.update(from_hex(attribute(e, "w:char") or "") for e in descendants(root, "w:sym"))
    return _counted(letters)


def given(blocks: Iterable[Block]) -> Counter[str]:
    """The letters of all runs that the file itself holds."""
    letters: Counter[str] = Counter()
    for block in blocks:
        for run in block.atoms():
            if not run.added:
                letters.update(run.text)
    return _counted(letters)


def _counted(letters: Counter[str]) -> Counter[str]:
    return Counter({c: n for c, n in letters.items() if not c.isspace() and c not in _UNCOUNTED})
