"""Corrections and withdrawals: articles that are about another one, published before.

    kind: withdrawal          # or correction
    about: 2026-04/05         # the article, by its issue's folder and its file
    from: 2026-06-01          # else the month of the issue
    reason: 作者撤回

A correction is linked both ways. A withdrawn article keeps its address and its title; its text is
nowhere any more, since everything that is published is made from what `withdrawn` leaves of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from bulletin.files.frontmatter import article_files, read_article
from bulletin.model import Article, BulletinError, Issue, Section

WITHDRAWAL = "withdrawal"
LIST = "withdrawn.json"  # in the site, where anything was withdrawn
_MARKS = re.compile(r"[\\`*_{}\[\]()>#+.!~|$=^-]")  # what Markdown could take for its own
LABELS = {"correction": "更正", WITHDRAWAL: "撤稿"}


class Notice(NamedTuple):
    """An article about another one; both by their names across issues."""

    kind: str
    key: str
    about: str  # empty where it does not say
    title: str
    since: str  # 2026年6月1日, or the month of its issue
    reason: str
    day: str  # since, or the first of the month: 2026-06-01

    @property
    def label(self) -> str:
        """更正 or 撤稿."""
        return LABELS[self.kind]

    @property
    def url(self) -> str:
        """Its address below the site's root."""
        return f"issues/{self.key}/"


def found(folder: Path) -> tuple[Notice, ...]:
    """The notices in an issue's folder; what cannot be read is refused where the issue is read."""
    return tuple(_notices(folder))


def _notices(folder: Path) -> Iterator[Notice]:
    for path in article_files(folder):
        if not any(kind.encode() in path.read_bytes() for kind in LABELS):
            continue
        try:
            article = read_article(path)
        except BulletinError:
            continue
        if article.kind in LABELS:
            yield _notice(folder.name, article)


def _notice(issue: str, article: Article) -> Notice:
    since = article.since
    year, _, month = issue.partition("-")
    said = f"{since.year}年{since.month}月{since.day}日" if since else f"{year}年{int(month)}月"
    key = f"{issue}/{article.id}"
    reason = article.reason or ""
    day = since.isoformat() if since else f"{issue[:7]}-01"
    return Notice(article.kind, key, article.about or "", article.title, said, reason, day)


def withdrawn(issue: Issue, notices: Mapping[str, Notice]) -> Issue:
    """An issue without the texts of what was withdrawn; `notices` by article."""
    sections = tuple(
        Section(s.title, tuple(_emptied(a, notices.get(a.id)) for a in s.articles))
        for s in issue.sections
    )
    return replace(issue, sections=sections)


def _emptied(article: Article, notice: Notice | None) -> Article:
    """What is left of a withdrawn article: who looks for it learns since when and why."""
    if notice is None:
        return article
    why = f"：{notice.reason}" if notice.reason else ""
    text = f"本文已于{notice.since}撤稿{why}。说明见《{notice.title}》。"
    return replace(
        article,
        kind="notice",
        document=None,
        source=None,
        summary="本文已撤稿。",
        body=_plain(text),
    )


def _plain(text: str) -> str:
    """Words as Markdown that says the same."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", line)
