"""The editor's guide as pages of every site: docs/ has the one copy, and the build publishes it.

Links and pictures keep their places to each other: docs/editor-guide.md becomes /editor-guide/.
"""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
PAGES = ("editor-guide.md", "messages.md")
PICTURES = "editor-guide/*.webp"


def files(root: Path) -> dict[str, Path]:
    """Each file of the guide: its place in the content, and where it lies."""
    docs = root / "docs"
    if not (docs / PAGES[0]).is_file():
        docs = PROJECT / "docs"
    paths = (*(docs / name for name in PAGES), *sorted(docs.glob(PICTURES)))
    return {path.relative_to(docs).as_posix(): path for path in paths if path.is_file()}
