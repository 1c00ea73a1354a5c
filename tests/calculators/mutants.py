"""Mutation testing of `calculators/`: one change at a time, and the tests must notice.

`python -m tests.calculators.mutants` tries every mutant; `--every 10` tries each tenth. A mutant is
tried in a forked process that imports the package anew with the changed module. Survivors stand in
`survivors.txt` with the reason why nothing can notice them, or count against the score.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import importlib.abc
import importlib.util
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from tests.calculators import casefile

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PACKAGE = ROOT / "calculators"
SURVIVORS = HERE / "survivors.txt"
SECONDS = 60
RULE_NAMES = [path.stem for path in sorted((HERE / "cases").glob("*.yml"))]
TESTS = {
    "__init__": ["bad_input", "edges"], "__main__": ["bad_input"], "cli": ["edges", "bad_input"],
    "exact": ["quantities"], "dates": ["quantities", "edges"], "workdays": ["quantities"],
    "show": ["quantities"], "numerals": ["edges", "quantities", "bad_input"],
    "reading": ["edges", "bad_input", "blanks"], "fields": ["edges", "bad_input", "blanks"],
    "judging": ["edges", "bad_input", "blanks", "properties"], "model": ["edges", "blanks"],
    "searching": ["edges", "bad_input", "properties"],
    "solving": ["edges", "bad_input", "properties"],
}  # fmt: skip

COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip
SIGNS = {">=": ">", "<=": "<", ">": ">=", "<": "<=", "=": "in"}
EFFECTS = {"soft": "hard", "limit": "hard", "hard": "soft", "life": "hard"}


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the module's source with it."""

    path: Path
    name: str  # kernel/dates.py day: 12 → 13
    line: int
    source: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen: dict[str, int] = {}
    for where, node in places(tree):
        for change, restore in changes(node):
            name = f"{path.relative_to(PACKAGE)} {where}: {change}"
            seen[name] = seen.get(name, 0) + 1
            numbered = name if seen[name] == 1 else f"{name} ({seen[name]})"
            yield Mutant(path, numbered, getattr(node, "lineno", 0), ast.unparse(tree))
            restore()


def places(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every node that runs, with the function or constant that holds it."""
    for statement in tree.body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue
        yield from within(statement, label(statement))


def within(node: ast.AST, where: str) -> Iterator[tuple[str, ast.AST]]:
    """The node and all below it, without annotations, docstrings and slots."""
    if isinstance(node, ast.Assign) and label(node) in ("__slots__", "TYPE_CHECKING", "__all__"):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield where, node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                inner = isinstance(child, (ast.FunctionDef, ast.ClassDef))
                yield from within(child, f"{where}.{label(child)}" if inner else where)


def label(node: ast.AST) -> str:
    """What a statement is known by."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return "module"


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each change made to the node in place, with the way to undo it."""
    for kind in (compares, arithmetic, booleans, constants, branches):
        yield from kind(node)


def compares(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """A comparison moved by one."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARES:
        before, text = node.ops[0], ast.unparse(node)
        node.ops[0] = COMPARES[type(before)]()
        yield f"{text} → {ast.unparse(node)}", lambda: node.ops.__setitem__(0, before)


def arithmetic(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """Another operation."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        before, text = node.op, ast.unparse(node)
        node.op = OPERATORS[type(before)]()
        yield f"{text} → {ast.unparse(node)}", lambda: setattr(node, "op", before)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        minus, text = node.op, ast.unparse(node)
        node.op = ast.UAdd()
        yield f"{text} → {ast.unparse(node)}", lambda: setattr(node, "op", minus)


def booleans(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """And for or, and a denial dropped."""
    if isinstance(node, ast.BoolOp):
        before, text = node.op, ast.unparse(node)
        node.op = ast.Or() if isinstance(before, ast.And) else ast.And()
        yield f"{text} → {ast.unparse(node)}", lambda: setattr(node, "op", before)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        denied, text = node.operand, ast.unparse(node)
        node.operand = ast.UnaryOp(ast.Not(), copy.deepcopy(denied))
        yield f"{text} → doubled", lambda: setattr(node, "operand", denied)


def constants(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """A number one higher, a truth denied, a sign or an effect exchanged."""
    if not isinstance(node, ast.Constant):
        return
    before = node.value
    after: object = None
    if isinstance(before, bool):
        after = not before
    elif isinstance(before, int):
        after = before + 1
    elif isinstance(before, str):
        after = SIGNS.get(before) or EFFECTS.get(before)
        if after is None and before.replace(".", "", 1).isdigit():
            after = before + "1"
    if after is not None:
        node.value = after  # type: ignore[assignment]
        yield f"{before!r} → {after!r}", lambda: setattr(node, "value", before)


def branches(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """A condition denied."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        before = node.test
        text = ast.unparse(before)
        node.test = ast.UnaryOp(ast.Not(), before)
        yield f"if {text} → if not", lambda: setattr(node, "test", before)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module of the package from changed source."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)
        self.mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The changed module's spec, None for all others."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(
            name, self.mutant.path, loader=self,
            submodule_search_locations=[str(self.mutant.path.parent)] if self.package else None,
        )  # fmt: skip

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.mutant.source, str(self.mutant.path), "exec"), module.__dict__)


def noticed(mutant: Mutant) -> bool:
    """Whether the tests notice: in a child of its own, within a minute of computing."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a change must not wait for a keyboard
    status = 1
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            status = 0 if unnoticed(mutant) else 1
        except BaseException:
            status = 1
    os._exit(status)


def unnoticed(mutant: Mutant) -> bool:
    """Whether the golden answers and then the tests all pass with the change."""
    for name in [m for m in sys.modules if m.split(".")[0] == "calculators"]:
        del sys.modules[name]
    for name in [m for m in sys.modules if m.startswith("tests.calculators.")]:
        if name != casefile.__name__:  # inputs alone, read once for all mutants
            del sys.modules[name]
    sys.meta_path.insert(0, Changed(mutant))
    answers = importlib.import_module("tests.calculators.answers")  # anew, not the package's own
    calculators = importlib.import_module("calculators")
    for rule in likely_first(mutant, calculators.rules()):
        if answers.text_of(rule) != (answers.FOLDER / f"{rule}.txt").read_text(encoding="utf-8"):
            return False
    words = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests_for(mutant)]
    return pytest.main(words) == 0


def tests_for(mutant: Mutant) -> list[str]:
    """The tests, besides the golden answers, that are meant to notice a change in that file."""
    folder, stem = mutant.path.parent.name, mutant.path.stem
    names = TESTS.get(stem, ["blanks", "bad_input", "properties"])
    if folder == "rules":
        names = ["properties", "blanks"]
    files = [str(HERE / f"test_{name}.py") for name in names]
    if folder != "rules":
        return files
    own = [rule for rule in RULE_NAMES if f'"{rule}"' in mutant.path.read_text("utf-8")]
    return [*files, "-k", " or ".join(own or ["chinext"])]


def likely_first(mutant: Mutant, rules: list[str]) -> list[str]:
    """The rules, those of the changed module before the others."""
    return sorted(rules, key=lambda rule: f'"{rule}"' not in mutant.path.read_text("utf-8"))


def explained() -> dict[str, str]:
    """Survivors that nothing can notice, with the reason."""
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" — ", 1) for line in lines if " — " in line and line[0] != "#"]
    return dict(pairs)


def every_mutant() -> list[Mutant]:
    """All mutants of the package."""
    return [m for path in sorted(PACKAGE.rglob("*.py")) for m in mutants(path)]


def survivors(tried: list[Mutant]) -> list[Mutant]:
    """Those that nobody noticed and nobody explains."""
    known = explained()
    return [m for m in tried if m.name not in known and not noticed(m)]


def main() -> int:
    """Try mutants and print those that live."""
    parser = argparse.ArgumentParser(description="Mutation testing of calculators/")
    parser.add_argument("--every", type=int, default=1, help="try each N-th mutant")
    parser.add_argument("--offset", type=int, default=0, help="begin at this one")
    parser.add_argument("--only", default="", help="only files whose path holds this")
    chosen = parser.parse_args()
    known, tried, alive = explained(), 0, 0
    for mutant in [m for m in every_mutant() if chosen.only in str(m.path)][
        chosen.offset :: chosen.every
    ]:
        tried += 1
        if mutant.name not in known and not noticed(mutant):
            alive += 1
            print(f"{mutant.name}  [line {mutant.line}]", flush=True)
    print(f"{tried - alive} of {tried} mutants noticed or explained")
    return 0 if alive * 50 <= tried else 1


if __name__ == "__main__":
    sys.exit(main())
