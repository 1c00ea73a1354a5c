"""The command `bulletin`: import, verify, check, new."""

from __future__ import annotations

import argparse
import io
import json
import sys
from importlib.metadata import version
from pathlib import Path

from bulletin import archive, importer
from bulletin.cli import site as published
from bulletin.cli.arguments import Parser
from bulletin.files import disk_errors, folders
from bulletin.files.last_net import unforeseen
from bulletin.model import BulletinError, RefusedError
from bulletin.outline.single import Given
from bulletin.proof import comparison, ledger, verify
from bulletin.proof.result import summary

ISSUES = Path("content/issues")


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 done, 1 refused, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows "?"
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(argv)
    try:
        return int(options.run(options))
    except importer.DiffersError as error:
        print(error.diff, file=sys.stderr)
        print(f"错误：{error}", file=sys.stderr)
    except (BulletinError, RefusedError) as error:
        print(f"错误：{error}", file=sys.stderr)
    except OSError as error:
        print(f"错误：{disk_errors.refusal(error)}", file=sys.stderr)
    except Exception as error:
        doing = "bulletin " + " ".join(argv if argv is not None else sys.argv[1:])
        print(f"错误：{unforeseen(error, doing)}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="bulletin", description="简报的导入、核对与发布")
    parser.add_argument(
        "--version", action="version", version=f"bulletin {version('bulletin')}", help="版本号"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    found = commands.add_parser("import", help="把一期简报（.docx、.pdf、.txt）导入为文章")
    found.add_argument(
        "file", type=Path, metavar="文件", help="简报文件；写一个文件夹，就把里面各期一次导入"
    )
    found.add_argument(
        "--into", type=Path, default=ISSUES, metavar="文件夹", help="各期所在的文件夹"
    )
    found.add_argument("--json", action="store_true", help="以 JSON 打印结果")
    found.add_argument("--report", type=Path, metavar="网页.html", help="写一页原文与结果对照")
    found.add_argument("--replace", action="store_true", help="先显示差异，再覆盖已有文章")
    found.add_argument("--article", action="store_true", help="文件是单独一篇，没有封面和目录")
    found.add_argument("--month", metavar="年月", help="单独一篇属于哪一期，如 2026-05")
    found.add_argument("--number", type=int, metavar="期号", help="单独一篇自成一期时的总期号")
    found.add_argument("--section", metavar="栏目", help="单独一篇放在哪个栏目")
    found.add_argument("--title", metavar="标题", help="单独一篇的标题，文件里没有时写明")
    found.set_defaults(run=_import)
    found = commands.add_parser("verify", help="用台账和原文件核对一期文章，指出手改之处")
    found.add_argument(
        "folder", metavar="文件夹", help="如 content/issues/2026-04；或建好的网站、网站的网址"
    )
    found.add_argument("--source", type=Path, metavar="文件", help="原文件（不在文件夹里时）")
    found.add_argument("--site", type=Path, metavar="文件夹", help="建好的网站，一并核对网页")
    found.set_defaults(run=_verify)
    found = commands.add_parser("check", help="列出一期尚未处理的提示")
    found.add_argument("folder", type=Path, metavar="文件夹", help="如 content/issues/2026-04")
    found.add_argument("--source", type=Path, metavar="文件", help="原文件（不在文件夹里时）")
    found.set_defaults(run=_check)
    found = commands.add_parser("new", help="为新的一期建文件夹和空白样稿")
    found.add_argument("month", metavar="年月", help="如 2026-05")
    found.add_argument(
        "--into", type=Path, default=ISSUES, metavar="文件夹", help="各期所在的文件夹"
    )
    found.set_defaults(run=_new)
    published.register(commands)
    return parser


def _import(options: argparse.Namespace) -> int:
    if options.file.is_dir():
        return _import_archive(options)
    if options.replace:
        _show_difference(options)
    done = importer.import_issue(options.file, options.into, options.replace, _given(options))
    if options.report:
        options.report.write_text(comparison.page(done, options.file), encoding="utf-8")
    if options.json:
        print(json.dumps(done.data(), ensure_ascii=False, indent=1))
    else:
        print(summary(done))
    return 0


def _import_archive(options: argparse.Namespace) -> int:
    """Every file of a folder; what became of each is told as soon as it is known."""
    single = ("replace", "article", "month", "number", "section", "title", "report")
    if said := [name for name in single if getattr(options, name)]:
        given = "、".join(f"--{name}" for name in said)
        raise BulletinError(
            "folder-options",
            str(options.file),
            f"导入整个文件夹时写了 {given}",
            "这些选项只用于一个文件",
            "去掉它们，或写出一个文件",
        )
    done = []
    for outcome in archive.imported(options.file, options.into):
        done.append(outcome)
        if not options.json:
            print(outcome.line(), flush=True)
    print(archive.data(done) if options.json else archive.summary(done))
    return int(any(outcome.state == archive.REFUSED for outcome in done))


def _given(options: argparse.Namespace) -> Given:
    """What the editor says of a single document; saying anything says that it is one."""
    said = (options.number, options.section, options.title)
    alone = options.article or any(value is not None for value in said)
    if options.month and not folders.MONTH.fullmatch(options.month):
        raise BulletinError(
            "month-impossible", options.month, "不是年月", "如 2026-05", "改正后再试"
        )
    return Given(options.month, *said, alone=alone)


def _show_difference(options: argparse.Namespace) -> None:
    """What `--replace` is about to overwrite."""
    diff = importer.preview(options.file, options.into, _given(options))
    if diff:
        print(diff, file=sys.stderr)


def _verify(options: argparse.Namespace) -> int:
    if options.folder.startswith(("http://", "https://")):
        return published.verify(options.folder)
    options.folder = folders.existing(Path(options.folder))
    site = published.site_in(options.folder)
    if site:
        return published.verify(str(site))
    accounts = [
        verify.source(options.folder, options.source if at == 0 else None, path)
        for at, path in enumerate(verify.ledgers(options.folder))
    ]
    found = [change for own in accounts for change in verify.changes(options.folder, own)]
    if options.site:
        found += verify.site(options.folder, options.site)
    for change in found:
        print(change)
    if found:
        print(f"共 {len(found)} 处与台账不同。")
        return 1
    characters, placed = sum(a.characters for a in accounts), sum(a.placed for a in accounts)
    print(f"相符：{characters} 字，发布 {placed} 字，每个字符都有去处。")
    return 0


def _check(options: argparse.Namespace) -> int:
    waiting = folders.pending(folders.existing(options.folder))
    if waiting:  # looked through before anything is written
        sources = [waiting]
    else:
        sources = [options.folder / ledger.load(p).source for p in verify.ledgers(options.folder)]
    if options.source:
        sources[0] = options.source
    found = [w for s in sources for w in importer.open_warnings(s, options.folder)]
    for w in found:
        print(f"{w.article or '—'} {w.place} {w.message}：“{w.excerpt}” {w.hint}〔{w.code}〕")
    print(f"待处理 {len(found)} 条；改正写入 corrections.yml。")
    return 0


def _new(options: argparse.Namespace) -> int:
    path = folders.new(options.month, options.into)
    print(f"已建 {path.parent}。把收到的文件放进去；没有文件时，照 {path.name} 的样子填写。")
    print("然后运行 mkdocs build。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
