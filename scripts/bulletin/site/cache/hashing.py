"""The hash of a file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

_READ_AT_ONCE = 1 << 20


def digest(path: Path) -> str:
    """SHA-256 of a file, read in parts."""
    total = sha256()
    with open(path, "rb", buffering=0) as file:
        while part := file.read(_READ_AT_ONCE):
            total.update(part)
    return total.hexdigest()
