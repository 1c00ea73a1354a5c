"""Issues made of a few lines of Markdown, read as the build reads them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bulletin.site.cache.store import Store
from bulletin.site.content.shelf import Entry, Shelf

COVER = """---
kind: issue
number: 297
month: 2026-04
title: 简报
sections: [政策速递]
---
"""


def write(
    issues: Path, body: str, title: str = "办法", more: str = "", month: str = "2026-04"
) -> Path:
    """Write an issue with one article; the folder of all issues."""
    folder = issues / month
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text(COVER.replace("2026-04", month), encoding="utf-8")
    head = f"---\ntitle: {title}\nsection: 政策速递\nkind: policy\n{more}---\n\n"
    (folder / "08.md").write_text(head + body + "\n", encoding="utf-8")
    return issues


def shelf(issues: Path) -> Shelf:
    """The issues of a folder."""
    return Shelf(issues, Store(None))


def entry(body: str, title: str = "办法", more: str = "") -> Entry:
    """The one article of an issue."""
    with tempfile.TemporaryDirectory() as folder:
        (found,) = shelf(write(Path(folder), body, title, more)).entries()
        assert found.body  # read while the folder is there
        return found
