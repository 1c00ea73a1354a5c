"""Topics and regions: which words in an article's head put it under which subject.

The editor's table is `content/subjects.yml`:

    topics:
      创业投资: [创业投资, 种子投资, 耐心资本]
    regions:
      浙江: [浙江, 杭州]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bulletin.files.fields import table
from bulletin.model import BulletinError
from bulletin.site.cache.store import Store, key

LONGEST = 120  # characters of a subject in its address

Subjects = dict[str, dict[str, list[str]]]


def read(path: Path, store: Store) -> Subjects:
    """The table, empty where there is no file."""
    if not path.is_file():
        return {}
    data = table(path) or {}
    if not isinstance(data, dict):
        raise _error(path.name, "不是表")
    for kind, names in data.items():
        if kind not in ("topics", "regions") or not isinstance(names, dict):
            raise _error(path.name, f"键「{kind}」")
        for name, words in names.items():
            if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
                raise _error(path.name, f"「{kind}／{name}」不是词语列表")
    _refuse_same_addresses(path.name, addresses(data, store))
    return dict(data)


def addresses(table: Subjects, store: Store) -> dict[str, str]:
    """The address of each name's page; to spell them takes tables that are slow to load."""
    names = [str(name) for names in table.values() for name in names]
    return store.value("subjects", key(names), lambda: {name: address(name) for name in names})


def _refuse_same_addresses(place: str, found: Mapping[str, str]) -> None:
    """Each name has a page of its own."""
    owners: dict[str, str] = {}
    for name, url in found.items():
        other = owners.setdefault(url.lower(), name)
        if url == address(""):
            raise _error(place, f"「{name[:30]}」里没有文字")
        if other is not name:
            raise _error(place, f"「{other}」与「{name}」的网址相同")


def _error(place: str, found: str) -> BulletinError:
    return BulletinError(
        "subjects", place, found, "topics 或 regions 下每行「名称: [词语, …]」", "照示例改正这一处"
    )


def address(name: str) -> str:
    """The address of a topic or region, readable in any script: topics/ke-ji-bao-xian/."""
    return f"topics/{slug(name)}/"


def slug(name: str) -> str:
    """The letters and digits of a name, fit for any file system and address."""
    if not name:
        return ""
    from pypinyin import lazy_pinyin  # its tables take longer to load than most builds last

    return re.sub(r"[^0-9A-Za-z]+", "-", "-".join(lazy_pinyin(name)))[:LONGEST].strip("-")
