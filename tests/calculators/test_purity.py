"""What the kernel and the rules may not use, read from their syntax trees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "calculators"
FILES = sorted(ROOT.rglob("*.py"))
# The last two for type checkers only.
ALLOWED = {"json", "sys", "time", "collections.abc", "typing"}
# What reads and writes files is never in a browser; openpyxl is an extra, looked for at its use.
DESK = {"cli.py", "tables.py", "batch.py", "sheets.py", "adviser.py"}
FOR_FILES = {"csv", "io", "datetime", "decimal", "pathlib"}
FOR_FILES |= {"openpyxl", "openpyxl.cell", "openpyxl.utils"}
BANNED = {"float", "round", "complex", "eval", "exec"}


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_float_and_no_division_sign(path: Path) -> None:
    for node in nodes(path):
        assert not isinstance(node, ast.Div), f"{path}: a division sign"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, (float, complex)), f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in BANNED, f"{path}:{node.lineno} {node.func.id}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_are_few_and_validation_never_asserts(path: Path) -> None:
    allowed = ALLOWED | FOR_FILES if path.parent == ROOT and path.name in DESK else ALLOWED
    for node in nodes(path):
        assert not isinstance(node, ast.Assert), f"{path}: assert is dropped by optimisation"
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= allowed, path
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module in allowed, f"{path}: {node.module}"


def test_nothing_in_the_browser_imports_what_is_for_files() -> None:
    for path in FILES:
        if path.parent == ROOT and path.name in (*DESK, "__main__.py"):
            continue
        names = {n.module for n in nodes(path) if isinstance(n, ast.ImportFrom) and n.level}
        assert not names & {name.removesuffix(".py") for name in DESK}, path


def test_the_ban_sees_what_it_bans(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    for text in ("1 / 2", "0.5", "float('1')", "round(1)"):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(AssertionError):
            test_no_float_and_no_division_sign(bad)


def test_modules_are_short_and_functions_fit_a_screen() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 320, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                assert node.end_lineno - node.lineno < 45, f"{path} {node.name}"
                assert ast.get_docstring(node) or node.name.startswith("_"), f"{path} {node.name}"
