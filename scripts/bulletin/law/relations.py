"""What a document says that it does to others: replace, repeal, amend, extend, forward, explain.

These are proposals: an editor confirms each. Words in quotation marks are the new or the old
wording of a clause, so that nothing is read from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bulletin.law import identity, validity
from bulletin.law.numerals import HAN
from bulletin.model import Document, Relation, RelationKind

_NUMBER = r"[^\s，。、；：《》“”（）()〔\[［]{1,16}[〔\[［](?:19|20)\d\d[〕\]］]第?\d{1,5}号"
_REFERENCE = re.compile(
    rf"《((?:[^《》]|《[^《》]*》)+)》(?:的[^，。（(]{{1,4}})?(?:[（(]({_NUMBER})[^）)]*[）)])?|({_NUMBER})"
)
# A document on which another one rests is not touched by it.
_GROUND = re.compile(
    rf"(?:依据|根据|按照|依照)(?:《(?:[^《》]|《[^《》]*》)+》(?:[（(]{_NUMBER}[^）)]*[）)])?|{_NUMBER})"
)
# Words that stand right before a number and are none of its letters.
_BEFORE = re.compile(
    r"^.*(?:废止|作废|失效|修改|修订|代替|取代|替代|延长|延续|执行|依据|根据|按照|公布|印发|决定|文件)|"
    r"^现?[将对原与及以]"
)
_CLAUSE = re.compile(rf"第(?:\d{{1,3}}|[{HAN}]{{1,5}})条(?:之[{HAN}])?")
_ENDED = re.compile(
    r"(?:同时|予以|一并|相应|即行|即|自行|自动|现)?(?:废止|作废|失效)|不再(?:执行|施行|适用|有效)|"
    r"(?:停止|终止)(?:执行|施行|实施|适用)"
)
_REPLACES = re.compile(
    r"(?:代替|取代|替代|替换)(?:了)?(?:原)?(?=《|原)|被本\S{1,6}(?:代替|取代|替代)"
)
_EXTENDS = re.compile(
    r"有效期(?:限)?(?:延长|延续|顺延|展期)|延期(?:执行|施行|实施)(?:至|到)|(?:延长|延续|顺延)\S{0,4}有效期|"
    r"继续(?:有效|执行|施行|实施|适用)|(?:延长|延续|顺延)(?:执行|施行|实施)?(?:至|到)"
)
_AMENDED = re.compile(
    r"补充(?:如下|规定|通知|一[款条项])|(?:修改|修订|修正|调整)(?:为|如下|的决定)|作(?:如下|以下|部分)\S{0,2}(?:修改|修订|调整)"
)
_UNREAL = re.compile(r"不(?:予|得|应)?废止|未(?:被)?废止|涉嫌|证书|合同|资格")


def read(title: str, texts: Sequence[str], own: Document) -> tuple[Relation, ...]:
    """The relations that a document proposes to others, each once."""
    found: dict[tuple[str, str], Relation] = {}
    for relation in (*_of_title(title, texts, own), *_of_text(title, texts, own)):
        if relation.number != own.number or own.number is None:
            key = (relation.number or relation.title or "", "")
            found.setdefault(key, relation)
    known = {r.title for r in found.values() if r.number}
    return tuple(r for r in found.values() if r.number or r.title not in known)


def _of_title(title: str, texts: Sequence[str], own: Document) -> Iterator[Relation]:
    """What a title announces of each document that it names."""
    kind = _announced(identity.outside(title))
    if kind is None:
        return
    body = [s for text in texts for s in validity.sentences(text)]
    alone = _passed_on(body) if kind == "forwards" and len(identity.named(title)) == 1 else None
    ends = _new_ends(texts) if kind == "amends" else []
    for name in dict.fromkeys(map(identity.inner_name, identity.named(title))):
        number = next((n for s in body for t, n in _references(s) if t == name and n), alone)
        until = next(filter(None, map(validity.until, body)), None) if kind == "extends" else None
        until = ends[-1] if ends else until
        clauses = _changed(body) if kind == "amends" else ()
        since = own.effective or own.issued
        if kind == "repeals":
            since = next(filter(None, map(_ended_on, body)), since)
        yield Relation(kind, name, number, since if kind in _DATED else None, until, clauses)


_DATED = ("replaces", "repeals", "amends", "extends")


def _announced(frame: str) -> RelationKind | None:
    """What the frame of a title – 关于延长《》有效期的通知 – does to the documents in it."""
    words: tuple[tuple[str, RelationKind], ...] = (
        (r"转发|转载", "forwards"),
        (r"解读|问答|图解|释义|读懂|看懂|图说", "explains"),
        (r"更正|勘误", "corrects"),
        (r"有效期|延长|延续|》.{0,4}(?:延期|展期)|继续有效|继续执行|继续施行|继续实施", "extends"),
        (r"废止|失效|停止执行", "repeals"),
        (r"补充(?:通知|规定|意见|说明|公告|决定)$", "amends"),
        (r"(?:修改|修订|修正|调整).*(?:决定|通知|公告)$", "amends"),
    )
    issued = re.search(r"印发|发布|公布", frame) and not re.search(r"决定$|补充", frame)
    for pattern, kind in words:
        if re.search(pattern, frame) and not (issued and kind in ("amends", "repeals")):
            return kind
    return None


def _of_text(title: str, texts: Sequence[str], own: Document) -> Iterator[Relation]:
    """What sentences say of the documents that they name."""
    frame = identity.outside(title)
    for sentence in (s for text in texts for s in validity.sentences(text)):
        kind = _said(sentence, frame)
        if kind is None or _UNREAL.search(sentence):
            continue
        since, until = _ended_on(sentence) or own.effective or own.issued, None
        if kind == "extends":
            until = validity.until(sentence)
            if until is None and _announced(frame) != "extends":  # a list of what is in force
                continue
        clauses = _changed([sentence]) if kind == "amends" else ()
        for name, number in _references(_GROUND.sub("", sentence)):
            if name != own.title or number:
                yield Relation(kind, name, number, since, until, clauses)


def _passed_on(body: Sequence[str]) -> str | None:
    """The number of what a letter passes on, where it gives that alone: 现将某发〔2026〕3号转发."""
    found = {n for s in body if "转发" in s for t, n in _references(s) if n and not t}
    return found.pop() if len(found) == 1 else None


def _ended_on(sentence: str) -> date | None:
    """The day from which a sentence says that another document ends."""
    found = re.search(rf"自({validity.DAY})起，?(?:予以)?(?:废止|停止|失效|不再)", sentence)
    return next(iter(validity.days(found[1])), None) if found else None


def _said(sentence: str, frame: str) -> RelationKind | None:
    if not _REFERENCE.search(sentence):
        return None
    if _EXTENDS.search(sentence):
        return "extends"
    if _REPLACES.search(sentence):
        return "replaces"
    if _ENDED.search(sentence) and "行为" not in sentence:
        return "repeals" if re.search("废止|失效|清理", frame) else "replaces"
    return "amends" if _AMENDED.search(sentence) and identity.amends(frame) else None


def _references(sentence: str) -> list[tuple[str | None, str | None]]:
    """Title and number of each document that a sentence names."""
    return [
        (identity.inner_name(m[1]) if m[1] else None, _BEFORE.sub("", m[2] or m[3] or "") or None)
        for m in _REFERENCE.finditer(sentence)
    ]


def _new_ends(texts: Sequence[str]) -> list[date]:
    """The last days that new wordings, which stand in quotation marks, give a document."""
    quoted = (m[1] for text in texts for m in re.finditer("“([^”]+)”", text))
    found = (validity.read([words], "", None).expires for words in quoted)
    return [day for day in found if day]


def explained(title: str) -> list[str]:
    """The documents that an article with this title explains (解读, 问答)."""
    if _announced(identity.outside(title)) != "explains":
        return []
    return [identity.inner_name(name) for name in identity.named(title)]


def _changed(body: Sequence[str]) -> tuple[str, ...]:
    """The clauses that are changed, each once."""
    return tuple(dict.fromkeys(m[0] for s in body for m in _CLAUSE.finditer(s)))
