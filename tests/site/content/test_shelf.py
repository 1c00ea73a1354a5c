"""A build knows the gist of every issue and opens the heads of few."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bulletin.site.cache.store import Store
from bulletin.site.content.lazy import Lazy
from bulletin.site.content.shelf import Shelf
from bulletin.site.pages import load
from tests.site import sample

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


class Watched(Store):
    """A store that notes the issues whose heads were opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.opened: list[str] = []

    def get(self, name: str, key: str) -> Any:
        if name.endswith(".head"):
            self.opened.append(name.rpartition("/")[2].removesuffix(".head"))
        return super().get(name, key)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A year of issues with one article each."""
    for month in MONTHS:
        sample.write(
            tmp_path / "content" / "issues", f"{month} 的正文", f"{month} 的办法", "", month
        )
    return tmp_path / "content"


def loaded(content: Path, folder: Path) -> Watched:
    store = Watched(folder)
    load.load(content, store)
    return store


def test_a_build_without_a_change_opens_no_heads(content: Path, tmp_path: Path) -> None:
    assert loaded(content, tmp_path / "kept").opened == MONTHS[::-1]
    assert loaded(content, tmp_path / "kept").opened == []


def test_a_build_after_an_edit_opens_those_of_the_edited_issue(
    content: Path, tmp_path: Path
) -> None:
    loaded(content, tmp_path / "kept")
    sample.write(content / "issues", "别的正文", "2025-07 的办法", "", "2025-07")
    assert set(loaded(content, tmp_path / "kept").opened) == {"2025-07"}


def test_a_new_title_makes_anew_what_offers_it_and_no_other_issue(
    content: Path, tmp_path: Path
) -> None:
    sample.write(content / "issues", "正文", "种子投资基金", "", "2025-09")

    def issues() -> tuple[dict[str, str], list[str]]:
        site = load.load(content, Store(tmp_path / "kept"))
        offered = site.view.issues.only(["2025-09"])[0].articles[0].related
        return {p.name: p.made_of for p in site.parts if p.issue}, [link.title for link in offered]

    before, _ = issues()
    sample.write(content / "issues", "正文", "种子投资细则", "", "2025-07")
    after, offered = issues()
    assert offered[0] == "种子投资细则"
    changed = {name.removeprefix("issues/") for name in after if after[name] != before[name]}
    assert {"2025-07", "2025-09"} <= changed <= set(MONTHS[6:])


def test_an_article_is_known_by_its_name_across_issues(content: Path) -> None:
    shelf = Shelf(content / "issues", Store(None))
    entry = shelf.entry("2025-03/08")
    assert entry
    assert (entry.title, entry.head.article.title) == ("2025-03 的办法",) * 2
    assert [shelf.entry(key) for key in ("2025-03/09", "2024-03/08", "2025-03")] == [None] * 3


def test_a_lazy_list_makes_what_is_asked_for() -> None:
    made: list[str] = []
    letters = Lazy("abcdef", lambda key: made.append(key) or key.upper())
    assert len(letters[1:4]) == 3
    assert made == []
    assert (letters[-1], list(letters[4:]), list(letters.only("bd"))) == (
        "F",
        ["E", "F"],
        ["B", "D"],
    )
    assert made == ["f", "e", "f", "b", "d"]
    assert not Lazy()
