"""Issues that have come as a file only: they are imported before the site is built."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bulletin.files import folders
from bulletin.model import GatheredError


def imported(issues: Path) -> Iterator[str]:
    """Import what has a source and no Markdown yet; yields a report of each."""
    folders_here = _folders(issues)
    if wrong := [e for f in folders_here if (e := folders.misnamed(f))]:
        raise wrong[0] if len(wrong) == 1 else GatheredError(wrong)
    for folder in folders_here:
        # Nearly every issue has its cover: spare the archive a look at all files.
        if (folder / "index.md").exists() or any(folder.glob("*.md")):
            continue
        # The readers of Word and PDF take longer to load than most builds last.
        from bulletin import importer
        from bulletin.proof.result import summary

        done = importer.import_folder(folder)
        for report in done:
            yield f"已导入 {report.ledger.source}\n{summary(report)}"
        if not done:
            yield f"{folder.name} 里还没有可以导入的文件（.docx、.pdf、.txt），这一期不发布"


def _folders(issues: Path) -> list[Path]:
    """The folders of all issues, with a cover or without."""
    if not issues.is_dir():
        return []
    with os.scandir(issues) as entries:
        return sorted(issues / entry.name for entry in entries if entry.is_dir())
