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
    return dict(data)


def _error(place: str, found: str) -> BulletinError:
    return BulletinError(
        "subjects", place, found, "topics 或 regions 下每行「名称: [词语, …]」", "照示例改正这一处"
    )
