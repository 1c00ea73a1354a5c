"""A small project of its own, to be changed as an editor or a developer would change it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import archive

ROOT = Path(__file__).resolve().parents[2]
DIGEST = "2026-04"
# What a build leaves behind; a fresh checkout has none of it.
LEFT = shutil.ignore_patterns("site", ".site*", ".cache", "node_modules", "__pycache__")


class Project:
    """A folder with content, theme and calculators, and what builds leave there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def begin(cls, folder: Path, issues: int = 3) -> Project:
        """The repository's own content with some older issues of a few articles each."""
        project = cls(folder)
        for name in ("content", "theme", "calculators"):
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        _share_runtime(folder)
        for _ in range(issues):
            project.add_issue()
        return project

    @property
    def content(self) -> Path:
        """The editor's files."""
        return self.folder / "content"

    @property
    def issues(self) -> list[Path]:
        """The folders of all issues but the digest, which calculators and figures rest on."""
        return sorted(p for p in (self.content / "issues").iterdir() if p.name != DIGEST)

    def add_issue(self) -> None:
        """One issue more, older than all before it, with the first of its articles."""
        fresh = list(archive.months(len(self.issues) + 8))
        number, month = next(
            (n, m) for n, m in reversed(fresh) if not (self.content / "issues" / m).exists()
        )
        folder = self.content / "issues" / month
        archive.write_issue(folder, number, month, seed=1)
        for path in sorted(folder.glob("[0-9]*.md"))[3:]:
            if path.stem != "07":
                path.unlink()

    def command(self, *arguments: str) -> list[str]:
        """The command of a build."""
        return [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        """An environment in which the project's own calculators are found first."""
        paths = os.pathsep.join((str(self.folder), str(ROOT / "scripts")))
        return {**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1", **more}

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `mkdocs build --strict`."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
        )

    def checkout(self, folder: Path) -> Project:
        """The same sources in another place, without anything that a build has left."""
        shutil.copytree(self.folder, folder, ignore=LEFT)
        _share_runtime(folder)
        return Project(folder)

    def published(self) -> dict[str, str]:
        """Every file of the site with its hash."""
        site = self.folder / "site"
        return {
            path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }


def _share_runtime(folder: Path) -> None:
    """Packing Pyodide takes half a minute, and no test here is about it."""
    (folder / ".cache").mkdir()
    for name in ("runtime", "compressed"):
        (ROOT / ".cache" / name).mkdir(parents=True, exist_ok=True)
        (folder / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")


def _article(project: Project, chance: random.Random) -> Path:
    return chance.choice(sorted(chance.choice(project.issues).glob("[0-9]*.md")))


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _set_line(path: Path, start: str, line: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[next(n for n, old in enumerate(lines) if old.startswith(start))] = line
    path.write_text("\n".join(lines), encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit(project: Project, chance: random.Random) -> None:
    """A paragraph more at the end of an article."""
    _append(_article(project, chance), f"\n补充第 {chance.randrange(10**6)} 号说明。\n")


def retitle(project: Project, chance: random.Random) -> None:
    """Another title of an article: other pages and issues name it."""
    _set_line(_article(project, chance), "title:", f"title: 改名 {chance.randrange(10**6)} 的文章")


def add(project: Project, chance: random.Random) -> None:
    """One issue more."""
    project.add_issue()


def remove(project: Project, chance: random.Random) -> None:
    """One issue less."""
    if len(project.issues) < 2:
        project.add_issue()
    shutil.rmtree(chance.choice(project.issues))


def rename(project: Project, chance: random.Random) -> None:
    """Another number for an article, in an issue whose addresses nobody has kept."""
    path = _article(project, chance)
    (path.parent / "ids.txt").unlink(missing_ok=True)
    free = [n for n in range(20, 99) if not path.with_name(f"{n}.md").exists()]
    path.rename(path.with_name(f"{chance.choice(free)}.md"))


def picture(project: Project, chance: random.Random) -> None:
    """A picture in an issue, or another one of the same name."""
    path = _article(project, chance)
    size = chance.randrange(10**6)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="9"/>'
    (path.parent / "plan.svg").write_text(drawing, encoding="utf-8")
    _append(path, "\n![示意图](plan.svg)\n")


def page(project: Project, chance: random.Random) -> None:
    """A page of the editor's own that leads to an article and shows a picture beside it."""
    size = chance.randrange(10**6)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="9"/>'
    (project.content / "map.svg").write_text(drawing, encoding="utf-8")
    text = f"# 说明\n\n见[本期](issues/2026-04/05.md)，第 {size} 号。\n\n![地图](map.svg)\n"
    (project.content / "help.md").write_text(text, encoding="utf-8")


def figure(project: Project, chance: random.Random) -> None:
    """Another name for a figure of an issue."""
    path = project.content / "figures" / "2026-04.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("name: 工商", f"name: {chance.randrange(9)}工商", 1), encoding="utf-8"
    )


def template(project: Project, chance: random.Random) -> None:
    """Another word in a template that every page uses."""
    path = project.folder / "theme" / "partials" / "footer.html"
    _append(path, f"<!-- {chance.randrange(10**6)} -->\n")


def stylesheet(project: Project, chance: random.Random) -> None:
    """Another rule in a stylesheet."""
    path = project.folder / "theme" / "assets" / "css" / "page.css"
    _append(path, f".n{chance.randrange(10**6)} {{ color: red; }}\n")


def settings(project: Project, chance: random.Random) -> None:
    """Another name of the site."""
    name = f"site_name: 简报 {chance.randrange(100)}"
    _set_line(project.folder / "mkdocs.yml", "site_name:", name)


def introduction(project: Project, chance: random.Random) -> None:
    """A sentence more in a calculator's introduction."""
    path = project.content / "calculators" / "xj-premium.md"
    _append(path, f"\n另见第 {chance.randrange(1000)} 号说明。\n")


def calculator(project: Project, chance: random.Random) -> None:
    """Another title of a rule."""
    path = project.folder / "calculators" / "rules" / "chongqing_fee.py"
    _replace(path, "种子基金·服务费", f"种子基金·{chance.randrange(9)}服务费")


def rule_note(project: Project, chance: random.Random) -> None:
    """Another word in what a rule says of itself."""
    path = project.folder / "calculators" / "rules" / "xinjiang_budget.py"
    _append(path, f"\n# {chance.randrange(10**6)}\n")


def subject(project: Project, chance: random.Random) -> None:
    """One topic more, of words that stand in articles."""
    path = project.content / "subjects.yml"
    name = f"专题{chance.randrange(10**6)}"
    words = chance.choice(("科技", "基金", "银行"))
    _replace(path, "topics:\n", f"topics:\n  {name}: [{words}]\n")


def subject_words(project: Project, chance: random.Random) -> None:
    """Other words by which a topic finds its articles."""
    path = project.content / "subjects.yml"
    _replace(path, "科技保险: [", f"科技保险: [{chance.choice(('贷款', '基金', '专利'))}, ")


def term(project: Project, chance: random.Random) -> None:
    """One name more that the search knows."""
    name, other = (chance.randrange(10**6) for _ in range(2))
    line = f"- {{term: 机构{name}, aliases: [甲{other}], kind: 机构}}\n"
    _append(project.content / "search" / "terms.yml", line)


def comparison(project: Project, chance: random.Random) -> None:
    """Another introduction of a comparison."""
    path = project.content / "compare" / "seed-and-risk.yml"
    _set_line(path, "intro:", f"intro: 三地文件的第 {chance.randrange(10**6)} 种比较。")


def home(project: Project, chance: random.Random) -> None:
    """Another word on the home page, and a page of the editor's own gone or come."""
    _append(project.content / "index.md", f"\n第 {chance.randrange(10**6)} 次改写。\n")
    about = project.content / "about.md"
    about.unlink() if about.is_file() else about.write_text("# 关于\n\n说明。\n", "utf-8")


def summary(project: Project, chance: random.Random) -> None:
    """A summary of an article, which lists show."""
    path = _article(project, chance)
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("summary:")]
    lines.insert(1, f"summary: 摘要第 {chance.randrange(10**6)} 号。")
    path.write_text("\n".join(lines), encoding="utf-8")


def cover(project: Project, chance: random.Random) -> None:
    """Another word on an issue's cover."""
    _append(chance.choice(project.issues) / "index.md", f"\n附言 {chance.randrange(10**6)}。\n")


def same_stamp(project: Project, chance: random.Random) -> None:
    """Other bytes of the same length, with the time that the file had before."""
    path = _article(project, chance)
    status, text = path.stat(), path.read_text(encoding="utf-8")
    at = max(n for n, sign in enumerate(text) if sign == "的")
    path.write_text(text[:at] + chance.choice("地得之乎") + text[at + 1 :], encoding="utf-8")
    # The clock of the change itself cannot be set back, as no editor can.
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def redirect(project: Project, chance: random.Random) -> None:
    """An old address, of a page or of a clause, that leads on."""
    old = f"issues/2026-04/old{chance.randrange(10**6)}/"
    mark = chance.choice(("", "#p-1"))
    line = f"{old}{mark}: issues/2026-04/05/{mark}\n"
    _append(project.content / "redirects.yml", line)


CHANGES: tuple[Callable[[Project, random.Random], None], ...] = (
    edit,
    retitle,
    add,
    remove,
    rename,
    picture,
    page,
    figure,
    template,
    stylesheet,
    settings,
    introduction,
    calculator,
    redirect,
    rule_note,
    subject,
    subject_words,
    term,
    comparison,
    home,
    summary,
    cover,
    same_stamp,
)
