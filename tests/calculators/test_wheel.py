"""The package builds alone as a pure wheel, runs from it, and its kernel stays small."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import calculators
from tests.calculators.test_purity import DESK

ROOT = Path(__file__).resolve().parents[2]
BUILD = "from setuptools.build_meta import build_wheel; print(build_wheel('..'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of calculators/, built from a copy without network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "calculators"
    shutil.copytree(ROOT / "calculators", source, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", BUILD]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_is_pure_and_holds_every_module(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    packed = {n for n in zipfile.ZipFile(wheel).namelist() if n.endswith(".py")}
    assert packed == {str(p.relative_to(ROOT)) for p in (ROOT / "calculators").rglob("*.py")}


def test_the_kernel_takes_forty_kilobytes_at_most_and_all_that_readers_load_a_hundred(
    wheel: Path,
) -> None:
    packed = [i for i in zipfile.ZipFile(wheel).infolist() if i.filename.endswith(".py")]
    kernel = sum(i.compress_size for i in packed if i.filename.startswith("calculators/kernel/"))
    assert kernel <= 40 * 1024
    # What reads and writes files stays at the desk: no browser loads it.
    loaded = [i for i in packed if i.filename.removeprefix("calculators/") not in DESK]
    assert len(packed) - len(loaded) == len(DESK)
    assert sum(i.compress_size for i in loaded) <= 100 * 1024


def test_the_wheel_runs_without_anything_else(wheel: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(wheel)!r}); "
    code += "import calculators; print(calculators.rules())"
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str(calculators.rules()), done.stderr


def test_importing_the_rules_loads_few_modules_of_the_library() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules); "
        "import calculators; print(sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for heavy in ("decimal", "datetime", "dataclasses", "typing", "fractions", "inspect"):
        assert f"'{heavy}'" not in loaded
