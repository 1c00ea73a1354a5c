"""Addresses never change once published: every issue keeps the list of its ids.

`content/issues/2026-04/ids.txt` holds one address a line (`08#art-19`). The build adds new ones and
fails where one has vanished, unless `content/redirects.yml` says where it went:

    issues/2026-04/08/#art-9: issues/2026-04/08/#art-10
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from bulletin.files.fields import contents, table
from bulletin.model import BulletinError
from bulletin.site.content.gists import address_text
from bulletin.site.content.shelf import ADDRESSES, Shelf


def vanished(
    known: str, issue: str, now: Sequence[str], redirects: Mapping[str, str]
) -> Iterator[str]:
    """The addresses of an issue's list that are neither published now nor redirected."""
    present = set(now)
    for line in known.split():
        article, _, identifier = line.partition("#")
        if line not in present and f"issues/{issue}/{article}/#{identifier}" not in redirects:
            yield line


def check(
    shelf: Shelf, redirects: Mapping[str, str]
) -> tuple[list[BulletinError], dict[Path, str]]:
    """One problem for each address that has vanished, and the lists of the others to `keep`."""
    problems, lists = [], {}
    for name, gist in sorted(shelf.gists().items()):
        path = shelf.folder(name) / ADDRESSES
        known = path.read_bytes() if path.is_file() else b""
        if sha256(known).hexdigest() == gist.addresses:
            continue
        now = shelf.addresses(name)
        withdrawn = shelf.withdrawn(name)
        gone = [
            line
            for line in vanished(known.decode(), name, now, redirects)
            if line.partition("#")[0] not in withdrawn
        ]
        problems += [_problem(name, line) for line in gone]
        if not gone:
            lists[path] = address_text(now)
    return problems, lists


def check_pages(
    path: Path, now: Iterable[str], redirects: Mapping[str, str]
) -> tuple[list[BulletinError], dict[Path, str]]:
    """The same for pages that are made of tables and rules: calculators, comparisons, topics.

    `path` is their list, `content/addresses.txt`; it is begun with the first build.
    """
    present = sorted(set(now))
    known = contents(path).split() if path.is_file() else []
    gone = [a for a in known if a not in present and a not in redirects]
    gone = [a for a in gone if a.partition("#")[0] not in redirects]
    lists = {} if gone or present == known else {path: address_text(present)}
    return [_page_problem(path, address) for address in gone], lists


def _page_problem(path: Path, address: str) -> BulletinError:
    home = f"{address.split('/')[0]}/"
    return BulletinError(
        "page-vanished",
        f"content/{path.name}",
        f"已发布过的网页 {address} 不见了",
        "已发布的测算、对照和主题地址永远有效",
        f"恢复它，或在 content/redirects.yml 加一行：{address}: {home}",
    )


def keep(lists: Mapping[Path, str]) -> None:
    """Write the lists of what has been published: only that binds."""
    for path, text in lists.items():
        path.write_text(text, encoding="utf-8", newline="\n")


def read_redirects(path: Path) -> dict[str, str]:
    """Old address to new address, both below the site's root."""
    if not path.is_file():
        return {}
    data = table(path) or {}
    if not isinstance(data, dict) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in data.items()
    ):
        raise BulletinError(
            "redirects",
            path.name,
            "不是「旧地址: 新地址」的表",
            "issues/2026-04/08/#art-9: 新地址",
            "每行写一个旧地址和它的新地址",
        )
    return data


def aliases(redirects: Mapping[str, str], url: str) -> dict[str, list[str]]:
    """For one page: the old ids that now lead to each of its blocks."""
    found: dict[str, list[str]] = {}
    for old, new in redirects.items():
        old_page, _, old_id = old.partition("#")
        new_page, _, new_id = new.partition("#")
        if old_page == new_page == url and old_id and new_id:
            found.setdefault(new_id, []).append(old_id)
    return found


def _problem(issue: str, line: str) -> BulletinError:
    article, _, identifier = line.partition("#")
    return BulletinError(
        "address-vanished",
        f"issues/{issue}/{article}.md",
        f"已发布过的地址 #{identifier} 不见了",
        "已发布的条款和段落地址永远有效",
        "恢复这一条，或在 content/redirects.yml 写明它的新地址："
        f"issues/{issue}/{article}/#{identifier}",
    )
