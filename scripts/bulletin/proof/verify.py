"""Prove an issue's folder against its ledger, and name exactly what was changed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, unified_diff
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

from bulletin.files import fields, frontmatter, held
from bulletin.opening import read
from bulletin.outline.passage import stream
from bulletin.proof import markdown
from bulletin.proof.ledger import Ledger, load, prove

LEDGER = "ledger.json"
_TELLING = 20  # letters of a block that could not stand in a notice by chance


@dataclass(frozen=True)
class Change:
    """A difference between what the ledger has and what is there."""

    file: str
    line: int
    found: str

    def __str__(self) -> str:
        """One line for the editor."""
        return f"{self.file} 第 {self.line} 行：{self.found}"


def expected(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """The plain text of every block that is published, by article id, as the Markdown stands."""
    files = frontmatter.article_files(folder)
    return {file.stem: markdown.blocks(fields.split(file)[1]) for file in files}


def ledgers(folder: Path) -> list[Path]:
    """The issue's ledger, and those of articles that were added by themselves."""
    return [folder / LEDGER, *sorted(folder.glob(f"[0-9]*.{LEDGER}"))]


def source(folder: Path, source: Path | None = None, own: Path | None = None) -> Ledger:
    """A ledger of the folder, proved against the source where the source is at hand."""
    ledger = load(own or folder / LEDGER)
    path = source or folder / ledger.source
    if path.is_file():
        prove(ledger, stream(read(path)).text)
    return ledger


def changes(folder: Path, ledger: Ledger) -> list[Change]:
    """Every difference between the Markdown and the ledger."""
    found: list[Change] = []
    declared = {file for file, _ in ledger.heads}
    for file in sorted(declared):
        if (folder / file).is_file():
            found.extend(_file(folder / file, ledger))
        else:
            found.append(Change(file, 1, "文件被删去"))
    for path in frontmatter.article_files(folder):
        added = path.with_suffix(f".{LEDGER}").is_file() or "index.md" not in declared
        if path.name not in declared and not added:
            found.append(Change(path.name, 1, "文件是后来添加的"))
    return found


def _file(path: Path, ledger: Ledger) -> Iterator[Change]:
    head, body = fields.split(path)
    before = frontmatter.without_summary(dict(ledger.heads)[path.name])
    own = frontmatter.without_summary(head)
    diff = list(unified_diff(before.splitlines(), own.splitlines(), n=0, lineterm=""))
    line = 1
    for entry in diff[2:]:
        if hunk := re.match(r"@@ -\S+ \+(\d+)", entry):
            line = int(hunk[1]) + 1
        else:
            yield Change(
                path.name, line, ("删去字段：" if entry[0] == "-" else "加入字段：") + entry[1:]
            )
    offset = head.count("\n") + 2
    yield from _blocks(path.name, ledger.body(path.name), markdown.blocks(body), body, offset)


def _blocks(
    file: str, wanted: list[tuple[str, str]], found: list[tuple[str, str]], body: str, offset: int
) -> Iterator[Change]:
    """Differences block by block, each at the line where its text begins."""
    old, new = [_shape(b) for b in wanted], [_shape(b) for b in found]
    if old == new:
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            continue
        pairs = max(b - a, d - c)
        for i in range(pairs):
            before = wanted[a + i] if a + i < b else None
            after = found[c + i] if c + i < d else None
            line = offset + _line(body, after[1] if after else "")
            yield Change(file, line, _difference(a + i + 1, before, after))


def _shape(block: tuple[str, str]) -> tuple[str, str]:
    """What must be equal: spaces inside tables and lists are layout."""
    tag, text = block
    if tag == "figure":
        return "p", text
    return (tag, re.sub(r"\s", "", text)) if tag in ("table", "list") else (tag, text)


def _line(body: str, text: str) -> int:
    """The line of the body where a block with this text begins, as far as it can be told."""
    plain = re.sub(r"[^\w]", "", text)[:12]
    for number, line in enumerate(body.splitlines(), 1):
        if plain and re.sub(r"[^\w]", "", line).startswith(plain):
            return number
    return 1


def _difference(number: int, before: tuple[str, str] | None, after: tuple[str, str] | None) -> str:
    if before is None and after is not None:
        return f"第 {number} 块是后来加的：“{after[1][:30]}”"
    if after is None and before is not None:
        return f"第 {number} 块被删去：“{before[1][:30]}”"
    assert before is not None
    assert after is not None
    if before[1] == after[1]:
        return f"第 {number} 块由 {before[0]} 改成 {after[0]}：“{after[1][:30]}”"
    parts = []
    matcher = SequenceMatcher(None, before[1], after[1], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op != "equal":
            near = before[1][max(0, a - 6) : a]
            parts.append(f"“{near}”之后“{before[1][a:b]}”改为“{after[1][c:d]}”")
    return f"第 {number} 块：" + "；".join(parts[:6])


def site(folder: Path, built: Path) -> list[Change]:
    """What the built pages of the issue lack of the Markdown's text; drafts must have no page.

    A withdrawn article has a page, and nothing of its text there.
    """
    found = []
    gone = _withdrawn(folder)
    waiting = {h.name for h in held.on(held.found(folder), date.today())}
    for article, wanted in expected(folder).items():
        page = built / "issues" / folder.name / article / "index.html"
        name = f"{folder.name}/{article}/index.html"
        if waiting & {article, held.COVER}:
            if page.is_file():
                found.append(Change(name, 1, "还没有到发布的日子，网站里却有这一页；再构建一次"))
            continue
        if not page.is_file():
            found.append(Change(name, 1, "没有这个页面"))
            continue
        text = _Article.text(page, f"{folder.name}/{article}")
        if article in gone:
            found += _remains(name, text, wanted)
            continue
        at = 0
        for number, (_, block) in enumerate(wanted, 1):
            key = re.sub(r"\s", "", block)
            hit = text.find(key, at)
            if hit < 0:
                found.append(Change(name, 1, f"缺第 {number} 块：“{block[:30]}”"))
            else:
                at = hit + len(key)
    return found


def _withdrawn(folder: Path) -> set[str]:
    """The articles of an issue that an article of any issue withdraws."""
    found = set()
    issues = (other for other in folder.parent.iterdir() if other.is_dir())
    for path in chain.from_iterable(map(frontmatter.article_files, issues)):
        if b"withdrawal" in path.read_bytes():
            notice = frontmatter.read_article(path)
            issue, _, article = (notice.about or "").partition("/")
            if notice.kind == "withdrawal" and issue == folder.name:
                found.add(article)
    return found


def _remains(name: str, text: str, wanted: list[tuple[str, str]]) -> list[Change]:
    """What a page still says of a withdrawn text."""
    blocks = (re.sub(r"\s", "", block) for _, block in wanted)
    return [
        Change(name, 1, f"已撤稿，网页里却还有：“{block[:30]}”")
        for block in blocks
        if len(block) > _TELLING and block in text
    ]


class _Article(HTMLParser):
    """The text of article[data-article=KEY] without spaces."""

    def __init__(self, key: str) -> None:
        super().__init__(convert_charrefs=True)
        self.key, self.depth, self.parts = key, 0, list[str]()

    @classmethod
    def text(cls, page: Path, key: str) -> str:
        """The article's text on a page."""
        reader = cls(key)
        reader.feed(page.read_text(encoding="utf-8"))
        return re.sub(r"\s", "", "".join(reader.parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter the article."""
        if tag == "article" and (self.depth or ("data-article", self.key) in attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if tag == "article" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep its text."""
        if self.depth:
            self.parts.append(data)
