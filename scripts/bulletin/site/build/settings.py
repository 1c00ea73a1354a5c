"""What one build is told: folders, the site's name and address, how the editor's pages are read.

`bulletin.site.mkdocs_plugin.settings` reads them from `mkdocs.yml` with MkDocs' own loader, for the
plugin and for the command line alike.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.site.cache.store import key

PROJECT = Path(__file__).resolve().parents[4]
INSTALLED = Path(sys.prefix) / "share" / "bulletin"


def beside(name: str) -> Path:
    """A folder of this project: of its checkout, or where an installed package has put it."""
    own = PROJECT / name
    return own if own.is_dir() else INSTALLED / name


def _everything(_name: str) -> bool:
    return True


@dataclass(frozen=True)
class SiteSettings:
    """The settings of one build; templates see them as `config`."""

    root: Path  # the folder of mkdocs.yml, with node_modules and .cache
    content: Path
    theme: Path
    site: Path  # where the finished site stands
    site_name: str
    site_url: str | None = None
    site_description: str | None = None
    copyright: str | None = None
    extra_css: tuple[str, ...] = ()
    extra_javascript: tuple[str, ...] = ()
    base_theme: Path | None = None  # Material's templates, of which one style sheet is used
    markdown_extensions: tuple[str, ...] = ("toc", "tables", "fenced_code")
    markdown_options: Mapping[str, Any] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()  # patterns of `exclude_docs`, for the key of the cache
    publishes: Callable[[str], bool] = _everything  # whether a file of the content is published
    preview: bool = False  # brought up to date in its place; no address becomes lasting

    @property
    def packages(self) -> Path:
        """Where npm has put Pyodide and the typeface: beside mkdocs.yml, or in this project."""
        own = self.root / "node_modules"
        return own if own.is_dir() else PROJECT / "node_modules"

    @property
    def cache(self) -> Path:
        """What is kept from one build to the next; it may be deleted at any time."""
        return self.root / ".cache"

    def key(self) -> str:
        """The key of all that shapes pages: everything but where folders are."""
        shaping = (
            self.site_name,
            self.site_url,
            self.site_description,
            self.copyright,
            self.extra_css,
            self.extra_javascript,
            self.markdown_extensions,
            sorted(self.markdown_options.items(), key=str),
            self.excluded,
        )
        return key(repr(shaping))
