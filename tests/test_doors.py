"""The one-way doors of the architecture: who may import what."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "bulletin"


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


CALCULATORS = sorted((ROOT / "calculators").rglob("*.py"))
IMPORTER = sorted(p for p in PACKAGE.rglob("*.py") if "site" not in p.relative_to(PACKAGE).parts)
SITE = sorted((PACKAGE / "site").rglob("*.py"))


@pytest.mark.parametrize("path", CALCULATORS, ids=str)
def test_calculators_import_the_standard_library_alone(path: Path) -> None:
    outside = roots(path) - set(sys.stdlib_module_names) - {"calculators"}
    assert not outside, f"{path} imports {outside}"


@pytest.mark.parametrize("path", IMPORTER, ids=str)
def test_importer_knows_neither_mkdocs_nor_calculators(path: Path) -> None:
    names = imported(path)
    assert not roots(path) & {"mkdocs", "material", "calculators"}, path
    # The command line is where the two houses meet the user: it alone may open the site's door.
    if path.name != "cli.py":
        assert not [n for n in names if n.startswith("bulletin.site")], path


@pytest.mark.parametrize("path", SITE, ids=str)
def test_only_the_plugin_imports_mkdocs(path: Path) -> None:
    if path.name != "plugin.py":
        assert "mkdocs" not in roots(path), path
