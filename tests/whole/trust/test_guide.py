"""The editor's guide is true: its commands exist, its pictures show what is said today."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bulletin.cli.main import _parser
from bulletin.site.pages import guide as published
from tests.serving import Site
from tests.whole.trust import guide

DOCS = guide.ROOT / "docs"
TEXT = (DOCS / "editor-guide.md").read_text(encoding="utf-8")
LINKED = re.findall(r"!\[([^\]]+)\]\(editor-guide/([\w-]+)\.webp\)", TEXT)
MKDOCS = {"build", "serve"}
MOST = 80_000  # bytes of a picture


def commands() -> Iterator[list[str]]:
    """Every command that the guide lets an editor type, in blocks and in sentences."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    for line in [*lines, *re.findall(r"`([^`\n]+)`", TEXT)]:
        words = line.split()
        if words and words[0] in ("bulletin", "mkdocs") and len(words) > 1:
            yield words


def names(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a parser."""
    (found,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_every_command_of_the_guide_is_understood(words: list[str]) -> None:
    if words[0] == "mkdocs":
        assert words[1] in MKDOCS
    elif len(words) == 2:
        assert words[1] in names(_parser())
    else:
        _parser().parse_args(words[1:])


def test_the_guide_shows_the_whole_day() -> None:
    own = {words[1] for words in commands() if words[0] == "bulletin"}
    assert own >= {"new", "check", "import", "verify", "publish", "rollback"}
    assert {words[1] for words in commands() if words[0] == "mkdocs"} == MKDOCS


def test_every_picture_is_there_is_shown_once_and_is_light() -> None:
    assert sorted(name for _, name in LINKED) == sorted(p.stem for p in DOCS.glob("*/*.webp"))
    for described, name in LINKED:
        assert len(described) > 10
        path = guide.PICTURES / f"{name}.webp"
        assert path.read_bytes()[8:12] == b"WEBP"
        assert path.stat().st_size < MOST, name


def test_the_pictures_show_what_the_commands_say_today(tmp_path: Path) -> None:
    project = guide.begin(tmp_path)
    guide.work(project)
    assert guide.lasting(project.said) == guide.SAID.read_text(encoding="utf-8"), (
        "run python -m tests.whole.trust.guide"
    )


def test_a_site_of_another_project_has_the_guide_too(tmp_path: Path) -> None:
    found = dict(published.files(tmp_path))
    assert set(published.PAGES) < set(found)
    assert all(Path(path).is_file() for path in found.values())


@pytest.mark.parametrize("scripts", [True, False])
def test_the_guide_is_reached_and_whole_on_the_site(
    served: Site, chromium: Browser, scripts: bool
) -> None:
    context = chromium.new_context(locale="zh-CN", java_script_enabled=scripts)
    tab = context.new_page()
    tab.goto(served.url("about/"))
    tab.get_by_role("link", name="编辑手册").click()
    tab.wait_for_url("**/editor-guide/")
    for picture in tab.locator("main img").all():
        picture.scroll_into_view_if_needed()
    assert tab.locator("main img").count() == len(LINKED)
    if scripts:
        tab.wait_for_load_state("networkidle")
        widths = "Array.from(document.images, (image) => image.naturalWidth)"
        assert all(width > 800 for width in tab.evaluate(widths))
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.get_by_role("link", name="全部提示").click()
    expect(tab.locator("main table")).to_have_count(2)
    context.close()
