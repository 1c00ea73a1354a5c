"""Runs inside Pyodide under node: finds what the calculators import and packs it as bytecode.

Compiling here, and not on the host, gives bytecode of the very interpreter that will read it,
whatever Python builds the site. `pack(wheel)` returns the bytes of one stored zip. The zip also
holds a module `warm`, which imports all that the exercise had to: a memory image made after it
needs no file any more.
"""

import importlib._bootstrap_external as bootstrap
import importlib.util
import io
import json
import sys
import zipfile
from types import CodeType, ModuleType

STDLIB = "/lib/python314.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)

# Pyodide imports these at start, each inside `try: … except ImportError`; no rule compresses or
# opens a socket.
OPTIONAL = ("bz2", "compression.", "lzma", "ssl", "_ssl", "webbrowser")

# zipimport reads a member's name with it as soon as the name is not ASCII.
BY_NAME_ONLY = ("encodings.cp437",)


def exercise() -> None:
    """Walk every way through the calculators' one door, so that each late import happens."""
    import calculators

    def call(**request: object) -> dict:
        return json.loads(calculators.call(json.dumps(request)))

    for rule in call(op="list")["result"]:
        schema = call(op="schema", rule=rule)["result"]
        answer = call(op="run", rule=rule, inputs=schema["example"])
        if not answer["ok"]:
            raise SystemExit(f"{rule}: {answer['errors']}")
        call(op="run", rule=rule, inputs={})
        for field in schema["fields"]:
            call(op="run", rule=rule, inputs={**schema["example"], field["name"]: "?"})
            call(op="solve", rule=rule, field=field["name"], inputs=schema["example"])


def packed(module: ModuleType, roots: tuple[str, ...]) -> bool:
    """Whether a loaded module comes from the standard library's zip or the wheel."""
    spec = getattr(module, "__spec__", None)
    if spec is None or spec.name.startswith(OPTIONAL):
        return False
    return str(spec.origin).startswith(roots)


def stripped(code: CodeType) -> CodeType:
    """The code without its line table: a third of the size, of use to tracebacks only."""
    constants = (stripped(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def bytecode(source: bytes, name: str) -> bytes:
    """An unchecked .pyc at optimize=2: there is no source beside it to be checked against."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    return bytes(bootstrap._code_to_hash_pyc(stripped(code), bytes(8), checked=False))


def members(wheel: str) -> dict[str, bytes]:
    """File name → bytecode of every module that the exercise has loaded."""
    for name in BY_NAME_ONLY:
        importlib.import_module(name)
    files = {}
    for module in list(sys.modules.values()):
        if packed(module, (STDLIB + "/", wheel + "/")):
            name = module.__spec__.origin.removeprefix(STDLIB + "/").removeprefix(wheel + "/")
            source = module.__spec__.loader.get_data(module.__spec__.origin)
            files[name + "c"] = bytecode(source, name)
    return files


def pack(wheel: str) -> bytes:
    """The bundle: stored, so that brotli sees all of it at once; in order, without a date."""
    sys.path.insert(0, wheel)
    at_start = set(sys.modules)
    exercise()
    late = sorted(set(sys.modules) - at_start)
    files = members(wheel) | {"warm.pyc": bytecode(f"import {', '.join(late)}".encode(), "warm.py")}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return buffer.getvalue()
