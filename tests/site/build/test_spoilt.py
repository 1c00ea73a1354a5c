"""Whatever is spoilt in what builds keep, the next build publishes the bytes of a clean one.

A sample here; `python -m benchmarks.build.spoil 10000` for a long run.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from benchmarks.build.spoil import Spoiler, kept_files
from bulletin.site.cache.hashing import changed
from bulletin.site.cache.sealed import SpoiltError, opened, sealed
from tests.site.project import Project

SPOILINGS = int(os.environ.get("BULLETIN_SPOILINGS", "100"))
AT_ONCE = 10  # spoilings before each build


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project.begin(tmp_path_factory.mktemp("spoilt") / "project", issues=2)
    assert made.build(SITE_URL="https://example.org/").returncode == 0
    return made


def test_a_seal_tells_every_changed_bit() -> None:
    kept = sealed(b"50.2%")
    assert opened(kept) == b"50.2%"
    for at in range(len(kept)):
        spoilt = bytearray(kept)
        spoilt[at] ^= 4
        with pytest.raises(SpoiltError):
            opened(bytes(spoilt))
    with pytest.raises(SpoiltError):
        opened(b"")


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert changed(tmp_path, {"a": "0" * 64, "b": "0" * 64}) == ["a", "b"]


def test_nothing_spoilt_is_published(project: Project) -> None:
    spoiler = Spoiler(project, random.Random(7))
    assert len(kept_files(project)) > 100
    assert spoiler.run(SPOILINGS, AT_ONCE) == []


def test_a_value_of_a_kept_article_is_made_anew(project: Project) -> None:
    before = project.published()
    for path in sorted((project.folder / ".cache" / "kept").rglob("*.text.*.value")):
        data, status = bytearray(path.read_bytes()), path.stat()
        data[len(data) // 2] ^= 4
        path.write_bytes(bytes(data))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    footer = project.folder / "theme" / "partials" / "footer.html"
    text = footer.read_text(encoding="utf-8")
    footer.write_text(f"{text}<!-- x -->\n", encoding="utf-8")
    assert project.build(SITE_URL="https://example.org/").returncode == 0
    footer.write_text(text, encoding="utf-8")
    assert project.build(SITE_URL="https://example.org/").returncode == 0
    assert project.published() == before
