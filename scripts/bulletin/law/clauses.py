"""The structure that a Chinese document carries in its text, as units with lasting ids.

`annotate` reads the blocks of one article in order and says of each what it is. The ids:

    ch-4, ch-4-sec-2, part-1      第四章, its 第二节, 第一编
    art-19, art-19-bis-1          第十九条, 第十九条之一
    art-19-p2                     its second 款
    art-19-i3, art-19-i3-p2       its item （三）, that item's second paragraph
    art-13-i2-1, art-13-i2-1-3    1. below （二）, (3) below that
    art-8-s1                      1. directly below the 条
    art-9-p2-i1                   item （一） of the second 款
    item-6, item-6-1, item-6-p2   measure （六） without 条, 1. below it, its second paragraph
    m-3                           a long 三、 in a document that also counts （一）
    h-2, h-2-item-1               second sub-heading; a measure whose numbering begins again there
    p-12                          twelfth text paragraph of an article without 条
    b-7                           any other block (signer, date, table): its place among the blocks
    r2-art-1                      the second regulation in one article: every id gets r2-
    art-5-dup2                    an id that the text itself repeats
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bulletin.law.letters import CLOSING, PROSE, clauses, divided, official, roles
from bulletin.law.markers import Marker, marker

UnitKind = Literal[
    "title", "number", "addressee", "chapter", "section", "article", "paragraph", "item",
    "subitem", "point", "heading", "measure", "signer", "date", "attachment", "text", "source",
]  # fmt: skip
_DIVISIONS = ("part", "chapter", "section")


class Unit(NamedTuple):
    """One block: what it is, its id, and the unit that it belongs to."""

    kind: UnitKind
    id: str | None
    level: int  # outline depth of chapters and headings; nesting depth of clauses; 0 otherwise
    number: str | None  # "19", "19-1"
    text: str
    marker: str  # 第十九条, （三）: what the page may set off
    parent: str | None


def annotate(texts: Sequence[tuple[str, str]]) -> list[Unit]:
    """One unit for each block `(tag, plain text)` of an article, in order."""
    blocks = [(tag, text.strip()) for tag, text in texts]
    marks = [marker(text) for _, text in blocks]
    found, legal = roles(blocks), clauses(blocks)
    parted = bool(legal) or divided(blocks)
    walk = _Walk(blocks, official(found, bool(legal)))
    walk.layered = any(mark and mark.kind == "item" for mark in marks)
    units = []
    for index, ((tag, _), mark, role) in enumerate(zip(blocks, marks, found, strict=True)):
        if mark and (tag not in PROSE or _prose(mark, index, legal, parted)):
            mark = None
        units.append(walk.step(index, tag, role, mark))
    return units


def _prose(mark: Marker, index: int, legal: frozenset[int], parted: bool) -> bool:
    """A 条 or 章 that is only spoken of."""
    if mark.kind == "article":
        return index not in legal
    return mark.kind in _DIVISIONS and not parted


@dataclass
class _Walk:
    """The walk through one article: which 章, 条 and item is open. Ids here have no prefix."""

    blocks: list[tuple[str, str]]
    official: bool
    regulation: int = 1
    prefix: str = ""  # of the ids of the second regulation and those after it
    clauses: int = 0
    part: str | None = None
    chapter: str | None = None
    section: str | None = None
    article: str | None = None
    paragraph: str | None = None  # the 款 that owns the next items
    paragraphs: int = 0
    item: str | None = None
    item_number: int = 0
    subitem: str | None = None
    heading: str | None = None
    headings: int = 0
    texts: int = 0
    used: set[str] = field(default_factory=set)
    index: int = 0
    layered: bool = False  # both 一、 and （一） count here

    def step(self, index: int, tag: str, role: str, mark: Marker | None) -> Unit:
        """The unit of the next block."""
        self.index = index
        if role:
            return self._role(role)
        if mark and mark.kind in _DIVISIONS:
            return self._division(mark)
        if self.clauses and tag in PROSE and CLOSING.match(self.blocks[index][1]):
            return self._unnumbered()
        if tag[:1] == "h" and tag[1:].isdigit():
            return self._heading(int(tag[1]) - 1, mark)
        if tag not in PROSE:
            return self._unit("text", f"b-{index + 1}", 0, None, self.article)
        if mark and mark.kind == "article":
            return self._article(mark)
        if mark and mark.kind == "item":
            return self._item(mark) if self.article else self._measure(mark)
        if mark and mark.kind in ("subitem", "point") and (self.article or self.item):
            return self._below(mark)
        if mark and mark.kind == "han" and self.official and not self.article:
            return self._measure(mark)
        return self._paragraph()

    def _unit(
        self, kind: UnitKind, wanted: str, level: int, mark: Marker | None, parent: str | None
    ) -> Unit:
        """A unit whose id is free: with the regulation's prefix, or -dup2 where it is repeated."""
        found = self.prefix + wanted
        if found in self.used:
            found = self._name(self._free(wanted))
        self.used.add(found)
        above = self._name(parent) if parent else None
        text = self.blocks[self.index][1]
        if mark is None:
            return Unit(kind, found, level, None, text, "", above)
        return Unit(kind, found, level, "-".join(map(str, mark.number)), text, mark.text, above)

    def _name(self, local: str) -> str:
        return self.prefix + local

    def _taken(self, local: str) -> bool:
        return self.prefix + local in self.used

    def _free(self, wanted: str) -> str:
        found, n = wanted, 1
        while self._taken(found):
            n += 1
            found = f"{wanted}-dup{n}"
        return found

    def _leave(self) -> None:
        """Close the 条 or measure that is open."""
        self.article = self.paragraph = self.item = self.subitem = None
        self.paragraphs = 0

    def _begin_regulation(self) -> None:
        self.regulation += 1
        self.prefix = f"r{self.regulation}-"
        self.clauses = 0
        self.part = self.chapter = self.section = None
        self._leave()

    def _role(self, role: str) -> Unit:
        self._leave()
        if role != "title":
            return self._unit(role, f"b-{self.index + 1}", 0, None, None)  # type: ignore[arg-type]
        if self.clauses:
            self._begin_regulation()
        return self._heading(1, None, "title")

    def _heading(self, level: int, mark: Marker | None, kind: UnitKind = "heading") -> Unit:
        self._leave()
        self.headings += 1
        self.heading = self._free(f"h-{self.headings}")
        return self._unit(kind, self.heading, level, mark, None)

    def _division(self, mark: Marker) -> Unit:
        """编, 章 or 节."""
        if mark.number == (1,) and self.clauses and mark.kind != "section" and not self.part:
            self._begin_regulation()
        self._leave()
        n = mark.number[0]
        if mark.kind == "part":
            self.part, self.chapter, self.section = self._free(f"part-{n}"), None, None
            return self._unit("chapter", self.part, 1, mark, None)
        deeper = 1 if self.part else 0
        if mark.kind == "chapter":
            wanted = f"ch-{n}"
            if self._taken(wanted) and self.part:
                wanted = f"{self.part}-ch-{n}"
            self.chapter, self.section = self._free(wanted), None
            return self._unit("chapter", self.chapter, 1 + deeper, mark, self.part)
        owner = self.chapter or self.part
        self.section = self._free(f"{owner}-sec-{n}" if owner else f"sec-{n}")
        return self._unit("section", self.section, 2 + deeper, mark, owner)

    def _unnumbered(self) -> Unit:
        """附则 alone on its line, as laws with 编 close."""
        self._leave()
        self.chapter, self.section = self._free("ch-final"), None
        return self._unit("chapter", self.chapter, 1, None, None)

    def _article(self, mark: Marker) -> Unit:
        if mark.number == (1,) and self.clauses > 1:
            self._begin_regulation()
        self._leave()
        self.clauses += 1
        wanted = "art-" + "-bis-".join(map(str, mark.number))
        self.article = self.paragraph = self._free(wanted)
        self.paragraphs = 1
        return self._unit("article", wanted, 1, mark, self.section or self.chapter or self.part)

    def _item(self, mark: Marker) -> Unit:
        self.item_number, self.subitem = mark.number[0], None
        wanted = f"{self.paragraph}-i{self.item_number}"
        self.item = self._free(wanted)
        return self._unit("item", wanted, 2, mark, self.paragraph)

    def _measure(self, mark: Marker) -> Unit:
        """（六） without 条, or a long 六、 of an official document."""
        wanted = f"item-{mark.number[0]}"
        if mark.kind == "han" and self.layered:
            wanted = f"m-{mark.number[0]}"
        above = self.heading or self.section or self.chapter or self.part
        if self._taken(wanted) and above:
            wanted = f"{above}-{wanted}"
        self.item, self.item_number = self._free(wanted), mark.number[0]
        self.subitem, self.paragraphs = None, 1
        return self._unit("measure", wanted, 1, mark, self.heading)

    def _below(self, mark: Marker) -> Unit:
        """1. and (1), below an item or directly below the 条."""
        n = mark.number[0]
        if mark.kind == "point":
            owner = self.subitem or self.item or self.paragraph
            return self._unit("point", f"{owner}-{n}", 4, mark, owner)
        owner = self.item or self.paragraph
        wanted = f"{owner}-{n}" if self.item else f"{owner}-s{n}"
        self.subitem = self._free(wanted)
        return self._unit("subitem", wanted, 3, mark, owner)

    def _paragraph(self) -> Unit:
        """A plain paragraph: of an item, the next 款, or text."""
        text = self.blocks[self.index][1]
        if self.item and (self._goes_on() if self.article else _aside(text)):
            wanted, n = f"{self.item}-p2", 2
            while self._taken(wanted):
                n += 1
                wanted = f"{self.item}-p{n}"
            return self._unit("paragraph", wanted, 3, None, self.item)
        if self.article:
            self.paragraphs += 1
            self.paragraph = self._free(f"{self.article}-p{self.paragraphs}")
            self.item = self.subitem = None
            return self._unit("paragraph", self.paragraph, 1, None, self.article)
        self.item = self.subitem = None
        self.texts += 1
        return self._unit("text", f"p-{self.texts}", 0, None, self.heading)

    def _goes_on(self) -> bool:
        """Whether a paragraph behind items is still inside the last one.

        So it is where the item before is only a heading or announces what follows, or where the
        same series of items goes on after it; otherwise it is the next 款 of the 条.
        """
        before = self.blocks[self.index - 1][1]
        if marker(before) and before[-1] not in "。；;.！？”）)":
            return True
        following = self.blocks[self.index + 1 :]
        mark = next((m for tag, text in following if (m := marker(text)) or tag not in PROSE), None)
        return bool(mark and mark.kind == "item" and mark.number == (self.item_number + 1,))


def _aside(text: str) -> bool:
    """A paragraph all in brackets below a measure: （责任单位：…）."""
    return text.startswith(("（", "(")) and text.endswith(("）", ")"))
