"""The life of each document, from all relations of all issues: in force, amended, ended, by what.

What is published of a life is data; whether the document is in force is said for the day on which
somebody asks. `state_on` does so here, `theme/assets/js/reading/force.js` in the page; one table of
cases holds both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from bulletin.law import relations
from bulletin.model import Document, Relation
from bulletin.site.content.labels import fold

Documents = Mapping[str, Document]  # by the name of their article: 2026-04/08
_ENDS = {"replaces": "代替", "repeals": "废止"}
ENDS = tuple(_ENDS.values())  # what ends a document
_BRACKETS = {ord(a): b for a, b in zip("[［(（]］)）", "〔〔〔〔〕〕〕〕", strict=True)}
_INNER = str.maketrans("《》", "〈〉")
_DOES = {
    "replaces": ("代替", "被代替"),
    "repeals": ("废止", "被废止"),
    "amends": ("修改", "被修改"),
    "extends": ("延长有效期", "有效期延长"),
    "forwards": ("转发", "转发本文件"),
    "explains": ("解读", "解读本文件"),
    "corrects": ("更正", "更正本文件"),
}


class Event(NamedTuple):
    """Something that happens to a document."""

    how: str
    day: str  # empty where none is known: then it holds always
    by: str
    sure: bool
    until: str = ""
    clauses: tuple[str, ...] = ()  # that 修改 changes; none where it does not say


class Life(NamedTuple):
    """All that decides whether a document is in force on a day; days are ISO text."""

    issued: str = ""
    effective: str = ""
    expires: str = ""
    events: tuple[Event, ...] = ()

    def text(self) -> str:
        """The life as JSON for the page."""
        return json.dumps(
            {**self._asdict(), "events": [e._asdict() for e in self.events]}, ensure_ascii=False
        )


class State(NamedTuple):
    """What is said of a document on a day: a code, and the words for readers."""

    code: str
    words: str


class Related(NamedTuple):
    """One relation of a document as its page shows it."""

    label: str
    title: str
    number: str
    url: str  # empty where no issue has published the other document
    since: date | None
    until: date | None
    clauses: tuple[str, ...]
    sure: bool


def same_number(number: str) -> str:
    """A document's number in one form of brackets: 甲科[2030]1号 is 甲科〔2030〕1号."""
    return fold(number.translate(_BRACKETS))


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def state_on(life: Life, day: str) -> State:
    """The state of a document on a day; empty where its text says nothing of it."""
    if life.issued and day < life.issued:
        return State("clock", "请校正设备日期")
    past = [e for e in life.events if e.day <= day]
    ended = [e for e in past if e.how in ENDS]
    if over := next((e for e in ended if e.sure), None):
        return State("over", f"已被{over.by}{over.how}")
    longer = [e for e in life.events if e.how == "延长" and e.until]
    last = max([life.expires, *(e.until for e in longer if e.sure)]) if life.expires else ""
    if last and day > last:
        doubt = any(not e.sure and day <= e.until for e in longer)
        doubt = doubt or any(e.how == "延长" and not e.until for e in past)
        return State("maybe", "有效期可能已延长，待核实") if doubt else State("over", "已失效")
    if ended:
        return State("maybe", f"可能已被{ended[0].by}{ended[0].how}，待核实")
    if life.effective and day < life.effective:
        return State("before", "尚未施行")
    changed = [e for e in past if e.how == "修改"]
    if changed and not all(e.sure for e in changed):
        return State("maybe", f"可能已被{changed[-1].by}修改，待核实")
    if not life.effective:
        return State("", "")
    return State("in", "现行有效（已修改）" if changed else "现行有效")


def window(life: Life) -> tuple[str, str]:
    """First and last day on which a document is plainly in force."""
    longer = [e.until for e in life.events if e.how == "延长" and e.sure]
    last = max([life.expires, *longer]) if life.expires else ""
    for event in life.events:
        if event.how in ENDS and event.day:
            end = (date.fromisoformat(event.day) - timedelta(days=1)).isoformat()
            last = min(last, end) if last else end
    return life.effective, last


@dataclass(frozen=True)
class Lives:
    """The documents of all issues and what they do to one another."""

    documents: Documents
    titles: Mapping[str, str] = field(default_factory=dict)  # of articles that print no document
    _explained: dict[str, str] = field(default_factory=dict)  # a document, by what explains it
    _found: dict[str, list[tuple[str, Relation]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers: dict[str, str] = {}
        titles: dict[str, list[str]] = {}
        for key, document in self.documents.items():
            if document.number:
                numbers.setdefault(same_number(document.number), key)
            titles.setdefault(fold(document.title), []).append(key)
        for key, document in self.documents.items():
            for relation in document.relations:
                if other := self._other(key, relation, numbers, titles):
                    self._found.setdefault(other, []).append((key, relation))
        for key, title in self.titles.items():
            for name in relations.explained(title):
                if known := titles.get(fold(name)):
                    before = [k for k in known if k.partition("/")[0] <= key.partition("/")[0]]
                    self._explained[key] = max(before) if before else min(known)

    def _other(
        self,
        key: str,
        relation: Relation,
        numbers: Mapping[str, str],
        titles: Mapping[str, list[str]],
    ) -> str | None:
        """The article whose document a relation means: by its number, else by its title."""
        number = same_number(relation.number or "")
        if number in numbers:
            return numbers[number] if numbers[number] != key else None
        named = titles.get(fold(relation.title or ""), []) if relation.title else []
        known = [k for k in named if k != key and not (number and self.documents[k].number)]
        own = self.documents[key].issued or date.max
        before = [k for k in known if (self.documents[k].issued or date.min) <= own]
        return max(before, key=lambda k: (self.documents[k].issued or date.min, k), default=None)

    def _life_of(self, key: str) -> Life | None:
        return self.life(key) if key in self.documents else None

    def life(self, key: str) -> Life:
        """The life of an article's document."""
        own = self.documents[key]
        issued, effective, expires = map(_text, (own.issued, own.effective, own.expires))
        events = sorted(self._events(key), key=lambda e: (e.day, not e.sure))
        return Life(issued, effective, expires, tuple(events))

    def _events(self, key: str) -> Iterator[Event]:
        hows = {**_ENDS, "amends": "修改", "extends": "延长"}
        for by, relation in self._found.get(key, ()):
            if relation.kind in hows:
                other = self.documents[by]
                since = _text(relation.since or other.effective or other.issued)
                named = other.number or f"《{other.title}》"
                how, until = hows[relation.kind], _text(relation.until)
                if how == "修改" and until:  # the clause on its end was changed
                    yield Event("延长", since, named, relation.confirmed, until)
                    until = ""
                yield Event(how, since, named, relation.confirmed, until, relation.clauses)

    def related(self, key: str) -> tuple[Related, ...]:
        """What is done to an article's document first, then what it does to others."""
        if about := self._explained.get(key):
            return (self._reading(0, about, self.documents[about].title),)
        if key not in self.documents:
            return ()
        found = self._found.get(key, ())
        readings = (
            self._reading(1, k, self.titles[k]) for k, v in self._explained.items() if v == key
        )
        done = [self._shown(1, r, by, self.documents[by]) for by, r in found]
        return (*done, *(self._doing(key, r) for r in self.documents[key].relations), *readings)

    def _reading(self, side: int, key: str, title: str) -> Related:
        """An article that explains, or what it explains: nothing follows for the law."""
        url = f"issues/{key}/"
        title = title.translate(_INNER)  # 《〈办法〉解读》
        return Related(_DOES["explains"][side], title, "", url, None, None, (), True)

    def _doing(self, key: str, relation: Relation) -> Related:
        other = next((k for k, pairs in self._found.items() if (key, relation) in pairs), "")
        return self._shown(0, relation, other, self.documents.get(other))

    def _shown(self, side: int, r: Relation, key: str, other: Document | None) -> Related:
        title = other.title if other else r.title
        number = other.number if other else r.number
        url = f"issues/{key}/" if key else ""
        label = _DOES[r.kind][side]
        return Related(
            label, title or "", number or "", url, r.since, r.until, r.clauses, r.confirmed
        )

    def state(self, keys: Iterable[str]) -> list[Any]:
        """All that pages say of some documents beyond their own text, to key them by."""
        return [
            (k, self._life_of(k), r) for k in keys if (r := self.related(k)) or k in self.documents
        ]
