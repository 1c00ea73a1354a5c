"""The calculators as the site shows them: schema, worked example, citations found in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.model import BulletinError
from bulletin.site.cache import fingerprints
from bulletin.site.cache.store import Store, key
from bulletin.site.cited.citations import Library, resolve
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import CalculatorLink, CitationView, GroupView, RuleView

# Titles of the pages, in the order of the list of calculators.
GROUPS = {
    "chinext": "创业板第四套上市标准",
    "xj-premium": "新疆科技保险保费补助",
    "cq-fund": "重庆种子投资基金",
    "xj-loan": "新疆科技贷款风险补偿",
    "fj": "福建惠企措施",
}


@dataclass(frozen=True)
class Rules:
    """All calculators that the published text carries, and the problems found on the way."""

    groups: tuple[GroupView, ...]
    links: dict[str, tuple[CalculatorLink, ...]]  # by article key
    problems: tuple[BulletinError, ...]
    unpublished: tuple[str, ...]  # rules whose document no issue publishes


def kept(
    library: Library, intros: dict[str, dict[str, str]], shelf: Shelf, store: Store
) -> tuple[str, Rules]:
    """All calculators and a key of all that they rest on; made anew only where that changed."""
    code = key(fingerprints.program(), fingerprints.rules())
    documents = store.value("rules/documents", code, _documents)
    found = {name: entry for name in documents if (entry := library.find(name))}
    cited = [(name, e.link, shelf.article_digest(e)) for name, e in found.items()]
    state = key(code, intros, cited)
    rules = store.get("rules/found", state)
    if rules is None:
        rules = load(library, intros)
        if not rules.problems:
            store.put("rules/found", state, rules)
    return state, rules


def _documents() -> list[str]:
    """The documents that the rules cite."""
    import calculators  # loading all rules takes longer than all else that an unchanged site needs

    schemas = map(calculators.schema, calculators.rules())
    names = [(s["document"], *(c["document"] for c in s["citations"])) for s in schemas]
    return sorted({name for group in names for name in group})


def load(library: Library, intros: dict[str, dict[str, str]]) -> Rules:
    """Tie every rule to the published articles; `intros` gives pages their title and text."""
    import calculators

    views: list[RuleView] = []
    links: dict[str, list[CalculatorLink]] = {}
    problems: list[BulletinError] = []
    unpublished: list[str] = []
    for name in calculators.rules():
        schema = calculators.schema(name)
        entry = library.find(schema["document"])
        if entry is None:
            unpublished.append(name)
            continue
        found = list(_resolved(schema, library, problems.append))
        views.append(_view(name, schema, tuple(c for _, c in found), entry))
        for article, link in _links(schema, found):
            links.setdefault(article, []).append(link)
    return Rules(
        _groups(views, intros),
        {key: tuple(found) for key, found in links.items()},
        tuple(problems),
        tuple(unpublished),
    )


def address(group: str, rule: str = "") -> str:
    """The address of a calculator page, or of one rule on it."""
    return f"calculators/{group}/" + (f"#{rule}" if rule else "")


def _resolved(
    schema: dict[str, Any], library: Library, report: Callable[[BulletinError], None]
) -> Iterator[tuple[Entry, CitationView]]:
    for citation in schema["citations"]:
        entry = library.find(citation["document"])
        if entry is None:
            continue
        try:
            yield entry, resolve(citation, entry)
        except BulletinError as error:
            report(error)


def _view(
    name: str, schema: dict[str, Any], citations: tuple[CitationView, ...], entry: Entry
) -> RuleView:
    import calculators

    example = calculators.run(name, schema["example"])
    return RuleView(name, schema, example, citations, entry.link)


def _links(
    schema: dict[str, Any], found: Sequence[tuple[Entry, CitationView]]
) -> Iterator[tuple[str, CalculatorLink]]:
    """One link for each article that the rule cites, with the clauses cited there."""
    clauses: dict[str, list[str]] = {}
    for entry, citation in found:
        ids = clauses.setdefault(entry.key, [])
        if citation.clause not in ids:
            ids.append(citation.clause)
    for article, ids in clauses.items():
        yield (
            article,
            CalculatorLink(
                schema["rule"],
                schema["group"],
                schema["title"],
                address(schema["group"], schema["rule"]),
                tuple(ids),
            ),
        )


def _groups(views: Sequence[RuleView], intros: dict[str, dict[str, str]]) -> tuple[GroupView, ...]:
    present = {v.schema["group"] for v in views}
    names = [g for g in GROUPS if g in present] + sorted(present - set(GROUPS))
    return tuple(
        GroupView(
            name,
            intros.get(name, {}).get("title") or GROUPS.get(name) or name,
            intros.get(name, {}).get("summary", ""),
            intros.get(name, {}).get("intro", ""),
            address(name),
            tuple(v for v in views if v.schema["group"] == name),
        )
        for name in names
    )
