"""What was published can be proved, file by file."""

import json
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.build import manifest


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A site and the content that it was built from."""
    site, issue = tmp_path / "site", tmp_path / "content" / "issues" / "2026-04"
    for path, text in {
        site / "index.html": "<html></html>",
        site / "issues" / "2026-04" / "index.html": "<html>封面</html>",
        site / "issues" / "2026-04" / "08" / "index.html": "<html>条文</html>",
        issue / "index.md": "---\nkind: issue\n---\n",
        issue / "08.md": "条文",
        issue / "四月 简报.txt": "原文",
        issue / "ids.txt": "08#art-1\n",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    manifest.write(site, tmp_path / "content")
    return site, issue


def codes(problems: list[BulletinError]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in problems]


def test_an_issue_names_its_source_its_markdown_and_its_pages(folders: tuple[Path, Path]) -> None:
    site, _ = folders
    stated = json.loads((site / "issues" / "2026-04" / manifest.FILE).read_text(encoding="utf-8"))
    assert list(stated["source"]) == ["四月 简报.txt"]
    assert list(stated["markdown"]) == ["08.md", "index.md"]
    assert list(stated["pages"]) == ["issues/2026-04/08/index.html", "issues/2026-04/index.html"]


def test_an_unchanged_folder_is_proved(folders: tuple[Path, Path]) -> None:
    site, issue = folders
    assert manifest.verify_folder(site) == []
    assert manifest.verify_issue(site, issue) == []


def test_each_kind_of_difference_is_named(folders: tuple[Path, Path]) -> None:
    site, _ = folders
    (site / "index.html").write_text("<html>换了</html>")
    (site / "issues" / "2026-04" / "08" / "index.html").unlink()
    (site / "planted.html").touch()
    assert codes(manifest.verify_folder(site)) == [
        ("manifest-changed", "index.html"),
        ("manifest-missing", "issues/2026-04/08/index.html"),
        ("manifest-extra", "planted.html"),
    ]


def test_a_changed_source_or_article_is_named(folders: tuple[Path, Path]) -> None:
    site, issue = folders
    (issue / "08.md").write_text("改了", encoding="utf-8")
    (issue / "四月 简报.txt").unlink()
    assert codes(manifest.verify_issue(site, issue)) == [
        ("manifest-missing", "四月 简报.txt"),
        ("manifest-changed", "08.md"),
    ]


def test_a_manifest_that_was_tampered_with_is_no_proof(folders: tuple[Path, Path]) -> None:
    site, _ = folders
    (site / manifest.FILE).write_text("[]")
    with pytest.raises(BulletinError, match="清单读不出来"):
        manifest.verify_folder(site)


def test_the_same_site_has_the_same_manifest(folders: tuple[Path, Path]) -> None:
    site, issue = folders
    first = (site / manifest.FILE).read_bytes()
    manifest.write(site, issue.parents[1])
    assert (site / manifest.FILE).read_bytes() == first
