"""How titles and names sound, for Latin letters: chuangyeban and cyb find 创业板.

Every place of a title is kept with the few characters that follow, dealt by the first letters of
its first two characters: letters can be read in a handful of ways, so that a query loads a few
kilobytes of a large archive. `assets/js/search/pinyin.js` reads them.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from bulletin.site.cache.sealed import SpoiltError
from bulletin.site.search.cache import dump, load, program
from bulletin.site.search.folding import fold

LENGTH = 6
_SHARD_CHARACTERS = 800
_HAN = re.compile(r"[\u2e80-\U0003ffff]{2,}")


class _Readings:
    """The syllables of characters. pypinyin's tables take longer to load than most builds last,
    so what was asked for once is kept for the next build."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}
        self.fresh = False

    def of(self, char: str) -> tuple[str, ...]:
        if char not in self.known:
            from pypinyin import Style, pinyin

            found = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
            self.known[char] = tuple(sorted(set(found)))
            self.fresh = True
        return self.known[char]


_readings = _Readings()


def readings(char: str) -> tuple[str, ...]:
    """The syllables of a character."""
    return _readings.of(char)


def know_readings(cache: Path) -> None:
    """Take up the readings that an earlier build has kept."""
    with suppress(SpoiltError):  # none is kept, or what is kept is spoilt
        _readings.known.update(load(cache / f"readings-{program()}"))


def keep_readings(cache: Path) -> None:
    """Keep the readings for the next build, where there are new ones."""
    if _readings.fresh:
        fresh = Path(tempfile.mkdtemp(prefix=".making-", dir=cache)) / "readings"
        dump(fresh, _readings.known)
        fresh.replace(cache / f"readings-{program()}")
        fresh.parent.rmdir()


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """The characters of some texts by syllable; one with several readings stands at each."""
    found: dict[str, str] = defaultdict(str)
    for char in sorted({c for text in texts for c in fold(text) if c > "\u2e7f"}):
        for syllable in readings(char):
            found[syllable] += char
    return dict(sorted(found.items()))


def common() -> str:
    """The 3,755 common characters of GB 2312, which people type."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in rows)


def initials(part: str) -> set[str]:
    """The two letters under which a part of a title is kept, for each way to read it."""
    first, second = ({syllable[0] for syllable in readings(char)} for char in part[:2])
    return {a + b for a, b in product(first, second) if (a + b).isascii() and (a + b).isalpha()}


def shard_of(letters: str, shards: int) -> int:
    """The shard of two letters."""
    return ((ord(letters[0]) - 97) * 26 + ord(letters[1]) - 97) % shards


def sound_shards(titles: Iterable[str]) -> list[dict[str, Any]]:
    """Parts of the titles, how many titles hold each, and the sounds of their characters."""
    counted: Counter[str] = Counter()
    for title in titles:
        runs = (run[0] for run in _HAN.finditer(fold(title)))
        counted.update({run[at : at + LENGTH] for run in runs for at in range(len(run) - 1)})
    count = max(1, sum(map(len, counted)) // _SHARD_CHARACTERS)
    dealt: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(count)]
    for part in sorted(counted):
        for letters in initials(part):
            dealt[shard_of(letters, count)][letters].append(part)
    return [_shard(shard, counted) for shard in dealt]


def _shard(shard: dict[str, list[str]], counted: Counter[str]) -> dict[str, Any]:
    parts = {part for found in shard.values() for part in found}
    return {
        "parts": dict(sorted(shard.items())),
        "often": {part: counted[part] for part in sorted(parts) if counted[part] > 1},
        "sounds": sounds(parts),
    }
