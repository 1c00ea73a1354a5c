"""Old addresses lead to new ones: on any file server, and by a true redirect where it can.

A page that has moved leaves a page that names the new address; a clause that has moved to another
page leaves a note with its old id, which `notes` gives to the article's page. `redirects.nginx` and
`redirects.caddy` say the same to servers, and that a withdrawn article is gone (410).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path, PurePosixPath

from bulletin.files.names import stays_inside
from bulletin.model import BulletinError

NGINX = "redirects.nginx"
CADDY = "redirects.caddy"
GONE = "410"
_GONE = f"""\
handle @gone {{
	file_server {{
		status {GONE}
		precompressed br gzip
	}}
}}
"""
_ADDRESS = re.compile(r"(?:[\w.-]+/)+(?:#[\w-]+)?")
_STUB = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>地址已改</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
<link rel="canonical" href="{url}">
</head>
<body><p>这一页的地址改了，请到<a href="{url}">新的地址</a>。</p></body>
</html>
"""


def write(redirects: Mapping[str, str], site: Path, gone: Iterable[str] = ()) -> list[str]:
    """Write pages and server files into a built site; the pages that were written.

    `gone` are the addresses of withdrawn articles, whose pages say since when and why.
    """
    for problem in _problems(redirects, site):
        raise problem
    pages = {old: new for old, new in redirects.items() if "#" not in old}
    stubs = dict(pages)
    for old, new in redirects.items():
        if not (site / _page(old) / "index.html").is_file():
            stubs.setdefault(_page(old), _page(new))
    for old, new in stubs.items():
        _write_stub(site, old, new)
    gone = sorted(gone)
    lines = (f'"/{old}" "/{new}";\n' for old, new in pages.items())
    _write(site / NGINX, chain(lines, (f'"/{old}" "{GONE}";\n' for old in gone)))
    # Caddy 2.6 refuses to import a file without a line.
    lines = (f"redir /{old} /{new} 301\n" for old, new in pages.items())
    paths = [f"@gone path {' '.join(f'/{old}' for old in gone)}\n{_GONE}"] if gone else []
    _write(site / CADDY, chain(["# 旧地址转向\n"], lines, paths))
    return [f"{page}index.html" for page in stubs]


def moved(site: Path) -> list[str]:
    """The old addresses of a site's pages, as its file for nginx names them."""
    path = site / NGINX
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return re.findall(r'^"/([^"]+)" "/', text, re.M)


def _problems(redirects: Mapping[str, str], site: Path) -> Iterable[BulletinError]:
    """Addresses that are none, targets that are not there, pages that still stand."""
    for old, new in redirects.items():
        line = f"redirects.yml：{old}"
        if not all(_ADDRESS.fullmatch(a) and stays_inside(_page(a)) for a in (old, new)):
            yield _problem(line, f"{new} 不是站内地址", "issues/2026-04/08/ 或者 …/08/#art-9")
        elif not (site / _page(new) / "index.html").is_file():
            yield _problem(line, f"新地址 {_page(new)} 没有网页", "已经发布的网页")
        elif "#" not in old and (site / old / "index.html").is_file():
            yield _problem(line, "旧地址的网页还在", "已经移走的网页")


def _problem(place: str, found: str, expected: str) -> BulletinError:
    action = "改正 content/redirects.yml 的这一行"
    return BulletinError("redirect-address", place, found, expected, action)


def _page(address: str) -> str:
    return address.partition("#")[0]


def _relative(page: str, target: str) -> str:
    """An address as seen from a page, so that the site works below any base path."""
    return "../" * len(PurePosixPath(page).parts) + target


def _write_stub(site: Path, old: str, new: str) -> None:
    path = site / old / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    url = html.escape(_relative(old, new))
    path.write_text(_STUB.format(url=url), encoding="utf-8", newline="\n")


def notes(redirects: Mapping[str, str], page: str) -> str:
    """Where clauses of a page stood that have moved to another: the old ids, with a link."""
    return "".join(
        f'<p class="moved" id="{html.escape(old.partition("#")[2])}">这一条已经移到'
        f'<a href="{html.escape(_relative(page, new))}">新的地址</a>。</p>\n'
        for old, new in redirects.items()
        if "#" in old and _page(old) == page != _page(new)
    )


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
