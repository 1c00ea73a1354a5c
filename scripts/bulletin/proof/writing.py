"""Put an issue's folder in place: whole or not at all, and proved before it is shown."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bulletin.files import frontmatter
from bulletin.model import BulletinError
from bulletin.proof import ledger, verify


def generated(folder: Path, ledger_file: str) -> list[str]:
    """The files of a folder that the import of this ledger writes.

    An article that was added by itself has a ledger `16.ledger.json` and images `16-….png`.
    """
    if not folder.is_dir():
        return []
    own = ledger_file.removesuffix(verify.LEDGER).rstrip(".")
    added = {path.name.partition(".")[0] for path in folder.glob(f"[0-9]*.{verify.LEDGER}")}
    found = [p for p in (*folder.glob("*.md"), *folder.glob("images/*")) if p.is_file()]
    found = [p for p in found if _owner(p, added) == own]
    found += [folder / ledger_file] if (folder / ledger_file).is_file() else []
    return sorted(p.relative_to(folder).as_posix() for p in found)


def _owner(path: Path, added: set[str]) -> str:
    """The id of the added article that a file belongs to, empty for the issue's own files."""
    start = path.stem if path.suffix == ".md" else path.name.partition("-")[0]
    return start if start in added else ""


def difference(old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """A unified diff of the Markdown."""
    return "\n".join(_difference(old, new))


def _difference(old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if not name.endswith(".md"):
            continue
        before, after = (files.get(name, b"").decode().splitlines() for files in (old, new))
        yield from difflib.unified_diff(
            before, after, f"现有/{name}", f"新导入/{name}", n=1, lineterm=""
        )


def write(folder: Path, files: dict[str, bytes], old: set[str], ledger_file: str) -> None:
    """Make the new folder beside the old one, prove it, and put it in place in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        if folder.is_dir():
            _carry(folder, fresh, old)
        for name, content in files.items():
            (fresh / name).parent.mkdir(exist_ok=True)
            (fresh / name).write_bytes(content)
        _prove_written(fresh, folder.name, ledger_file)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _carry(folder: Path, fresh: Path, old: set[str]) -> None:
    """Keep what the editor has in the folder: the source, corrections."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and name.as_posix() not in old:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, fresh / name)


def _prove_written(fresh: Path, name: str, ledger_file: str) -> None:
    """What was written reads back as the ledger has it, through the renderer of the site."""
    wrong = verify.changes(fresh, ledger.load(fresh / ledger_file))
    frontmatter.read_issue(fresh)
    if wrong:
        raise BulletinError(
            "writing-changed-text",
            f"{name}/{wrong[0].file}",
            str(wrong[0].found),
            "写出的文章与原文逐字相同",
            "不要发布；请把原文件交给维护者",
        )


def _swap(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        os.replace(fresh, folder)
        return
    aside = folder.with_name(f".{folder.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    os.replace(folder, aside)
    try:
        os.replace(fresh, folder)
    except OSError:
        os.replace(aside, folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)
