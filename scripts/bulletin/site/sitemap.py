"""The list of pages for search engines. No dates: a build gives the same bytes on any day."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from bulletin.site.metadata import Config, absolute

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
    urls = [
        url
        for name in sorted(names)
        if name.rpartition("/")[2] == _PAGE and not name.startswith(_UNLISTED)
        if (url := absolute(config, name.removesuffix(_PAGE)))
    ]
    lines = "".join(f"  <url><loc>{escape(url)}</loc></url>\n" for url in urls)
    text = f'{_HEAD}<urlset xmlns="{_SPACE}">\n{lines}</urlset>\n'
    (site / FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(urls)
