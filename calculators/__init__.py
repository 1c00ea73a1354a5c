"""The rules of the bulletin: exact, cited, the same in CPython and Pyodide."""

import json

from .kernel import describing, running, solving
from .kernel.errors import InputError, input_error
from .rules import ALL, BY_NAME, GROUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .kernel.model import Rule

__all__ = ["InputError", "call", "dumps", "groups", "loads", "rules", "run", "schema", "solve"]


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


def run(rule: str, inputs: "Mapping[str, Any]") -> "dict[str, Any]":
    """Verdict, conditions and outputs for one set of inputs."""
    return running.run(find(rule), inputs)


def solve(rule: str, field: str, inputs: "Mapping[str, Any]") -> "dict[str, Any]":
    """The exact interval of one field within which every condition holds."""
    return solving.solve(find(rule), field, inputs)


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
    if op == "list":
        return rules()
    if op == "schema":
        return schema(rule)  # type: ignore[arg-type]  # find() refuses what is no name
    if op == "run":
        return run(rule, inputs)  # type: ignore[arg-type]
    if op == "solve":
        return solve(rule, str(request.get("field", "")), inputs)  # type: ignore[arg-type]
    raise input_error("op", f"没有操作“{str(op)[:40]}”；可用：list、schema、run、solve")


def loads(text: str) -> object:
    """JSON with every number kept as it was written."""
    try:
        return json.loads(text, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise input_error(
            "", '输入不是 JSON；应写成 {"revenue_year_3": "2亿"} 这样的对象，键和文字用英文双引号'
        ) from None


def dumps(value: object) -> str:
    """JSON in a fixed order, with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)
