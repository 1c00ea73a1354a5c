"""The same rule by the peers: each a page that computes one answer and tells when it stands.

Those that can run the calculators run them whole and unchanged, as somebody would who chose that
runtime; MicroPython, Brython and JavaScript cannot, and have one rule written by hand.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent / "peers"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>{name}</title>
<p id="answer"></p>{body}<script type="module" src="main.mjs"></script></html>"""
MAIN = """
globalThis.REQUEST = %s;
const began = performance.now();
globalThis.finish = (text) => {
  if (globalThis.took) return;
  document.querySelector("#answer").textContent = text;
  globalThis.took = performance.now() - began;
};
%s
"""


@dataclass(frozen=True)
class Sources:
    """Where the peers' parts are taken from."""

    runtime: Path  # ours, as the site has it
    calculators: Path
    pyodide: Path
    modules: Path  # the peers' own node_modules


def write_peers(folder: Path, sources: Sources, request: str) -> tuple[str, ...]:
    """Lay every peer out in a folder of its own, and name them."""
    ours(folder / "ours", sources)
    stock(folder / "stock", sources)
    pyscript(folder / "pyscript", sources)
    pyscript_micropython(folder / "pyscript-mpy", sources)
    brython(folder / "brython", sources)
    micropython(folder / "micropython", sources)
    shutil.copytree(SCRIPTS / "plain", folder / "plain")
    names = ("ours", "stock", "pyscript", "pyscript-mpy", "brython", "micropython", "plain")
    for name in names:
        finish_page(folder / name, request)
    return names


def finish_page(folder: Path, request: str) -> None:
    """The page around a peer's script and, for the runtimes of pages, its tag."""
    tag = folder / "tag.html"
    body = tag.read_text(encoding="utf-8") if tag.exists() else ""
    tag.unlink(missing_ok=True)
    page = PAGE.format(name=folder.name, body=body)
    (folder / "index.html").write_text(page, encoding="utf-8")
    script = (folder / "main.mjs").read_text(encoding="utf-8")
    literal = json.dumps(request, ensure_ascii=False)
    (folder / "main.mjs").write_text(MAIN % (literal, script), encoding="utf-8")


def ours(folder: Path, sources: Sources) -> None:
    """The folder that the site publishes."""
    shutil.copytree(SCRIPTS / "ours", folder)
    shutil.copytree(
        sources.runtime, folder / "runtime", ignore=shutil.ignore_patterns("*.br", "*.gz")
    )


def stock(folder: Path, sources: Sources) -> None:
    """Pyodide as it comes, in a worker."""
    shutil.copytree(SCRIPTS / "stock", folder)
    copy_pyodide(sources.pyodide, folder)
    archive(sources.calculators, folder / "calculators.zip")


def pyscript(folder: Path, sources: Sources) -> None:
    """PyScript with its default interpreter, self-hosted."""
    shutil.copytree(SCRIPTS / "pyscript", folder)
    copy_pyscript(sources.modules, folder / "core")
    (folder / "pyodide").mkdir()
    copy_pyodide(sources.pyodide, folder / "pyodide")
    archive(sources.calculators, folder / "calculators.zip")


def pyscript_micropython(folder: Path, sources: Sources) -> None:
    """PyScript on MicroPython, with one rule."""
    shutil.copytree(SCRIPTS / "pyscript-mpy", folder)
    copy_pyscript(sources.modules, folder / "core")
    copy_micropython(sources.modules, folder / "micropython")
    shutil.copyfile(SCRIPTS / "rule.py", folder / "rule.py")


def brython(folder: Path, sources: Sources) -> None:
    """Brython with its library, and one rule."""
    shutil.copytree(SCRIPTS / "brython", folder)
    for name in ("brython.min.js", "brython_stdlib.js"):
        shutil.copyfile(sources.modules / "brython" / name, folder / name)
    shutil.copyfile(SCRIPTS / "rule.py", folder / "rule.py")


def micropython(folder: Path, sources: Sources) -> None:
    """MicroPython by itself, and one rule."""
    shutil.copytree(SCRIPTS / "micropython", folder)
    copy_micropython(sources.modules, folder)
    shutil.copyfile(SCRIPTS / "rule.py", folder / "rule.py")


def copy_pyodide(source: Path, folder: Path) -> None:
    """The files that Pyodide asks for."""
    for name in (*PYODIDE, LOCK):
        shutil.copyfile(source / name, folder / name)


def copy_pyscript(modules: Path, folder: Path) -> None:
    """PyScript's scripts without its maps."""
    dist = modules / "@pyscript" / "core" / "dist"
    shutil.copytree(dist, folder, ignore=shutil.ignore_patterns("*.map"))


def copy_micropython(modules: Path, folder: Path) -> None:
    """MicroPython's two files."""
    folder.mkdir(parents=True, exist_ok=True)
    source = modules / "@micropython" / "micropython-webassembly-pyscript"
    for name in ("micropython.mjs", "micropython.wasm"):
        shutil.copyfile(source / name, folder / name)


def archive(package: Path, target: Path) -> None:
    """The calculators' sources, zipped."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for source in sorted(package.rglob("*.py")):
            bundle.write(source, f"calculators/{source.relative_to(package)}")
