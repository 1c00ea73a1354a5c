"""What is carried over from the build before is what a clean build would make, byte for byte.

Three sequences of changes in every run; longer ones with
`BULLETIN_CHANGES=40 pytest tests/site/test_carried.py`.
"""

from __future__ import annotations

import os
import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.site import project as projects
from tests.site.project import CHANGES, Project

LENGTH = int(os.environ.get("BULLETIN_CHANGES", "8"))
SEED = int(os.environ.get("BULLETIN_CHANGES_SEED", "2026"))
# Another zone, language and year than those of the machine: nothing of them may reach a page.
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "SOURCE_DATE_EPOCH": "2000000000",
    "PYTHONHASHSEED": "7",
    "SITE_URL": "",
}


def difference(warm: Project, clean: Project) -> list[str]:
    """The files that are not the same in two sites."""
    one, two = warm.published(), clean.published()
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def built(project: Project, **environment: str) -> Project:
    """A project whose site stands."""
    done = project.build(**environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def sources(project: Project) -> str:
    """The hash of all that a build reads."""
    parts = (project.folder / name for name in ("content", "theme", "calculators", "mkdocs.yml"))
    files = (f for p in parts for f in ([p] if p.is_file() else sorted(p.rglob("*"))))
    text = b"".join(str(f).encode() + f.read_bytes() for f in files if f.is_file())
    return sha256(text).hexdigest()


@pytest.mark.parametrize("number", range(3))
def test_after_any_changes_the_site_is_that_of_a_clean_build(tmp_path: Path, number: int) -> None:
    chance = random.Random(SEED + number)
    # Each sequence has its own share of the kinds, so that all together have them all.
    kinds = list(CHANGES[number::3])
    chance.shuffle(kinds)
    warm = built(Project.begin(tmp_path / "warm"))
    done = []
    for step in range(LENGTH):
        change = kinds[step] if step < len(kinds) else chance.choice(CHANGES)
        before = sources(warm)
        change(warm, chance)
        assert sources(warm) != before, f"{change.__name__} changes nothing"
        done.append(change.__name__)
        built(warm)
        if step % 2 or step == LENGTH - 1:
            clean = built(warm.checkout(tmp_path / "another place" / str(step)), **ELSEWHERE)
            assert (done, difference(warm, clean)) == (done, [])
            shutil.rmtree(clean.folder)


def test_a_change_that_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    warm = built(Project.begin(tmp_path / "warm", issues=1))
    before = warm.published()
    kept = tmp_path / "kept"
    shutil.copytree(warm.content, kept)
    for change in (projects.edit, projects.retitle, projects.picture):
        change(warm, random.Random(SEED))
    built(warm)
    assert warm.published() != before
    shutil.rmtree(warm.content)
    shutil.copytree(kept, warm.content)
    built(warm)
    assert warm.published() == before
