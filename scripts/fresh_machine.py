"""Prove the README on a fresh machine: clone, run its two commands, report times and sizes.

`python scripts/fresh_machine.py [--test]` clones this checkout's HEAD into an empty folder and runs
`make site` (and `make test` on request) with an empty home and a PATH on which neither node nor
Chromium is to be found. The second run of `make site` shows what an editor waits for every day.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What the README asks for, and what these need; node and Chromium are left out on purpose.
PROGRAMS = ("python3", "git", "make", "sh", "bash", "env", "uname", "rm", "mkdir", "cat", "sed")
# Where packages come from is the machine's matter, not the home's.
KEPT = (
    "PIP_INDEX_URL",
    "PIP_CONFIG_FILE",
    "SSL_CERT_FILE",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
)
KEPT_NPM = ("NPM_CONFIG_REGISTRY", "npm_config_registry", "NODE_EXTRA_CA_CERTS")


def main(argv: list[str]) -> int:
    """Run the proof and return the exit status."""
    parser = argparse.ArgumentParser(description="在空白环境里证明自述文件的命令")
    parser.add_argument("--test", action="store_true", help="另外运行 make test（会安装 Chromium）")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bulletin-fresh-") as folder:
        place = Path(folder)
        environment = bare(place, everything=options.test)
        check_bare(environment, options.test)
        clone = place / "简报 clone"
        run("git clone", ["git", "clone", "-q", str(ROOT), str(clone)], place, environment)
        run("make site（第一次）", ["make", "site"], clone, environment)
        run("make site（第二次）", ["make", "site"], clone, environment)
        if options.test:
            run("make test", ["make", "test"], clone, environment)
        report(clone)
        return check(clone, environment)


def bare(place: Path, everything: bool) -> dict[str, str]:
    """An environment with an empty home and, but for the tests, the named programs alone."""
    home, programs = place / "home", place / "bin"
    home.mkdir()
    programs.mkdir()
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            (programs / name).symlink_to(Path(sys.executable) if name == "python3" else found)
    path = f"{programs}:{os.defpath}:/usr/sbin:/sbin" if everything else str(programs)
    kept = {name: os.environ[name] for name in (*KEPT, *KEPT_NPM) if name in os.environ}
    return {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "TMPDIR": str(place), **kept}


def check_bare(environment: dict[str, str], everything: bool) -> None:
    """Refuse to prove anything where node or Chromium can be found after all."""
    names = () if everything else ("node", "npm", "chromium", "google-chrome")
    found = [name for name in names if shutil.which(name, path=environment["PATH"])]
    if found:
        raise SystemExit(f"环境不是空白的：找得到 {'、'.join(found)}")


def run(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run a step and print how long it took; a failure ends the proof."""
    with timed(name):
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace"
        )
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        raise SystemExit(f"{name} 没有成功（状态 {done.returncode}），输出见上")


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print a step's time on the clock."""
    start = time.monotonic()
    yield
    print(f"{name:<24}{time.monotonic() - start:>8.1f} 秒", flush=True)


def report(clone: Path) -> None:
    """Print what the commands have left on the disk."""
    for name in (".venv", "node_modules", ".cache", "site"):
        print(f"{name:<24}{size(clone / name) / 1e6:>8.1f} MB")


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def check(clone: Path, environment: dict[str, str]) -> int:
    """The site is whole and the checkout is as it was cloned."""
    code = "import sys; from bulletin.cli.site import verify; sys.exit(verify('site'))"
    status = subprocess.run(
        [clone / ".venv" / "bin" / "python", "-c", code], cwd=clone, env=environment
    ).returncode
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, env=environment, capture_output=True, text=True
    ).stdout
    if changed:
        print(f"构建改动了版本库里的文件：\n{changed}", file=sys.stderr)
    return int(bool(status or changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
