"""corrections.yml: errata that the editor settled, shown on the page and kept in the ledger.

    - article: "07"
      find: 管理辦法
      replace: 管理办法
      note: 繁体字
      date: 2026-05-08

The date tells machines that the article has changed (feeds, e-book, structured data).
The corrected words stand in `<ins class="erratum">`, with a list of errata below the article.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml

from bulletin.files import fields, frontmatter
from bulletin.files.fields import Fields
from bulletin.law import facts
from bulletin.law.clauses import annotate
from bulletin.model import Article, BulletinError, Issue
from bulletin.proof.ledger import Correction, Ledger
from bulletin.proof.markdown import escape
from bulletin.proof.result import Report

FILE = "corrections.yml"
KEYS = ("article", "find", "replace", "note", "date")


def applied(
    folder: Path, report: Report, files: dict[str, bytes]
) -> tuple[Report, dict[str, bytes]]:
    """The report and files with the folder's corrections; one that fits nowhere is refused."""
    mine = (entry for entry in entries(folder) if _concerns(entry, folder, report.ledger))
    found = tuple(_settle(entry, report.ledger) for entry in mine)
    if not found:
        return report, files
    account = replace(report.ledger, corrections=found)
    articles = {a.id: _correct(a, account) for a in report.issue.articles}
    issue = _with(report.issue, articles)
    texts = {f"{a.id}.md": frontmatter.write_article(a) for a in articles.values()}
    heads = dict(account.heads) | {n: fields.split_text(t) for n, t in texts.items()}
    account = replace(account, heads=tuple(heads.items()))
    kept = tuple(w for w in report.warnings if not _settled(w.excerpt, w.article, found))
    return (
        replace(report, issue=issue, ledger=account, warnings=kept),
        files | {name: text.encode() for name, text in texts.items()},
    )


def _concerns(entry: Fields, folder: Path, account: Ledger) -> bool:
    """Whether an entry is for this ledger: an article that was added by itself has its own."""
    id = entry.text("article")
    own = {file for file, _ in account.heads}
    added = (folder / f"{id}.ledger.json").is_file()
    return f"{id}.md" in own or ("01.md" in own and not added)


def _settled(excerpt: str, article: str | None, found: tuple[Correction, ...]) -> bool:
    """Whether a correction of this article touches what the warning shows."""
    return any(
        c.file == f"{article}.md" and (c.find in excerpt or excerpt in c.find) for c in found
    )


def entries(folder: Path) -> list[Fields]:
    """The entries of corrections.yml, empty where there is none."""
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        node = fields.composed(fields.contents(path))
    except yaml.YAMLError:
        raise _shape(path) from None
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise _shape(path)
    if not all(isinstance(item, yaml.MappingNode) for item in node.value):
        raise _shape(path)
    return [Fields(path, item, KEYS, first_line=1) for item in node.value]


def _shape(path: Path) -> BulletinError:
    return BulletinError(
        "bad-corrections",
        f"{path.parent.name}/{path.name}",
        "写法有误",
        "一列勘误，每条有 article、find、replace",
        "照编辑手册第三节的样子改正",
    )


def _settle(fields: Fields, account: Ledger) -> Correction:
    """The block that a correction is about; its text must stand in exactly one."""
    file = f"{fields.text('article', required=True)}.md"
    find, into = fields.text("find", required=True) or "", fields.text("replace") or ""
    if "\n" in find + into:
        raise fields.error("correction-lines", fields.line, "文字分成了几行", "一行之内的文字")
    rows = [r for r in account.rows if r.file == file and r.block.isdigit() and find in r.text]
    if len(rows) != 1 or rows[0].text.count(find) != 1:
        count = sum(row.text.count(find) for row in rows)
        found = f"{file} 里“{find[:30]}”出现 {count} 次"
        raise fields.error("correction-stale", fields.line, found, "恰好一次；多于一次时多写几个字")
    day = fields.day("date")
    note = fields.text("note") or ""
    return Correction(file, rows[0].block, find, into, note, day.isoformat() if day else "")


def _correct(article: Article, account: Ledger) -> Article:
    """The article with its corrections shown."""
    own = [c for c in account.corrections if c.file == f"{article.id}.md"]
    if not own:
        return article
    parts = article.body.split("\n\n")
    for c in own:
        index = int(c.block) - 1
        parts[index] = parts[index].replace(escape(c.find), _mark(c), 1)
    parts.append(_list(own))
    document = article.document
    if document:
        document = facts.document(article.title, annotate(account.body(f"{article.id}.md")))
    days = [date.fromisoformat(c.date) for c in own if c.date]
    last = max(days, default=None)
    return replace(article, body="\n\n".join(parts), document=document, corrected=last)


def _mark(correction: Correction) -> str:
    title = _attribute(f"勘误：原文作“{correction.find}”")
    return f'<ins class="erratum" title="{title}">{escape(correction.replace)}</ins>'


def _attribute(text: str) -> str:
    """Text for an attribute; Markdown must find nothing in it either."""
    return re.sub(
        r"[\\`*_{}\[\]<>]", lambda m: f"&#{ord(m[0])};", html.escape(text).replace("\n", " ")
    )


def _list(found: list[Correction]) -> str:
    lines = ['<aside class="errata">', "<p>勘误</p>", "<ul>"]
    for c in found:
        said = "，".join(filter(None, (html.escape(c.note), c.date)))
        note = f"（{said}）" if said else ""
        before, after = html.escape(c.find), html.escape(c.replace)
        lines.append(f"<li>原文“{before}”，改作“{after}”{note}</li>")
    return "\n".join([*lines, "</ul>", "</aside>"])


def _with(issue: Issue, articles: dict[str, Article]) -> Issue:
    parts = tuple(
        replace(section, articles=tuple(articles[a.id] for a in section.articles))
        for section in issue.sections
    )
    return replace(issue, sections=parts)
