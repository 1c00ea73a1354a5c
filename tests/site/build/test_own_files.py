"""The editor's own pages and files beside the issues: published, linked, carried over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.site.project import Project

FILES = {
    "help.md": "# 说明\n\n见[第五篇](issues/2026-04/05.md)与[指南](editor-guide.md)。\n",
    "notes/index.md": "# 笔记\n\n[说明](../help.md)\n",
    "notes/README.md": "# 不是网页\n",
    "drafts/.hidden.md": "# 不是网页\n",
    "map.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "old.html": '<!doctype html><title>旧页</title><p><a href="map.svg">地图</a></p>',
    "sitemap.xml": "不是网站地图",
    "feed.json": "不是订阅",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with pages and files of the editor's own, built twice."""
    made = Project.begin(tmp_path_factory.mktemp("own") / "project", issues=1)
    for name, text in FILES.items():
        path = made.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for _ in range(2):
        done = made.build(SITE_URL="https://example.org/")
        assert done.returncode == 0, done.stderr
    return made


def page(project: Project, name: str) -> str:
    return (project.folder / "site" / name).read_text(encoding="utf-8")


def test_pages_link_to_articles_and_to_the_guide(project: Project) -> None:
    said = page(project, "help/index.html")
    assert 'href="../issues/2026-04/05/"' in said
    assert 'href="../editor-guide/"' in said
    assert "编辑" in page(project, "editor-guide/index.html")


def test_a_folder_has_one_front_page_and_nothing_hidden(project: Project) -> None:
    assert "笔记" in page(project, "notes/index.html")
    assert "不是网页" not in page(project, "notes/index.html")
    assert not (project.folder / "site" / "drafts").exists()


def test_other_files_are_published_as_they_are(project: Project) -> None:
    for name in ("map.svg", "old.html"):
        assert page(project, name) == FILES[name]


def test_what_the_build_writes_goes_before_a_file_of_that_name(project: Project) -> None:
    assert "<urlset" in page(project, "sitemap.xml")
    assert json.loads(page(project, "feed.json"))["items"]


def test_the_manifest_states_what_is_there(project: Project) -> None:
    site = project.folder / "site"
    stated = json.loads(page(project, "integrity.json"))["files"]
    assert {n: sha256((site / n).read_bytes()).hexdigest() for n in stated} == stated
    assert {"map.svg", "old.html", "feed.json", "sitemap.xml"} < stated.keys()


def test_a_changed_file_is_published_anew(project: Project) -> None:
    (project.content / "map.svg").write_text("<svg/>", encoding="utf-8")
    assert project.build(SITE_URL="https://example.org/").returncode == 0
    assert page(project, "map.svg") == "<svg/>"


def test_a_link_to_an_article_that_is_not_there_ends_the_build(
    project: Project, tmp_path: Path
) -> None:
    other = project.checkout(tmp_path / "other")
    text = FILES["help.md"].replace("05.md", "99.md")
    (other.content / "help.md").write_text(text, encoding="utf-8")
    done = other.build()
    assert done.returncode != 0
    assert "issues/2026-04/99.md" in done.stderr
