"""ProperDocs, which carries MkDocs on, builds the same site to the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.site.project import Project


def test_properdocs_builds_the_same_bytes(tmp_path: Path) -> None:
    one = Project.begin(tmp_path / "one", issues=1)
    assert one.build().returncode == 0
    other = one.checkout(tmp_path / "other")
    done = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--strict", "-q", "-f", "mkdocs.yml"],
        cwd=other.folder,
        env=other.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert other.published() == one.published()
