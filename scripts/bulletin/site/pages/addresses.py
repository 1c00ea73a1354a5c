"""Addresses and fragments as a page says them: what many pages share is made once.

A page has some fifty links, and most of them, like its masthead, are the same on all pages of an
archive that stand equally deep.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import pass_context
from jinja2.runtime import Context

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


class Alike:
    """Fragments of pages that are the same on all pages of one section and depth."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], str] = {}

    @pass_context
    def __call__(self, context: Context, name: str) -> str:
        """A partial template that asks of its page no more than section and depth."""
        page = context["page"]
        folders = _folders(page.url) if page else ()
        if len(folders) < 2:  # such a page may be one of the masthead's own places
            return self._render(context, name)
        key = (name, folders[0], *(".." for _ in folders))
        if key not in self._made:
            self._made[key] = self._render(context, name)
        return self._made[key]

    def _render(self, context: Context, name: str) -> str:
        return context.environment.get_template(name).render(context.get_all())
