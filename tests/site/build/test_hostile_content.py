"""What an editor may leave in the content folder ends in a right page or a located message."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bulletin.files.last_net import KEPT, unforeseen
from bulletin.files.names import stays_inside, unreadable
from tests.site.project import Project


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project.begin(tmp_path_factory.mktemp("hostile") / "project", issues=1)
    assert made.build().returncode == 0
    return made


@pytest.fixture
def project(shared: Project) -> Iterator[Project]:
    before = {p: p.read_bytes() for p in shared.content.rglob("*") if p.is_file()}
    yield shared
    for path in [p for p in shared.content.rglob("*") if p.is_file() and p not in before]:
        path.unlink()
    for path, data in before.items():
        path.write_bytes(data)


def append(project: Project, text: str) -> Path:
    article = sorted(project.issues[0].glob("[0-9]*.md"))[0]
    with article.open("a", encoding="utf-8") as file:
        file.write(text)
    return article


@pytest.mark.parametrize("rule", ["---", "* * *", "___"])
def test_a_line_across_is_a_line_across(project: Project, rule: str) -> None:
    article = append(project, f"\n上文。\n\n{rule}\n\n下文。\n")
    done = project.build()
    assert done.returncode == 0, done.stderr
    page = project.folder / "site" / "issues" / project.issues[0].name / article.stem
    assert "<hr" in (page / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "html",
    [
        "用<b>粗体，忘了收。",
        "用</i>斜体，忘了开。",
        "<div>没有收的框",
        "<table><tr><td>一<td>二</table>",
        "图<img src=../plan.svg alt=图>后<br>文",
        "<p>一<p>二",
        "<b><i>交错</b></i>",
        "<x-y>没有的标签",
    ],
)
def test_html_that_is_not_whole_is_completed_in_every_form(project: Project, html: str) -> None:
    (project.issues[0] / "plan.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8"
    )
    article = append(project, f"\n{html}\n")
    done = project.build()
    assert done.returncode == 0, done.stderr
    name = project.issues[0].name
    book = (project.folder / "site" / "issues" / name / f"{name}.epub").read_bytes()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        chapters = [n for n in archive.namelist() if n.endswith(".xhtml")]
        assert any(article.stem in chapter for chapter in chapters)
        for chapter in chapters:
            ET.fromstring(archive.read(chapter))


@pytest.mark.parametrize(
    "old", ["../x/", "..%2fx/", "a/../../x/", "./x/", "a//x/", "con/", "x./", "C:/x/", "a\\x/"]
)
def test_no_redirect_leaves_the_site(project: Project, old: str) -> None:
    line = f"'{old}': issues/2026-04/05/\n"
    (project.content / "redirects.yml").write_text(line, encoding="utf-8")
    done = project.build()
    assert done.returncode != 0
    assert "redirects.yml" in done.stderr
    assert not (project.folder.parent / "x").exists()


def test_a_name_from_another_encoding_is_told(project: Project) -> None:
    path = os.fsencode(project.issues[0]) + b"/" + "原稿备份.docx".encode("gbk")
    with open(path, "wb") as file:
        file.write(b"x")
    done = project.build()
    os.unlink(path)
    assert done.returncode != 0
    assert "原稿备份.docx" in done.stderr
    assert project.issues[0].name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_readable_folder_has_no_such_name(tmp_path: Path) -> None:
    (tmp_path / "原稿.docx").touch()
    assert list(unreadable(tmp_path)) == []


@pytest.mark.parametrize("name", ["issues/2026-04/", "images/图 1.png", "a.b/c-d_e"])
def test_plain_names_stay_inside(name: str) -> None:
    assert stays_inside(name)


def test_the_file_for_caddy_has_a_line_without_redirects(project: Project) -> None:
    assert (project.folder / "site" / "redirects.caddy").read_text("utf-8").strip()


def test_what_nobody_foresaw_is_told_and_kept(tmp_path: Path) -> None:
    try:
        int("r")
    except ValueError as error:
        told = str(unforeseen(error, "mkdocs build", tmp_path))
    assert "ValueError" in told
    assert "网站仍是原来的" in told
    assert "Traceback" in (tmp_path / KEPT).read_text(encoding="utf-8")


def test_a_build_catches_what_nobody_foresaw(project: Project) -> None:
    broken = project.folder / "theme" / "partials" / "footer.html"
    text = broken.read_text(encoding="utf-8")
    broken.write_text("{{ 1 / 0 }}", encoding="utf-8")
    done = project.build()
    broken.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in (project.folder / KEPT).read_text(encoding="utf-8")
