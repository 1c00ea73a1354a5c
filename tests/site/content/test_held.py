"""A draft, and what has a day of publication, is nowhere until then; a preview shows it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bulletin import importer
from bulletin.files import held
from bulletin.files.frontmatter import read_article
from bulletin.proof import verify
from bulletin.site.pages import load
from tests.site.content.test_notices import WORDS, begun, holding
from tests.site.project import Project

TOMORROW = date.today() + timedelta(days=1)


def lined(path: Path, line: str) -> None:
    """A line more at the beginning of the front matter."""
    text = path.read_text(encoding="utf-8").removeprefix("---\n")
    path.write_text(f"---\n{line}\n{text}", encoding="utf-8")


def told(project: Project, status: int = 0) -> str:
    """What a build says."""
    done = project.build()
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def test_a_picture_is_known_by_its_whole_name(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    hidden = project.content / "issues" / f"{key}.md"
    shown = sorted(hidden.parent.glob("[0-9]*.md"))[1]
    for path, name in ((hidden, "1.png"), (shown, "11.png"), (hidden, "%E5%9B%BE.png")):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n![图](images/{name})\n")
    lined(hidden, "draft: true")
    shelf = load.load(project.content).shelf
    issue = key.partition("/")[0]
    assert shelf.unseen(issue, ["1.png", "11.png", "图.png"]) == {"1.png", "图.png"}


def with_picture(project: Project, key: str) -> Path:
    """The article shows a picture that no other one has."""
    path = project.content / "issues" / f"{key}.md"
    images = path.parent / "images"
    images.mkdir()
    (images / "seven.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", encoding="utf-8"
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n![七号](images/seven.svg)\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("line", [f"publish_on: {TOMORROW}", "draft: true"])
def test_what_is_held_is_nowhere_until_its_day(tmp_path: Path, line: str) -> None:
    project, key = begun(tmp_path)
    path = with_picture(project, key)
    title = read_article(path).title
    whole = path.read_text(encoding="utf-8")
    lined(path, line)
    told(project)
    (said,) = load.load(project.content).held()
    assert said.startswith(key)
    assert "这次没有发布" in said
    assert not holding(project.folder / "site", WORDS)
    assert not holding(project.folder / "site", title)
    site = project.folder / "site"
    assert not list(site.rglob("seven.svg"))
    assert verify.site(path.parent, site) == []
    assert f"{path.stem}#" not in (path.parent / "ids.txt").read_text(encoding="utf-8")
    path.write_text(whole, encoding="utf-8")
    told(project)
    assert f"issues/{key}/index.html" in holding(project.folder / "site", WORDS)
    lined(path, line)
    assert "还没有到发布的日子" in str(verify.site(path.parent, site)[0])
    assert list((project.folder / "site").rglob("seven.svg"))


def test_the_day_itself_publishes(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    lined(project.content / "issues" / f"{key}.md", f"publish_on: {date.today()}")
    told(project)
    assert not list(load.load(project.content).held())
    assert f"issues/{key}/index.html" in holding(project.folder / "site", WORDS)


def test_a_whole_issue_waits_and_a_preview_shows_it(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    issue = key.partition("/")[0]
    lined(project.content / "issues" / issue / "index.md", f"publish_on: {TOMORROW}")
    site = load.load(project.content)
    assert issue not in site.shelf.gists()
    assert list(site.held()) == [
        f"{issue} 整期定于 {TOMORROW} 发布，这次没有发布；到那天再构建一次"
    ]
    assert issue in load.load(project.content, day=TOMORROW).shelf.gists()
    assert issue in load.load(project.content, day=held.NEVER).shelf.gists()


def test_what_was_published_cannot_be_held_back(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    told(project)
    lined(project.content / "issues" / f"{key}.md", "draft: true")
    assert key in told(project, 1)


def test_a_wrong_day_is_refused_by_line(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    lined(project.content / "issues" / f"{key}.md", "publish_on: 下周")
    assert "第 2 行" in told(project, 1)


TWO = """简报

2026年5月期 总298期

目录

要闻	1
甲地设立基金	1
{second}	2

要闻

甲地设立基金

甲地设立一支基金。

{second}

乙地开会讨论基金。
"""


@pytest.mark.parametrize("held_back", ["01.md", "02.md", "index.md"])
@pytest.mark.parametrize("second", ["乙地开会", "乙地召开会议"])
def test_what_is_held_stays_so_when_the_source_is_corrected(
    tmp_path: Path, held_back: str, second: str
) -> None:
    source = tmp_path / "source.txt"
    source.write_text(TWO.format(second="乙地开会"), encoding="utf-8")
    folder = importer.import_issue(source, tmp_path / "issues").folder
    lined(folder / held_back, f"publish_on: {TOMORROW}")
    source.write_text(TWO.format(second=second).replace("一支", "两支"), encoding="utf-8")
    importer.import_issue(source, tmp_path / "issues", replace=True)
    assert "两支" in (folder / "01.md").read_text(encoding="utf-8")
    assert [(h.name, h.day) for h in held.found(folder)] == [
        (held_back.removesuffix(".md"), TOMORROW)
    ]
