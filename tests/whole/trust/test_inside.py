"""Only what lies in the content folder itself is published; links out of it end the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.site.content import inside
from tests.site.project import Project


def told(content: Path) -> list[str]:
    return [problem.place for problem in inside.problems(content)]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a picture, and a file beside it that is nobody's business."""
    folder = tmp_path / "content" / "issues" / "2026-05"
    folder.mkdir(parents=True)
    (folder / "plan.png").write_bytes(b"plan")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("secret")
    return tmp_path / "content"


def test_plain_files_are_fine(content: Path) -> None:
    assert told(content) == []


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../elsewhere/secret.txt"])
def test_a_link_to_a_file_elsewhere_is_refused(content: Path, target: str) -> None:
    (content / "issues" / "2026-05" / "a.png").symlink_to(target)
    assert told(content) == ["issues/2026-05/a.png"]


def test_every_file_of_a_folder_elsewhere_is_refused(content: Path) -> None:
    (content / "issues" / "images").symlink_to(content.parent / "elsewhere")
    assert told(content) == ["issues/images/secret.txt"]


def test_a_link_inside_the_folder_is_fine(content: Path) -> None:
    (content / "plan.png").symlink_to("issues/2026-05/plan.png")
    assert told(content) == []


def test_the_whole_folder_may_be_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(content)
    assert told(tmp_path / "linked") == []


def test_the_build_ends_and_names_it(tmp_path: Path) -> None:
    project = Project.begin(tmp_path / "project", issues=0)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (project.content / "issues" / "2026-04" / "plan.svg").symlink_to(secret)
    done = project.build()
    assert done.returncode == 1
    assert "issues/2026-04/plan.svg：是指向别处的链接" in done.stdout + done.stderr
    assert not (project.folder / "site").exists()
