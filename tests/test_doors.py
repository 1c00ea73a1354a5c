"""The one-way doors of the architecture: who may import what."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "bulletin"
MEANS = ("__import__", "import_module")


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    return names_in(path.read_text(encoding="utf-8"), package[package[:1] == ("scripts",) :])


def names_in(source: str, package: Sequence[str]) -> set[str]:
    """Full names of what the source of a module of a package imports, by whatever means."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            near = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join((*near, node.module) if node.module else near)
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(MEANS):
            # A name made while running is refused by every door: nobody could say where it leads.
            first = node.args[0] if node.args else None
            text = first.value if isinstance(first, ast.Constant) else "<computed>"
            names.add(str(text))
    return names


def roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


CALCULATORS = sorted((ROOT / "calculators").rglob("*.py"))
IMPORTER = sorted(p for p in PACKAGE.rglob("*.py") if "site" not in p.relative_to(PACKAGE).parts)
# Run inside Pyodide, where it takes the names of the rules from the bundle.
INSIDE = PACKAGE / "site" / "pyodide"
SITE = sorted((PACKAGE / "site").rglob("*.py"))


@pytest.mark.parametrize("path", CALCULATORS, ids=str)
def test_calculators_import_the_standard_library_alone(path: Path) -> None:
    outside = roots(path) - set(sys.stdlib_module_names) - {"calculators"}
    assert not outside, f"{path} imports {outside}"


@pytest.mark.parametrize("path", IMPORTER, ids=str)
def test_importer_knows_neither_mkdocs_nor_calculators(path: Path) -> None:
    names = imported(path)
    assert not roots(path) & {"mkdocs", "material", "calculators", "<computed>"}, path
    # The command line is where the two houses meet the user: it alone may open the site's door.
    if path.name != "cli.py":
        assert not [n for n in names if n.startswith("bulletin.site")], path


@pytest.mark.parametrize("path", SITE, ids=str)
def test_only_the_plugin_imports_mkdocs(path: Path) -> None:
    if not path.name.startswith("plugin"):
        computed = set() if INSIDE in path.parents else {"<computed>"}
        assert not roots(path) & {"mkdocs", "material", *computed}, path


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import mkdocs.config", "mkdocs.config"),
        ("from . import plugin", "bulletin.site.plugin"),
        ("from .plugin import log", "bulletin.site.plugin"),
        ("from .. import site", "bulletin.site"),
        ("from bulletin import site", "bulletin.site"),
        ("def f():\n    import importlib as i\n    i.import_module('mkdocs')", "mkdocs"),
        ("__import__('mkdocs.utils')", "mkdocs.utils"),
        ("import importlib\nimportlib.import_module(name)", "<computed>"),
    ],
)
def test_no_way_round_the_doors(source: str, name: str) -> None:
    assert name in names_in(source, ("bulletin", "site"))
