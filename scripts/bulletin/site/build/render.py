"""Every page and file of a site, made or carried over, in the folder that it is built in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from bulletin.progress import Progress
from bulletin.site.build import manifest, offline
from bulletin.site.build.parts import Made, Press
from bulletin.site.build.settings import SiteSettings
from bulletin.site.cache import fingerprints
from bulletin.site.cache.hashing import changed
from bulletin.site.cache.sealed import spoilt
from bulletin.site.cache.stamps import Stamps
from bulletin.site.cache.store import Store, key
from bulletin.site.cache.tree import Tree
from bulletin.site.content import redirects
from bulletin.site.content.shelf import Shelf
from bulletin.site.formats import books, citations_to_copy, metadata, sitemap
from bulletin.site.pages import guide, own, titles
from bulletin.site.pages.load import Site
from bulletin.site.pages.specs import Part
from bulletin.site.pages.typesetting import Typesetter, environment
from bulletin.site.runtime.build import RuntimeInfo, packed, runtime_hashes
from bulletin.site.search.build import FOLDER as SEARCH

_SHEET = "assets/stylesheets/main.*.min.css"  # all that is used of Material's files
ERROR_PAGE = "404.html"
ATTEMPTS = 3  # to bring parts whose bytes are those that were made
# Written when all else stands, whatever the content or the theme has under these names.
LATER = (*sitemap.FILES, offline.FILE, manifest.FILE, redirects.NGINX, redirects.CADDY)


@dataclass(frozen=True)
class Rendered:
    """The parts of a site, and the names of all its files so far."""

    parts: Sequence[Made]
    tree: Tree
    runtime: Mapping[str, str]  # hashes of the runtime's files


def render(
    site: Site, settings: SiteSettings, store: Store, place: Path, progress: Progress
) -> Rendered:
    """Bring every part of the site into a folder; what has not changed is carried over."""
    progress("打包测算")
    runtime, packed_files = _runtime(settings, store)
    files = _files(settings)
    typeset = _typesetter(site, settings, runtime)
    press = _press(site, settings, store, runtime, files, typeset)
    parts = list(_parts(site, settings, files, typeset))
    for _ in range(ATTEMPTS):
        rendered = _brought(parts, press, files, runtime, packed_files, store, place, progress)
        bad = [m for m in rendered.parts if not m.whole() or changed(place, m.files)]
        if not bad and not changed(place, rendered.runtime):
            return rendered
        for made in bad:  # what the cache or the last site held is not what was made
            press.forget(made, place)
    raise spoilt(settings.cache)


def _brought(
    parts: Sequence[Part],
    press: Press,
    files: own.OwnFiles,
    runtime: RuntimeInfo,
    packed_files: Path,
    store: Store,
    place: Path,
    progress: Progress,
) -> Rendered:
    """Every part in the folder, each made or carried over."""
    tree = Tree(place, SEARCH)  # the search looks after its own
    made = []
    for done, part in enumerate(parts, 1):
        progress("生成网页", done, len(parts))
        made.append(press.bring(part, tree))
    tree.have(packed_files, runtime.url)
    taken = {*LATER, *chain.from_iterable(part.files for part in made)}
    made.append(press.bring(own.other_files(files, taken, store), tree))
    tree.settle()
    return Rendered(made, tree, runtime_hashes(packed_files, runtime))


def _parts(
    site: Site, settings: SiteSettings, files: own.OwnFiles, typeset: Typesetter
) -> Iterator[Part]:
    """The parts of the site in the order in which they are made."""
    yield from site.parts
    yield books.feeds_part(site, settings)
    yield own.parts(files, settings.markdown_extensions, settings.markdown_options)
    if (settings.theme / ERROR_PAGE).is_file():
        yield Part("pages/404", "", files=lambda: [(ERROR_PAGE, typeset.error_page(ERROR_PAGE))])


def _press(
    site: Site,
    settings: SiteSettings,
    store: Store,
    runtime: RuntimeInfo,
    files: own.OwnFiles,
    typeset: Typesetter,
) -> Press:
    editions = books.Books(site, settings, settings.theme, settings.packages, settings.cache)
    shape = _shape(settings, runtime)
    address = settings.site_url or ""
    beside = partial(_beside, files, site.shelf)
    return Press(store, shape, typeset, beside, editions, settings.content, address)


def _beside(files: own.OwnFiles, shelf: Shelf, part: str) -> dict[str, Path]:
    """The files beside an issue's pages, but for those of texts that are not published."""
    found = files.beside(part)
    _, _, issue = part.rpartition("/")
    names = {name: posixpath.basename(name) for name in found}
    unseen = shelf.unseen(issue, names.values()) if found else set()
    return {name: path for name, path in found.items() if names[name] not in unseen}


def _shape(settings: SiteSettings, runtime: RuntimeInfo) -> str:
    """The key of what shapes every page beside its content."""
    typeface = settings.packages / "@fontsource-variable" / "noto-serif-sc" / "package.json"
    pictures = typeface.read_bytes() if typeface.is_file() else b""
    theme = fingerprints.tree(settings.theme)
    return key(fingerprints.program(), theme, settings.key(), pictures, runtime)


def _runtime(settings: SiteSettings, store: Store) -> tuple[RuntimeInfo, Path]:
    """The calculators' runtime, and the folder that holds its files."""
    stamps = Stamps(store, "runtime")
    found = packed(fingerprints.calculators(), settings.packages, settings.cache, stamps.file)
    stamps.keep()
    return found


def _files(settings: SiteSettings) -> own.OwnFiles:
    theme = own.theme_files(settings.theme, settings.base_theme, _SHEET)
    return own.OwnFiles(settings.content, settings.publishes, guide.files(settings.root), theme)


def _typesetter(site: Site, settings: SiteSettings, runtime: RuntimeInfo) -> Typesetter:
    env = environment(settings.theme, settings.cache)
    env.globals.update(
        site=site.view,
        runtime=runtime,
        config=settings,
        metadata=metadata.card,
        citing=citations_to_copy.forms,
        titled=titles.title,
        teaser=titles.teaser,
        downloads=books.downloads,
        calc=LazyFunctions(),
    )
    return Typesetter(env, {}, settings.site_url, partial(_slots, site))


def _slots(site: Site, *arguments: Any) -> dict[str, str]:
    return site.slots(*arguments)


class LazyFunctions:
    """The functions of `cited.forms`, imported when called: they load all calculators."""

    def __getattr__(self, name: str) -> Any:
        from bulletin.site.cited import forms

        try:
            return forms.template_names()["calc"][name]
        except KeyError:
            raise AttributeError(name) from None
