"""The folders of the issues: which belongs to a month, its number, the file that it waits for."""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.files.fields import contents, parted
from bulletin.model import BulletinError, Issue

SOURCES = (".docx", ".txt", ".pdf")
MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
FOLDER = re.compile(rf"({MONTH.pattern})(?:-[a-z0-9][a-z0-9-]{{0,19}})?")
_FOLDER = re.compile(r"\d{4}-\d{2}(?:-[a-z0-9-]+)?")
_EXTRAS = {"增刊": "zengkan", "特刊": "tekan", "专刊": "zhuankan", "号外": "haowai"}
BLANK = "bulletin.txt"
_TEXT = """简报

中国科技金融促进会

{year}年{month}月期 总{number}期



目录

资讯传递\t1
第一篇文章的标题\t1

资讯传递

第一篇文章的标题

正文。

来源：媒体 作者 {year}-{month:02}-01
"""
# What stands in the blank as long as nobody has written into it.
_UNTOUCHED = "\n\n第一篇文章的标题\n\n正文。\n\n"


def of_month(into: Path, month: str, name: str) -> Path:
    """The issue's folder: into/2026-04, or `into` itself where it is named so."""
    if not _FOLDER.fullmatch(into.name):
        return into / month
    if into.name[:7] == month:
        return into
    raise BulletinError(
        "month-differs",
        f"{name} 封面",
        f"封面是 {month}，文件夹是 {into.name}",
        "两者相同",
        "改正封面的年月，或换一个文件夹",
    )


def of_issue(into: Path, issue: Issue, name: str) -> Path:
    """The folder of an issue: an extra edition has one of its own, 2026-05-zengkan.

    Where it has a number of the series and the month has no other issue, it is the month's.
    """
    folder = of_month(into, issue.month, name)
    if folder == into or not issue.extra:
        return folder
    regular = folder / "index.md"
    if issue.number and (not regular.is_file() or issue.number in numbers(regular)):
        return folder
    return folder.with_name(f"{folder.name}-{_EXTRAS[issue.extra]}")


def month_of(into: Path) -> str | None:
    """The month that a folder's name says."""
    found = FOLDER.fullmatch(into.name)
    return found[1] if found else None


def existing(folder: Path) -> Path:
    """A folder that is there; anything else is told as a mistyped path."""
    if folder.is_dir():
        return folder
    raise BulletinError(
        "folder-missing",
        str(folder),
        "没有这个文件夹",
        "一期的文件夹，如 content/issues/2026-05",
        "核对年月和路径；含空格的路径要加引号",
    )


def sources(folder: Path) -> list[Path]:
    """The files of a folder that can be imported; what an office program leaves open is not, nor
    is the blank of `bulletin new` before somebody has filled it in."""
    found = [p for p in folder.iterdir() if p.suffix.lower() in SOURCES and p.is_file()]
    found = [p for p in found if p.name != "ids.txt" and not p.name.startswith(("~$", ".", "._"))]
    found = [p for p in found if not (p.name == BLANK and _untouched(p))]
    return sorted(found, key=lambda p: (SOURCES.index(p.suffix.lower()), p.name))


def _untouched(path: Path) -> bool:
    return _UNTOUCHED in path.read_text(encoding="utf-8", errors="replace").replace("\r", "")


def pending(folder: Path) -> Path | None:
    """The source file of a folder that has no Markdown yet."""
    if any(folder.glob("*.md")):
        return None
    found = sources(folder)
    return found[0] if found else None


def number(path: Path) -> int:
    """The number that an index.md declares; 0 where it has none."""
    found = parted(path, contents(path))[0].get("number")
    return found if isinstance(found, int) else 0


def numbers(path: Path) -> range:
    """The numbers that an index.md declares: one, or all that an issue stands for."""
    fields = parted(path, contents(path))[0]
    first, last = fields.get("number"), fields.get("last_number")
    if not isinstance(first, int):
        return range(0)
    return range(first, (last if isinstance(last, int) else first) + 1)


def unexpected(folder: Path, issue: Issue) -> str | None:
    """What is odd about an issue's number beside that of the issue before; None where nothing."""
    before = [
        path
        for path in folder.parent.glob("*/index.md")
        if FOLDER.fullmatch(path.parent.name)
        and path.parent.name[:7] < issue.month
        and numbers(path)
    ]
    if not before or issue.extra:
        return None
    path = max(before, key=lambda p: p.parent.name)
    last, months = numbers(path)[-1], _months(path.parent.name[:7], issue.month)
    if last < issue.number <= last + months:
        return None
    before_it = f"上一期 {path.parent.name} 是总第 {last} 期"
    return f"{before_it}，本期 {issue.month} 是总第 {issue.number} 期"


def misnamed(folder: Path) -> BulletinError | None:
    """The refusal of a folder that holds a source and is not named by its month."""
    if FOLDER.fullmatch(folder.name) or any(folder.glob("*.md")) or not sources(folder):
        return None
    found = re.search(r"(\d{4})\D*?(\d{1,2})(?!\d)", folder.name)
    name = f"{found[1]}-{int(found[2]):02}" if found and 1 <= int(found[2]) <= 12 else "2026-05"
    extra = next((pinyin for word, pinyin in _EXTRAS.items() if word in folder.name), "")
    name = f"{name}-{extra}" if extra else name
    return BulletinError(
        "folder-name",
        f"content/issues/{folder.name}",
        "文件夹里有一期的源文件，文件夹却不是以年月命名",
        f"年-月，如 {name}",
        f"把文件夹改名为 {name}，再构建一次",
    )


def number_of(issues: Path | None, month: str) -> tuple[int, bool]:
    """The number of a month's issue, and whether that is certain: a monthly counts on."""
    others = sorted(issues.glob("*/index.md")) if issues and issues.is_dir() else []
    known = {p.parent.name: number(p) for p in others if MONTH.fullmatch(p.parent.name)}
    if month in known:
        return known[month], True
    known = {other: count for other, count in known.items() if count}
    if not known:
        return 1, False
    near = min(known, key=lambda other: abs(_months(other, month)))
    return max(1, known[near] + _months(near, month)), False


def _months(first: str, last: str) -> int:
    """Months from one to the other."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def refuse_same_number(folder: Path, issue: Issue) -> None:
    """No two issues have one number; an extra edition may have that of its month's issue."""
    for other in sorted(folder.parent.glob("*/index.md")):
        if other.parent.name == folder.name:
            continue
        if issue.extra and other.parent.name == issue.month:
            continue
        if set(numbers(other)) & set(range(issue.number, (issue.last_number or issue.number) + 1)):
            raise BulletinError(
                "issue-exists",
                f"{folder.name} 封面",
                f"总第 {issue.numbers} 期已在 {other.parent.name}",
                "每期一个总期号",
                "核对封面的总期号和年月",
            )


def new(month: str, into: Path) -> Path:
    """A folder for an issue to come, with a source file to fill in."""
    if not MONTH.fullmatch(month):
        raise BulletinError("month-impossible", month, "不是年月", "如 2026-05", "改正后再试")
    path = into / month / BLANK
    if path.parent.exists():
        raise BulletinError(
            "issue-exists", str(path.parent), "这一期已有文件夹", "新的月份", "换一个月份"
        )
    count = 1 + max([n for other in into.glob("*/index.md") for n in numbers(other)], default=0)
    year, short = int(month[:4]), int(month[5:])
    path.parent.mkdir(parents=True)
    path.write_text(_TEXT.format(year=year, month=short, number=count), encoding="utf-8")
    return path
