"""What a long build says of itself on a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.progress import PATIENCE, Progress
from tests.site.project import Project

BUILD = """
from mkdocs.__main__ import cli
from bulletin import progress
progress.PATIENCE = 0
cli(["build", "--strict", *{more!r}])
"""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_short_build_says_nothing_and_a_long_one_rewrites_its_line() -> None:
    now, stream = [0.0], Terminal()
    tell = Progress(stream, clock=lambda: now[0])
    tell("读取各期", 1, 300)
    assert stream.getvalue() == ""
    now[0] = PATIENCE + 1
    tell("生成网页", 7, 300)
    assert stream.getvalue() == "\r\x1b[K生成网页 7/300（3 秒）"
    tell.clear()
    tell.clear()
    assert stream.getvalue().endswith("（3 秒）\r\x1b[K")


def test_a_file_and_a_quiet_build_get_nothing() -> None:
    for stream, quiet in ((io.StringIO(), False), (Terminal(), True)):
        tell = Progress(stream, quiet, clock=iter((0.0, 99.0)).__next__)
        tell("生成网页")
        assert stream.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("more", [[], ["-q"]])
def test_a_build_tells_its_steps_on_a_terminal(tmp_path: Path, more: list[str]) -> None:
    project = Project.begin(tmp_path / "project", issues=1)
    here, there = os.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", BUILD.format(more=more)],
        cwd=project.folder,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=there,
    )
    os.close(there)
    printed = b""
    try:
        while piece := os.read(here, 1 << 16):
            printed += piece
    except OSError:
        pass  # Linux tells so that nobody writes any more
    os.close(here)
    assert running.wait() == 0, printed.decode()
    steps = ("读取各期 1/2", "打包测算", "生成网页 3/3", "编制检索与清单", "核对链接")
    told = [step for step in steps if f"\r\x1b[K{step}" in printed.decode()]
    assert told == ([] if more else list(steps))
