"""The calculators' bundle: a wheel by the standard build, then bytecode made inside Pyodide."""

from __future__ import annotations

import base64
import csv
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.model import BulletinError
from bulletin.site.runtime.node import node

PROJECT = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "calculators"
version = "1.0.0"
[tool.setuptools.packages.find]
include = ["calculators*"]
"""


def build_bundle(calculators: Path, pyodide: Path, pack: Path, out: Path) -> dict[str, int]:
    """Write the stored zip to `out`; how many modules it holds of either kind."""
    with TemporaryDirectory() as folder:
        wheel = build_wheel(calculators, Path(folder))
        verify_wheel(wheel)
        _run([str(node()), str(pack), str(pyodide), str(wheel), str(out)], "runtime-pack", out)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    ours = sum(name.startswith("calculators/") for name in names)
    return {"calculators": ours, "stdlib": len(names) - ours}


def build_wheel(calculators: Path, folder: Path) -> Path:
    """A wheel of the calculators alone: the repository's own would carry the site's code too."""
    project = folder / "project"
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(calculators, project / "calculators", ignore=ignore)
    (project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    _run([*command, "--outdir", str(folder), str(project)], "runtime-wheel", calculators)
    return next(folder.glob("*.whl"))


def verify_wheel(wheel: Path) -> None:
    """Check each file of the wheel against the hash in its RECORD."""
    with zipfile.ZipFile(wheel) as archive:
        record = next(n for n in archive.namelist() if n.endswith(".dist-info/RECORD"))
        for name, expected, _ in csv.reader(archive.read(record).decode().splitlines()):
            found = base64.urlsafe_b64encode(sha256(archive.read(name)).digest()).rstrip(b"=")
            if name != record and expected != f"sha256={found.decode()}":
                raise BulletinError(
                    "runtime-wheel-hash",
                    f"{wheel.name}：{name}",
                    f"内容的哈希是 {found.decode()}",
                    expected,
                    "删去 .cache 后重新构建",
                )


def _run(command: Sequence[str], code: str, place: Path) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        last = [line[:200] for line in (result.stderr or result.stdout).strip().splitlines()[-4:]]
        raise BulletinError(
            code,
            str(place),
            " / ".join(last),
            "命令正常结束",
            f"单独运行看详情：{' '.join(command[:3])} …",
        )
