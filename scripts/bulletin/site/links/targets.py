"""Where a link of a page leads: to which file below the site's root, and to which id on it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

_ROOT = "http://site.invalid/"
_SCHEMES = {"http", "https", "mailto", "tel"}
# Each character has one place to match: with two, a long name would take longer than anybody waits.
_STEP = r"(?:\.\.?|[\w-][\w.-]*)"
_RELATIVE = re.compile(rf"((?:{_STEP}/)*{_STEP}?)(?:#([\w.-]*))?", re.ASCII)


def leads_outside(link: str, site_url: str) -> bool:
    """Whether a link leads to another site."""
    if _plain(link):
        return False
    parts = urlsplit(link)
    return bool(parts.netloc or parts.scheme) and not _below(link, site_url)


def _below(link: str, site_url: str) -> bool:
    return bool(site_url) and (link + "/").startswith(site_url.rstrip("/") + "/")


@lru_cache(maxsize=1 << 14)
def _plain(link: str) -> tuple[str, str] | None:
    """Path and fragment of a plain relative link; None where it is another kind of link."""
    found = _RELATIVE.fullmatch(link)
    return (found[1], found[2] or "") if found else None


def _relative(page: str, link: str) -> tuple[str, str] | None:
    """Where a plain relative link leads."""
    plain = _plain(link)
    if not plain:
        return None
    path, fragment = plain
    if not path:
        return page, fragment
    *steps, name = path.split("/")
    if name in (".", ".."):
        steps, name = [*steps, name], ""
    folders = page.split("/")[:-1]
    for step in steps:
        if step == "..":
            del folders[-1:]
        elif step != ".":
            folders.append(step)
    return "/".join((*folders, name)), fragment


def target(page: str, link: str, base: str = "/", site_url: str = "") -> tuple[str, str]:
    """Where a link of a page leads: the path below the site's root, and the fragment."""
    # Nearly all links; a general join takes ten times as long.
    near = _relative(page, link) if base == "/" else None
    if near:
        return near
    here = urljoin(_ROOT, base.lstrip("/") + page)
    if _below(link, site_url):
        link = urlsplit(link)._replace(scheme="", netloc="").geturl() or "/"
    parts = urlsplit(urljoin(here, link))
    path = unquote(parts.path)
    return path.removeprefix(base).lstrip("/"), unquote(parts.fragment)


def file(path: str) -> str | None:
    """The file that an address asks for, None where it leaves the site."""
    if ".." in path and ".." in PurePosixPath(path).parts:
        return None
    return path + "index.html" if path == "" or path.endswith("/") else path


def well_formed(link: str) -> bool:
    """Whether an address of another site can be one."""
    parts = urlsplit(link)
    if parts.scheme not in _SCHEMES or any(c.isspace() or c in '<>"{}|\\^`' for c in link):
        return False
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path)
    host = parts.hostname or ""
    return "." in host or host == "localhost"
