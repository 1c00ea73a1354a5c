"""Bundles: one issue more re-indexes the current part alone; a build gives the same bytes twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.site.search.cache import forget, kept, write
from bulletin.site.search.index import index, join
from bulletin.site.search.pages import read_page
from bulletin.site.search.shards import run_of
from tests.whole.search import sample

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


def test_an_issue_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, sample.ARTICLES)
    assert sample.build(site, cache).read == 6
    assert sample.build(site, cache).read == 0
    sample.write_site(site, [NEW])
    assert sample.build(site, cache).read == 1


def test_a_new_year_reads_no_old_issue(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, sample.ARTICLES)
    sample.build(site, cache)
    sample.write_site(site, [("2027-01/01", *NEW[1:])])
    after = sample.build(site, cache)
    assert [bundle.pages for bundle in after.bundles] == [2, 5]
    assert after.read == 1


def test_a_joined_archive_is_that_of_one_reading(tmp_path: Path) -> None:
    pages = [
        page
        for key, title, facts, blocks in sample.ARTICLES
        if (page := read_page(f"issues/{key}/", sample.article_html(key, title, facts, blocks)))
    ]
    for cut in range(1, len(pages)):
        halves = [(len(half), index(half)) for half in (pages[:cut], pages[cut:])]
        assert run_of(len(pages), join(halves)) == run_of(len(pages), index(pages))


def old_years(*years: int) -> list[tuple[str, str, dict[str, str], sample.Blocks]]:
    return [(f"{year}-03/01", f"{year}年的文章", NEW[2], [("p-1", "旧词。")]) for year in years]


def runs(cache: Path) -> set[str]:
    return {path.name for path in (cache / "search").glob("run-*")}


def test_a_word_in_an_old_issue_joins_the_years_around_it_alone(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, [*sample.ARTICLES, *old_years(2011, 2013, 2016, 2019)])
    sample.build(site, cache)
    before = runs(cache)
    assert len(before) == 3
    changed = [(*old_years(2011)[0][:3], [("p-1", "新词。")])]
    sample.write_site(site, changed)
    sample.build(site, cache)
    assert len(runs(cache) - before) == 1


def test_an_archive_has_the_same_bytes_however_it_grew(tmp_path: Path) -> None:
    years = old_years(2011, 2013, 2016, 2019, 2027)
    grown, cache = tmp_path / "grown", tmp_path / "cache"
    for count in range(len(years) + 1):
        sample.write_site(grown, [*sample.ARTICLES, *years[:count]])
        sample.build(grown, cache)
    sample.write_site(tmp_path / "fresh", [*sample.ARTICLES, *years])
    sample.build(tmp_path / "fresh", tmp_path / "empty")
    assert files(grown / "assets/search") == files(tmp_path / "fresh" / "assets/search")


def test_texts_of_an_unchanged_issue_keep_their_address(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    sample.write_site(site, sample.ARTICLES)
    sample.build(site, cache)
    before = set(files(site / "assets/search"))
    sample.write_site(site, [NEW])
    sample.build(site, cache)
    same = before & set(files(site / "assets/search"))
    assert sum(name.count("/") == 1 and name.endswith("/0.bin") for name in same) == 5


def test_a_build_that_dies_leaves_nothing_half_made(tmp_path: Path) -> None:
    def die(folder: Path) -> None:
        write(folder / "half", b"")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "part", die)
    assert list(tmp_path.iterdir()) == []
    assert not kept(tmp_path / "part", lambda folder: write(folder / "whole", b""))
    assert kept(tmp_path / "part", die)


def test_of_two_builds_the_first_to_finish_is_kept(tmp_path: Path) -> None:
    def late(folder: Path) -> None:
        write(folder / "mine", b"late")
        kept(tmp_path / "part", lambda other: write(other / "mine", b"first"))

    kept(tmp_path / "part", late)
    assert files(tmp_path) == {"part/mine": b"first"}


def test_what_no_build_has_used_for_long_is_dropped(tmp_path: Path) -> None:
    for name in ("used", "unused", ".making-killed"):
        write(tmp_path / name / "file", b"")
    for name in ("unused", ".making-killed"):
        os.utime(tmp_path / name, (0, 0))
    forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["used"]


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
        built.append(files(site / "assets/search"))
    assert built[0] == built[1]
