"""A story is one flow of text (body, header, footnotes); here its paragraphs become runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bulletin.readers import Image, Place, Run
from bulletin.readers.word import fields as word_fields
from bulletin.readers.word import media
from bulletin.readers.word.fields import Fields
from bulletin.readers.word.formulas import WRITTEN
from bulletin.readers.word.package import Package, Relation, refusal
from bulletin.readers.word.styles import Look, Styles
from bulletin.readers.word.xml import (
    attribute,
    child,
    children,
    integer,
    name,
    preserves_space,
    sign_of,
    switch,
    value,
)

_BLANKS = " \t\r\n"
_SILENT = {
    "w:pPr", "w:rPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:rubyPr", "w:smartTagPr", "w:tblPr",
    "w:customXmlPr", "w:footnoteRef", "w:endnoteRef", "w:annotationRef", "w:commentReference",
    "w:separator", "w:continuationSeparator", "w:lastRenderedPageBreak", "w:fldData", "w:pgNum",
}  # fmt: skip
_TEXT = {"w:t", "w:delText", "m:t"}
_CODE = {"w:instrText", "w:delInstrText"}
_DELETED = {"w:del", "w:moveFrom"}
_INSERTED = {"w:ins", "w:moveTo"}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_ENDS = ("。", "；", "！", "？")  # of a paragraph that is coloured as a whole, and no heading
_OUTSIDE = ("http://", "https://", "mailto:")
_FOREIGN = {"w:altChunk", "w:subDoc"}


@dataclass(frozen=True)
class Source:
    """What every story of a document shares."""

    package: Package
    styles: Styles
    notices: list[tuple[str, Place, str]]
    note_marks: dict[tuple[str, str], str]


@dataclass
class Line:
    """The paragraph being read: its runs, cut at page breaks, and what stands beside the text."""

    look: Callable[[Element | None], Look]
    number: int
    pieces: list[list[Run]] = field(default_factory=lambda: [[]])
    images: list[Image] = field(default_factory=list)
    boxes: list[tuple[Element, str | None]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    length: int = 0
    mark: str = ""  # of mathematics, which says it by its structure
    link: str = ""
    marked: list[str] = field(default_factory=list)  # by colour, dots or a frame
    plain: bool = False  # some text is not
    inside: int = 0  # where in the text the last picture stands that is set like a letter


@dataclass
class Story:
    """One part's flow of text; fields may span its paragraphs, so it keeps their state."""

    source: Source
    part: str  # "" for the body
    relations: dict[str, Relation]
    fields: Fields = field(default_factory=Fields)
    paragraphs: int = 0

    def line(self, paragraph: Element, drop: str | None) -> Line:
        """Read the inline content of one paragraph."""
        self.paragraphs += 1
        properties = child(paragraph, "w:pPr")
        styles = self.source.styles
        line = Line(lambda run: styles.run(properties, run), self.paragraphs)
        for element in paragraph:
            self._inline(element, line, drop)
        self._tell(line)
        return line

    def _tell(self, line: Line) -> None:
        """What the paragraph's text alone does not carry over."""
        marked = "".join(line.marked).strip()
        if marked and (line.plain or marked.endswith(_ENDS)):
            self.note("word-colour", line, marked[:30])
        if 0 < line.inside < line.length:
            self.note("word-picture-moved", line, "".join(r.text for r in line.pieces[-1])[:30])

    def place(self, line: Line) -> Place:
        """Where the line has come to."""
        return Place(line.number, line.length, part=self.part)

    def note(self, code: str, line: Line, excerpt: str) -> None:
        """Something that an editor should hear of."""
        self.source.notices.append((code, self.place(line), excerpt))

    def put(
        self, line: Line, text: str, drop: str | None, look: Look | None = None, added: bool = False
    ) -> None:
        """Append characters to the paragraph."""
        if not text:
            return
        look = look or line.look(None)
        hidden = "hidden-text" if look.hidden and not added else None
        mark = line.mark or look.mark
        run = Run(
            text, self.place(line), drop or hidden, added, look.size, look.bold, mark, line.link
        )
        line.pieces[-1].append(run)
        line.length += len(text)
        if not added and not run.drop and not line.link and text.strip():
            if look.marked:
                line.marked.append(text)
            else:
                line.plain = True

    def _inline(self, element: Element, line: Line, drop: str | None) -> None:
        kind = name(element)
        if kind == "w:r":
            self._run(element, line, drop)
        elif kind in _DELETED:
            self._revised(line, element)
            self._each(element, line, drop or "tracked-deletion")
        elif kind in _INSERTED:
            self._revised(line, element)
            self._each(element, line, drop)
        elif kind == "mc:AlternateContent":
            self._alternate(element, line, drop, self._inline)
        elif kind in WRITTEN:
            WRITTEN[kind](element, _Pen(self, line, drop))
        elif kind == "w:sym":  # in mathematics without a run of its own
            self.put(line, sign_of(element), self.fields.drop or drop)
        elif kind == "w:hyperlink":
            self._linked(element, line, drop)
        elif kind in _TEXT:  # mathematics holds its text without a Word run
            self.put(line, element.text or "", self.fields.drop or drop)
        elif kind == "w:fldSimple":
            page = word_fields.is_page(attribute(element, "w:instr") or "")
            self._each(element, line, "page-number" if page else drop)
        elif kind in _FOREIGN:
            raise _foreign(self.source.package)
        elif kind not in _SILENT:
            self._each(element, line, drop)

    def _revised(self, line: Line, element: Element) -> None:
        """A revision that nobody has accepted yet: told once for each of its places."""
        text = "".join(element.itertext()).strip()
        if text:
            self.note("word-revision", line, text[:30])

    def _linked(self, element: Element, line: Line, drop: str | None) -> None:
        """A link to the outside keeps its address; one inside the file is only text."""
        relation = self.relations.get(attribute(element, "r:id") or "")
        target = relation.target if relation and relation.external else ""
        line.link = target if target.lower().startswith(_OUTSIDE) else ""
        self._each(element, line, drop)
        line.link = ""

    def _each(self, element: Element, line: Line, drop: str | None) -> None:
        for inner in element:
            self._inline(inner, line, drop)

    def _run(self, run: Element, line: Line, drop: str | None) -> None:
        look = line.look(child(run, "w:rPr"))
        for element in run:
            self._content(element, line, drop, look)

    def _content(self, element: Element, line: Line, drop: str | None, look: Look) -> None:
        """One child of a run."""
        kind = name(element)
        why = self.fields.drop or drop
        if kind in _TEXT:
            self._text(element, line, why, look)
        elif kind in _SIGNS:
            self.put(line, _SIGNS[kind], why, look)
        elif kind in _CODE:
            self._code(element.text or "", line, drop, look)
        elif kind == "w:fldChar":
            self._field(element, line, drop, look)
        elif kind == "w:br":
            self._break(element, line, why, look)
        elif kind == "w:sym":
            self.put(line, sign_of(element), why, look)
        elif kind == "w:softHyphen":
            self.put(line, "\u00ad", why or "invisible", look)
        elif kind == "w:ruby":
            self._ruby(element, line, drop)
        elif kind in {"w:footnoteReference", "w:endnoteReference"}:
            self._reference(element, kind[2:-9], line, why)
        elif kind in {"w:drawing", "w:pict", "w:object"}:
            self._drawing(element, line, why)
        elif kind == "mc:AlternateContent":
            self._alternate(
                element, line, drop, lambda e, line, drop: self._content(e, line, drop, look)
            )
        elif kind not in _SILENT:
            self._inline(element, line, drop)

    def _text(self, element: Element, line: Line, drop: str | None, look: Look) -> None:
        """A text element; blanks at its edges count only where it says so."""
        text = element.text or ""
        if preserves_space(element) or text == text.strip(_BLANKS):
            self.put(line, text, drop, look)
            return
        core = text.strip(_BLANKS)
        begin = text.find(core) if core else len(text)
        self.put(line, text[:begin], drop or "edge-space", look)
        self.put(line, core, drop, look)
        self.put(line, text[begin + len(core) :], drop or "edge-space", look)

    def _code(self, text: str, line: Line, drop: str | None, look: Look) -> None:
        """Field code; an EQ field holds its visible text in the code itself."""
        self.fields.note_code(text)
        at = 0
        for begin, end, reading in sorted(word_fields.text_in_code(text)):
            self.put(line, text[at:begin], drop or "field-code", look)
            self._spoken(text[begin:end], line, drop, look, reading)
            at = end
        self.put(line, text[at:], drop or "field-code", look)

    def _spoken(self, text: str, line: Line, drop: str | None, look: Look, reading: bool) -> None:
        self.put(line, text, drop or ("ruby" if reading else None), look)

    def _field(self, element: Element, line: Line, drop: str | None, look: Look) -> None:
        step = attribute(element, "w:fldCharType")
        if step == "begin":
            self.fields.begin(_chosen(child(element, "w:ffData")))
        elif step == "separate":
            self.fields.separate()
        elif step == "end":
            ended = self.fields.end()
            if ended and (ended.value or not ended.in_result):
                text = ended.value or word_fields.computed(ended.code)
                self.put(line, text, drop, look, added=True)

    def _break(self, element: Element, line: Line, drop: str | None, look: Look) -> None:
        if attribute(element, "w:type") in {"page", "column"}:
            line.pieces.append([])
        else:
            self.put(line, "\n", drop, look)

    def _ruby(self, element: Element, line: Line, drop: str | None) -> None:
        """The base is text; the reading above it is kept apart by name."""
        for base in children(element, "w:rubyBase"):
            self._each(base, line, drop)
        for reading in children(element, "w:rt"):
            if drop is None:
                self.note("word-ruby", line, "".join(reading.itertext()))
            self._each(reading, line, drop or "ruby")

    def _reference(self, element: Element, kind: str, line: Line, drop: str | None) -> None:
        """Where a note hangs: its mark is computed, unless the author set one by hand."""
        identity = (kind, attribute(element, "w:id") or "")
        mark = self.source.note_marks.get(identity)
        if mark is None or drop:
            return
        if attribute(element, "w:customMarkFollows") not in {"1", "true", "on"}:
            self.put(line, mark, None, added=True)
        line.notes.append(identity)

    def _drawing(self, element: Element, line: Line, drop: str | None) -> None:
        if drop is None:
            found = media.images(element, self.relations, self.source.package)
            line.images.extend(found)
            if found and child(element, "wp:inline") is not None:
                line.inside = line.length
            for code, excerpt in media.losses(element, self.relations):
                self.note(code, line, excerpt)
        for box, alternate in media.text_boxes(element):
            line.boxes.append((box, drop or ("alternate" if alternate else None)))

    def _alternate(
        self,
        element: Element,
        line: Line,
        drop: str | None,
        read: Callable[[Element, Line, str | None], None],
    ) -> None:
        """Of alternatives for newer and older programs the first is read; the rest say the same."""
        for order, choice in enumerate(element):
            for inner in choice:
                read(inner, line, drop or ("alternate" if order else None))


@dataclass
class _Pen:
    """Writes a formula into the paragraph that is being read."""

    story: Story
    line: Line
    drop: str | None

    def inner(self, element: Element) -> None:
        self.story._inline(element, self.line, self.drop)

    def sign(self, text: str) -> None:
        self.story.put(self.line, text, self.drop, added=True)

    def marked(self, element: Element, mark: str) -> None:
        before, self.line.mark = self.line.mark, mark
        self.inner(element)
        self.line.mark = before

    def lost(self, element: Element) -> None:
        if self.drop is None:
            self.story.note("word-formula", self.line, "".join(element.itertext())[:30])


def _chosen(data: Element | None) -> str:
    """What a field of an older form shows: a box with or without its tick, a choice of a list."""
    box = child(data, "w:checkBox")
    if box is not None:
        stated = switch(box, "w:checked")
        ticked = switch(box, "w:default") if stated is None else stated
        return "☑" if ticked else "☐"
    choices = child(data, "w:ddList")
    if choices is None:
        return ""
    entries = [attribute(e, "w:val") or "" for e in children(choices, "w:listEntry")]
    at = integer(value(choices, "w:result") or value(choices, "w:default"))
    return entries[at] if 0 <= at < len(entries) else ""


def _foreign(package: Package) -> Exception:
    return refusal(
        "word-embedded",
        package.path,
        "正文嵌入了另一个文档（altChunk 或子文档）",
        "文字都在同一个文档里",
        "用 Word 打开，另存为 .docx 后再导入",
    )
