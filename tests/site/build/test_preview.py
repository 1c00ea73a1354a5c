"""`mkdocs serve` shows an edit, and changes nothing but what it shows."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bulletin.site.mkdocs_plugin.plugin import BulletinPlugin
from tests.site.project import Project

PATIENCE = 120  # seconds; a busy machine is slow, not wrong


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Preview:
    """A running preview of a project, with a folder of its own for temporary files."""

    def __init__(self, project: Project, temporary: Path) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self.running = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", self.address],
            cwd=project.folder,
            env=project.environment(TMPDIR=str(temporary)),
        )

    def shows(self, page: str, text: str) -> bool:
        """Whether a page comes to show a text."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.running.poll() is None:
            try:
                with urlopen(f"http://{self.address}/{page}", timeout=PATIENCE) as answer:
                    if text in answer.read().decode():
                        return True
            except (URLError, ConnectionError):
                pass
            time.sleep(0.2)
        return False

    def stop(self) -> None:
        self.running.send_signal(signal.SIGINT)
        self.running.wait(PATIENCE)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.begin(tmp_path / "project", issues=1)


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Iterator[Preview]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    found = Preview(project, temporary)
    yield found
    if found.running.poll() is None:
        found.stop()


def test_an_edit_is_shown_and_nothing_else_changes(
    project: Project, preview: Preview, tmp_path: Path
) -> None:
    issue = project.issues[0]
    article = sorted(issue.glob("[0-9]*.md"))[0]
    page = f"issues/{issue.name}/{article.stem}/"
    assert preview.shows(page, "<h1")
    for text in ("第一次补充的话。", "第二次补充的话。"):
        with article.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{text}\n")
        assert preview.shows(page, text)
    assert preview.shows("search/", "<h1")
    preview.stop()
    # What is only looked at has no lasting address yet, and no site is published.
    assert not (issue / "ids.txt").exists()
    assert not (project.folder / "site").exists()
    assert list((tmp_path / "temporary").glob("mkdocs_written*")) == []


def test_a_preview_that_ends_before_its_first_build_removes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.md").write_text("mine")
    monkeypatch.chdir(tmp_path)
    plugin = BulletinPlugin()
    plugin.on_startup(command="serve", dirty=False)
    plugin.on_build_error(ValueError("before the configuration was read"))
    plugin.on_shutdown()
    assert (tmp_path / "mine.md").read_text() == "mine"


def test_a_theme_without_its_base_is_refused_in_words(project: Project) -> None:
    path = project.folder / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: material", "name: mkdocs"))
    done = project.build()
    assert done.returncode == 1
    assert "name: material" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project.content / "index.md").is_file()
