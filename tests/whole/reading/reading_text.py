"""The text of published blocks, as a reader of any of the forms gets it."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "col", "wbr"})


class _Units(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if self._depth:
            self._depth += 1
        elif "unit" in (dict(attrs).get("class") or "").split():
            self._depth = 1
            self.units.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in VOID:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.units[-1] += data


def folded(text: str) -> str:
    """Text without spaces, one form of every character."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def units(html: str) -> list[str]:
    """The text of every block of an article, in order."""
    parser = _Units()
    parser.feed(html)
    return [folded(text) for text in parser.units]
