"""Bundles: one issue more re-indexes the current part alone; a build gives the same bytes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.search import build_search
from tests.search import sample

NEW = ("2026-05/01", "新一期的文章", {"section": "资讯传递", "kind": "资讯"}, [("p-1", "新词。")])


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_closed_years_are_an_archive(tmp_path: Path) -> None:
    sample.write_site(tmp_path / "site", sample.ARTICLES)
    info = sample.build(tmp_path / "site", tmp_path / "cache")
    assert [bundle.pages for bundle in info.bundles] == [4, 2]
    assert info.pages == 6


def test_an_issue_more_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, sample.ARTICLES)
    before = sample.build(site, cache)
    sample.write_site(site, [NEW])
    after = sample.build(site, cache)
    assert [bundle.cached for bundle in after.bundles] == [False, True]
    assert after.bundles[1].name == before.bundles[1].name
    assert not (site / "assets/search" / before.bundles[0].name).exists()


def test_a_change_around_the_text_re_indexes_nothing(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, sample.ARTICLES)
    sample.build(site, cache)
    for path in site.glob("issues/**/index.html"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("页脚", "新页脚"), encoding="utf-8"
        )
    assert all(bundle.cached for bundle in sample.build(site, cache).bundles)


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    built = []
    for name in ("one", "two"):
        site = tmp_path / name / "site"
        sample.write_site(site, sample.ARTICLES)
        sample.build(site, tmp_path / name / "cache")
        built.append(files(site / "assets/search") | files(site / "pagefind"))
    assert built[0] == built[1]


def test_without_pagefind_the_build_says_what_to_do(tmp_path: Path) -> None:
    sample.write_site(tmp_path, sample.ARTICLES)
    with pytest.raises(BulletinError, match="make site"):
        build_search(tmp_path, tmp_path / "node_modules", tmp_path / "cache")
