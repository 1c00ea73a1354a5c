"""Characters that look like others: radicals for letters, private signs for bullets and ticks.

A radical that stands for its letter is found by no search; a private sign is shown by no typeface.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from bulletin.readers import Block, Cell, Manuscript, Run

_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The supplement has no compatibility mapping; these are the ones that Chinese fonts share.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺩⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民王竹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
UNIFIED = _KANGXI | _SUPPLEMENT
# Wingdings and Symbol as they are used in lists and forms; the key is the low byte.
_SIGNS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x78: "⌧",
    0x9F: "•",
    0xA1: "○",
    0xA2: "○",
    0xA7: "▪",
    0xA8: "□",
    0xB2: "✧",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x52: "☑",
    0xA3: "□",
}
_MEANT = str.maketrans(UNIFIED | {chr(0xF000 + code): sign for code, sign in _SIGNS.items()})


def symbol(sign: str) -> str:
    """The Unicode character of a private-area one; any other character stays as it is."""
    return _SIGNS.get(ord(sign) - 0xF000, sign) if 0xF020 <= ord(sign) <= 0xF0FF else sign


def unified(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the characters that are meant; each stays one, at its place."""
    blocks = tuple(map(_block, manuscript.blocks))
    return replace(manuscript, blocks=blocks) if blocks != manuscript.blocks else manuscript


def _block(block: Block) -> Block:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in block.rows)
    return replace(block, runs=tuple(map(_run, block.runs)), rows=rows)


def _cell(cell: Cell) -> Cell:
    return replace(cell, runs=tuple(map(_run, cell.runs)))


def _run(run: Run) -> Run:
    text = run.text.translate(_MEANT)
    return run if text == run.text else replace(run, text=text)
