"""Writes docs/messages.md, the table of everything that the product may say to an editor.

`python scripts/messages.py`. Read from the code itself: each place that makes a `BulletinError`,
with what its callers put in. What is known only when it happens stands as ⟨…⟩.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "scripts" / "bulletin"
TARGET = ROOT / "docs" / "messages.md"
KINDS = ("BulletinError", "CitationError")
FIELDS = ("code", "place", "found", "expected", "action")
OPEN = "⟨…⟩"
OR = "；或："
HEAD = """# 全部提示

本表由 `python scripts/messages.py` 从程序里读出，不要手改。
⟨…⟩ 处是出现时的文件名、行号、数字或原文。

## 拒绝：改好以后才能继续

每条拒绝按同一次序说明：在哪里、看到什么；应为什么；怎样处理；末尾的〔代码〕就是下表第一列。

| 代码 | 看到的 | 应为 | 处理 |
|---|---|---|---|
"""
WARNINGS = """
## 疑点：已经照原样导入，请看一眼

| 代码 | 含义 |
|---|---|
"""


@dataclass(frozen=True)
class Function:
    """A function that makes an error, or asks another one to."""

    name: str
    module: str
    node: ast.FunctionDef
    constants: Mapping[str, ast.expr]  # of its module
    imported: Mapping[str, str]  # names that its module has from others

    def means(self, call: ast.Call, other: Function) -> bool:
        """Whether a call in this function is one of another function."""
        if isinstance(call.func, ast.Name):
            return self.imported.get(call.func.id, self.module) == other.module
        method = bool(other.node.args.args) and other.node.args.args[0].arg == "self"
        owner = ast.unparse(getattr(call.func, "value", call))
        return owner != "log" if method else owner == other.module

    @property
    def parameters(self) -> list[str]:
        """The names of its arguments, without self."""
        arguments = self.node.args
        names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        return [name for name in names if name not in ("self", "cls")]


def functions() -> list[Function]:
    """Every function of the code."""
    found = []
    for path in sorted(CODE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        imported = {
            name.asname or name.name: (node.module or "").rpartition(".")[2]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        nodes = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        found += [Function(n.name, path.stem, n, constants, imported) for n in nodes]
    return found


def said(node: ast.expr | None, known: Mapping[str, str], function: Function) -> str:
    """The text of an expression, with ⟨…⟩ for what only the moment knows."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(said(part, known, function) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return said(node.value, known, function)
    if isinstance(node, ast.Name):
        return known.get(node.id) or said(function.constants.get(node.id), {}, function)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return said(node.left, known, function) + said(node.right, known, function)
    if isinstance(node, ast.IfExp):
        both = (said(node.body, known, function), said(node.orelse, known, function))
        return OR.join(dict.fromkeys(both))
    if isinstance(node, ast.BoolOp):
        return said(node.values[-1], known, function)
    return OPEN


def local(function: Function, known: Mapping[str, str]) -> dict[str, str]:
    """What is known inside a function: its arguments and the plain texts that it sets itself."""
    found = dict(known)
    for node in ast.walk(function.node):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, said(node.value, found, function))
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Name):
            found |= looped(node, function)
    return found


def looped(loop: ast.For, function: Function) -> dict[str, str]:
    """What the names of a loop over a table of the module stand for, one after the other."""
    table = function.constants.get(ast.unparse(loop.iter))
    if not isinstance(table, ast.Tuple) or not isinstance(loop.target, ast.Tuple):
        return {}
    rows = [[said(value, {}, function) for value in getattr(row, "elts", [])] for row in table.elts]
    columns = zip(loop.target.elts, zip(*rows, strict=True), strict=True)
    return {ast.unparse(name): OR.join(dict.fromkeys(values)) for name, values in columns}


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def bound(
    node: ast.Call, names: list[str], known: Mapping[str, str], function: Function
) -> dict[str, str]:
    """The arguments of a call by name."""
    pairs = zip(names, node.args, strict=False)
    given = {name: said(value, known, function) for name, value in pairs}
    given |= {k.arg: said(k.value, known, function) for k in node.keywords if k.arg}
    return given


def errors() -> set[tuple[str, ...]]:
    """Code, what was found, what is expected and what to do, of each error of the code."""
    everything = functions()
    callers: dict[str, list[tuple[Function, ast.Call]]] = {}
    for function in everything:
        for node in ast.walk(function.node):
            if isinstance(node, ast.Call):
                callers.setdefault(called(node), []).append((function, node))
    makers = [f for f in everything if makes(f)]
    found = set()
    inherited = [
        (function, call)
        for function, call in callers.get("__init__", [])
        if len(call.args) == len(FIELDS) and isinstance(call.args[0], ast.Constant)
    ]
    made = [pair for kind in KINDS for pair in callers.get(kind, [])]
    for function, call in made + inherited:
        if any(isinstance(value, ast.Starred) for value in call.args):
            continue  # one that was made before and is only put together again
        for known in reached(function, makers, callers):
            values = bound(call, list(FIELDS), local(function, known), function)
            found.add(tuple(values.get(name, OPEN) for name in FIELDS if name != "place"))
    return found


def makes(function: Function) -> bool:
    """Whether a function makes the error that its callers ask for."""
    returns = ast.unparse(function.node.returns) if function.node.returns else ""
    return returns in KINDS or "code" in function.parameters


def reached(
    function: Function,
    makers: Sequence[Function],
    callers: Mapping[str, list[tuple[Function, ast.Call]]],
    depth: int = 3,
) -> Iterator[dict[str, str]]:
    """What a maker of errors is given, once for each call; nothing is known of other functions."""
    if function not in makers or not depth:
        yield {}
        return
    for caller, call in callers.get(function.name, []):
        if not caller.means(call, function):
            continue
        for known in reached(caller, makers, callers, depth - 1):
            yield bound(call, function.parameters, local(caller, known), caller)


def table() -> str:
    """The whole document."""
    from bulletin.outline.warnings import MESSAGES
    from bulletin.readers import NOTICES

    rows = sorted(errors())
    lines = (f"| `{code}` | {' | '.join(map(cell, rest))} |" for code, *rest in rows)
    notices = {**MESSAGES, **{code: "；".join(words) for code, words in NOTICES.items()}}
    warned = (f"| `{code}` | {cell(words)} |" for code, words in sorted(notices.items()))
    return HEAD + "\n".join(lines) + "\n" + WARNINGS + "\n".join(warned) + "\n"


def cell(text: str) -> str:
    """A text in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8", newline="\n")
