"""The relations of a document in its article's front matter."""

from __future__ import annotations

from typing import Any, cast, get_args

from bulletin.files.fields import Fields
from bulletin.model import Relation, RelationKind

KINDS = get_args(RelationKind)
_REST = ("from", "until", "clauses", "confirmed")
KEYS = (*KINDS, *_REST)
_OTHER = ("title", "number")


def read(fields: Fields) -> Relation:
    """One relation: `replaces: {title, number}`, `from`, `until`, `clauses`, `confirmed`."""
    kinds = [kind for kind in KINDS if kind in fields.nodes]
    if len(kinds) != 1:
        found = f"一项关系写了 {len(kinds)} 种"
        raise fields.error("wrong-relation", fields.line, found, f"{'、'.join(KINDS)} 中的一种")
    other = fields.inner(kinds[0], _OTHER)
    title, number = (other.text("title"), other.text("number")) if other else (None, None)
    if not (title or number):
        raise fields.wrong(kinds[0], "{title: 文件名, number: 文号}，至少一个")
    return Relation(
        cast(RelationKind, kinds[0]),
        title,
        number,
        fields.day("from"),
        fields.day("until"),
        fields.words("clauses"),
        fields.yes("confirmed"),
    )


def write(relation: Relation) -> dict[str, Any]:
    """A relation as front matter has it."""
    other = {"title": relation.title, "number": relation.number}
    found: dict[str, Any] = {relation.kind: {k: v for k, v in other.items() if v}}
    if relation.since:
        found["from"] = relation.since
    if relation.until:
        found["until"] = relation.until
    if relation.clauses:
        found["clauses"] = list(relation.clauses)
    return found | {"confirmed": relation.confirmed}
