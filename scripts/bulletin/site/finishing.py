"""What is made after all pages are written: the search, and the files that machines read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.site.pages import Site
from bulletin.site.runtime import RuntimeInfo, build_runtime
from bulletin.site.search import build_search


def runtime(root: Path, site_dir: Path) -> RuntimeInfo:
    """Pack the calculators' runtime into the site."""
    return build_runtime(root / "calculators", root / "node_modules", root / ".cache", site_dir)


def finish(site: Site, site_dir: Path, content: Path, root: Path) -> Iterator[str]:
    """Finish a site; yields one line for each step, for the editor to read."""
    terms = content / "search" / "terms.yml"
    info = build_search(
        site_dir, root / "node_modules", root / ".cache", terms if terms.is_file() else None
    )
    yield str(info)
