"""The set-up in a folder that was renamed or copied, and a step that takes long."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("旧 名", "新 名")


def stepped(project: Path, code: str) -> str:
    """What a step of the set-up of a project says."""
    done = subprocess.run(
        [sys.executable, "-c", f"import setup; {code}"],
        cwd=project / "scripts",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_environment_that_came_along_is_made_anew(tmp_path: Path) -> None:
    old, new = (tmp_path / name for name in NAMES)
    (old / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.py", old / "scripts")
    make = "setup.make_environment()"
    assert "建立虚拟环境" in stepped(old, make)
    assert stepped(old, make) == ""  # it stands
    old.rename(new)
    assert "改过名或是复制来的" in stepped(new, make)
    pip = new / ".venv" / "bin" / "pip"
    assert str(new) in subprocess.run([pip, "--version"], capture_output=True, text=True).stdout
    assert stepped(new, make) == ""


def test_a_long_step_says_that_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.py", tmp_path / "scripts")
    step = "[setup.sys.executable, '-c', 'import time; time.sleep(2.5)']"
    said = stepped(
        tmp_path,
        f"setup.PATIENCE = 1; setup.run({step})",
    )
    assert "仍在进行，已 1 秒" in said
    assert "仍在进行，已 2 秒" in said
