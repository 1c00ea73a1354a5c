"""Ties a rule's citations to the published text, or says exactly what does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bulletin.model import BulletinError
from bulletin.site.content.labels import fold, label
from bulletin.site.content.lives import same_number
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import CitationView


class CitationError(BulletinError):
    """Code and published text disagree."""


@dataclass(frozen=True)
class Library:
    """The published articles by the names that citations use."""

    shelf: Shelf

    def find(self, document: str) -> Entry | None:
        """The article that publishes a document, None where none does.

        Of several of one title it is the one whose number the rules cite, else the newest.
        """
        from calculators.rules.sources import NUMBERS

        name, number = fold(document), NUMBERS.get(document)
        newest = self.shelf.named(name)
        if newest is None or number is None:
            return newest
        cited = self.shelf.numbered(name, number)
        own = newest.document.number if newest.document else None
        other = bool(own) and same_number(own or "") != same_number(number)
        return cited or (None if other else newest)

    def nearest(self, document: str) -> list[str]:
        """The published names that are most like that of a document that is not published."""
        names = {fold(name): name for gist in self.shelf.gists().values() for name in gist.names}
        return [names[n] for n in get_close_matches(fold(document), names, n=2, cutoff=0.5)]

    def missing(self, place: str, cites: str, document: str) -> BulletinError:
        """That a document which rules or tables cite is not published under this title."""
        near = "、".join(f"《{name}》" for name in self.nearest(document)) or "没有相近的"
        return BulletinError(
            "document-missing",
            place,
            f"{cites}依据《{document}》，没有一期刊出这个标题的文件",
            f"刊出的文件标题与它相同；最相近的标题：{near}",
            "核对文章 document 的 title；文件确实还没有刊出的，在规则里写 waits=原因，表格则先移走",
        )


def resolve(citation: Mapping[str, Any], entry: Entry) -> CitationView:
    """The published clause of a citation; `CitationError` where clause or figure is not there."""
    clause = citation.get("clause") or _passage(citation, entry)
    own = entry.body.text(clause)
    if not own:
        raise _error(citation, entry, f"正文里没有条款 #{clause}")
    missing = missing_figures(citation["figures"], own)
    text = own if not missing else entry.body.whole_text(clause)
    missing = missing_figures(citation["figures"], text)
    if missing:
        raise _error(citation, entry, f"条款 #{clause} 里没有 {'、'.join(missing)}")
    return CitationView(
        citation["document"],
        clause,
        citation.get("label") or label(clause),
        tuple(citation["figures"]),
        text,
        f"{entry.url}#{clause}",
    )


def missing_figures(figures: Iterable[str], text: str) -> list[str]:
    """The figures that do not stand in a text as numbers of their own."""
    folded = fold(text)
    return [f for f in figures if not _stands(fold(f), folded)]


def _stands(figure: str, text: str) -> bool:
    """30% does not stand in 130%, nor 5 in 50; 1000万元 stands in 1000万元以内."""
    before = r"(?<![0-9.])" if figure[:1].isdigit() else ""
    after = r"(?![0-9.]*[0-9])" if figure[-1:].isdigit() else ""
    return re.search(before + re.escape(figure) + after, text) is not None


def _passage(citation: Mapping[str, Any], entry: Entry) -> str:
    """The id of the one paragraph that holds a key phrase."""
    phrase = fold(citation.get("passage") or "")
    found = [u.id for u in entry.body.units if phrase and phrase in fold(u.text)]
    if len(found) != 1 or not found[0]:
        say = "没有一段" if not found else f"有 {len(found)} 段"
        raise _error(citation, entry, f"正文{say}含有「{citation.get('passage')}」")
    return found[0]


def _error(citation: Mapping[str, Any], entry: Entry, found: str) -> CitationError:
    place = f"content/{entry.url.rstrip('/')}.md"
    return CitationError(
        "citation",
        f"{place}《{citation['document']}》{citation.get('label') or ''}",
        found,
        f"规则引用的数字 {'、'.join(citation['figures']) or '（无）'} 与正文一致",
        "核对正文与 calculators/ 中的常量，改正其中有误的一处",
    )
