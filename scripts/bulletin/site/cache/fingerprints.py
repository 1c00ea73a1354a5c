"""What shapes every page beside its content: our own code, the theme, the configuration, versions.

A page that was made under the same shape from the same content is the same page; where anything of
it differs, all pages are made anew.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import metadata, util
from pathlib import Path

from bulletin.site.cache.store import key

PACKAGES = (
    "mkdocs",
    "properdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "markupsafe",
    "pyyaml",
    "pillow",
    "budoux",
)
_OURS = Path(__file__).resolve().parents[2]


@cache
def program() -> str:
    """The hash of our own code and of the versions of what it runs on."""
    return key(tree(_OURS), sys.version_info[:3], [(name, _version(name)) for name in PACKAGES])


@cache
def rules() -> str:
    """The hash of the calculators' code."""
    return tree(calculators())


def calculators() -> Path:
    """The folder of the calculators; they are not loaded for it."""
    found = util.find_spec("calculators")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def tree(folder: Path, without: str = "__pycache__") -> str:
    """The hash of a folder's files, by name and content; whatever is called `without` is left out.

    Every issue of an archive goes through here with every build.
    """
    total = sha256()
    for name, path in sorted(_files(str(folder), "", without)):
        with open(path, "rb") as file:
            total.update(name.encode("utf-8", "surrogateescape") + b"\0")
            total.update(sha256(file.read()).digest())
    return total.hexdigest()


def _files(folder: str, prefix: str, without: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == without:
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{prefix}{entry.name}/", without)
            else:
                yield prefix + entry.name, entry.path


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
