"""What a build keeps: builds that share the folder do not disturb each other."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bulletin.site.cache.store import KEPT_SECONDS, Book, Store

BUSY = """
import sys
from pathlib import Path
from bulletin.site.cache.store import Store

store = Store(Path(sys.argv[1]))
for turn in range(300):
    key = f"{sys.argv[2]}-{turn}"
    kept = store.folder("things", key, lambda fresh: (fresh / "a").write_text(key) and None)
    assert (kept / "a").read_text() == key
    assert store.value("things", key, lambda: key) == key
"""


def _old(path: Path) -> None:
    then = time.time() - KEPT_SECONDS - 60
    os.utime(path, (then, then))


def test_builds_at_once_share_what_is_kept(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", BUSY, str(tmp_path), str(number)], stderr=-1)
        for number in range(3)
    ]
    errors = [process.communicate()[1].decode() for process in running]
    assert errors == ["", "", ""]


def test_an_entry_that_another_build_renames_meanwhile_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.put("some/things", "first", 1)
    (tmp_path / "some" / ".fresh").mkdir()
    listed = os.scandir

    def vanishing(place: str) -> object:
        entries = list(listed(place))
        (tmp_path / "some" / ".fresh").rmdir()
        return iter(entries)

    monkeypatch.setattr(os, "scandir", vanishing)
    store.put("some/things", "second", 2)
    monkeypatch.undo()
    assert store.get("some/things", "first") == 1
    assert store.get("some/things", "second") == 2


def test_what_nobody_used_for_an_hour_is_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("things", "old", 1)
    kept = store.folder("things", "old", lambda _: None)
    _old(tmp_path / "things.old.value")
    _old(kept)
    store.put("things", "new", 2)
    store.folder("things", "new", lambda _: None)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found == {"things.new.value", "things", "things/new"}


def test_values_of_other_names_are_let_be(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("text", "texts", "head"):
        store.put(f"2026-04/{name}", "old", name)
        _old(tmp_path / "2026-04" / f"{name}.old.value")
    store.put("2026-04/text", "new", "")
    assert store.get("2026-04/text", "old") is None
    assert store.get("2026-04/texts", "old") == "texts"
    assert store.get("2026-04/head", "old") == "head"


def test_what_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("things", "key", 1)
    (tmp_path / "things.key.value").write_bytes(b"spoilt")
    assert store.value("things", "key", lambda: 2) == 2


def test_a_book_keeps_each_entry_under_its_own_key(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = Book(store, "book")
    assert [first.value("a", "1", lambda: "A"), first.value("b", "1", lambda: "B")] == ["A", "B"]
    first.keep()
    second = Book(store, "book")
    assert second.value("a", "1", lambda: "not asked") == "A"
    assert second.value("b", "2", lambda: "new") == "new"
    second.keep()
    assert Book(store, "book").value("b", "2", lambda: "not asked") == "new"


def test_a_book_that_nothing_changed_is_not_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for _ in range(2):
        book = Book(store, "book")
        book.value("a", "1", lambda: "A")
        book.keep()
    assert store.made == ["book"]
