"""Addresses as the page that is being set says them."""

from __future__ import annotations

from typing import cast

from jinja2 import pass_context
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

from bulletin.site.pages.addresses import relative
from bulletin.site.pages.typesetting import Leaf


class Here:
    """The page that is being set: templates and their macros write addresses as it says them.

    A filter that took its page from Jinja would need the macros made anew for each of the pages.
    """

    page: Page | Leaf | None = None
    base = ""  # from a page that may be shown anywhere to the root

    @pass_context  # without it, Jinja would work out fixed addresses once, in compiling
    def url(self, _context: object, value: object) -> str:
        """MkDocs' own filter, which takes ten times as long for an address below the root."""
        address, page = str(value), cast(Page, self.page)
        plain = relative(address, page.url) if page else None
        return plain or normalize_url(address, page=page, base=self.base)
