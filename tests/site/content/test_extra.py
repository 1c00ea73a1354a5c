"""An extra edition (增刊) stands beside the issue of its month, with a number or without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import importer
from bulletin.files import folders
from bulletin.files.frontmatter import read_issue
from bulletin.model import BulletinError
from tests.site.project import Project

TEXT = """简报

{cover}

目录

要闻	1
{title}	1

要闻

{title}

甲地设立一支基金，规模三亿元。

来源：甲报 2026-07-01
"""


def source(folder: Path, cover: str, title: str = "甲地设立基金") -> Path:
    """A text file that is an issue."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{title}.txt"
    path.write_text(TEXT.format(cover=cover, title=title), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cover", "number", "name"),
    [
        ("2026年7月增刊", 0, "2026年7月增刊"),
        ("2026年7月 第2期增刊", 0, "2026年7月增刊"),
        ("2026年7月特刊 总300期", 300, "2026年7月特刊 总300期"),
    ],
)
def test_it_has_a_folder_of_its_own(tmp_path: Path, cover: str, number: int, name: str) -> None:
    into = tmp_path / "issues"
    importer.import_issue(source(tmp_path, "2026年7月期 总301期"), into)
    done = importer.import_issue(source(tmp_path / "x", cover, "增刊里的一篇"), into)
    assert done.folder.name in ("2026-07-zengkan", "2026-07-tekan")
    found = read_issue(done.folder)
    assert (found.number, found.name) == (number, name)
    assert read_issue(into / "2026-07").number == 301


def test_one_that_is_the_month_is_the_months(tmp_path: Path) -> None:
    done = importer.import_issue(source(tmp_path, "2026年7月特刊 总301期"), tmp_path / "issues")
    assert done.folder.name == "2026-07"


def test_the_number_of_the_months_issue_may_be_shared(tmp_path: Path) -> None:
    into = tmp_path / "issues"
    importer.import_issue(source(tmp_path, "2026年7月期 总301期"), into)
    extra = source(into / "2026-07-zengkan", "2026年7月增刊 总301期", "增刊里的一篇")
    assert [d.folder.name for d in importer.import_folder(extra.parent)] == ["2026-07-zengkan"]
    with pytest.raises(BulletinError, match="总第 301 期已在 2026-07"):
        importer.import_issue(source(tmp_path, "2026年8月期 总301期", "另一篇"), into)


def test_the_next_issue_follows_both(tmp_path: Path) -> None:
    into = tmp_path / "issues"
    importer.import_issue(source(tmp_path, "2026年7月期 总301期"), into)
    importer.import_issue(source(tmp_path, "2026年7月增刊 总302期", "增刊里的一篇"), into)
    done = importer.import_issue(source(tmp_path, "2026年8月期 总303期", "八月的一篇"), into)
    assert not done.warnings


def test_a_folder_named_in_words_is_told_its_name(tmp_path: Path) -> None:
    path = source(tmp_path / "2026年7月增刊", "2026年7月增刊")
    refusal = folders.misnamed(path.parent)
    assert refusal is not None
    assert "2026-07-zengkan" in str(refusal)


def test_it_is_published_with_cover_citation_and_search(tmp_path: Path) -> None:
    project = Project.begin(tmp_path, issues=1)
    folder = project.content / "issues" / "2026-07-zengkan"
    source(folder, "2026年7月增刊", "增刊里的一篇")
    done = project.build()
    assert done.returncode == 0, done.stderr
    site = project.folder / "site"
    page = (site / "issues" / folder.name / "01" / "index.html").read_text(encoding="utf-8")
    assert "2026年7月 · 增刊" in page
    assert "2026（增刊）" in page
    cover = (site / "issues" / folder.name / "index.html").read_text(encoding="utf-8")
    home = (site / "index.html").read_text(encoding="utf-8")
    feed = (site / "feed.xml").read_text(encoding="utf-8")
    for text in (page, cover, home, feed):
        assert "总0" not in text
        assert "总期" not in text
        assert "总第0" not in text
    assert f"issues/{folder.name}/01/" in feed
