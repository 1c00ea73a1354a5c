"""The register and the rules as JSON, for programs; `theme/assets/data/` has their JSON Schemas.

The number of the format goes up when a program that reads it would have to be changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bulletin.site.content.views import DocumentView, GroupView, Link, Listing, RuleView

FORMAT = 1
POLICIES, RULES = "policies.json", "calculators/rules.json"
SCHEMAS = "assets/data/"


def policies(view: Listing) -> Iterator[tuple[str, bytes]]:
    """One part of the register beside its page, with the addresses of the others."""
    data = {
        "format": FORMAT,
        "schema": f"{SCHEMAS}policies.schema.json",
        "total": view.total,
        "parts": [f"{part.url}{POLICIES}" for part in view.parts],
        "policies": [_policy(entry) for entry in view.items],
    }
    yield f"{view.url}{POLICIES}", _text(data)


def rules(groups: Iterable[GroupView]) -> Iterator[tuple[str, bytes]]:
    """All rules: what each asks, its worked example with the answer, its clauses."""
    groups = tuple(groups)
    if groups:
        data = {
            "format": FORMAT,
            "schema": f"{SCHEMAS}rules.schema.json",
            "rules": [_rule(group, rule) for group in groups for rule in group.rules],
        }
        yield RULES, _text(data)


def _policy(entry: DocumentView) -> dict[str, Any]:
    document, life = entry.document, entry.life
    return {
        "title": document.title,
        "number": document.number,
        "kind": document.kind,
        "issuers": list(document.issuers),
        "region": document.region,
        "issued": _day(document.issued),
        "effective": _day(document.effective),
        "expires": _day(document.expires),
        "events": [event._asdict() for event in life.events],
        "article": _link(entry.article),
        "issue": _link(entry.issue),
        "rules": [link.rule for link in entry.calculators],
    }


def _rule(group: GroupView, rule: RuleView) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "group": group.title,
        "url": rule.url,
        "schema": rule.schema,
        "answer": rule.example,
        "citations": [
            {"document": c.document, "label": c.label, "figures": list(c.figures), "url": c.url}
            for c in rule.citations
        ],
        "events": rule.lives,
    }


def _link(link: Link) -> dict[str, str]:
    return {"title": link.title, "url": link.url}


def _day(day: object) -> str | None:
    return str(day) if day else None


def _text(data: dict[str, Any] | Sequence[Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
