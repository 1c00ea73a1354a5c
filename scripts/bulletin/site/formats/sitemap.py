"""The list of pages for search engines. No dates: a build gives the same bytes on any day."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from bulletin.site.formats.metadata import Config, absolute

FILE = "sitemap.xml"
_PAGE = "index.html"
# Pages that nobody should find: for frames, for readers without a network.
_UNLISTED = ("embed/", "offline/")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(site: Path, names: Iterable[str], config: Config) -> int:
    """Write the sitemap of the pages among some files; how many it lists.

    Without the site's own address there is nothing that a sitemap could name.
    """
    base = absolute(config, "")
    urls = [
        f"{base}{name.removesuffix(_PAGE)}"
        for name in sorted(names)
        if name.endswith(_PAGE) and name.rpartition("/")[2] == _PAGE
        if base and not name.startswith(_UNLISTED)
    ]
    lines = "".join(f"  <url><loc>{escape(url, quote=False)}</loc></url>\n" for url in urls)
    text = f'{_HEAD}<urlset xmlns="{_SPACE}">\n{lines}</urlset>\n'
    (site / FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(urls)
