"""The commands around the site: `build`, `export`, `publish`, `rollback`, `doctor` and others.

`register` adds them to the command line's parser; each sets `run`, which takes the parsed arguments
and gives the exit status. Each imports what it runs when it runs: an import of an issue, which is
the common command, should not wait for the network's modules.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.site.build.settings import SiteSettings

SITE = Path("site")
CACHE = Path(".cache")


def register(subparsers: Any) -> None:
    """Add the commands to an argparse sub-parsers object."""
    command = _add(subparsers, "build", _build, "生成网站，与 mkdocs build 相同")
    command.add_argument("--site", type=Path, metavar="目录", help="写到哪里，默认 site")
    _configured(command)
    command = _add(subparsers, "publish", _publish, "把建好的网站发布到服务器目录，可以退回")
    command.add_argument("target", type=Path, metavar="目录", help="例如 /srv/bulletin")
    command.add_argument(
        "--site", type=Path, default=SITE, metavar="目录", help="建好的网站，默认 site"
    )
    command = _add(subparsers, "rollback", _rollback, "退回到上一次发布")
    command.add_argument("target", type=Path, metavar="目录", help="publish 用过的目录")
    command.add_argument("--to", metavar="名称", help="退回或者前进到这一次，名称见 releases")
    command = _add(subparsers, "releases", _releases, "列出留着的各次发布")
    command.add_argument("target", type=Path, metavar="目录", help="publish 用过的目录")
    command = _add(subparsers, "doctor", _doctor, "检查运行中的网站：响应头、压缩、缓存、内容")
    command.add_argument("url", metavar="网址", help="网站首页，例如 https://example.org/")
    command = _add(subparsers, "find", _find, "查建好的网站，与网页上的搜索相同（需要 node）")
    command.add_argument("query", nargs="+", metavar="查询", help="要查的话")
    command.add_argument("--site", type=Path, default=SITE, metavar="目录", help="默认 site")
    command.add_argument("--explain", action="store_true", help="说明标出了什么、读了多少")
    command = _add(subparsers, "licences", _licences, "列出所用软件的许可")
    command.add_argument("--root", type=Path, default=Path("."), help=argparse.SUPPRESS)
    command = _add(subparsers, "export", _export, "写出各期的 PDF 和 EPUB（需要 Chromium）")
    command.add_argument("target", type=Path, metavar="目录", help="写到哪里")
    command.add_argument("--issue", metavar="期", help="只写一期，如 2026-04")
    command.add_argument("--article", action="append", metavar="篇", help="只写这几篇，如 07")
    _configured(command)
    command = _add(subparsers, "new-rule", _new_rule, "为新的测算铺好规则、用例和登记")
    command.add_argument("name", metavar="规则名", help="小写英文，如 hb_loan_discount")
    command.add_argument(
        "--group", default="xj-loan", metavar="分组", help="放在哪一页，如 hb-loan"
    )


def _configured(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="默认 mkdocs.yml"
    )


def _add(subparsers: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = subparsers.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def site_in(folder: Path) -> Path | None:
    """The built site that a folder is, or that is published in it; None for any other folder."""
    sites = (folder, folder / "current")
    return next((site for site in sites if (site / "integrity.json").is_file()), None)


def verify(place: str) -> int:
    """Check a published folder or a running site against its manifest; the exit status."""
    from bulletin.site.build import manifest
    from bulletin.site.server import asking

    if place.startswith(("http://", "https://")):
        problems = manifest.verify_running(place, asking.fetcher(place))
    else:
        problems = manifest.verify_folder(Path(place))
    for problem in problems:
        print(problem)
    print("与清单完全一致。" if not problems else f"共 {len(problems)} 处与清单不符。")
    return int(bool(problems))


def _publish(arguments: argparse.Namespace) -> int:
    from bulletin.site.server import releases

    release = releases.publish(arguments.site, arguments.target, CACHE)
    print(f"已发布 {release.name}，共 {release.files} 个文件，已逐个核对哈希。")
    quote = '"' if " " in str(arguments.target) else ""
    print(f"退回上一次：bulletin rollback {quote}{arguments.target}{quote}")
    return 0


def _rollback(arguments: argparse.Namespace) -> int:
    from bulletin.site.server import releases

    release = releases.rollback(arguments.target, arguments.to)
    print(f"读者现在看到 {release.name}，共 {release.files} 个文件，已逐个核对哈希。")
    return 0


def _releases(arguments: argparse.Namespace) -> int:
    from bulletin.site.server import releases

    shown = releases.shown(arguments.target)
    for name in releases.history(arguments.target):
        files = releases.read_note(arguments.target / releases.RELEASES / name).files
        print(f"{name}　{files} 个文件{'　← 读者现在看到的' if name == shown else ''}")
    if shown is None:
        print("还没有发布过。")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from bulletin.site.server import doctor

    findings = doctor.check(arguments.url)
    for finding in findings:
        print(finding)
    print("没有发现问题。" if not findings else f"共 {len(findings)} 处要处理，见 docs/deploy.md。")
    return int(bool(findings))


def _build(arguments: argparse.Namespace) -> int:
    from bulletin.site.build.site import build

    build(_settings(arguments.config, arguments.site), Printed())
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from bulletin.site.build.site import checked
    from bulletin.site.formats import books  # loads the theme and Markdown: slow to import

    settings = _settings(arguments.config)
    site = checked(settings, Printed())
    chosen = arguments.article or None
    made = books.export(
        site,
        settings,
        settings.theme,
        arguments.target,
        arguments.issue,
        chosen,
        settings.packages,
    )
    for path in made:
        print(path)
    return 0


def _settings(config: Path, site: Path | None = None) -> SiteSettings:
    from bulletin.site.mkdocs_plugin import settings

    return settings.read(config, site)


class Printed:
    """A build's lines on the terminal: what was done, and on the other stream what is wrong."""

    def info(self, message: str, /, *values: object) -> None:
        """A line about what was done."""
        print(message % values)

    def error(self, message: str, /, *values: object) -> None:
        """A problem."""
        print(f"错误：{message % values}", file=sys.stderr)


def _new_rule(arguments: argparse.Namespace) -> int:
    from bulletin.cli import new_rule

    for path in new_rule.new_rule(arguments.name, arguments.group, Path(".")):
        print(path)
    print("接着：写好规则和用例，运行 python -m calculators run " + arguments.name)
    return 0


def _find(arguments: argparse.Namespace) -> int:
    from bulletin.cli import find

    answer = find.find(arguments.site, [" ".join(arguments.query)])[0]
    print("\n".join(find.told(answer, arguments.explain)))
    return int(not answer["groups"])


def _licences(arguments: argparse.Namespace) -> int:
    from bulletin.site.server import licences

    found = licences.collect(arguments.root)
    print(licences.table(found), end="")
    return int(any(True for _ in licences.problems(found)))
