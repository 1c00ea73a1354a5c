"""The search's modules as three files, its page's styles as one: fewer requests on a slow link.

One is the dialog, one the search page, the last the engine, which runs in a worker.
Each module becomes a function that runs in the order of the imports. The modules keep to three
forms, and anything else is refused: `import { a, b } from "./x.js";` at the top, `export` before a
function or constant, and `import("./x.js")` on demand, which then waits for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bulletin.model import BulletinError

ENTRIES = {
    "bundle.js": {"dialog": "open"},
    "start.js": {"page": ""},
    "engine.js": {"answering": ""},
}
# The search page's sheets in their order, which make one as well.
SHEETS = ("reset", "tokens", "type", "page", "masthead", "search")
# Where a browser lacks something; loaded by itself.
_APART = frozenset({"inflate"})
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
_DEMAND = re.compile(r'import\("\./(\w+)\.js"\)')


def bundled(folder: Path) -> dict[str, str]:
    """The bundles of the modules in a folder: file name → text."""
    return {name: _bundle(folder, entries) for name, entries in ENTRIES.items()}


def sheet(folder: Path) -> str:
    """The search page's sheets as one."""
    return "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)


def _bundle(folder: Path, entries: Mapping[str, str]) -> str:
    order: list[str] = []
    for entry in entries:
        _visit(folder, entry, order, ())
    modules = "\n".join(_wrapped(folder, name) for name in order)
    exports = "".join(f"export const {f} = ${module}.{f};\n" for module, f in entries.items() if f)
    return f"{modules}\n{exports}"


def _source(folder: Path, name: str) -> str:
    return (folder / f"{name}.js").read_text(encoding="utf-8")


def _needs(text: str) -> list[str]:
    on_demand = (name for name in _DEMAND.findall(text) if name not in _APART)
    return [*(name for _, name in _IMPORT.findall(text)), *on_demand]


def _visit(folder: Path, name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in order:
        return
    if name in above:
        raise _refusal(name, f"循环引用 {' → '.join((*above, name))}", "没有循环的引用")
    for needed in _needs(_source(folder, name)):
        _visit(folder, needed, order, (*above, name))
    order.append(name)


def _wrapped(folder: Path, name: str) -> str:
    text = _source(folder, name)
    names = [found[1] for found in _EXPORT.findall(text)]
    text = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = ${m[2]};\n", text)
    text = _EXPORT.sub(r"\1 \2", text)
    text = _DEMAND.sub(_demanded, text)
    if found := re.search(r"^(?:import|export)\b.*", text, re.MULTILINE):
        raise _refusal(name, found[0], "import { … } from 与 export function、export const")
    return f"const ${name} = (() => {{\n{text}return {{ {', '.join(names)} }};\n}})();"


def _demanded(match: re.Match[str]) -> str:
    return match[0] if match[1] in _APART else f"Promise.resolve(${match[1]})"


def _refusal(name: str, found: str, expected: str) -> BulletinError:
    return BulletinError("search-scripts", f"{name}.js", found, expected, "按这几种写法改写")
