"""Addresses and fragments as a page says them: what many pages share is made once.

A page has some fifty links, and most of them, like its masthead, are the same on all pages of an
archive that stand equally deep.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import pass_context

# Addresses below the root without steps up, scheme or query: what templates write.
_PLAIN = re.compile(r"(?=[\w-])(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?(?:#[\w.-]+)?")


def relative(address: str, url: str) -> str | None:
    """A plain address as the page at `url` says it; None where it is not one."""
    first = _first(address)
    if first is None:
        return None
    here = _folders(url)
    if here and first == here[0]:
        return _near(address, here)
    return _from_depth(address, len(here))


@lru_cache(maxsize=1 << 14)
def _first(address: str) -> str | None:
    """The first part of a plain address; None where it is not one."""
    return address.partition("/")[0] if _PLAIN.fullmatch(address) else None


@lru_cache(maxsize=1 << 14)
def _folders(url: str) -> tuple[str, ...]:
    """The folders that a page stands in; its own file is none."""
    folder, _, name = url.rpartition("/")
    whole = f"{folder}/{name}" if "." not in name else folder
    return tuple(part for part in whole.split("/") if part not in ("", "."))


@lru_cache(maxsize=1 << 14)
def _from_depth(address: str, depth: int) -> str:
    return "../" * depth + address


def _near(address: str, here: tuple[str, ...]) -> str:
    parts = address.rstrip("/").split("/")
    common = 0
    for mine, other in zip(here, parts, strict=False):
        if mine != other:
            break
        common += 1
    whole = "/".join([".."] * (len(here) - common) + parts[common:]) or "."
    return f"{whole}/" if address.endswith("/") else whole


class CurrentPage:
    """The page that is being rendered: templates and their macros write addresses as it says them.

    A filter that took its page from Jinja would need the macros made anew for each of the pages.
    """

    address: str | None = ""  # None for the page of errors, which may be shown anywhere
    base = ""  # from such a page to the root

    @pass_context  # without it, Jinja would work out fixed addresses once, in compiling
    def url(self, _context: object, value: object) -> str:
        """An address below the root as this page says it; whole addresses stay."""
        written = str(value) or "."
        parsed = urlsplit(written)
        if parsed.scheme or parsed.netloc or written.startswith(("/", "#")):
            return written
        if self.address is None:
            return posixpath.join(self.base, written)
        return relative(written, self.address) or relative_to(written, self.address)


def relative_to(address: str, url: str) -> str:
    """Any address below the root as the page at `url` says it."""
    here, parts = _folders(url), _normal(address)
    common = len(posixpath.commonprefix([here, parts]))
    whole = "/".join([".."] * (len(here) - common) + list(parts[common:])) or "."
    return f"{whole}/" if address.endswith("/") else whole


def _normal(address: str) -> tuple[str, ...]:
    path = posixpath.normpath(f"/{address.lstrip('/')}")[1:]
    return tuple(path.split("/")) if path else ()
