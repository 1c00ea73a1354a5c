"""A build that is killed at any moment leaves the old site whole, and the next one its way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.site import project as projects
from tests.site.project import Project

MOMENTS = 20


def killed(project: Project, seconds: float) -> bool:
    """Start a build and kill it with everything that it has started; whether it was still at it."""
    running = subprocess.Popen(
        project.command(),
        cwd=project.folder,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True
    return False


def test_a_build_killed_at_any_moment_leaves_the_old_site(tmp_path: Path) -> None:
    project = Project.begin(tmp_path / "project", issues=2)
    assert project.build().returncode == 0
    begun = time.monotonic()
    projects.template(project, random.Random(0))
    assert project.build().returncode == 0
    whole = time.monotonic() - begun
    before = project.published()
    unfinished = 0
    for attempt in range(3 * MOMENTS):
        # Every page is another one, so that a build is as long as the first.
        projects.template(project, random.Random(attempt))
        begun = time.monotonic()
        moment = attempt % MOMENTS + random.Random(attempt).random()
        if killed(project, whole * moment / MOMENTS):
            unfinished += 1
        else:  # the machine is less busy now than at the first measure
            whole = min(whole, time.monotonic() - begun)
        now = project.published()
        # One that was killed after the exchange has done its work, and whole.
        assert now == before or now.keys() == before.keys()
        if now != before:
            assert project.build().returncode == 0
            assert project.published() == now
            before = now
        if unfinished == MOMENTS:
            break
    assert unfinished == MOMENTS
    assert project.build().returncode == 0
    clean = project.checkout(tmp_path / "clean")
    assert clean.build().returncode == 0
    assert project.published() == clean.published()
    # The site before the last stays for the next build; nothing else does.
    assert {p.name for p in project.folder.glob(".site*")} == {".site.lock", ".site.building"}
