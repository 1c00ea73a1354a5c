"""Small files that machines ask the site's root for: list of pages, word to robots, name and icon.

No date of the build: it gives the same bytes on any day. An article has the day of its last
correction, else the month that published it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from bulletin.site.formats.metadata import Config, absolute

FILE = "sitemap.xml"
ROBOTS = "robots.txt"
APP = "site.webmanifest"
FILES = (FILE, ROBOTS, APP)
_PAGE = "index.html"
# Pages that nobody should find: for frames, for readers without a network, for editors.
_UNLISTED = ("embed/", "offline/", "editor-guide/", "messages/")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(
    site: Path, names: Iterable[str], config: Config, changed: Mapping[str, str] | None = None
) -> int:
    """Write the small files; how many of some files' pages the sitemap lists.

    Without the site's own address there is nothing that a sitemap could name.
    """
    base = absolute(config, "")
    days = changed or {}
    urls = [
        (f"{base}{name.removesuffix(_PAGE)}", days.get(name.removesuffix(_PAGE), ""))
        for name in sorted(names)
        if name.endswith(_PAGE) and name.rpartition("/")[2] == _PAGE
        if base and not name.startswith(_UNLISTED)
    ]
    lines = "".join(
        f"  <url><loc>{escape(url, quote=False)}</loc>{_day(day)}</url>\n" for url, day in urls
    )
    text = f'{_HEAD}<urlset xmlns="{_SPACE}">\n{lines}</urlset>\n'
    (site / FILE).write_text(text, encoding="utf-8", newline="\n")
    robots = "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base}{FILE}\n" if base else "")
    (site / ROBOTS).write_text(robots, encoding="utf-8", newline="\n")
    (site / APP).write_text(_app(config), encoding="utf-8", newline="\n")
    return len(urls)


def _day(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def _app(config: Config) -> str:
    """What a phone shows that keeps the site on its first screen; addresses from the file's own."""
    icon = {"src": "assets/images/icon.svg", "sizes": "any", "type": "image/svg+xml"}
    app = {
        "name": config.site_name,
        "short_name": config.site_name,
        "description": config.site_description or config.site_name,
        "lang": "zh-CN",
        "start_url": "./",
        "display": "browser",
        "background_color": "#fffefb",
        "theme_color": "#fffefb",
        "icons": [icon],
    }
    return json.dumps(app, ensure_ascii=False, indent=1) + "\n"
