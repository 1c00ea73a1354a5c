"""No file of the tree without a purpose: whatever lies there is named by something that is used."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
THEME = ROOT / "theme"
# MkDocs and browsers ask for these by name.
ASKED = {"404.html", "sitemap.xml", "sw.js"}


def tracked() -> list[Path]:
    """The files that are committed."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


@cache
def text(path: Path) -> str:
    """A file's text, for the names in it."""
    return path.read_text(encoding="utf-8", errors="replace")


def named(path: Path, among: list[Path]) -> bool:
    """Whether another file names this one, with or without its ending."""
    word = re.compile(rf"(?<![\w-])({re.escape(path.name)}|['\"]{re.escape(path.stem)}['\"])")
    return any(word.search(text(other)) for other in among if other != path)


def unnamed(folder: Path) -> list[str]:
    """The files of the theme that neither theme nor code names."""
    code = sorted((ROOT / "scripts" / "bulletin").rglob("*.py"))
    sources = [p for p in folder.rglob("*") if p.suffix in (".html", ".js", ".css")] + code
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in ASKED)
    return [p.relative_to(folder).as_posix() for p in files if not named(p, sources)]


def test_every_file_of_the_theme_is_used() -> None:
    assert unnamed(THEME) == []


def test_a_file_that_nothing_names_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('<script src="used.js"></script>')
    (tmp_path / "index.html").write_text('{% include "page.html" %}')
    for name in ("used.js", "sort.js"):
        (tmp_path / name).write_text("")
    assert unnamed(tmp_path) == ["sort.js"]


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for link in re.findall(r"\]\(([\w./-]+)(?:#[\w-]*)?\)", text(page)):
            target = (page.parent / link).resolve()
            found = sorted(target.glob("*.md")) if target.is_dir() else [target]
            waiting += [p for p in found if p.suffix == ".md" and p not in reached]
    documents = {p for p in tracked() if p.suffix == ".md" and "docs" in p.parts}
    assert sorted(p.name for p in documents - reached) == []


def test_nothing_that_a_build_or_a_tool_leaves_is_committed() -> None:
    left = re.compile(
        r"(^site|(^|/)(\.cache|node_modules|__pycache__|\.venv))/|\.(pyc|orig|rej|log)$"
    )
    names = [p.relative_to(ROOT).as_posix() for p in tracked()]
    assert [name for name in names if left.search(name)] == []


def test_no_committed_file_is_empty_but_those_that_mark_a_package() -> None:
    empty = [p for p in tracked() if not p.stat().st_size and p.name != "__init__.py"]
    assert empty == []
