"""How the data that the browser loads are packed, and the text of a page among them.

Every file is gzipped JSON under a name that says nothing of gzip, so that no server unpacks it on
the way; `assets/js/search/store.js` reads them.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from bulletin.site.search.folding import simplified
from bulletin.site.search.pages import SearchPage


def write_packed(path: Path, value: Any) -> None:
    """Write a value as gzipped JSON, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(pack(text.encode()))


def pack(data: bytes) -> bytes:
    """Gzip without a date, so that the same data gives the same bytes."""
    return gzip.compress(data, 9, mtime=0)


def text_of(page: SearchPage) -> dict[str, Any]:
    """A page's text, for excerpts and for finding the block that holds a phrase."""
    blocks = [[block.id, block.text] for block in page.blocks]
    script = script_of(page.text)
    return {
        "title": page.title, "url": page.url, "facts": page.facts, "blocks": blocks,
        "script": script,
    }  # fmt: skip


def script_of(text: str) -> dict[str, str]:
    """The traditional characters of a text and the simplified ones that stand for them."""
    known = simplified()
    old = sorted({char for char in text if char in known})
    return {"traditional": "".join(old), "simplified": "".join(known[char] for char in old)}
