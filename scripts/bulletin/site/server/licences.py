"""The licences of all software that builds the site or is part of it, from its own metadata.

Python packages say theirs in what is installed, npm packages in the lock file. An unknown licence
or one that would bind those who publish the site (AGPL, GPL) is a problem.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from bulletin.model import BulletinError

_PINNED = re.compile(r"^([\w.-]+)==([\w.!+-]+)", re.M)
# LGPL and "GPL with exception" leave the site's own files free; AGPL and GPL do not.
_BINDING = re.compile(r"(?<!L)\bA?GPL|AFFERO|(?<!LESSER )GENERAL PUBLIC", re.I)
_LONGEST = 60


@dataclass(frozen=True)
class Licence:
    """One package as pinned, with the licence that it declares."""

    name: str
    version: str
    licence: str
    ecosystem: str  # PyPI or npm


def collect(root: Path) -> list[Licence]:
    """Every pinned package of the lock files; those for other systems are not installed here."""
    return sorted(
        [*_python(root / "requirements-test.lock"), *_npm(root / "package-lock.json")],
        key=lambda found: (found.ecosystem, found.name.lower()),
    )


def problems(found: Iterable[Licence]) -> Iterator[BulletinError]:
    """One problem for each package that must not be used without a decision."""
    for package in found:
        if not package.licence or _BINDING.search(package.licence):
            yield BulletinError(
                "licence",
                f"{package.ecosystem} {package.name} {package.version}",
                f"许可是“{package.licence or '没有写明'}”",
                "不约束发布者的许可，如 MIT、BSD、Apache、MPL",
                "换用别的软件，或查明许可后再用",
            )


def table(found: Iterable[Licence]) -> str:
    """The list as tab-separated lines."""
    return "".join(f"{p.ecosystem}\t{p.name}\t{p.version}\t{p.licence}\n" for p in found)


def _python(lock: Path) -> Iterator[Licence]:
    for name, version in _PINNED.findall(lock.read_text(encoding="utf-8")):
        try:
            yield Licence(name, version, declared(metadata(name)), "PyPI")
        except PackageNotFoundError:
            continue


def declared(facts: PackageMetadata) -> str:
    """The licence of a package: the expression, else the classifiers, else the first line."""
    if expression := _field(facts, "License-Expression"):
        return expression
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in facts.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    text = _field(facts, "License")
    first = text.splitlines()[0][:_LONGEST] if text else ""
    return "；".join(dict.fromkeys(classifiers)) or ("" if first == "UNKNOWN" else first)


def _field(facts: PackageMetadata, name: str) -> str:
    return "".join(facts.get_all(name) or []).strip()


def _npm(lock: Path) -> Iterator[Licence]:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    for path, facts in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            yield Licence(name, facts["version"], str(facts.get("license", "")), "npm")
