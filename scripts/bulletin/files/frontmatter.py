"""The front matter of issues and articles: read strictly, written in one form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from bulletin.files import relations
from bulletin.files.fields import Fields, read, without_key
from bulletin.model import (
    PRINTED_EDITIONS,
    Article,
    BulletinError,
    Document,
    Issue,
    Kind,
    Section,
    Source,
    gathered,
)

ABOUT_KEYS = ("about", "from", "reason")  # of an article about another one
HELD_KEYS = ("publish_on", "draft")  # of an article or an issue that is not published yet
ARTICLE_KEYS = (
    *("title", "section", "kind", *HELD_KEYS, *ABOUT_KEYS, "page", "corrected", "source"),
    *("document", "summary"),
)
SOURCE_KEYS = ("outlet", "authors", "date")
DOCUMENT_KEYS = ("title", "number", "issuers", "issued", "effective", "expires", "region", "kind")
RELATED = "relations"
LAST_KEYS = ("last_number", "last_month")  # of an issue that stands for several
ISSUE_KEYS = ("kind", "number", "month", *LAST_KEYS, *HELD_KEYS, "title", "edition", "sections")
KINDS = get_args(Kind)
_RELATIONS = re.compile(r"^  relations:.*\n(?:(?:  - | {3,}).*\n)*", re.M)
_KEY = re.compile(r"\d{4}-\d{2}[\w-]*/\d{2,}")
_ARTICLE_FILE = re.compile(r"\d{2,}\.md")


def read_article(path: Path) -> Article:
    """The article of a Markdown file, every field checked."""
    fields, body = read(path, ARTICLE_KEYS)
    return Article(
        id=path.stem,
        title=fields.text("title", required=True) or "",
        section=fields.text("section", required=True) or "",
        kind=_kind(fields),
        page=fields.whole("page"),
        source=_source(fields.inner("source", SOURCE_KEYS)),
        document=_document(fields.inner("document", (*DOCUMENT_KEYS, RELATED))),
        summary=fields.text("summary"),
        about=_about(fields),
        since=fields.day("from"),
        reason=fields.text("reason"),
        corrected=fields.day("corrected"),
        publish_on=fields.day("publish_on"),
        draft=fields.yes("draft"),
        body=body.strip("\n"),
    )


def _about(fields: Fields) -> str | None:
    about = fields.text("about")
    if about and not _KEY.fullmatch(about):
        raise fields.wrong("about", "期和篇，如 2026-04/05")
    return about


def _kind(fields: Fields) -> Kind:
    kind = fields.text("kind") or "news"
    if kind not in KINDS:
        raise fields.wrong("kind", "、".join(KINDS))
    return cast(Kind, kind)


def _source(fields: Fields | None) -> Source | None:
    if fields is None:
        return None
    outlet = fields.text("outlet") or ""
    return Source(outlet, fields.words("authors"), fields.day("date"))


def _document(fields: Fields | None) -> Document | None:
    if fields is None:
        return None
    return Document(
        title=fields.text("title", required=True) or "",
        number=fields.text("number"),
        issuers=fields.words("issuers"),
        issued=fields.day("issued"),
        effective=fields.day("effective"),
        expires=fields.day("expires"),
        region=fields.text("region"),
        kind=fields.text("kind"),
        relations=tuple(map(relations.read, fields.each(RELATED, relations.KEYS))),
    )


def article_files(folder: Path) -> list[Path]:
    """The articles of an issue's folder in printed order."""
    return sorted(path for path in folder.glob("*.md") if _ARTICLE_FILE.fullmatch(path.name))


def read_issue(folder: Path) -> Issue:
    """The issue of a folder with all its articles."""
    path = folder / "index.md"
    fields, body = read(path, ISSUE_KEYS)
    if fields.text("kind") != "issue":
        raise fields.wrong("kind", "issue")
    month = _month(fields, "month")
    extra = fields.text("edition") in PRINTED_EDITIONS
    articles = gathered(partial(read_article, file) for file in article_files(folder))
    return Issue(
        id=folder.name,
        number=fields.whole("number", required=not extra) or 0,
        month=month,
        sections=_sections(fields, articles, folder),
        edition=fields.text("edition"),
        title=fields.text("title") or "",
        body=body.strip("\n"),
        last_number=fields.whole("last_number"),
        last_month=_month(fields, "last_month") if fields.text("last_month") else None,
        publish_on=fields.day("publish_on"),
        draft=fields.yes("draft"),
    )


def cover_held(path: Path) -> tuple[date | None, bool]:
    """The day of publication that an index.md gives its issue, and whether it is a draft."""
    fields, _ = read(path, ISSUE_KEYS)
    return fields.day("publish_on"), fields.yes("draft")


def _month(fields: Fields, key: str) -> str:
    month = fields.text(key, required=True) or ""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise fields.wrong(key, "年和月，如 2026-04")
    return month


def _sections(fields: Fields, articles: list[Article], folder: Path) -> tuple[Section, ...]:
    titles = fields.words("sections")
    gathered(partial(_placed, article, titles, folder) for article in articles)
    return tuple(
        Section(title, tuple(a for a in articles if a.section == title)) for title in titles
    )


def _placed(article: Article, titles: Sequence[str], folder: Path) -> None:
    if article.section not in titles:
        raise BulletinError(
            "unknown-section",
            f"{folder.name}/{article.id}.md",
            f"栏目“{article.section}”不在本期封面的栏目之列",
            "、".join(titles) or "index.md 的 sections 列出栏目",
            "改正 section，或在 index.md 的 sections 里补上",
        )


def write_article(article: Article) -> str:
    """The Markdown file of an article."""
    head = {
        "title": article.title,
        "section": article.section,
        "kind": article.kind,
        "publish_on": article.publish_on,
        "draft": article.draft or None,
        "about": article.about,
        "from": article.since,
        "reason": article.reason,
        "page": article.page,
        "corrected": article.corrected,
        "source": _mapping(article.source, SOURCE_KEYS),
        "document": _written(article.document),
        "summary": article.summary,
    }
    return _file({k: v for k, v in head.items() if v is not None}, article.body)


def write_issue(issue: Issue) -> str:
    """The index.md of an issue."""
    numbered = {"number": issue.number} if issue.number else {}
    head: dict[str, Any] = {"kind": "issue", **numbered, "month": issue.month}
    if issue.last_number:
        head["last_number"] = issue.last_number
    if issue.last_month:
        head["last_month"] = issue.last_month
    if issue.publish_on:
        head["publish_on"] = issue.publish_on
    if issue.draft:
        head["draft"] = True
    if issue.title:
        head["title"] = issue.title
    if issue.edition:
        head["edition"] = issue.edition
    head["sections"] = [section.title for section in issue.sections]
    return _file(head, issue.body)


def _written(document: Document | None) -> dict[str, Any] | None:
    found = _mapping(document, DOCUMENT_KEYS)
    if document and document.relations and found is not None:
        found[RELATED] = list(map(relations.write, document.relations))
    return found


def _mapping(value: Source | Document | None, keys: tuple[str, ...]) -> dict[str, Any] | None:
    if value is None:
        return None
    plain: Callable[[Any], Any] = lambda v: list(v) if isinstance(v, tuple) else v  # noqa: E731
    pairs = ((key, plain(getattr(value, key))) for key in keys)
    return {key: v for key, v in pairs if v not in (None, [], "")}


class _Dumper(yaml.SafeDumper):
    """Writes a date that stands twice twice, not as an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer back."""
        return True


def without_summary(head: str) -> str:
    """The front matter without what is the editor's.

    That is the summary, the day of publication, the relations of a
    document, and which article this one is about.
    """
    for key in ("summary", *HELD_KEYS, *ABOUT_KEYS):
        head = without_key(head, key)
    return _RELATIONS.sub("", head)


def _file(head: dict[str, Any], body: str) -> str:
    front = yaml.dump(head, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"
