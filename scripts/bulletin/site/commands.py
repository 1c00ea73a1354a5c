"""The commands for publishing: `publish`, `rollback`, `doctor`, `licences`.

`register` adds them to the command line's parser; each sets `run`, which takes the parsed arguments
and gives the exit status.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bulletin.site import doctor, licences, manifest, releases

SITE = Path("site")
CACHE = Path(".cache")


def register(subparsers: Any) -> None:
    """Add the commands to an argparse sub-parsers object."""
    command = _add(subparsers, "publish", _publish, "把建好的网站发布到服务器目录，可以退回")
    command.add_argument("target", type=Path, metavar="目录", help="例如 /srv/bulletin")
    command.add_argument(
        "--site", type=Path, default=SITE, metavar="目录", help="建好的网站，默认 site"
    )
    command = _add(subparsers, "rollback", _rollback, "退回到上一次发布")
    command.add_argument("target", type=Path, metavar="目录", help="publish 用过的目录")
    command = _add(subparsers, "doctor", _doctor, "检查运行中的网站：响应头、压缩、缓存、内容")
    command.add_argument("url", metavar="网址", help="网站首页，例如 https://example.org/")
    command = _add(subparsers, "licences", _licences, "列出所用软件的许可")
    command.add_argument("--root", type=Path, default=Path("."), help=argparse.SUPPRESS)


def _add(subparsers: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = subparsers.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def verify(place: str) -> int:
    """Check a published folder or a running site against its manifest; the exit status."""
    if place.startswith(("http://", "https://")):
        problems = manifest.verify_running(place, doctor.fetcher(place))
    else:
        problems = manifest.verify_folder(Path(place))
    for problem in problems:
        print(problem)
    print("与清单完全一致。" if not problems else f"共 {len(problems)} 处与清单不符。")
    return int(bool(problems))


def _publish(arguments: argparse.Namespace) -> int:
    release = releases.publish(arguments.site, arguments.target, CACHE)
    print(f"已发布 {release.name}，共 {release.files} 个文件，已逐个核对哈希。")
    print(f"退回上一次：bulletin rollback {arguments.target}")
    return 0


def _rollback(arguments: argparse.Namespace) -> int:
    release = releases.rollback(arguments.target)
    print(f"已退回到 {release.name}，共 {release.files} 个文件，已逐个核对哈希。")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    findings = doctor.check(arguments.url)
    for finding in findings:
        print(finding)
    print("没有发现问题。" if not findings else f"共 {len(findings)} 处要处理，见 docs/deploy.md。")
    return int(bool(findings))


def _licences(arguments: argparse.Namespace) -> int:
    found = licences.collect(arguments.root)
    print(licences.table(found), end="")
    return int(any(True for _ in licences.problems(found)))
