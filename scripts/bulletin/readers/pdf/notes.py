"""Footnotes: small lines at the foot of a page, each opened by its mark."""

from __future__ import annotations

import re
from itertools import groupby

from bulletin.readers.pdf.lines import Line
from bulletin.readers.pdf.paragraphs import Frame

_SMALL = 0.92  # of the size of running text
_MARK = re.compile(r"\s*([①-⑳]|[\[（(〔［]?\d{1,3}[\]）)〕］.．、]?|[*＊※†]+)(?=\D)")

Note = tuple[Line, ...]


def find_notes(lines: list[Line], frame: Frame) -> dict[int, list[Note]]:
    """The footnotes of each page, in order."""
    found = {}
    for page, group in groupby(lines, key=lambda line: line.page):
        notes = _notes(_foot(list(group), frame))
        if notes:
            found[page] = notes
    return found


def mark_of(note: Note) -> str | None:
    """The mark that opens a note."""
    opened = _MARK.match(note[0].text)
    return opened[1] if opened else None


def _foot(lines: list[Line], frame: Frame) -> list[Line]:
    """The small lines that end a page below its text; none where no mark opens them."""
    count = 0
    for line in reversed(lines):
        if line.size >= _SMALL * frame.size:
            break
        count += 1
    foot = lines[len(lines) - count :]
    while foot and not _MARK.match(foot[0].text):
        foot = foot[1:]
    return foot if len(foot) < len(lines) else []


def _notes(foot: list[Line]) -> list[Note]:
    notes: list[list[Line]] = []
    for line in foot:
        if _MARK.match(line.text) or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return [tuple(note) for note in notes]
