"""The folder that the reader's browser loads the calculators from, made when the site is built.

`packed` yields what becomes `assets/runtime/<content hash>/`: the unmodified Pyodide, one stored
zip with the standard library cut to what the calculators import and with the calculators, both as
bytecode, and the worker. See docs/decisions/pyodide-bundle.md.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # it ships no types

from bulletin.model import BulletinError
from bulletin.site.cache.hashing import changed, digest
from bulletin.site.cache.sealed import SpoiltError, opened, sealed
from bulletin.site.runtime.bundle import build_bundle

log = logging.getLogger("mkdocs.bulletin.runtime")

PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
NEEDED = (*PARTS, "python_stdlib.zip", "pyodide-lock.json")
KEPT = 4
FACTS = "facts.bin"
Hash = Callable[[Path], str]
SCRIPTS = Path(__file__).parent / "pyodide"


@dataclass(frozen=True)
class RuntimeInfo:
    """Where the runtime lies below the site's root, and how much a first visit fetches of it."""

    url: str  # assets/runtime/<hash>/
    hash: str
    bytes: int  # about what brotli makes of it


def packed(
    calculators_dir: Path, node_modules: Path, cache: Path, stamps: Hash = digest
) -> tuple[RuntimeInfo, Path]:
    """The runtime and the folder that holds its files, made where any input has changed.

    `stamps` gives the hash of a file, and may know it from an earlier build.
    """
    pyodide = _pyodide(node_modules)
    key = _digest(_inputs(calculators_dir, pyodide), stamps)
    kept = cache / "runtime" / key
    if not _intact(kept):
        _make(calculators_dir, pyodide, cache, kept)
        _prune(kept)
    info = _info(kept)
    log.info(_report(kept, info))
    return info, kept / "files"


def build_runtime(calculators_dir: Path, node_modules: Path, cache: Path, out: Path) -> RuntimeInfo:
    """Put the runtime below `out` (a site's folder); with unchanged input only copy it."""
    info, files = packed(calculators_dir, node_modules, cache)
    target = out / info.url
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(files, target)
    return info


def _pyodide(node_modules: Path) -> Path:
    folder = node_modules / "pyodide"
    if all((folder / part).is_file() for part in NEEDED):
        return folder
    raise BulletinError(
        "runtime-no-pyodide",
        str(folder),
        "没有 Pyodide 的文件",
        "、".join(NEEDED),
        "先运行 make site（或 npm ci）装好 package.json 所列的包",
    )


def _inputs(calculators: Path, pyodide: Path) -> dict[str, Path]:
    """Every file that the result depends on, by a name that does not depend on the machine."""
    ours = [*SCRIPTS.iterdir(), *Path(__file__).parent.glob("*.py")]
    inputs = {f"site/{f.name}": f for f in ours if f.suffix in {".py", ".mjs"}}
    inputs |= {f"pyodide/{name}": pyodide / name for name in NEEDED}
    inputs |= {f"calculators/{f.relative_to(calculators)}": f for f in calculators.rglob("*.py")}
    return inputs


def _digest(files: Mapping[str, Path], stamps: Hash) -> str:
    """One hash over names and contents, in the order of the names."""
    total = sha256()
    for name in sorted(files):
        total.update(f"{name} {stamps(files[name])}\n".encode())
    return total.hexdigest()[:16]


def _make(calculators: Path, pyodide: Path, cache: Path, kept: Path) -> None:
    """Build everything in a folder of our own beside `kept`; only a whole one takes its place.

    Two builds may do so at once: the first to finish is kept, and both are the same.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{kept.name}.", dir=kept.parent))
    try:
        _fill(calculators, pyodide, cache, fresh)
        if not _intact(kept):
            shutil.rmtree(kept, ignore_errors=True)
            fresh.rename(kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(calculators: Path, pyodide: Path, cache: Path, fresh: Path) -> None:
    files = fresh / "files"
    files.mkdir(parents=True)
    for part in PARTS:
        shutil.copyfile(pyodide / part, files / part)
    shutil.copyfile(SCRIPTS / "worker.mjs", files / "worker.mjs")
    modules = build_bundle(calculators, pyodide, SCRIPTS / "pack.mjs", files / "python.zip")
    packed = {name: _on_the_wire(files / name) for name in _names(files)}
    (files / "files.mjs").write_text(_sizes(files, packed) + _lock(pyodide), encoding="utf-8")
    hashes = {name: digest(files / name) for name in _names(files)}
    facts = {"files": hashes, "bytes": sum(packed.values()), "modules": modules}
    (fresh / FACTS).write_bytes(sealed(json.dumps(facts).encode()))


def _on_the_wire(path: Path) -> int:
    """About what a server sends of a file: publishing compresses it best, which takes minutes.

    Of Pyodide's files the best is 84 to 87 % of what the quick setting gives.
    """
    return round(len(brotli.compress(path.read_bytes(), quality=5, lgwin=24)) * 0.85)


def _prune(kept: Path) -> None:
    """Leave the newest few of the cache, each of 20 MB; a dot marks what is still being made."""
    finished = (p for p in kept.parent.iterdir() if "." not in p.name)
    folders = sorted(finished, key=lambda p: p.stat().st_mtime, reverse=True)
    for folder in folders[KEPT:]:
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def _names(folder: Path) -> list[str]:
    return sorted(f.name for f in folder.iterdir())


def _sizes(files: Path, packed: Mapping[str, int]) -> str:
    """The sizes by which the worker counts its progress, as a module."""
    loaded = (*PARTS, "python.zip")
    sizes = {n: {"bytes": (files / n).stat().st_size, "packed": packed[n]} for n in loaded}
    return f"export const files = {json.dumps(sizes)};\n"


def _lock(pyodide: Path) -> str:
    """A lock file without packages, so that Pyodide does not fetch its own of 119 kB."""
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return f"export const lock = {json.dumps(json.dumps({'info': info, 'packages': {}}))};\n"


def _intact(kept: Path) -> bool:
    """Whether the cached folder holds exactly the files that were made, by their hashes."""
    try:
        hashes = _facts(kept)["files"]
    except (OSError, SpoiltError, ValueError):
        return False
    return not changed(kept / "files", hashes)


def _facts(kept: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(opened((kept / FACTS).read_bytes()))
    return found


def runtime_hashes(files: Path, info: RuntimeInfo) -> dict[str, str]:
    """The hashes of the runtime's files by their place in the site."""
    return {f"{info.url}{name}": value for name, value in _facts(files.parent)["files"].items()}


def _info(kept: Path) -> RuntimeInfo:
    facts = _facts(kept)
    content = sha256(json.dumps(facts["files"], sort_keys=True).encode()).hexdigest()[:16]
    return RuntimeInfo(f"assets/runtime/{content}/", content, facts["bytes"])


def _report(kept: Path, info: RuntimeInfo) -> str:
    modules = _facts(kept)["modules"]
    return (
        f"测算运行时 {info.hash}：Pyodide 与 {modules['calculators']} 个测算模块、"
        f"{modules['stdlib']} 个标准库模块，"
        f"首次载入约 {info.bytes / 1e6:.1f} MB（brotli），已按哈希核对"
    )
