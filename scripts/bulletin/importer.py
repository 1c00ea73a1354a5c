"""Import an issue: read, outline, account for every character, write all of it or nothing."""

from __future__ import annotations

import re
from dataclasses import replace as with_changes
from pathlib import Path

from bulletin import (
    checks,
    corrections,
    facts,
    fields,
    frontmatter,
    ledger,
    markdown,
    sources,
    verify,
    writing,
)
from bulletin.counts import Report
from bulletin.drafts import Draft, Outline
from bulletin.model import Article, BulletinError, Issue, Section
from bulletin.outline import outline
from bulletin.passage import stream
from bulletin.readers import read
from bulletin.regulation import Unit, annotate
from bulletin.warnings import Warning

SOURCES = (".docx", ".txt", ".pdf")
_BLANK = """简报

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
_OFFICIAL = ("number", "addressee", "signer", "article")
_FOLDER = re.compile(r"\d{4}-\d{2}")


class DiffersError(BulletinError):
    """The folder holds other Markdown than the source makes; `diff` shows it."""

    def __init__(self, folder: Path, diff: str) -> None:
        self.diff = diff
        super().__init__(
            "would-overwrite",
            str(folder.name),
            "文件夹里已有内容不同的文章",
            "与原文件一致，或明确要求覆盖",
            "看过上面的差异，确认后加 --replace",
        )


def pending(folder: Path) -> Path | None:
    """The source file of a folder that has no Markdown yet."""
    if any(folder.glob("*.md")):
        return None
    found = [path for suffix in SOURCES for path in sorted(folder.glob(f"*{suffix}"))]
    return found[0] if found else None


def convert(source: Path) -> tuple[Report, dict[str, bytes]]:
    """The report of an import and the files that it makes, nothing written."""
    manuscript = read(source)
    flow = stream(manuscript)
    by_text = manuscript.format == "text" or not any(b.level for b in manuscript.blocks)
    plan = outline(flow, source.name, by_text)
    account = ledger.build(manuscript, flow, plan)
    ledger.prove(account, flow.text)
    units = tuple(_units(draft) for draft in plan.articles)
    issue = _issue(plan, units)
    found = (*plan.warnings, *checks.check(manuscript, plan, flow, units, issue))
    files = _files(issue, plan)
    heads = tuple((name, fields.split_text(text)) for name, text in files.items())
    account = with_changes(account, heads=heads)
    report = Report(issue, Path(), plan.articles, units, found, account)
    return report, {name: text.encode() for name, text in files.items()} | _images(plan)


def _units(draft: Draft) -> tuple[Unit, ...]:
    return tuple(annotate([(piece.tag, piece.text) for piece in draft.pieces]))


def _issue(plan: Outline, units: tuple[tuple[Unit, ...], ...]) -> Issue:
    """The issue as the model has it."""
    articles = [_article(d, u) for d, u in zip(plan.articles, units, strict=True)]
    titles = list(dict.fromkeys(article.section for article in articles))
    parts = tuple(Section(t, tuple(a for a in articles if a.section == t)) for t in titles)
    year, month = plan.month.split("-")
    return Issue(
        id=plan.month,
        number=plan.number,
        month=plan.month,
        sections=parts,
        edition=plan.edition,
        title=f"{year}年{int(month)}月期　总{plan.number}期",
        body=markdown.write(plan.cover),
    )


def _article(draft: Draft, units: tuple[Unit, ...]) -> Article:
    policy = any(unit.kind in _OFFICIAL for unit in units)
    return Article(
        id=draft.id,
        title=draft.title.text,
        section=draft.section,
        kind="policy" if policy else "news",
        page=draft.page,
        source=sources.parse(draft.source.text).source if draft.source else None,
        document=facts.document(draft.title.text, units) if policy else None,
        body=markdown.write(draft.pieces),
    )


def _files(issue: Issue, plan: Outline) -> dict[str, str]:
    files = {"index.md": frontmatter.write_issue(issue)}
    for article in issue.articles:
        files[f"{article.id}.md"] = frontmatter.write_article(article)
    return files


def _images(plan: Outline) -> dict[str, bytes]:
    pieces = (piece for draft in plan.articles for piece in draft.pieces)
    return {f"images/{p.image.name}": p.image.data for p in pieces if p.image}


def import_issue(source: Path, into: Path, replace: bool = False) -> Report:
    """Import a source file; the folder of its month appears whole or not at all.

    `into` is the folder of all issues, or the issue's own folder. The same source again changes
    no byte; Markdown that differs is overwritten only with `replace`.
    """
    report, files = convert(source)
    folder = _folder(into, report.issue.month, source.name)
    _refuse_same_number(folder, report.issue)
    report, files = corrections.applied(folder, report, files)
    files |= _with_summaries(folder, report.issue)
    files[verify.LEDGER] = ledger.dump(report.ledger).encode()
    report = with_changes(report, folder=folder)
    old = {name: (folder / name).read_bytes() for name in writing.generated(folder)}
    if old == files or (old and not replace and _same_source(folder, report)):
        return report
    if old and not replace:
        raise DiffersError(folder, writing.difference(old, files))
    writing.write(folder, files, set(old))
    return with_changes(report, written=tuple(folder / name for name in files))


def preview(source: Path, into: Path) -> str:
    """What an import with `replace` would change, as a diff; empty where nothing."""
    report, files = convert(source)
    folder = _folder(into, report.issue.month, source.name)
    report, files = corrections.applied(folder, report, files)
    files |= _with_summaries(folder, report.issue)
    old = {name: (folder / name).read_bytes() for name in writing.generated(folder)}
    return writing.difference(old, files) if old else ""


def open_warnings(source: Path, folder: Path) -> tuple[Warning, ...]:
    """The warnings of an issue that no correction has settled."""
    report, files = convert(source)
    return corrections.applied(folder, report, files)[0].warnings


def new(month: str, into: Path) -> Path:
    """A folder for an issue to come, with a source file to fill in."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise BulletinError("month-impossible", month, "不是年月", "如 2026-05", "改正后再试")
    path = into / month / "bulletin.txt"
    if path.parent.exists():
        raise BulletinError(
            "issue-exists", str(path.parent), "这一期已有文件夹", "新的月份", "换一个月份"
        )
    number = 1 + max([_number(other) for other in into.glob("*/index.md")], default=0)
    year, short = int(month[:4]), int(month[5:])
    path.parent.mkdir(parents=True)
    path.write_text(_BLANK.format(year=year, month=short, number=number), encoding="utf-8")
    return path


def _number(path: Path) -> int:
    found = re.search(r"^number: (\d+)$", path.read_text(encoding="utf-8"), re.M)
    return int(found[1]) if found else 0


def _same_source(folder: Path, report: Report) -> bool:
    """Whether the folder was made from this very source: then hand edits stand."""
    path = folder / verify.LEDGER
    if not path.is_file():
        return False
    kept = ledger.load(path)
    return (kept.sha256, kept.rows, kept.corrections) == (
        report.ledger.sha256,
        report.ledger.rows,
        report.ledger.corrections,
    )


def _with_summaries(folder: Path, issue: Issue) -> dict[str, bytes]:
    """Articles whose summary the editor has written keep it; no source has one."""
    found = {}
    for article in issue.articles:
        path = folder / f"{article.id}.md"
        before = frontmatter.read_article(path) if path.is_file() else None
        if before and before.summary and before.title == article.title:
            kept = with_changes(article, summary=before.summary)
            found[path.name] = frontmatter.write_article(kept).encode()
    return found


def _folder(into: Path, month: str, name: str) -> Path:
    """The issue's folder: into/2026-04, or `into` itself where it is named so."""
    if not _FOLDER.fullmatch(into.name):
        return into / month
    if into.name == month:
        return into
    raise BulletinError(
        "month-differs",
        f"{name} 封面",
        f"封面是 {month}，文件夹是 {into.name}",
        "两者相同",
        "改正封面的年月，或换一个文件夹",
    )


def _refuse_same_number(folder: Path, issue: Issue) -> None:
    for other in sorted(folder.parent.glob("*/index.md")):
        if other.parent.name == folder.name:
            continue
        if _number(other) == issue.number:
            raise BulletinError(
                "issue-exists",
                f"{folder.name} 封面",
                f"总第 {issue.number} 期已在 {other.parent.name}",
                "每期一个总期号",
                "核对封面的总期号和年月",
            )
