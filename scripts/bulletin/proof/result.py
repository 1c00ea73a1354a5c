"""The report of an import as data: what `bulletin import --json` prints."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.law.clauses import Unit
from bulletin.model import Article, Issue
from bulletin.outline.drafts import Draft
from bulletin.outline.warnings import Warning
from bulletin.proof import verify
from bulletin.proof.ledger import Ledger


@dataclass(frozen=True)
class Report:
    """What an import found and wrote; `written` is empty where nothing had changed."""

    issue: Issue
    folder: Path
    drafts: tuple[Draft, ...]
    units: tuple[tuple[Unit, ...], ...]
    warnings: tuple[Warning, ...]
    ledger: Ledger
    written: tuple[Path, ...] = ()
    alone: bool = False  # one document without cover and contents

    def data(self) -> dict[str, Any]:
        """The report in the shape that the design fixes."""
        pairs = zip(self.issue.articles, self.drafts, self.units, strict=True)
        return {
            "issue": _numbered(self.issue),
            "sections": [section.title for section in self.issue.sections],
            "articles": [_article(*pair) for pair in pairs],
            "warnings": [_warning(w) for w in self.warnings],
            "ledger": {
                "characters": self.ledger.characters,
                "placed": self.ledger.placed,
                "dropped": self.ledger.dropped,
                "added": self.ledger.added,
            },
        }


def _article(article: Article, draft: Draft, units: tuple[Unit, ...]) -> dict[str, Any]:
    kinds = Counter(unit.kind for unit in units)
    letters = re.sub(r"\s", "", "".join(piece.text for piece in draft.pieces))
    source = article.source
    return {
        "id": article.id,
        "title": article.title,
        "section": article.section,
        "kind": article.kind,
        "page": article.page,
        "source": {
            "outlet": source.outlet,
            "authors": list(source.authors),
            "date": source.date.isoformat() if source.date else None,
        }
        if source
        else None,
        "paragraphs": len(draft.pieces),
        "subheadings": [unit.text for unit in units if unit.kind == "heading"],
        "chapters": sum(map(_is_chapter, units)),
        "clauses": kinds["article"],
        "items": sum(unit.kind in ("item", "measure") for unit in units),
        "attachments": kinds["attachment"],
        "first": letters[:20],
        "last": letters[-20:],
    }


def _is_chapter(unit: Unit) -> bool:
    """章, and not the 编 or 部分 above it."""
    return unit.kind == "chapter" and not unit.marker.endswith(("编", "部分"))


def _warning(found: Warning) -> dict[str, Any]:
    place = found.place
    where = {"page": place.page} if place.page else {"line": place.line}
    return {
        "code": found.code,
        "level": found.level,
        **where,
        "article": found.article,
        "excerpt": found.excerpt,
        "message": found.message,
        "hint": found.hint,
    }


def _numbered(issue: Issue) -> dict[str, Any]:
    """Number and month; the last of each where an issue stands for several."""
    found: dict[str, Any] = {"number": issue.number or None, "month": issue.month}
    if issue.last_number:
        found["last_number"] = issue.last_number
    if issue.last_month:
        found["last_month"] = issue.last_month
    return found


def _title(issue: Issue) -> str:
    return f"总第 {issue.numbers} 期" if issue.number else issue.extra


def _month(issue: Issue) -> str:
    return issue.months if issue.last_month else issue.month


def summary(done: Report) -> str:
    """An import on one screen."""
    issue, account = done.issue, done.ledger
    lines = [
        f"{_title(issue)}（{_month(issue)}）：{len(issue.sections)} 个栏目，"
        f"{len(issue.articles)} 篇文章 → {done.folder}",
        f"原文 {account.characters} 字：发布 {account.placed}，"
        f"舍去 {sum(account.dropped.values())}，补出编号 {account.added}；没有去处的 0",
    ]
    for a, units in zip(issue.articles, done.units, strict=True):
        clauses = sum(u.kind == "article" for u in units)
        outlet = (a.source.outlet if a.source else "") or "—"
        lines.append(f"  {a.id} {a.title[:28]}（第 {a.page or '—'} 页，{outlet}，{clauses} 条）")
    counts = Counter((w.level, w.code, w.message) for w in done.warnings)
    lines += [f"  提示 {message} × {n}〔{code}〕" for (_, code, message), n in counts.items()]
    lines.append("已写入。" if done.written else _unwritten(done))
    return "\n".join(lines)


def _unwritten(done: Report) -> str:
    """Why nothing was written."""
    edits = len(verify.changes(done.folder, done.ledger))
    return f"未写入：保留 {edits} 处手改。" if edits else "与现有文件一致，未改动。"
