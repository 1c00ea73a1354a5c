"""Spoil what builds keep, bit by bit, build again, and compare with a clean build.

    python -m benchmarks.build.spoil 10000

Each round spoils some files of `.cache`, `site/` and `.site.building` (a bit, a cut, an empty file,
a lost one, mostly with the time that the file had before), changes nothing or a template, and
builds. A finding is a build that ends in a traceback, or that publishes other bytes than a clean
one.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from tests.site.project import Project

PLACES = (".cache", "site", ".site.building")
ADDRESS = {"SITE_URL": "https://example.org/"}


def kept_files(project: Project) -> list[Path]:
    """The files that builds have left; those of other projects' caches, linked in, are not ours."""
    found = []
    for place in PLACES:
        for folder, inner, names in os.walk(project.folder / place):
            inner[:] = [name for name in inner if not (Path(folder) / name).is_symlink()]
            found += [Path(folder) / name for name in sorted(names)]
    return found


def spoil(path: Path, chance: random.Random) -> str:
    """Spoil a file in one of four ways; which."""
    data, status = bytearray(path.read_bytes()), path.stat()
    way = chance.choice(("bit", "bit", "bit", "cut", "empty", "lost"))
    if way == "lost":
        path.unlink()
        return way
    if way == "empty" or not data:
        data.clear()
    elif way == "cut":
        del data[chance.randrange(len(data)) :]
    else:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))  # in place: a second name in the site is spoilt with it
    if chance.random() < 0.7:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return way


class Spoiler:
    """Rounds of spoilings and builds in one project, with what they found."""

    def __init__(self, project: Project, chance: random.Random) -> None:
        self._project = project
        self._chance = chance
        for name in ("runtime", "compressed"):  # other projects share these, by their inodes
            shared = project.folder / ".cache" / name
            if shared.is_symlink():
                real = shared.resolve()
                shared.unlink()
                shutil.copytree(real, shared)
        for name in ("site", ".site.building"):
            shutil.rmtree(project.folder / name, ignore_errors=True)
        assert project.build(**ADDRESS).returncode == 0
        self._footer = project.folder / "theme" / "partials" / "footer.html"
        self._texts = [self._footer.read_text("utf-8"), self._footer.read_text("utf-8") + "<i></i>"]
        self._clean = [self._built_anew(text) for text in self._texts]

    def run(self, spoilings: int, at_once: int) -> list[str]:
        """Do so many spoilings, some before each build; what went wrong."""
        wrong = []
        for turn in range(0, spoilings, at_once):
            chosen = self._chance.sample(kept_files(self._project), at_once)
            ways = [
                f"{spoil(p, self._chance)} {p.relative_to(self._project.folder)}" for p in chosen
            ]
            number = self._chance.randrange(2)
            self._footer.write_text(self._texts[number], encoding="utf-8")
            done = self._project.build(**ADDRESS)
            if "Traceback" in done.stderr or done.returncode:
                wrong.append(f"{turn}: {done.stderr[-500:]} {ways}")
            elif self._project.published() != self._clean[number]:
                now, was = self._project.published(), self._clean[number]
                other = sorted(n for n in now.keys() | was.keys() if now.get(n) != was.get(n))
                wrong.append(f"{turn}: {other[:5]} {ways}")
        return wrong

    def _built_anew(self, footer: str) -> dict[str, str]:
        with tempfile.TemporaryDirectory() as folder:
            self._footer.write_text(footer, encoding="utf-8")
            clean = self._project.checkout(Path(folder) / "clean")
            assert clean.build(**ADDRESS).returncode == 0
            return clean.published()


def main() -> None:
    """Spoil as often as asked, ten times before each build."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        project = Project.begin(Path(folder) / "project", issues=3)
        assert project.build(**ADDRESS).returncode == 0
        wrong = Spoiler(project, random.Random(seed)).run(count, 10)
    print(*wrong, sep="\n")
    print(f"{count} spoilings, {len(wrong)} builds wrong")


if __name__ == "__main__":
    main()
