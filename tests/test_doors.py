"""The one table of doors: which package may import which, lowest floor first.

`docs/architecture.md` prints it (`python -m tests.test_doors` renews that part).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "bulletin"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
MEANS = ("__import__", "import_module")
MOST_MODULES = 12  # in one folder
WORKBOOKS = {"tables.py": {"openpyxl"}, "sheets.py": {"openpyxl"}}
IMPORTS = (ast.Import, ast.ImportFrom)

LAW = ("model", "readers", "law", "files")
TEXT = (*LAW, "outline")
# Package (or module of the top folder): what it holds, and what of `bulletin` it may import.
DOORS: dict[str, tuple[str, tuple[str, ...]]] = {
    "model": ("the words of the product", ()),
    "progress": ("one line on the terminal", ()),
    "readers": ("what a file holds: runs, blocks, places; plain text", ("model",)),
    "readers.pdf": ("PDF to that form", ("model", "readers")),
    "readers.word": ("Word to that form", ("model", "readers")),
    "opening": (
        "a file, opened by the reader it needs",
        ("model", "readers", "readers.pdf", "readers.word"),
    ),
    "law": ("what an official text says of itself: marks, numerals, clauses, ids", ("model",)),
    "files": ("files that editors write: YAML, front matter, folders", ("model",)),
    "outline": ("from a stream of characters to articles and paragraphs", LAW),
    "proof": ("writing, ledger, verification, corrections", (*TEXT, "opening")),
    "importer": ("an issue imported, atomically", (*TEXT, "proof", "opening")),
    "archive": ("a whole archive imported", (*TEXT, "proof", "importer")),
    "site.cache": ("what one build keeps for the next; hashes", ("model",)),
    "site.links": ("links of built pages", ("model",)),
    "site.content": (
        "what is published: issues, blocks, ids, addresses, views",
        ("model", "progress", "law", "files", "site.cache"),
    ),
    "site.runtime": ("Pyodide and the calculators for the browser", ("model", "site.cache")),
    "site.search": ("index and scripts of the search", ("model", "files", "site.cache")),
    "site.cited": (
        "rules and tables tied to clauses; their drawings",
        ("model", "site.content", "site.cache", "calculators"),
    ),
    "site.pages": (
        "pages as data and their setting by templates",
        ("model", "progress", "files", "site.content", "site.cited", "site.cache", "calculators"),
    ),
    "site.formats": (
        "other forms of the same text: EPUB, PDF, feeds, cards, citations",
        ("model", "site.pages", "site.content", "site.cache"),
    ),
    "site.build": (
        "one build and its steps; manifest; staging",
        ("model", "progress", "files", "proof", "importer", "calculators", "site.*"),
    ),
    "site.server": (
        "a built site on a server, and questions to a running one",
        ("model", "files", "site.build", "site.cache", "site.content"),
    ),
    "site.mkdocs_plugin": (
        "the adapter to MkDocs",
        ("model", "progress", "files", "site.*", "mkdocs"),
    ),
    "cli": (
        "what is typed",
        ("model", "progress", "files", "outline", "proof", "importer", "archive", "site.*"),
    ),
}
NEVER = ("cli", "site.server", "site.mkdocs_plugin")  # no star opens these


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
            names.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(MEANS):
            # A name made while running is refused by every door: nobody could say where it leads.
            first = node.args[0] if node.args else None
            text = first.value if isinstance(first, ast.Constant) else "<computed>"
            names.add(str(text))
    return names


def rooms() -> dict[str, list[Path]]:
    """The modules of each package, and each module of the top folder by itself."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts if len(parts) == 1 else parts[:-1])
        if name not in ("__init__", "site"):
            found.setdefault(name, []).append(path)
    return found


def room_of(name: str) -> str:
    """The package that a full name leads into; empty for what is not ours."""
    if name.split(".")[0] in ("mkdocs", "properdocs", "material"):
        return "mkdocs"
    if name == "<computed>" or name.split(".")[0] == "calculators":
        return name.split(".")[0]
    short = name.removeprefix("bulletin.") if name.startswith("bulletin.") else ""
    while short and short not in DOORS:
        short = short.rpartition(".")[0]
    return short


def beyond(room: str, names: set[str]) -> set[str]:
    """The packages among the imported names that the table does not allow."""
    allowed = DOORS[room][1]

    def open_to(other: str) -> bool:
        starred = "site.*" in allowed and other.startswith("site.") and other not in NEVER
        served = room == "cli" and other in ("site.server", "site.mkdocs_plugin")
        return other in ("", room, *allowed) or starred or served

    return {other for other in map(room_of, names) if not open_to(other)}


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_package_imports_what_the_table_allows(room: str) -> None:
    inside = "runtime.pyodide"  # runs in Pyodide, where it takes the rules' names from the bundle
    if room.endswith(inside):
        return
    assert room in DOORS, f"{room} is not in the table"
    for path in rooms()[room]:
        assert not beyond(room, imported(path)), path


def test_the_table_has_no_circle() -> None:
    above: dict[str, set[str]] = {}
    for room, paths in rooms().items():
        for path in paths:
            above.setdefault(room, set()).update(set(map(room_of, imported(path))) - {room, ""})
    while above:
        lowest = [room for room, below in above.items() if not below & above.keys()]
        assert lowest, f"import each other: {sorted(above)}"
        above = {room: below for room, below in above.items() if room not in lowest}


def test_no_folder_is_too_full_to_read() -> None:
    folders: dict[Path, int] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.name != "__init__.py":
            folders[path.parent] = folders.get(path.parent, 0) + 1
    full = {str(f.relative_to(ROOT)): n for f, n in folders.items() if n > MOST_MODULES}
    assert full == {}


@pytest.mark.parametrize("path", sorted((ROOT / "calculators").rglob("*.py")), ids=str)
def test_calculators_import_the_standard_library_alone(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    outside = roots - set(sys.stdlib_module_names) - {"calculators"}
    # Workbooks alone need more, and only where one is read or written: an extra of the package.
    assert outside <= WORKBOOKS.get(path.name, set()), f"{path} imports {outside}"
    top = ast.parse(path.read_text(encoding="utf-8")).body
    assert "openpyxl" not in str([ast.dump(n) for n in top if isinstance(n, IMPORTS)]), path


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import mkdocs.config", "mkdocs.config"),
        ("from . import plugin", "bulletin.site.plugin"),
        ("from .plugin import log", "bulletin.site.plugin.log"),
        ("from .. import site", "bulletin.site"),
        ("from bulletin import site", "bulletin.site"),
        ("def f():\n    import importlib as i\n    i.import_module('mkdocs')", "mkdocs"),
        ("__import__('mkdocs.utils')", "mkdocs.utils"),
        ("import importlib\nimportlib.import_module(name)", "<computed>"),
    ],
)
def test_no_way_round_the_doors(source: str, name: str) -> None:
    assert name in names_in(source, ("bulletin", "site"))


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("law", "bulletin.site.content.views"),
        ("site.links", "mkdocs.config"),
        ("importer", "calculators.rules"),
        ("site.build", "bulletin.cli.main"),
        ("site.build", "bulletin.site.mkdocs_plugin.plugin"),
        ("site.cache", "<computed>"),
    ],
)
def test_a_door_that_is_shut_is_found(room: str, name: str) -> None:
    assert beyond(room, {name})


def printed() -> Iterator[str]:
    """The table as `docs/architecture.md` has it."""
    yield "| package | holds | may import |"
    yield "|---|---|---|"
    for room, (holds, allowed) in DOORS.items():
        yield f"| `{room}` | {holds} | {', '.join(f'`{a}`' for a in allowed) or '–'} |"


def test_the_architecture_prints_this_table() -> None:
    assert "\n".join(printed()) in ARCHITECTURE.read_text(encoding="utf-8")


if __name__ == "__main__":
    text = ARCHITECTURE.read_text(encoding="utf-8")
    start, end = text.index("| package | holds |"), text.index("\n\n", text.index("| package |"))
    ARCHITECTURE.write_text(text[:start] + "\n".join(printed()) + text[end:], encoding="utf-8")
