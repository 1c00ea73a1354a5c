"""The ledger: every character of the source in exactly one published block or one named drop."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bulletin.model import BulletinError
from bulletin.outline.drafts import Outline
from bulletin.outline.passage import Passage, Stream
from bulletin.readers import DROPS, Manuscript

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Row:
    """A published block: the file, which block of it, its text and where that comes from."""

    file: str
    block: str  # title, section-1, source, or the block's number in the body, from 1
    tag: str
    text: str
    spans: Spans


@dataclass(frozen=True)
class Correction:
    """An erratum that the editor settled: shown on the page, kept here with its block."""

    file: str
    block: str
    find: str
    replace: str
    note: str = ""
    date: str = ""  # of the correction, as 2026-05-08


@dataclass(frozen=True)
class Ledger:
    """The account of one import."""

    source: str
    sha256: str
    format: str
    characters: int
    added: int
    rows: tuple[Row, ...]
    drops: tuple[tuple[str, Spans], ...]
    joins: tuple[int, ...]
    letters: str = ""  # SHA-256 of the stream: what was dropped counts too
    heads: tuple[tuple[str, str], ...] = ()  # the front matter that was written, by file
    corrections: tuple[Correction, ...] = ()

    def body(self, file: str) -> list[tuple[str, str]]:
        """The blocks `(tag, text)` that a file's body must show, corrections applied."""
        found = []
        for row in self.rows:
            if row.file == file and row.block.isdigit():
                text = row.text
                for c in self.corrections:
                    if (c.file, c.block) == (file, row.block):
                        text = text.replace(c.find, c.replace, 1)
                found.append((row.tag, text))
        return found

    @property
    def dropped(self) -> dict[str, int]:
        """How many characters each reason dropped."""
        return {reason: sum(n for _, n in spans) for reason, spans in self.drops}

    @property
    def placed(self) -> int:
        """How many characters of the source are published."""
        return sum(n for row in self.rows for _, n in row.spans) - self.added


def build(manuscript: Manuscript, stream: Stream, outline: Outline) -> Ledger:
    """The ledger of an outline; not yet proved."""
    drops: dict[str, list[int]] = {}
    for reason, start, end in stream.drops:
        drops.setdefault(reason, []).extend(range(start, end))
    for reason, at in outline.drops:
        drops.setdefault(reason, []).extend(at)
    added = sum(end - start for start, end in stream.added)
    return Ledger(
        manuscript.path.name,
        hashlib.sha256(manuscript.path.read_bytes()).hexdigest(),
        manuscript.format,
        len(stream.text) - added,
        added,
        tuple(_rows(outline)),
        tuple((reason, spans(sorted(drops[reason]))) for reason in DROPS if reason in drops),
        outline.joins,
        _digest(stream.text),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _rows(outline: Outline) -> Iterable[Row]:
    for number, title in enumerate(outline.sections, 1):
        yield _row("index.md", f"section-{number}", "title", title)
    for number, piece in enumerate(outline.cover, 1):
        yield _row("index.md", str(number), piece.tag, piece.passage)
    for draft in outline.articles:
        file = f"{draft.id}.md"
        if draft.title.at:  # the editor may have given a title that the source lacks
            yield _row(file, "title", "title", draft.title)
        for number, piece in enumerate(draft.pieces, 1):
            yield _row(file, str(number), piece.tag, piece.passage)
        if draft.source:
            yield _row(file, "source", "source", draft.source)


def _row(file: str, block: str, tag: str, passage: Passage) -> Row:
    return Row(file, block, tag, passage.text, spans(passage.at))


def spans(positions: Iterable[int]) -> Spans:
    """Positions as runs (start, length)."""
    found: list[tuple[int, int]] = []
    for at in positions:
        if found and found[-1][0] + found[-1][1] == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return tuple(found)


def prove(ledger: Ledger, text: str) -> None:
    """Refuse unless the rows and drops cover the text once and the rows repeat it exactly."""
    uses: Counter[int] = Counter()
    for row in ledger.rows:
        found = "".join(text[start : start + n] for start, n in row.spans)
        if found != row.text:
            place = f"{row.file} 第 {row.block} 块"
            raise _open(place, f"登记为“{row.text[:20]}”，原文是“{found[:20]}”")
        for start, n in row.spans:
            uses.update(range(start, start + n))
    for _, part in ledger.drops:
        for start, n in part:
            uses.update(range(start, start + n))
    _covered(uses, text, ledger)
    if _digest(text) != ledger.letters:
        raise _open(ledger.source, "舍去的字符与登记的不同")


def _covered(uses: Counter[int], text: str, ledger: Ledger) -> None:
    for at, char in enumerate(text):
        if uses[at] != 1:
            what = "没有去处" if uses[at] == 0 else f"用了 {uses[at]} 次"
            near = text[max(0, at - 8) : at + 8].replace("\n", " ")
            raise _open(f"{ledger.source} 第 {at + 1} 个字符", f"“{char}”{what}（“{near}”）")
    if len(uses) != len(text) or ledger.characters + ledger.added != len(text):
        raise _open(ledger.source, f"登记 {ledger.characters} 字，原文 {len(text)} 字")


def _open(place: str, found: str) -> BulletinError:
    return BulletinError(
        "ledger-open",
        place,
        found,
        "原文每个字符恰有一个去处",
        "不要发布；请把原文件交给维护者",
    )


def _pack(value: Spans) -> str:
    return " ".join(f"{start}+{n}" for start, n in value)


def _unpack(value: str) -> Spans:
    return tuple((int(a), int(b)) for a, b in (part.split("+") for part in value.split()))


def dump(ledger: Ledger) -> str:
    """The ledger as the text of ledger.json: one block a line."""
    head = {
        "source": ledger.source,
        "sha256": ledger.sha256,
        "format": ledger.format,
        "characters": ledger.characters,
        "placed": ledger.placed,
        "dropped": ledger.dropped,
        "added": ledger.added,
        "drops": {reason: _pack(part) for reason, part in ledger.drops},
        "joins": list(ledger.joins),
        "letters": ledger.letters,
        "heads": dict(ledger.heads),
        "corrections": [asdict(c) for c in ledger.corrections],
    }
    rows = [
        json.dumps([r.file, r.block, r.tag, r.text, _pack(r.spans)], ensure_ascii=False)
        for r in ledger.rows
    ]
    start = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return start + ',\n "blocks": [\n' + ",\n".join(rows) + "\n ]\n}\n"


def load(path: Path) -> Ledger:
    """The ledger of an issue's folder."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Row(f, b, t, x, _unpack(s)) for f, b, t, x, s in data["blocks"])
        return Ledger(
            data["source"],
            data["sha256"],
            data["format"],
            data["characters"],
            data["added"],
            rows,
            tuple((reason, _unpack(part)) for reason, part in data["drops"].items()),
            tuple(data["joins"]),
            data["letters"],
            tuple(data["heads"].items()),
            tuple(Correction(**c) for c in data["corrections"]),
        )
    except OSError:
        raise _bad(path, "没有台账") from None
    except (ValueError, KeyError, TypeError):
        raise _bad(path, "台账读不出来") from None


def _bad(path: Path, found: str) -> BulletinError:
    return BulletinError(
        "ledger-unreadable",
        f"{path.parent.name}/{path.name}",
        found,
        "导入时写下的 ledger.json",
        "用 bulletin import 重新导入原文件",
    )
