"""What is installed holds what it needs: the theme, its entry points, each dependency once."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import calculators
from bulletin.cli.main import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of the whole project, built from a clone."""
    folder = tmp_path_factory.mktemp("wheel")
    clone = ["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(folder / "clone")]
    if subprocess.run(clone, capture_output=True).returncode:
        pytest.skip("not a checkout")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*command, str(folder / "clone")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("bulletin-*.whl")))


def test_the_wheel_holds_the_theme_and_the_guide(wheel: zipfile.ZipFile) -> None:
    names = {name.partition("/data/share/bulletin/")[2] for name in wheel.namelist()}
    listed = subprocess.run(
        ["git", "ls-files", "theme"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    assert sorted(set(listed) - names) == []
    assert "docs/editor-guide.md" in names


def test_the_wheel_holds_every_package(wheel: zipfile.ZipFile) -> None:
    modules = {p.relative_to(ROOT / "scripts") for p in (ROOT / "scripts/bulletin").rglob("*.py")}
    assert sorted({m.as_posix() for m in modules} - set(wheel.namelist())) == []
    assert "bulletin/site/runtime/pyodide/worker.mjs" in wheel.namelist()


def test_dependencies_are_listed_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "dependencies" in project["dynamic"]
    names = [
        re.split(r"[=<>]", line)[0].strip()
        for kind in ("import", "site")
        for line in (ROOT / f"requirements-{kind}.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    names = [name.partition(" ")[0] for name in names]
    assert len(names) == len(set(names))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [name for name in names if f"{name}==" not in lock] == []


def test_the_importer_alone_loads_nothing_of_the_site() -> None:
    code = (
        "import sys; import bulletin.cli.main; heavy = 'mkdocs brotli PIL selectolax pypinyin'; "
        "print([m for m in heavy.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_versions_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert re.fullmatch(r"bulletin \d+\.\d+\.\d+", capsys.readouterr().out.strip())
    assert re.fullmatch(r"\d+\.\d+\.\d+", calculators.__version__)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_commands_of_a_readme_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", text, re.M)
    made = re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert targets
    assert set(targets) <= set(made)
    for command in sorted(set(re.findall(r"`bulletin ([a-z-]+)", text))):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0, command
