"""What is kept of a part is whole, or is refused."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.site.build.parts import _Filler

resource = pytest.importorskip("resource", reason="this system has no limits for a process")


@pytest.fixture
def small_files() -> Iterator[int]:
    """A system that takes the first bytes of a file and refuses the rest, as a full disk does."""
    most, before = 1000, resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    yield most
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_file_that_the_disk_takes_half_of_is_refused(tmp_path: Path, small_files: int) -> None:
    filler = _Filler(tmp_path)
    filler.write("whole.html", b"a" * small_files)
    with pytest.raises(OSError, match="too large"):
        filler.write("half.html", b"a" * (small_files + 1))
    assert list(filler.files) == ["whole.html"]


def test_a_file_that_stands_there_is_not_written_over(tmp_path: Path) -> None:
    filler = _Filler(tmp_path)
    (tmp_path / "0").write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        filler.write("a.html", b"ours")
