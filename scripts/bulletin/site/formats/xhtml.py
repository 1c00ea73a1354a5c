"""From the site's HTML to XHTML, for readers that want XML."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "col", "wbr", "input", "link", "meta", "source"})
# Attributes of HTML that XHTML in a book knows; others belong to the site's scripts.
KEPT = frozenset(
    {"id", "class", "href", "src", "alt", "title", "lang", "colspan", "rowspan", "scope", "start"}
)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = "".join(
            f' {name}="{escape(value or name)}"' for name, value in attrs if name in KEPT
        )
        self.parts.append(f"<{tag}{kept}{'/' if tag in VOID else ''}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))


# Most articles are these tags and plain text alone, and those are XML as they stand.
_XML_TAG = re.compile(
    rf"</[a-z][a-z0-9]*>|<(?!(?:{'|'.join(sorted(VOID))})\b)[a-z][a-z0-9]*"
    rf'(?: (?:{"|".join(sorted(KEPT))})="[^"<>&]*")*>'
)
_XML_ENTITY = re.compile("&(?:amp|lt|gt);")


def _is_xml(html: str) -> bool:
    tags, entities = len(_XML_TAG.findall(html)), len(_XML_ENTITY.findall(html))
    return tags == html.count("<") == html.count(">") and entities == html.count("&")


def xhtml(html: str) -> str:
    """The same content as XML: void elements closed, entities as characters."""
    if _is_xml(html):
        return html
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


def readable(html: str) -> str:
    """Content for other readers: without the signs that only work on the page."""
    return re.sub(r'<a\b[^>]*class="permalink"[^>]*>\s*</a>', "", html)
