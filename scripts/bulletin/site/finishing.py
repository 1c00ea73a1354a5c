"""What is made beside the pages: runtime, other forms of the text, search, checks, the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import calculators
from bulletin.model import BulletinError
from bulletin.site import addresses, exports, forms, links, manifest, redirects
from bulletin.site.cards import Studio
from bulletin.site.metadata import Config
from bulletin.site.pages import Site
from bulletin.site.runtime import RuntimeInfo, build_runtime
from bulletin.site.search import build_search

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Places:
    """The folders of a build."""

    root: Path  # with node_modules and .cache
    content: Path
    theme: Path
    site: Path

    @property
    def packages(self) -> Path:
        """Where npm has put Pyodide and Pagefind: beside mkdocs.yml, or in this project."""
        own = self.root / "node_modules"
        return own if own.is_dir() else PROJECT / "node_modules"

    @property
    def cache(self) -> Path:
        """What is kept from one build to the next; it may be deleted at any time."""
        return self.root / ".cache"


def runtime(places: Places) -> RuntimeInfo:
    """Pack the calculators' runtime into the site."""
    package = Path(calculators.__file__).parent
    return build_runtime(package, places.packages, places.cache, places.site)


def template_names() -> dict[str, Any]:
    """The functions that templates call."""
    return exports.template_names() | forms.template_names()


def finish(site: Site, config: Config, places: Places) -> Iterator[str]:
    """Finish a site; yields one line for each step, for the editor to read."""
    studio = Studio(places.packages, places.cache)
    yield from exports.write_with_site(site, config, places.theme, places.site, studio)
    moved = redirects.write(addresses.read_redirects(places.content / "redirects.yml"), places.site)
    if moved:
        yield f"旧地址转向：{moved} 处"
    terms = places.content / "search" / "terms.yml"
    yield str(
        build_search(places.site, places.packages, places.cache, terms if terms.is_file() else None)
    )
    yield f"清单 integrity.json：{manifest.write(places.site, places.content)} 个文件"


def broken_links(config: Config, places: Places) -> list[BulletinError]:
    """Every internal link, id and file that the finished site lacks."""
    return links.check(places.site, places.cache, config.site_url or "")
