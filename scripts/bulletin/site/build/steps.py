"""What is made beside the pages: runtime, other forms of the text, search, checks, the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.site.build import manifest
from bulletin.site.build.parts import Made
from bulletin.site.cache import fingerprints
from bulletin.site.cache.stamps import Stamps
from bulletin.site.cache.store import Store, key
from bulletin.site.content import redirects
from bulletin.site.formats import books, citations_to_copy, metadata, sitemap
from bulletin.site.formats.metadata import Config
from bulletin.site.links import survey as links
from bulletin.site.pages import titles
from bulletin.site.pages.load import Site
from bulletin.site.runtime.build import RuntimeInfo, packed
from bulletin.site.search.build import FOLDER, build_search

_FOLDERS = ("docs_dir", "site_dir", "config_file_path")
SEARCH = FOLDER  # what of the site the search looks after itself
# Written when all else stands, whatever the content or the theme has under these names.
FILES = (sitemap.FILE, manifest.FILE, redirects.NGINX, redirects.CADDY)
PROJECT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Places:
    """The folders of a build."""

    root: Path  # with node_modules and .cache
    content: Path
    theme: Path
    site: Path

    @property
    def packages(self) -> Path:
        """Where npm has put Pyodide and the typeface: beside mkdocs.yml, or in this project."""
        own = self.root / "node_modules"
        return own if own.is_dir() else PROJECT / "node_modules"

    @property
    def cache(self) -> Path:
        """What is kept from one build to the next; it may be deleted at any time."""
        return self.root / ".cache"


def settings(config: Any) -> str:
    """What mkdocs.yml, the environment and the command line say, but for where folders are."""
    path = Path(config.config_file_path or "")
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    values = {k: v for k, v in config.data.items() if k not in _FOLDERS}
    return written + json.dumps(values, default=lambda value: type(value).__name__, sort_keys=True)


def shape_of(settings: str, places: Places, runtime: RuntimeInfo) -> str:
    """The key of what shapes every page beside its content."""
    typeface = places.packages / "@fontsource-variable" / "noto-serif-sc" / "package.json"
    pictures = typeface.read_bytes() if typeface.is_file() else b""
    return key(fingerprints.program(), fingerprints.tree(places.theme), settings, pictures, runtime)


def runtime(places: Places, store: Store) -> tuple[RuntimeInfo, Path]:
    """The calculators' runtime, and the folder that holds its files."""
    stamps = Stamps(store, "runtime")
    found = packed(fingerprints.calculators(), places.packages, places.cache, stamps.file)
    stamps.keep()
    return found


class Later:
    """The functions of `cited.forms`, imported when called: they load all calculators."""

    def __getattr__(self, name: str) -> Any:
        from bulletin.site.cited import forms

        try:
            return forms.template_names()["calc"][name]
        except KeyError:
            raise AttributeError(name) from None


def template_names() -> dict[str, Any]:
    """The functions that templates call."""
    return {
        "metadata": metadata.card,
        "citing": citations_to_copy.forms,
        "titled": titles.title,
        "teaser": titles.teaser,
        "downloads": books.downloads,
        "calc": Later(),
    }


def finish(
    site: Site, config: Config, places: Places, parts: Sequence[Made], names: Set[str]
) -> Iterator[str]:
    """Finish a site of which `names` are the files so far; yields one line for each step."""
    sitemap.write(places.site, names, config)
    stubs = redirects.write(site.moved, places.site)
    if site.moved:
        yield f"旧地址转向：{len(site.moved)} 处"
    terms = places.content / "search" / "terms.yml"
    known = {name: value for part in parts for name, value in part.files.items()}
    search = build_search(
        places.site, places.cache, terms if terms.is_file() else None, known, names
    )
    yield str(search)
    count = manifest.write(places.site, places.content, parts, stubs, search.files)
    yield f"清单 integrity.json：{count} 个文件"


def survey(config: Config, places: Places, parts: Sequence[Made]) -> links.Survey:
    """Every internal link, id and file that the finished site lacks, and what nothing leads to."""
    return links.survey(places.site, config.site_url or "", parts)
