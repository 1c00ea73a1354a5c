"""The page that starts from the company: what is asked, and an example that all rules judge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import calculators
from bulletin.site.content.views import FactsView, GroupView, Link, MatchView, RuleView
from calculators import matching, registry

LABELS = {"region": "企业在哪里", "role": "您是哪一方"}
# A company of no particular name, shown where nothing is computed.
EXAMPLE = {
    "as_of": "2026-06-01",
    "region": "fujian",
    "role": "enterprise",
    "specialised_sme": True,
    "small_or_micro": True,
    "little_giant_first": True,
    "maker_prize": "none",
    "zero_carbon_first": False,
    "material_catalogue": "national",
    "material_sales": "2000万",
    "overseas_cost": "120万",
    "fj_overseas.professional_agency": True,
    "expected_market_capitalisation": "6亿",
    "fj_rates.original_fare": "80万",
    "fj_rates.payable_fare": "75万",
}


def view(groups: Iterable[GroupView]) -> MatchView:
    """The page for the rules whose documents the site has published."""
    rules = tuple(chain.from_iterable(group.rules for group in groups))
    names = tuple(rule.rule for rule in rules)
    lives = {title: life for rule in rules for title, life in rule.lives.items()}
    return MatchView(
        tuple(_choice(id) for id in LABELS),
        tuple(_facts(group, names) for group in groups),
        names,
        tuple(dict.fromkeys(rule.article for rule in rules)),
        _example(lives, rules),
        json.dumps(lives, ensure_ascii=False) if lives else "",
    )


def _choice(id: str) -> dict[str, Any]:
    options = [{"value": value, "label": label} for value, label in registry.options(id)]
    return {"id": id, "label": LABELS[id], "kind": "choice", "help": "", "options": options}


def _facts(group: GroupView, rules: tuple[str, ...]) -> FactsView:
    """The facts of a group that no group before it asks; those that a question fixes are none."""
    asked = [q for q in matching.QUESTIONS if q.rule in rules]
    own = {rule.rule for rule in group.rules}
    found = []
    for fact in registry.every().values():
        first = next((r for r in fact.fields if any(q.rule == r for q in asked)), None)
        fixed = any(fact.fields.get(q.rule) in q.fixed for q in asked)
        if first in own and not fixed and fact.field.kind != "rows" and fact.id != "as_of":
            found.append(fact.plain())
    return FactsView(group.title, tuple(found))


def _example(lives: Mapping[str, Any], rules: Iterable[RuleView]) -> dict[str, Any]:
    answer: dict[str, Any] = calculators.match(EXAMPLE, lives, [rule.rule for rule in rules])
    places: dict[str, Link] = {rule.rule: rule.article for rule in rules}
    for item in answer["items"]:
        item["article"] = places[item["rule"]]
    return answer
