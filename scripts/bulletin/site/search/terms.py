"""The editors' table of names: what a term is also called, and the page that answers it best.

`content/search/terms.yml` is a list; each entry has `term`, and may have `aliases` (other names of
the same thing), `kind` (机构, 板块, …, shown beside a suggestion) and `page` (an address on the
site that comes first when somebody searches for the term or one of its aliases).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bulletin.files.fields import composed, contents
from bulletin.model import BulletinError
from bulletin.site.search.folding import fold

KEYS = ("term", "aliases", "kind", "page")


@dataclass(frozen=True)
class Term:
    """One thing and its names."""

    term: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    page: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the full one first."""
        return (self.term, *self.aliases)


def read_terms(path: Path | None) -> tuple[Term, ...]:
    """The table, checked; empty where there is none."""
    if path is None or not path.is_file():
        return ()
    try:
        tree = composed(contents(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise _refusal(path, line, "不是正确的 YAML", "YAML 列表", "改正这一行的写法") from error
    if tree is None:
        return ()
    if not isinstance(tree, yaml.SequenceNode):
        raise _refusal(path, 1, "不是列表", "以 “- term: …” 开头的列表", "每个名称写成一项")
    terms = tuple(_term(path, node) for node in tree.value)
    _check_names(path, terms, [node.start_mark.line + 1 for node in tree.value])
    return terms


def check_pages(path: Path | None, terms: tuple[Term, ...], known: set[str]) -> None:
    """Refuse a table that sends readers to a page which cannot be found."""
    for term in terms:
        if path and term.page and term.page.partition("#")[0] not in known:
            place = f"{path.name} 的 {term.term}"
            raise BulletinError(
                "search-terms", place, f"page：{term.page}", "可检索页面的地址", "改正或删去这个键"
            )


def _refusal(path: Path, line: int, found: str, expected: str, action: str) -> BulletinError:
    return BulletinError("search-terms", f"{path.name} 第 {line} 行", found, expected, action)


def _term(path: Path, node: yaml.Node) -> Term:
    line = node.start_mark.line + 1
    try:
        value = yaml.SafeLoader("").construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError):  # a day that is none, a number without end
        value = None
    if not isinstance(value, dict):
        raise _refusal(path, line, "写法有误", "term 与 aliases 等键", "写成 “- term: 名称”")
    if unknown := [key for key in value if key not in KEYS]:
        raise _refusal(path, line, f"键 {unknown[0]}", "、".join(KEYS), "改正或删去这个键")
    aliases = value.get("aliases") or []
    if not (isinstance(aliases, list) and all(_is_name(name) for name in aliases)):
        raise _refusal(path, line, f"aliases：{aliases}", "文字的列表", "写成 aliases: [简称, …]")
    if not _is_name(value.get("term")):
        raise _refusal(path, line, f"term：{value.get('term')}", "文字", "写上名称的全称")
    return Term(value["term"], tuple(aliases), _text(value, "kind"), _text(value, "page"))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(fold(value))


def _text(value: dict[str, Any], key: str) -> str:
    return str(value.get(key) or "")


def _check_names(path: Path, terms: tuple[Term, ...], lines: list[int]) -> None:
    for line, first, term in _repeated(terms, lines):
        raise _refusal(path, line, f"{term} 重复", f"名称只写一次（已见第 {first} 行）", "合并两项")


def _repeated(terms: tuple[Term, ...], lines: list[int]) -> Iterator[tuple[int, int, str]]:
    seen: dict[str, int] = {}
    for term, line in zip(terms, lines, strict=True):
        if fold(term.term) in seen:
            yield line, seen[fold(term.term)], term.term
        seen[fold(term.term)] = line
