"""Radicals that fonts share with characters: a PDF may name ⼀ where 一 was written.

A font draws both with one glyph, and the table that leads back from glyphs to Unicode keeps only
one of them. The radical is never meant in running text.
"""

from __future__ import annotations

import unicodedata

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
