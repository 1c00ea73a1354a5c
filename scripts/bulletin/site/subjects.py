"""Topics and regions: which words in an article's head put it under which subject.

The editor's table is `content/subjects.yml`:

    topics:
      创业投资: [创业投资, 种子投资, 耐心资本]
    regions:
      浙江: [浙江, 杭州]
"""

from __future__ import annotations

from pathlib import Path

from bulletin.fields import table
from bulletin.model import BulletinError
from bulletin.site.listings import slug

Subjects = dict[str, dict[str, list[str]]]


def read(path: Path) -> Subjects:
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
    _refuse_same_addresses(path.name, [str(name) for table in data.values() for name in table])
    return dict(data)


def _refuse_same_addresses(place: str, names: list[str]) -> None:
    """Each name has a page of its own."""
    owners: dict[str, str] = {}
    for name in names:
        other = owners.setdefault(slug(name).lower(), name)
        if not slug(name):
            raise _error(place, f"「{name[:30]}」里没有文字")
        if other is not name:
            raise _error(place, f"「{other}」与「{name}」的网址相同")


def _error(place: str, found: str) -> BulletinError:
    return BulletinError(
        "subjects", place, found, "topics 或 regions 下每行「名称: [词语, …]」", "照示例改正这一处"
    )
