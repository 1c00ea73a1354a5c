"""The folder of the site before the last one becomes the new site, whatever stands in it."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.site.cache.tree import Tree

NAMES = st.lists(
    st.sampled_from(["a", "b", "a/b", "a/c", "a/b/c", "b/c/d", "c/d", "d"]), max_size=6, unique=True
)


def free(names: list[str]) -> list[str]:
    """Those names that can stand beside each other: no file is also a folder."""
    return [n for n in names if not any(other.startswith(f"{n}/") for other in names)]


def fill(folder: Path, names: list[str], text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in free(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text} {name}")
    return folder


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()
    }


def folders(folder: Path) -> set[Path]:
    return {p.relative_to(folder) for p in folder.rglob("*") if p.is_dir()}


@settings(deadline=None)
@given(old=NAMES, new=NAMES, empty=st.booleans())
def test_whatever_stood_there_the_folder_holds_what_is_wanted(
    tmp_path_factory: object, old: list[str], new: list[str], empty: bool
) -> None:
    place = tmp_path_factory.mktemp("tree")  # type: ignore[attr-defined]
    site = fill(place / "site", old, "old")
    if empty:
        (site / "left" / "empty").mkdir(parents=True)
    kept = fill(place / "kept", [f"{n}" for n in new], "new")
    tree = Tree(site)
    tree.put({name: f"{kept}/{name}" for name in files(kept)})
    tree.settle()
    assert files(site) == files(kept)
    assert folders(site) == folders(kept)
    assert tree.names() == files(kept).keys()


def stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def test_a_file_that_stands_there_already_is_not_touched(tmp_path: Path) -> None:
    kept = fill(tmp_path / "kept", ["a/b"], "one")
    first = Tree(fill(tmp_path / "site", [], ""))
    first.put({"a/b": f"{kept}/a/b"})
    first.settle()
    again = Tree(tmp_path / "site")
    assert again.holds({"a/b": stamp(kept / "a/b")})
    (kept / "a/b").unlink()  # it could not be put there once more
    again.settle()
    assert files(tmp_path / "site") == {"a/b": "one a/b"}


def test_a_file_that_somebody_has_changed_is_not_held(tmp_path: Path) -> None:
    site = fill(tmp_path / "site", ["a", "b"], "one")
    stamps = {name: stamp(site / name) for name in ("a", "b")}
    (site / "b").write_text("two!b")
    os.utime(site / "b", ns=(1, stamps["b"][1] + 1))
    assert not Tree(site).holds(stamps)
    assert Tree(site).holds({"a": stamps["a"]})


def test_files_that_were_written_elsewhere_are_moved_here(tmp_path: Path) -> None:
    written = fill(tmp_path / "written", ["a/b", "c"], "new")
    tree = Tree(fill(tmp_path / "site", ["a", "x"], "old"))
    tree.take(written)
    tree.settle()
    assert files(tmp_path / "site") == {"a/b": "new a/b", "c": "new c"}
    assert files(written) == {}


def test_a_link_to_a_folder_is_removed_and_not_followed(tmp_path: Path) -> None:
    own = fill(tmp_path / "own", ["a"], "mine")
    site = fill(tmp_path / "site", [], "")
    (site / "link").symlink_to(own)
    Tree(site).settle()
    assert list(site.iterdir()) == []
    assert files(own) == {"a": "mine a"}
