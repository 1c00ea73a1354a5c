"""The editor's guide as pages of every site: docs/ has the one copy, and the build publishes it.

Links and pictures keep their places to each other: docs/editor-guide.md becomes /editor-guide/.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
INSTALLED = Path(sys.prefix) / "share" / "bulletin" / "docs"
PAGES = ("editor-guide.md", "messages.md")
PICTURES = "editor-guide/*.webp"


def files(root: Path) -> dict[str, Path]:
    """Each file of the guide: its place in the content, and where it lies."""
    docs = root / "docs"
    if not (docs / PAGES[0]).is_file():
        docs = PROJECT / "docs" if (PROJECT / "docs").is_dir() else INSTALLED
    paths = (*(docs / name for name in PAGES), *sorted(docs.glob(PICTURES)))
    return {path.relative_to(docs).as_posix(): path for path in paths if path.is_file()}
