"""Word (.docx): the package walked with the standard library; no character goes unaccounted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from bulletin.readers import Block, Manuscript, Place
from bulletin.readers.invisible import parted_blocks
from bulletin.readers.word.body import Body
from bulletin.readers.word.numbering import Numbering, read_numbering
from bulletin.readers.word.package import Package, Relation, open_package, refusal
from bulletin.readers.word.story import Source, Story
from bulletin.readers.word.styles import read_styles
from bulletin.readers.word.xml import attribute, child, descendants, name, sign_of

# Every element that can hold characters of text.
_TEXT_ELEMENTS = ("w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t")
# Signs that have elements of their own as well as characters; blanks likewise.
_UNCOUNTED = "\u2011\u00ad"


def held_in(roots: Iterable[Element]) -> Counter[str]:
    """The letters in all text elements and symbols of the parts."""
    letters: Counter[str] = Counter()
    for root in roots:
        for kind in _TEXT_ELEMENTS:
            for element in descendants(root, kind):
                letters.update(element.text or "")
        letters.update(map(sign_of, descendants(root, "w:sym")))
    return _counted(letters)


def given_by(blocks: Iterable[Block]) -> Counter[str]:
    """The letters of all runs that the file itself holds."""
    letters: Counter[str] = Counter()
    for block in blocks:
        for run in block.atoms():
            if not run.added:
                letters.update(run.text)
    return _counted(letters)


def _counted(letters: Counter[str]) -> Counter[str]:
    return Counter({c: n for c, n in letters.items() if not c.isspace() and c not in _UNCOUNTED})


def _gathered(notices: list[tuple[str, Place, str]], code: str) -> Iterator[tuple[str, Place, str]]:
    """The notices; of a kind that comes often only the first, with how many there are."""
    count = sum(found == code for found, _, _ in notices)
    told = False
    for found, place, excerpt in notices:
        if found != code or count == 1:
            yield found, place, excerpt
        elif not told:
            told = True
            yield found, place, f"{excerpt}（共 {count} 处）"


_SIDE_PARTS = {"header": "running-head", "footer": "running-head"}
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}


def read(path: Path) -> Manuscript:
    """Read a .docx file; what cannot be read is refused with what to do."""
    with open_package(path) as package:
        return _Document(package).manuscript()


class _Document:
    """One reading of one document; it lives as long as the package is open."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = package.xml(package.document)
        self.links = package.relations(package.document)
        styles = read_styles(self._part("styles"))
        self.numbering = read_numbering(self._part("numbering"), styles)
        self.source = Source(package, styles, [], self._note_marks())
        self.roots = [self.root]

    def manuscript(self) -> Manuscript:
        """Every part that holds text, in the order in which a reader meets it."""
        blocks = [*self._side_parts(), *self._body(), *self._comments()]
        self._audit(blocks)
        self._tell_macros()
        named = parted_blocks(blocks, self.source.notices)
        notices = tuple(_gathered(self.source.notices, "word-colour"))
        return Manuscript(self.package.path, "word", named, notices=notices)

    def _body(self) -> list[Block]:
        body = child(self.root, "w:body")
        if body is None:
            path = self.package.path
            raise refusal("word-no-body", path, "没有正文", "有正文的 .docx", "核对文件后重新导入")
        notes = self._notes()
        reader = Body(self.source, Story(self.source, "", self.links), self.numbering, notes)
        blocks = [*reader.blocks(body), *reader.finish()]
        return blocks + [block for left in notes.values() for block in left]

    def _side_parts(self) -> list[Block]:
        """Headers and footers; every character of them is a running head."""
        found = []
        for relation in self._relations(*_SIDE_PARTS):
            found += self._story(relation, self._open(relation), _SIDE_PARTS[relation.kind])
        return found

    def _comments(self) -> list[Block]:
        """Comments stay out of the issue; each is named."""
        found = []
        for relation in self._relations("comments"):
            blocks = self._story(relation, self._open(relation), "comment")
            for block in blocks:
                text = "".join(run.text for run in block.atoms())
                self.source.notices.append(("word-comment", block.runs[0].place, text))
            found += blocks
        return found

    def _notes(self) -> dict[tuple[str, str], list[Block]]:
        """Foot- and endnotes by kind and id; one that nothing refers to is not published."""
        found: dict[tuple[str, str], list[Block]] = {}
        for relation in self._relations(*_NOTE_PARTS):
            kind = _NOTE_PARTS[relation.kind]
            for note in descendants(self._open(relation), f"w:{kind}"):
                identity = (kind, attribute(note, "w:id") or "")
                mark = self.source.note_marks.get(identity)
                found[identity] = self._story(relation, note, None if mark else "hidden-text", mark)
        return found

    def _story(
        self, relation: Relation, element: Element, drop: str | None, mark: str | None = None
    ) -> list[Block]:
        part = relation.target.rpartition("/")[2].removesuffix(".xml")
        story = Story(self.source, part, self.package.relations(relation.target))
        reader = Body(self.source, story, Numbering(), mark=mark)
        if mark:
            reader.kind = "footnote"
        children = _flat(element)
        return [b for b in [*reader.blocks(children, drop), *reader.finish()] if any(b.atoms())]

    def _note_marks(self) -> dict[tuple[str, str], str]:
        """Marks by the order in which the text refers to the notes."""
        deleted = descendants(self.root, "w:del")
        gone = {id(inner) for element in deleted for inner in element.iter()}
        marks: dict[tuple[str, str], str] = {}
        for element in self.root.iter():
            kind = name(element)[2:].removesuffix("Reference")
            if kind in _NOTE_PARTS.values() and id(element) not in gone:
                identity = (kind, attribute(element, "w:id") or "")
                marks.setdefault(identity, f"[{len(marks) + 1}]")
        return marks

    def _relations(self, *kinds: str) -> Iterator[Relation]:
        """The parts of these kinds that are there, each once."""
        seen = set()
        for relation in self.links.values():
            wanted = relation.kind in kinds and not relation.external
            if wanted and relation.target in self.package.names and relation.target not in seen:
                seen.add(relation.target)
                yield relation

    def _open(self, relation: Relation) -> Element:
        root = self.package.xml(relation.target)
        self.roots.append(root)
        return root

    def _part(self, kind: str) -> Element | None:
        relation = next(self._relations(kind), None)
        return self.package.xml(relation.target) if relation else None

    def _audit(self, blocks: list[Block]) -> None:
        """Compare the characters of every text element with what is given out."""
        held = held_in(self.roots)
        given = given_by(blocks)
        if held != given:
            astray = "".join(((held - given) + (given - held)).keys())[:20]
            raise refusal(
                "word-unaccounted",
                self.package.path,
                f"有字符没有着落：{astray}",
                "源文件的每个字符都有去处",
                "用 Word 打开，另存为 .docx 后再导入；仍不行请附上文件报告",
            )

    def _tell_macros(self) -> None:
        """Macros are not run and not kept; the editor hears of them."""
        for part in sorted(self.package.names):
            if part.endswith("vbaProject.bin"):
                self.source.notices.append(("word-macro", Place(1, part=part), part))


def _flat(element: Element) -> list[Element]:
    """Block elements of a part; comments and notes each wrap theirs."""
    wrapped = [list(inner) for inner in element if inner.tag.endswith("}comment")]
    return [block for inner in wrapped for block in inner] if wrapped else list(element)
