"""The pictures of docs/editor-guide.md, made from a real run of every command that they show.

`python -m tests.whole.trust.guide` renews them, and `said.txt` with what they printed: a test
runs the commands again and compares, so that no picture shows what the product no longer says.
"""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bulletin.site.formats.pdf import browser
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "docs" / "editor-guide"
SAID = Path(__file__).with_name("guide.txt")
SMALL = ROOT / "tests" / "bulletin" / "samples" / "small.txt"
ISSUE = "content/issues/2026-05"
SOURCE = f"{ISSUE}/2026年5月简报.txt"
CORRECTION = '- article: "01"\n  find: 收費\n  replace: 收费\n  note: 繁体字\n'
# What differs from one run to the next, and says nothing.
PASSING = (r"\d{8}T\d{6}Z", r"\d+ 个文件", r"^INFO    -  (?!bulletin: 已导入).*\n")
WIDTH = 860
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #1b1d22; color: #e6e6e6; }
pre { margin: 0; padding: 20px 24px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 15px/1.65 "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace; }
b { color: #8fd18f; font-weight: 400; }
</style><pre>{}</pre>"""


@dataclass
class Project:
    """A project as an editor has it, in a folder of its own."""

    folder: Path
    said: dict[str, str] = field(default_factory=dict)  # picture → commands and their output

    def run(self, picture: str, *words: str) -> None:
        """Run a command of the guide; what it prints belongs to a picture."""
        module = "mkdocs" if words[0] == "mkdocs" else "bulletin.cli.main"
        done = subprocess.run(
            [sys.executable, "-m", module, *words[1:]],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=dict(os.environ, NO_MKDOCS_2_WARNING="1", PYTHONUNBUFFERED="1"),
        )
        shown = done.stdout.replace(f"{self.folder}/", "").strip()
        self.said[picture] = f"{self.said.get(picture, '')}$ {' '.join(words)}\n{shown}\n"

    def write(self, name: str, text: str) -> None:
        """What the editor types into a file."""
        (self.folder / name).write_text(text, encoding="utf-8")


def begin(folder: Path) -> Project:
    """The repository's content in a folder of its own, with what a build needs beside it."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("theme", "calculators", "node_modules", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    return Project(folder)


def received(project: Project) -> None:
    """The file that came by mail, with a fault in it."""
    text = SMALL.read_text(encoding="utf-8").replace("2025年7月", "2026年5月")
    text = text.replace("总12期", "总298期").replace("收费分三档", "收費分三档")
    project.write(SOURCE, text)


def work(project: Project) -> None:
    """The month's work, in the order of the guide."""
    project.run("new", "bulletin", "new", "2026-05")
    received(project)
    project.run("build", "mkdocs", "build")
    project.run("check", "bulletin", "check", ISSUE)
    project.run("report", "bulletin", "import", SOURCE, "--report", "对照.html")
    project.write(f"{ISSUE}/corrections.yml", CORRECTION)
    project.run("correct", "bulletin", "import", SOURCE, "--replace")
    project.run("correct", "bulletin", "check", ISSUE)
    first = f"{ISSUE}/01.md"
    text = (project.folder / first).read_text(encoding="utf-8")
    project.write(first, text.replace("section:", "secton:"))
    project.run("refused", "mkdocs", "build", "--strict", "-q")
    project.write(first, text)
    project.run("publish", "bulletin", "verify", ISSUE)
    project.run("publish", "mkdocs", "build", "--strict", "-q")
    project.run("publish", "bulletin", "publish", "网站目录")


def lasting(said: dict[str, str]) -> str:
    """What was said, without what differs from run to run."""
    text = "".join(f"# {name}\n{words}\n" for name, words in said.items() if name != "report")
    for passing in PASSING:
        text = re.sub(passing, "", text, flags=re.MULTILINE)
    return text


@contextmanager
def tab() -> Iterator[Page]:
    """A browser's tab of the width of the guide's pictures."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=browser(), args=root)
        context = program.new_context(
            viewport={"width": WIDTH, "height": 620}, locale="zh-CN", reduced_motion="reduce"
        )
        yield context.new_page()
        program.close()


def picture(page: Page, name: str, height: int) -> None:
    """Keep what the tab shows, down to a height."""
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1.5}
    wanted = {"format": "webp", "quality": 70, "clip": clip, "captureBeyondViewport": True}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", wanted)
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))


def highlighted(words: str) -> str:
    """Commands and their output for the terminal's page."""
    return re.sub(r"^\$ .*$", r"<b>\g<0></b>", html.escape(words), flags=re.MULTILINE)


def take(project: Project) -> None:
    """All pictures: the terminal's, the report's and the preview's."""
    PICTURES.mkdir(exist_ok=True)
    with tab() as page:
        for name, words in project.said.items():
            page.set_content(TERMINAL.replace("{}", highlighted(words)))
            picture(page, name, page.evaluate("document.querySelector('pre').offsetHeight"))
        page.goto((project.folder / "对照.html").as_uri())
        picture(page, "report", 640)
        with serving(project.folder / "site") as site:
            page.goto(site.url("issues/2026-05/"), wait_until="networkidle")
            picture(page, "cover", 620)
            page.goto(site.url("issues/2026-05/01/"), wait_until="networkidle")
            picture(page, "article", 720)


def main() -> None:
    """Renew pictures and text."""
    with tempfile.TemporaryDirectory() as folder:
        project = begin(Path(folder))
        work(project)
        take(project)
    SAID.write_text(lasting(project.said), encoding="utf-8")


if __name__ == "__main__":
    main()
