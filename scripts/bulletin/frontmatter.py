"""The front matter of issues and articles: read strictly, written in one form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bulletin.model import Article, BulletinError, Document, Issue, Section, Source

ARTICLE_KEYS = ("title", "section", "kind", "page", "source", "document", "summary")
SOURCE_KEYS = ("outlet", "authors", "date")
DOCUMENT_KEYS = ("title", "number", "issuers", "issued", "effective", "expires", "region")
ISSUE_KEYS = ("kind", "number", "month", "title", "edition", "sections")
_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.S)
# Ten times as fast where PyYAML was built with libyaml; both give the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ARTICLE_FILE = re.compile(r"\d{2,}\.md")


# XML has no place for these: feeds and books could not be read.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _scalars(node: yaml.Node) -> str:
    """All text below a node."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    parts = node.value if isinstance(node, yaml.SequenceNode) else [v for _, v in node.value]
    return "\n".join(_scalars(part) for part in parts)


class Fields:
    """A mapping of the front matter whose values know their line."""

    def __init__(
        self, path: Path, node: yaml.MappingNode, keys: tuple[str, ...], first_line: int = 2
    ) -> None:
        self.path = path
        self.first_line = first_line  # of the YAML in its file
        self.line = node.start_mark.line + first_line
        self.nodes: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + first_line
            if key not in keys:
                raise self.error("unknown-key", line, f"不认识的字段“{key}”", "、".join(keys))
            if key in self.nodes:
                raise self.error("repeated-key", line, f"字段“{key}”写了两次", "每个字段一次")
            if _CONTROL.search(_scalars(value)):
                raise self.error(
                    "control-character", line, f"字段“{key}”里有看不见的控制字符", "可见的文字"
                )
            self.nodes[key] = value

    def error(self, code: str, line: int, found: str, expected: str) -> BulletinError:
        """An error at a line of this file."""
        return BulletinError(
            code, f"{_short(self.path)} 第 {line} 行", found, expected, "改正后重新构建"
        )

    def wrong(self, key: str, expected: str) -> BulletinError:
        """An error about the value of one key."""
        node = self.nodes.get(key)
        line = node.start_mark.line + self.first_line if node else self.line
        value = getattr(node, "value", "") if isinstance(node, yaml.ScalarNode) else "一组值"
        return self.error("wrong-value", line, f"字段“{key}”的值是“{value}”", expected)

    def value(self, key: str) -> Any:
        """The plain value of a key, None where it is absent."""
        node = self.nodes.get(key)
        return None if node is None else _construct(self, key, node)

    def text(self, key: str, required: bool = False) -> str | None:
        """A string; numbers are taken as they are written."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            if required:
                found = f"缺少字段“{key}”"
                raise self.error("missing-key", self.line, found, f"{key}: 一行文字")
            return None
        if not isinstance(node, yaml.ScalarNode) or (required and not node.value.strip()):
            raise self.wrong(key, "一行文字")
        return str(node.value)

    def whole(self, key: str, required: bool = False) -> int | None:
        """A whole number from 1."""
        value = self.value(key)
        if value is None and not required:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "正整数")
        return value

    def day(self, key: str) -> date | None:
        """A date in the form 2026-04-01."""
        value = self.value(key)
        if value is not None and type(value) is not date:
            raise self.wrong(key, "真实存在的日期，如 2026-04-01")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(
            isinstance(item, yaml.ScalarNode) for item in node.value
        ):
            raise self.wrong(key, "列表，如 [甲, 乙]")
        return tuple(str(item.value) for item in node.value)

    def inner(self, key: str, keys: tuple[str, ...]) -> Fields | None:
        """A mapping inside this one."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            return None
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(key, f"含 {'、'.join(keys)} 的一组字段")
        return Fields(self.path, node, keys, self.first_line)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _construct(fields: Fields, key: str, node: yaml.Node) -> Any:
    """The node's value; an impossible date is an error of this file, not of YAML."""
    try:
        return yaml.safe_load(yaml.serialize(node))
    except (ValueError, yaml.YAMLError):
        raise fields.wrong(key, "真实存在的日期，如 2026-04-01") from None


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def split(path: Path) -> tuple[str, str]:
    """The front matter and the body of a Markdown file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _shape(path, "不是 UTF-8 文本") from None
    except OSError:
        raise _shape(path, "文件读不出来") from None
    found = _HEAD.match(text)
    if not found:
        raise _shape(path, "开头没有用两行 --- 括起的字段")
    return found[1], text[found.end() :]


def split_text(text: str) -> str:
    """The front matter of a file's text that this module wrote."""
    found = _HEAD.match(text)
    return found[1] if found else ""


def _shape(path: Path, found: str) -> BulletinError:
    return BulletinError(
        "no-front-matter",
        f"{_short(path)} 第 1 行",
        found,
        "以 --- 开头的字段和正文",
        "参照同一文件夹的其他文章补上",
    )


def _fields(path: Path, keys: tuple[str, ...]) -> tuple[Fields, str]:
    head, body = split(path)
    try:
        node = yaml.compose(head, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise BulletinError(
            "bad-yaml",
            f"{_short(path)} 第 {line} 行",
            "字段写法有误",
            "“字段: 值”，冒号后有空格；含特殊符号的值加引号",
            "改正后重新构建",
        ) from None
    if not isinstance(node, yaml.MappingNode):
        raise _shape(path, "字段为空")
    return Fields(path, node, keys), body


def read_article(path: Path) -> Article:
    """The article of a Markdown file, every field checked."""
    fields, body = _fields(path, ARTICLE_KEYS)
    kind = fields.text("kind") or "news"
    if kind not in ("news", "policy"):
        raise fields.wrong("kind", "news 或 policy")
    return Article(
        id=path.stem,
        title=fields.text("title", required=True) or "",
        section=fields.text("section", required=True) or "",
        kind="policy" if kind == "policy" else "news",
        page=fields.whole("page"),
        source=_source(fields.inner("source", SOURCE_KEYS)),
        document=_document(fields.inner("document", DOCUMENT_KEYS)),
        summary=fields.text("summary"),
        body=body.strip("\n"),
    )


def _source(fields: Fields | None) -> Source | None:
    if fields is None:
        return None
    outlet = fields.text("outlet", required=True) or ""
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
    )


def article_files(folder: Path) -> list[Path]:
    """The articles of an issue's folder in printed order."""
    return sorted(path for path in folder.glob("*.md") if _ARTICLE_FILE.fullmatch(path.name))


def read_issue(folder: Path) -> Issue:
    """The issue of a folder with all its articles."""
    path = folder / "index.md"
    fields, body = _fields(path, ISSUE_KEYS)
    if fields.text("kind") != "issue":
        raise fields.wrong("kind", "issue")
    month = fields.text("month", required=True) or ""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise fields.wrong("month", "年和月，如 2026-04")
    articles = [read_article(file) for file in article_files(folder)]
    return Issue(
        id=folder.name,
        number=fields.whole("number", required=True) or 0,
        month=month,
        sections=_sections(fields, articles, folder),
        edition=fields.text("edition"),
        title=fields.text("title") or "",
        body=body.strip("\n"),
    )


def _sections(fields: Fields, articles: list[Article], folder: Path) -> tuple[Section, ...]:
    titles = fields.words("sections")
    for article in articles:
        if article.section not in titles:
            raise BulletinError(
                "unknown-section",
                f"{folder.name}/{article.id}.md",
                f"栏目“{article.section}”不在本期封面的栏目之列",
                "、".join(titles) or "index.md 的 sections 列出栏目",
                "改正 section，或在 index.md 的 sections 里补上",
            )
    return tuple(
        Section(title, tuple(a for a in articles if a.section == title)) for title in titles
    )


def write_article(article: Article) -> str:
    """The Markdown file of an article."""
    head = {
        "title": article.title,
        "section": article.section,
        "kind": article.kind,
        "page": article.page,
        "source": _mapping(article.source, SOURCE_KEYS),
        "document": _mapping(article.document, DOCUMENT_KEYS),
        "summary": article.summary,
    }
    return _file({k: v for k, v in head.items() if v is not None}, article.body)


def write_issue(issue: Issue) -> str:
    """The index.md of an issue."""
    head: dict[str, Any] = {"kind": "issue", "number": issue.number, "month": issue.month}
    if issue.title:
        head["title"] = issue.title
    if issue.edition:
        head["edition"] = issue.edition
    head["sections"] = [section.title for section in issue.sections]
    return _file(head, issue.body)


def _mapping(value: Source | Document | None, keys: tuple[str, ...]) -> dict[str, Any] | None:
    if value is None:
        return None
    plain: Callable[[Any], Any] = lambda v: list(v) if isinstance(v, tuple) else v  # noqa: E731
    pairs = ((key, plain(getattr(value, key))) for key in keys)
    return {key: v for key, v in pairs if v not in (None, [])}


class _Dumper(yaml.SafeDumper):
    """Writes a date that stands twice twice, not as an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer back."""
        return True


def without_summary(head: str) -> str:
    """The front matter without the summary, which is the editor's and not the source's."""
    return re.sub(r"(?m)^summary:.*\n(?:[ \t]+.*\n)*", "", head)


def _file(head: dict[str, Any], body: str) -> str:
    front = yaml.dump(head, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"
