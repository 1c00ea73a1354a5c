"""A rule laid out anew runs at once: module, cases, command line, schema."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.cli.new_rule import RULE, new_rule
from bulletin.model import BulletinError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the rules and of what reads their cases."""
    skip = shutil.ignore_patterns("__pycache__", "answers", "*.txt")
    shutil.copytree(ROOT / "calculators", tmp_path / "calculators", ignore=skip)
    shutil.copytree(ROOT / "tests" / "calculators", tmp_path / "tests" / "calculators", ignore=skip)
    (tmp_path / "tests" / "__init__.py").touch()
    return tmp_path


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(root), "PATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("group", ["hb-loan", "xj-loan"])
def test_a_new_rule_runs_and_its_cases_hold(root: Path, group: str) -> None:
    files = new_rule("hb_loan_limit", group, root)
    assert [path.name for path in files] == ["hb_loan_limit.py", "hb_loan_limit.yml", "__init__.py"]
    inputs = '{"amount": "1000万"}'
    answer = json.loads(run(root, "calculators", "run", "hb_loan_limit", inputs).stdout)
    assert (answer["verdict"], answer["outputs"]) == ("pass", {"room": "0"})
    assert json.loads(run(root, "calculators", "schema", "hb_loan_limit").stdout)["group"] == group
    cases = "tests/calculators/test_cases.py"
    tests = run(root, "pytest", "-q", "-k", "hb_loan_limit or every_rule", cases)
    assert tests.returncode == 0, tests.stdout + tests.stderr


def test_a_rule_takes_about_thirty_lines() -> None:
    assert RULE.count("\n") <= 30


def test_a_group_is_entered_once(root: Path) -> None:
    new_rule("hb_one", "hb-loan", root)
    new_rule("hb_two", "hb-loan", root)
    registry = (root / "calculators" / "rules" / "__init__.py").read_text(encoding="utf-8")
    assert registry.count('Group("hb-loan"') == 1
    assert (registry.count("hb_one.RULE"), registry.count("hb_two.RULE")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "group", "code"),
    [
        ("BadName", "x", "rule-name"), ("one", "x", "rule-name"), ("a_b/../c", "x", "rule-name"),
        ("hb_one", "Bad Group", "rule-group"), ("chinext_after", "x", "rule-exists"),
    ],
)  # fmt: skip
def test_bad_names_are_refused_and_nothing_is_written(
    root: Path, name: str, group: str, code: str
) -> None:
    before = sorted(root.rglob("*"))
    with pytest.raises(BulletinError) as caught:
        new_rule(name, group, root)
    assert caught.value.code == code
    assert sorted(root.rglob("*")) == before


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="项目根目录"):
        new_rule("hb_one", "hb", tmp_path)


def test_a_registry_of_another_shape_is_refused(root: Path) -> None:
    registry = root / "calculators" / "rules" / "__init__.py"
    registry.write_text("ALL = ()\n", encoding="utf-8")
    with pytest.raises(BulletinError, match="rule-registry"):
        new_rule("hb_one", "hb", root)
    assert not (registry.parent / "hb_one.py").exists()
