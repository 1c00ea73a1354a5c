"""Characters that no reader sees, in any format: named in place, and told of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin.readers import Block, Place, Run

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\u200d(?![\U0001f000-\U0001ffff\u2600-\u27bf])"
)
Notices = list[tuple[str, Place, str]]


def parted_blocks(blocks: Iterable[Block], notices: Notices) -> tuple[Block, ...]:
    """The same blocks, with each invisible character named."""
    return tuple(_parted_block(block, notices) for block in blocks)


def _parted_block(block: Block, notices: Notices) -> Block:
    if not any(INVISIBLE.search(run.text) for run in block.atoms()):
        return block
    rows = tuple(
        tuple(replace(cell, runs=tuple(parted(cell.runs, notices))) for cell in row)
        for row in block.rows
    )
    return replace(block, runs=tuple(parted(block.runs, notices)), rows=rows)


def parted(runs: Iterable[Run], notices: Notices) -> Iterator[Run]:
    """The same runs, with each invisible character in a dropped run of its own."""
    for run in runs:
        if run.drop is not None or not INVISIBLE.search(run.text):
            yield run
            continue
        at = 0
        for found in INVISIBLE.finditer(run.text):
            yield from _slice(run, at, found.start())
            place = replace(run.place, offset=run.place.offset + found.start())
            notices.append(("invisible-character", place, name_of(found[0])))
            yield replace(run, text=found[0], place=place, drop="invisible")
            at = found.end()
        yield from _slice(run, at, len(run.text))


def _slice(run: Run, begin: int, end: int) -> Iterator[Run]:
    if begin < end:
        place = replace(run.place, offset=run.place.offset + begin)
        yield replace(run, text=run.text[begin:end], place=place)


def name_of(char: str) -> str:
    """The character's code and name, for an editor to look up."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '控制字符')}"
