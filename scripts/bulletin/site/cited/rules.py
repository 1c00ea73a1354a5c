"""The calculators as the site shows them: schema, worked example, citations found in the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.model import BulletinError
from bulletin.site.cache import fingerprints
from bulletin.site.cache.store import Store, key
from bulletin.site.cited.citations import Library, resolve
from bulletin.site.content.labels import fold
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import CalculatorLink, CitationView, GroupView, RuleView


@dataclass(frozen=True)
class Rules:
    """All calculators that the published text carries, and the problems found on the way."""

    groups: tuple[GroupView, ...]
    links: dict[str, tuple[CalculatorLink, ...]]  # by article key
    problems: tuple[BulletinError, ...]
    waiting: tuple[str, ...]  # rules whose document no issue has published yet


def kept(
    library: Library, intros: dict[str, dict[str, str]], shelf: Shelf, store: Store
) -> tuple[str, Rules]:
    """All calculators and a key of all that they rest on; made anew only where that changed."""
    code = key(fingerprints.program(), fingerprints.rules())
    documents = store.value("rules/documents", code, _documents)
    found = {name: entry for name in documents if (entry := library.find(name))}
    cited = [
        (name, e.link, shelf.article_digest(e), _life(library, name)) for name, e in found.items()
    ]
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
    absent: list[dict[str, Any]] = []
    for name in calculators.rules():
        schema = calculators.schema(name)
        entry = library.find(schema["document"])
        if entry is None:
            absent.append(schema)
            continue
        found = list(_resolved(schema, library, problems.append))
        lives = _lives(schema, library)
        views.append(_view(name, schema, tuple(c for _, c in found), entry, lives))
        for article, link in _links(schema, found):
            links.setdefault(article, []).append(link)
    if views:  # a site that publishes none of the rules' documents has no calculators
        problems += _missing(absent, library)
    waiting = (schema["rule"] for schema in absent)
    groups = _groups(views, intros)
    return Rules(groups, {k: tuple(v) for k, v in links.items()}, tuple(problems), tuple(waiting))


def _missing(absent: Sequence[Mapping[str, Any]], library: Library) -> Iterator[BulletinError]:
    """A rule whose document is not there, unless it waits or the document was withdrawn."""
    withdrawn = {name for g in library.shelf.gists().values() for name in g.withdrawn}
    for schema in absent:
        if not schema.get("waits") and fold(schema["document"]) not in withdrawn:
            place = f"calculators/ {schema['rule']}（{schema['title']}）"
            yield library.missing(place, "规则", schema["document"])


def address(group: str, rule: str = "") -> str:
    """The address of a group's list, or of the page of one of its rules."""
    return f"calculators/{group}/" + (f"{rule}/" if rule else "")


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
    name: str,
    schema: dict[str, Any],
    citations: tuple[CitationView, ...],
    entry: Entry,
    lives: dict[str, Any],
) -> RuleView:
    import calculators

    example = calculators.run(name, schema["example"], lives)
    url = address(schema["group"], name)
    return RuleView(name, schema, example, citations, entry.link, url, _facts(name), lives)


def _facts(rule: str) -> dict[str, str]:
    """The facts that a rule asks, by field; rows and the day of asking are of one question."""
    from calculators import registry

    facts = {f.fields[rule]: f for f in registry.every().values() if f.fields.get(rule)}
    return {
        name: fact.id
        for name, fact in facts.items()
        if fact.field.kind != "rows" and fact.id not in registry.ASKING
    }


def _lives(schema: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """What other documents did to those that the rule cites, by title."""
    titles = {schema["document"], *(c["document"] for c in schema["citations"])}
    return {title: life for title in sorted(titles) if (life := _life(library, title))}


def _life(library: Library, title: str) -> dict[str, Any] | None:
    """The life of a published document as the calculators and the page read it."""
    entry = library.find(title)
    lives = entry.shelf.lives if entry else None
    if entry is None or lives is None or entry.key not in lives.documents:
        return None
    life = lives.life(entry.key)
    return {**life._asdict(), "events": [e._asdict() for e in life.events]} if life.events else None


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
    """The pages in the order of the registry; an editor's own title and words go before its own."""
    import calculators

    return tuple(
        GroupView(
            group["group"],
            intros.get(group["group"], {}).get("title") or group["title"],
            intros.get(group["group"], {}).get("summary") or group["intro"],
            intros.get(group["group"], {}).get("intro", ""),
            address(group["group"]),
            found,
        )
        for group in calculators.groups()
        if (found := tuple(v for v in views if v.schema["group"] == group["group"]))
    )
