"""An article away from its page: where its pictures and links lead from a feed, a book, a print.

On its page an article's addresses are relative to the page. Elsewhere a picture has to come along,
and a link leads to the same text in that form, else to the site, else nowhere.
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote

from bulletin.model import BulletinError
from bulletin.site.content.views import ArticleView
from bulletin.site.formats.metadata import Config, absolute

# What every reading system shows (EPUB 3.3, core media types), by the ending of the name.
PICTURES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
Lead = Callable[[str], str | None]  # from an address below the site's root; None leads nowhere

_TAG = re.compile(r'<(img|a)\b((?:[^<>"]|"[^"]*")*)>')
_ADDRESS = re.compile(r'\s(?:src|href)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?", re.IGNORECASE)


def carried(html: str, url: str, picture: Lead, link: Lead) -> str:
    """Content of the page at `url`, its pictures and links led on; a link to nowhere is text."""

    def led(tag: re.Match[str]) -> str:
        return _ADDRESS.sub(lambda found: _led(found, tag[1], url, picture, link), tag[0])

    return _TAG.sub(led, html)


def _led(found: re.Match[str], tag: str, url: str, picture: Lead, link: Lead) -> str:
    address = unescape(found[1])
    if tag == "img":
        place = address if _ELSEWHERE.match(address) else below(url, address)
        new = picture(place)
        return f' src="{escape(new or address)}"'
    if _ELSEWHERE.match(address):
        return found[0]
    path, mark, fragment = address.partition("#")
    new = link(below(url, path) + mark + fragment)
    return "" if new is None else f' href="{escape(new)}"'


def below(url: str, address: str) -> str:
    """A relative address on the page at `url`, from the site's root."""
    joined = posixpath.normpath(posixpath.join(url, address))
    return joined + "/" * (address.endswith("/") and joined != ".")


def full(config: Config, address: str) -> str | None:
    """The address on the site, its signs encoded; one from elsewhere stays."""
    if _ELSEWHERE.match(address):
        return address
    return absolute(config, quote(address, safe="/#?&=%:~+,;@!$'()*"))


class Pictures:
    """The picture files of issues; `folder` gives the folder of one by its name."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder = folder

    def read(self, view: ArticleView, address: str) -> tuple[str, bytes]:
        """Media type and bytes of a picture in an article, by its address from the site's root.

        Raises `BulletinError` where a book or a print could not show it.
        """
        folder = f"issues/{view.issue.id}/"
        kind = PICTURES.get(posixpath.splitext(address)[1].lower())
        if not address.startswith(folder):
            raise _refused(view, address, f"{folder} 里的文件", "把图片放进这一期的 images 文件夹")
        if kind is None:
            raise _refused(view, address, "、".join(sorted(PICTURES)), "另存为 PNG 或 JPEG")
        try:
            path = self._folder(view.issue.id) / unquote(address.removeprefix(folder))
            return kind, path.read_bytes()
        except OSError as error:
            raise _refused(view, address, "能读出的图片文件", "补上文件，或改正地址") from error

    def inline(self, view: ArticleView, address: str) -> str:
        """The picture as an address that holds it."""
        kind, data = self.read(view, address)
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _refused(view: ArticleView, address: str, expected: str, action: str) -> BulletinError:
    found = f"电子书和 PDF 里放不进图片 {address}"
    return BulletinError("picture-not-carried", f"issues/{view.key}.md", found, expected, action)
