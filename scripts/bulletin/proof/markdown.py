"""Markdown out and in: pieces written so that no character is taken for markup, and read back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from itertools import groupby

import markdown as python_markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.tables import TableExtension

from bulletin.outline.paragraphs import Piece
from bulletin.outline.passage import Passage, Stream

_MARKUP = re.compile(r"[\\`*_{}\[\]|#]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_LINE_START = re.compile(r"^([-+:!~=])")


Marks = Mapping[int, tuple[str, str]]  # mark and link of a character, by its position


def escape(text: str) -> str:
    """Text as Markdown that renders to the same text."""
    lines = [_line(line) for line in text.split("\n")]
    # An empty line would end the paragraph.
    return ("  \n" if all(lines) else "<br>").join(lines)


def marked(passage: Passage, marks: Marks) -> str:
    """A passage as Markdown, with what the look of its characters means, and links."""
    if not any(at in marks for at in passage.at):
        return escape(passage.text)
    runs = groupby(zip(passage.text, passage.at, strict=True), lambda c: marks.get(c[1], ("", "")))
    whole: list[str] = []
    for (mark, link), characters in runs:
        text = escape("".join(c for c, _ in characters))
        if whole:  # what begins a run does not begin the line
            text = re.sub(r"^\\([-+!])|^(\d+)\\([.)])", r"\1\2\3", text)
        text = f"<{mark}>{text}</{mark}>" if mark else text
        whole.append(f'<a href="{html.escape(link)}">{text}</a>' if link else text)
    return "".join(whole)


def _line(text: str) -> str:
    out = _MARKUP.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    out = out.replace("<", "&lt;").replace(">", "&gt;").replace("\t", "&#9;")
    out = _NUMBERED.sub(r"\1\\\2", out)
    found = _LINE_START.match(out)
    if found and found[1] in "~=:":
        return f"&#{ord(found[1])};{out[1:]}"
    return _LINE_START.sub(r"\\\1", out)


def write(pieces: tuple[Piece, ...], marks: Marks | None = None) -> str:
    """The body of an article or a cover."""
    return "\n\n".join(_piece(piece, marks or {}) for piece in pieces)


def marks_of(stream: Stream) -> dict[int, tuple[str, str]]:
    """The mark and the link of each character that has one."""
    return {at: (mark, link) for start, end, mark, link in stream.marks for at in range(start, end)}


def _piece(piece: Piece, marks: Marks) -> str:
    if piece.tag == "table":
        return _table(piece, marks)
    if piece.image:
        # A description of several lines, as Word writes it itself, is one.
        alt = escape(" ".join(piece.image.alt.split()))
        picture = f"![{alt}](images/{piece.image.name})"
        return f"{picture}  \n{marked(piece.passage, marks)}" if piece.text else picture
    text = marked(piece.passage, marks)
    if piece.tag.startswith("h"):
        return "#" * int(piece.tag[1]) + " " + text.replace("  \n", "<br>")
    return text


def _table(piece: Piece, marks: Marks) -> str:
    """A Markdown table; HTML where cells span or rows differ in length."""
    spans = any(
        cell.columns > 1 or cell.rows > 1 for row in piece.paragraph.block.rows for cell in row
    )
    widths = {len(row) for row in piece.cells}
    if spans or len(widths) != 1:
        return _html_table(piece, marks)
    rows = [" | ".join(_cell(cell, marks) for cell in row) for row in piece.cells]
    rule = " | ".join("---" for _ in piece.cells[0])
    lines = [f"| {line} |" for line in (rows[0], rule, *rows[1:])]
    return "\n".join(lines)


def _cell(cell: Passage, marks: Marks) -> str:
    return marked(cell, marks).replace("  \n", "<br>")


def _html_table(piece: Piece, marks: Marks) -> str:
    out = ["<table>"]
    for row, cells in zip(piece.paragraph.block.rows, piece.cells, strict=True):
        out.append("<tr>")
        for cell, text in zip(row, cells, strict=True):
            span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            span += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            inner = _html(text, marks)
            out.append(f"<td{span}>{inner}</td>")
        out.append("</tr>")
    return "\n".join([*out, "</table>"])


def _html(cell: Passage, marks: Marks) -> str:
    """A cell's text as HTML, with its marks."""
    runs = groupby(zip(cell.text, cell.at, strict=True), lambda c: marks.get(c[1], ("", ""))[0])
    out = []
    for mark, characters in runs:
        text = html.escape("".join(c for c, _ in characters), quote=False).replace("\n", "<br>")
        out.append(f"<{mark}>{text}</{mark}>" if mark else text)
    return "".join(out)


@cache
def _renderer() -> python_markdown.Markdown:
    """The Markdown of MkDocs as this project configures it."""
    return python_markdown.Markdown(extensions=[TableExtension(), FencedCodeExtension()])


def blocks(body: str) -> list[tuple[str, str]]:
    """The top-level blocks `(tag, plain text)` that a body renders to; errata notes left out."""
    reader = _Blocks()
    reader.feed(_renderer().reset().convert(body))
    reader.close()
    return reader.found


class _Blocks(HTMLParser):
    """Collects the text of each top-level element."""

    _VOID = frozenset({"br", "img", "hr", "input", "wbr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.parts: list[str] = []
        self.after_break = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a line break is a line end of the text."""
        if tag == "br" and self.open:
            self.parts.append("\n")
            self.after_break = True
        if tag in self._VOID:
            return
        if not self.open:
            self.parts = []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; a top-level one is a block."""
        if tag not in self.open:
            return
        while self.open.pop() != tag:
            pass
        if not self.open and tag != "aside":
            self.found.append((_TAGS.get(tag, tag), "".join(self.parts).strip()))

    def handle_data(self, data: str) -> None:
        """Text inside a block; between rows and cells there is only layout."""
        if not self.open:
            if data.strip():
                self.found.append(("p", data.strip()))
            return
        if self.open[-1] in ("table", "thead", "tbody", "tr", "ul", "ol") and not data.strip():
            return
        if self.after_break:
            data = data.removeprefix("\n")
            self.after_break = False
        self.parts.append(data)


_TAGS = {"ul": "list", "ol": "list", "pre": "p", "div": "p"}
