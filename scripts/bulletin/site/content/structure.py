"""From an article's Markdown to its published blocks, each with its lasting id.

Markdown is parsed once into blocks; `bulletin.law.clauses` says what each block is; here it becomes
HTML with id, class, marker and permalink. The blocks are joined only when the page is rendered,
since what stands after a computed clause is known only when all citations are resolved.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from selectolax.lexbor import LexborHTMLParser

from bulletin.law.clauses import Unit, annotate
from bulletin.site.content.labels import label
from bulletin.site.content.views import Heading

# A permalink is of use where a reader would cite; signers, dates and tables have only the id.
_CITED = {
    "article",
    "paragraph",
    "item",
    "subitem",
    "point",
    "measure",
    "chapter",
    "section",
    "heading",
    "title",
    "text",
}
_HEADS = {"title", "chapter", "section", "heading"}


@dataclass(frozen=True)
class Body:
    """An article's blocks in order."""

    units: tuple[Unit, ...]
    marked: tuple[str, ...] = ()  # the HTML of each, where it is more than its text

    @cached_property
    def markup(self) -> tuple[str, ...]:
        """The HTML of each unit."""
        return self.marked or tuple(_unmarked(self.units))

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept as columns of plain values, which are written and read in a fifth of the time."""
        return _restored, (self.marked, *zip(*self.units, strict=True))

    def html(
        self, slots: Mapping[str, str], aliases: Mapping[str, Sequence[str]] | None = None
    ) -> str:
        """The article's HTML: `slots` maps an id to the HTML that follows its block, `aliases` to
        the former ids that lead to it."""
        if not slots and not aliases:
            return "\n".join(self.markup)
        aliases = aliases or {}
        return "\n".join(
            "".join(f'<a id="{escape(a)}"></a>' for a in aliases.get(unit.id or "", ()))
            + markup
            + slots.get(unit.id or "", "")
            for unit, markup in zip(self.units, self.markup, strict=True)
        )

    def headings(self) -> tuple[Heading, ...]:
        """The table of contents."""
        units = [u for u in self.units if u.kind in _HEADS and u.id]
        top = min((u.level for u in units), default=1)
        return tuple(Heading(u.id or "", u.text, min(u.level - top + 1, 3)) for u in units)

    def text(self, identifier: str) -> str:
        """A clause's own text, without what is below it."""
        return next((u.text for u in self.units if u.id == identifier), "")

    def whole_text(self, identifier: str) -> str:
        """A clause's text with its 款, 项 and 目."""
        inside, texts = {identifier}, []
        for unit in self.units:
            if unit.id == identifier or unit.parent in inside:
                inside.add(unit.id or "")
                texts.append(unit.text)
        return "\n".join(texts)

    @property
    def characters(self) -> int:
        """Non-space characters of the text."""
        return sum(len("".join(u.text.split())) for u in self.units)


def _restored(marked: tuple[str, ...], *columns: tuple[Any, ...]) -> Body:
    return Body(tuple(map(Unit._make, zip(*columns, strict=True))), marked)


# A text without any of these is the same to Markdown as to us, and most articles are such texts.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~\t\x02\x03]")
_OPENING = re.compile(r"[#+=\-]|\d+\.\s")  # of a block
_RAW = re.compile(r"\x02wzxhzdk:\d+\x03")
_RAW_IN_TEXT = re.compile("\x02wzxhzdk:|\x02klzzwxh:")  # where Python-Markdown keeps raw HTML
# A figure in a table, with its sign and unit; — and / stand where there is none.
_FIGURE = re.compile(
    r"(?:[-+−±＋－]?[￥¥]?[\d,，]+(?:[.．]\d+)?(?:%|％|‰|万|亿|元|万元|亿元|倍)?|[-—–/]*)"
)
_HEADING = re.compile(r"(#{2,4}) ([^#\n]+)")


def plain_blocks(source: str) -> list[tuple[str, str]] | None:
    """Tag and text of each block of mere paragraphs and headings; None where Markdown must look.

    Parsing such a text with Python-Markdown takes ten times as long and gives the same.
    """
    if _MARKUP.search(source):
        return None
    blocks = []
    for block in re.split(r"\n(?: *\n)+", source.strip("\n")):
        heading = _HEADING.fullmatch(block)
        text = heading[2] if heading else block
        if "\n" in text or text != text.strip() or _OPENING.match(text):
            return None
        if text:
            blocks.append((f"h{len(heading[1])}" if heading else "p", text))
    return blocks


class Renderer:
    """One Markdown instance for all articles: making one costs as much as rendering a page."""

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(extensions=["tables", "footnotes"])

    def render(self, source: str) -> Body:
        """The blocks of a Markdown text."""
        plain = plain_blocks(source)
        return self._marked(source) if plain is None else Body(tuple(annotate(plain)))

    def _marked(self, source: str) -> Body:
        elements = self._parse(source)
        units = annotate([(_tag(e), plain_text(self._serialize(e))) for e in elements])
        markup, depth = [], 1
        for element, unit in zip(elements, units, strict=True):
            if _is_raw(element):
                element = _framed(element, unit)
            else:
                depth = _dress(element, unit, depth)
            markup.append(self._serialize(element))
        return Body(tuple(units), tuple(markup))

    def plain(self, source: str) -> str:
        """A text without ids, such as an introduction."""
        blocks = plain_blocks(source)
        if blocks is not None:
            return "\n".join(f"<{tag}>{text}</{tag}>" for tag, text in blocks)
        return _balanced(str(self._markdown.reset().convert(source)))

    def _parse(self, source: str) -> list[Element]:
        """Python-Markdown's own stages up to its tree, so that each block can be dressed."""
        md = self._markdown
        md.reset()
        lines = source.split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        root = md.parser.parseDocument(lines).getroot()
        assert root is not None
        for processor in md.treeprocessors:
            made = processor.run(root)
            root = root if made is None else made
        for element in root.iter():
            _reach(element)
        return list(root)

    def _serialize(self, element: Element) -> str:
        element.tail = None
        written = self._markdown.serializer(element)
        out = written
        for postprocessor in self._markdown.postprocessors:
            out = postprocessor.run(out)
        out = str(out).strip()
        return _balanced(out) if _RAW_IN_TEXT.search(written) else out


def _balanced(markup: str) -> str:
    """HTML that an editor has written, completed as every browser would: e-books want it whole."""
    return str(LexborHTMLParser(markup, is_fragment=True).html or "")


def _unmarked(units: Sequence[Unit]) -> Iterator[str]:
    """Blocks of a text without markup, as Python-Markdown would write them once dressed."""
    depth = 1
    for unit in units:
        if unit.kind in _HEADS:
            depth = min(unit.level + 1, depth + 1)
        yield _block(unit, f"h{depth}" if unit.kind in _HEADS else "p")


def _block(unit: Unit, tag: str) -> str:
    text, name, link = unit.text, "", ""
    if unit.marker:  # the text begins with it
        text = f'<span class="marker">{unit.marker}</span>{text[len(unit.marker) :]}'
    if unit.id:
        name = f' id="{unit.id}"'
        if unit.kind in _CITED:
            spoken = _label(unit).replace('"', "&quot;")
            link = f'<a aria-label="{spoken}" class="permalink" href="#{unit.id}"></a>'
    return f'<{tag} class="unit unit-{unit.kind}"{name}>{text}{link}</{tag}>'


def _label(unit: Unit) -> str:
    return f"{label(unit.id or '') or unit.text}的链接"


def _reach(element: Element) -> None:
    """Lead relative addresses from the page: an article's page is one folder below its file."""
    for name in ("src", "href"):
        address = element.get(name, "")
        if address and not re.match(r"[a-z][a-z0-9+.-]*:|[/#?]", address, re.IGNORECASE):
            path, mark, fragment = address.partition("#")
            if path.endswith(".md"):
                path = path.removesuffix(".md").removesuffix("index") + "/" * (path != "index.md")
            element.set(name, f"../{path}{mark}{fragment}")


def plain_text(markup: str) -> str:
    """The text of some HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def _is_raw(element: Element) -> bool:
    """Whether a block is HTML that the text carries itself: an errata list, a table with spans."""
    return element.tag == "p" and bool(_RAW.fullmatch((element.text or "").strip()))


def _set_right(table: Element) -> None:
    """Mark the columns that hold figures alone: a reader compares them digit below digit."""
    rows = [list(row) for row in table.iter("tr")]
    for column in zip(*rows, strict=False):
        said = ["".join(cell.itertext()).strip() for cell in column if cell.tag == "td"]
        if any(said) and all(_FIGURE.fullmatch(text) for text in said):
            for cell in column:
                cell.set("class", "figure")


def _is_picture(element: Element) -> bool:
    """Whether a paragraph holds pictures alone."""
    said = (element.text, *(child.tail for child in element))
    return (
        bool(len(element))
        and not any(map(str.strip, filter(None, said)))
        and all(child.tag == "img" for child in element)
    )


def _tag(element: Element) -> str:
    return "figure" if _is_raw(element) else element.tag


def _framed(element: Element, unit: Unit) -> Element:
    """Raw HTML in a frame that carries the block's id."""
    frame = Element("div", {"class": f"unit unit-{unit.kind}"})
    if unit.id:
        frame.set("id", unit.id)
    frame.text = element.text
    return frame


def _dress(element: Element, unit: Unit, depth: int) -> int:
    """Give a block its class, id, marker and permalink; return the heading depth reached."""
    look = "table" if element.tag == "table" else "picture" if _is_picture(element) else unit.kind
    element.set("class", f"unit unit-{look}")
    if look == "table":
        _set_right(element)
    if unit.kind in _HEADS:
        # A heading never jumps a level, whatever the text does: screen readers walk by level.
        depth = min(unit.level + 1, depth + 1)
        element.tag = f"h{depth}"
    if unit.id:
        element.set("id", unit.id)
    if unit.marker and (element.text or "").startswith(unit.marker):
        _set_off(element, unit.marker)
    if unit.id and unit.kind in _CITED and element.tag[0] in "ph":
        attributes = {"class": "permalink", "href": f"#{unit.id}", "aria-label": _label(unit)}
        SubElement(element, "a", attributes)
    return depth


def _set_off(element: Element, marker: str) -> None:
    rest = (element.text or "")[len(marker) :]
    element.text = None
    span = Element("span", {"class": "marker"})
    span.text, span.tail = marker, rest
    element.insert(0, span)


def escape(text: str) -> str:
    """Text for HTML, attributes included."""
    return html.escape(text, quote=True)
