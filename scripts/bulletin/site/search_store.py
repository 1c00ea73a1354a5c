"""What the browser loads of a bundle besides its shards: columns, texts, titles with pinyin.

Every file is gzipped JSON under a name that says nothing of gzip, so that no server unpacks it on
the way; `assets/js/search/store.js` reads them.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pypinyin import Style, pinyin

from bulletin.site.search_fold import fold
from bulletin.site.search_pages import SearchPage

COLUMNS = ("issue", "section", "kind", "region")


def write_packed(path: Path, value: Any) -> None:
    """Write a value as gzipped JSON, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(pack(text.encode()))


def pack(data: bytes) -> bytes:
    """Gzip without a date, so that the same data gives the same bytes."""
    return gzip.compress(data, 9, mtime=0)


def columns(pages: Sequence[SearchPage]) -> dict[str, Any]:
    """What the browser must know of every page before it has loaded one: for filters and order."""
    return {
        "url": [page.url for page in pages],
        "length": [len(fold(page.text)) // 100 for page in pages],
        "date": [_day(page) for page in pages],
        "force": {
            str(number): [page.facts.get("effective", ""), page.facts.get("expires", "")]
            for number, page in enumerate(pages)
            if "effective" in page.facts
        },
        "numbers": {p.issue: p.facts["number"] for p in pages if "number" in p.facts},
        **{name: _column([page.facts.get(name, "") for page in pages]) for name in COLUMNS},
    }


def _column(values: list[str]) -> dict[str, Any]:
    known = sorted(set(values))
    return {"values": known, "of": [known.index(value) for value in values]}


def _day(page: SearchPage) -> int:
    """Days since 2000, of the page's own date or else of its issue's month; -1 without both."""
    text = page.facts.get("date") or (f"{page.issue}-01" if page.issue else "")
    return (date.fromisoformat(text) - date(2000, 1, 1)).days if text else -1


def text_of(page: SearchPage) -> dict[str, Any]:
    """A page's text, for excerpts and for finding the block that holds a phrase."""
    blocks = [[block.id, block.text] for block in page.blocks]
    return {"title": page.title, "url": page.url, "facts": page.facts, "blocks": blocks}


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """The characters of some texts by syllable; one with several readings stands at each."""
    found: dict[str, str] = defaultdict(str)
    for char in sorted({c for text in texts for c in fold(text) if c > "\u2e7f"}):
        for syllable in sorted(set(pinyin(char, style=Style.NORMAL, heteronym=True)[0])):
            found[syllable] += char
    return dict(sorted(found.items()))


def titles(pages: Sequence[SearchPage]) -> dict[str, Any]:
    """All titles and how they sound; loaded only where somebody types Latin letters."""
    names = [page.title for page in pages]
    return {"titles": names, "sounds": sounds(names)}
