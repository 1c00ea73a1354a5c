"""The rules of the bulletin: exact, cited, the same in CPython and Pyodide."""

import json
import time

from . import matching, registry
from .kernel import describing, running, solving
from .kernel.dates import day
from .kernel.errors import InputError, input_error
from .kernel.judging import Day
from .kernel.lives import lives_of
from .rules import ALL, BY_NAME, GROUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .kernel.model import Rule

__version__ = "1.0.0"
__all__ = [
    "InputError", "__version__", "call", "dumps", "facts", "groups", "loads", "match", "rules",
    "run", "schema", "solve",
]


def rules() -> "list[str]":
    """The names of all rules, in a stable order."""
    return [rule.name for rule in ALL]


def groups() -> "list[dict[str, Any]]":
    """The calculator pages with the rules of each."""
    return [
        {"group": g.name, "title": g.title, "intro": g.intro,
         "rules": [rule.name for rule in ALL if rule.group == g.name]}
        for g in GROUPS
    ]


def schema(rule: str) -> "dict[str, Any]":
    """What a form needs to ask a rule's questions."""
    return describing.describe(find(rule))


def today() -> int:
    """Today by the clock of this machine, as a day number."""
    now = time.localtime()
    return day(now.tm_year, now.tm_mon, now.tm_mday)


def known(lives: object = None) -> Day:
    """Today with the lives of documents, by their titles.

    A life is {"events": [{"how": "代替", "day": "2026-06-10", "by": "…", "sure": true}]}, or short
    {"until": last day, "by": successor}; see `kernel.lives.Event`.
    """
    return Day(today(), lives_of(lives))


def run(
    rule: str, inputs: "Mapping[str, Any]", lives: "Mapping[str, Any] | None" = None
) -> "dict[str, Any]":
    """Verdict, conditions and outputs for one set of inputs; without a date, of today.

    `lives` tells which documents have ended, and by what they are replaced (see `known`).
    """
    return running.run(find(rule), inputs, known(lives))


def solve(
    rule: str, field: str, inputs: "Mapping[str, Any]", lives: "Mapping[str, Any] | None" = None
) -> "dict[str, Any]":
    """The exact interval of one field within which every condition holds; `lives` as in `run`."""
    return solving.solve(find(rule), field, inputs, known(lives))


def facts() -> "list[dict[str, object]]":
    """Every fact that rules ask, once, with the rules that ask it."""
    return [fact.plain() for fact in registry.every().values()]


def match(
    given: "Mapping[str, Any]", lives: "Mapping[str, Any] | None" = None,
    rules: "list[str] | None" = None,
) -> "dict[str, object]":
    """All rules judged for one company, by facts (see `facts`), `region` and `role`.

    What it gets, what it lacks, what it must still say, and what is none of its own; and the
    question that decides most. `lives` as in `run`; `rules` names some where not all are meant.
    """
    return matching.match(dict(given), known(lives), rules)


def find(rule: object) -> "Rule":
    """The rule of that name."""
    if not isinstance(rule, str) or rule not in BY_NAME:
        raise input_error("rule", f"没有规则“{str(rule)[:60]}”；现有：" + "、".join(rules()))
    return BY_NAME[rule]


def call(request: str) -> str:
    """The one door for the worker: a request and an answer, both JSON."""
    try:
        return dumps({"ok": True, "result": answer(loads(request))})
    except InputError as error:
        return dumps({"ok": False, "errors": error.errors})


def answer(request: object) -> object:
    """What the request asks for."""
    if not isinstance(request, dict):
        raise input_error("", "请求应为一个 JSON 对象")
    op, rule, inputs = request.get("op"), request.get("rule"), request.get("inputs", {})
    lives: Any = request.get("lives")
    if op == "list":
        return rules()
    if op == "schema":
        return schema(rule)  # type: ignore[arg-type]  # find() refuses what is no name
    if op == "run":
        return run(rule, inputs, lives)  # type: ignore[arg-type]
    if op == "solve":
        return solve(rule, str(request.get("field", "")), inputs, lives)  # type: ignore[arg-type]
    if op == "facts":
        return facts()
    if op == "match":
        return match(object_of(request.get("facts", {})), lives, request.get("rules"))
    ops = "list、schema、run、solve、facts、match"
    raise input_error("op", f"没有操作“{str(op)[:40]}”；可用：{ops}")


def object_of(given: object) -> "dict[str, Any]":
    """Answers as a request carries them."""
    if not isinstance(given, dict):
        raise input_error("facts", '各项应为一个 JSON 对象，例如 {"region": "xinjiang"}')
    return given


def loads(text: str) -> object:
    """JSON with every number kept as it was written."""
    try:
        return json.loads(
            text, parse_float=str, parse_constant=str, object_pairs_hook=once
        )
    except InputError:
        raise
    except (ValueError, RecursionError):
        raise input_error(
            "", '输入不是 JSON；应写成 {"revenue_year_3": "2亿"} 这样的对象，键和文字用英文双引号'
        ) from None


def once(pairs: "list[tuple[str, Any]]") -> "dict[str, Any]":
    """An object whose keys stand once each: which of two values was meant nobody can tell."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise input_error(key[:60], f"“{key[:60]}”写了两次；每一项写一次")
        found[key] = value
    return found


def dumps(value: object) -> str:
    """JSON in a fixed order, with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)
