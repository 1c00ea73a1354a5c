"""The site's search, built from the published pages: a bundle of old issues and a current one.

The archive holds all years but the newest, so that an issue more re-indexes only its own year;
a bundle whose pages have not changed is taken from the cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bulletin.site.search_fold import fold, simplified
from bulletin.site.search_index import build_shards
from bulletin.site.search_pagefind import binary, write_pagefind
from bulletin.site.search_pages import SearchPage, digest_of, published, read_page
from bulletin.site.search_scripts import NAME, bundled
from bulletin.site.search_store import columns, pack, sounds, text_of, titles, write_packed
from bulletin.site.search_terms import Term, check_pages, read_terms

FOLDER = "assets/search"
SCRIPTS = "assets/js/search"
Source = tuple[str, Path]  # address and file of a built page


@dataclass(frozen=True)
class BundleInfo:
    """One bundle: its folder's name, how much it holds, whether the cache had it."""

    name: str
    pages: int
    shards: int
    characters: str
    cached: bool = False


@dataclass(frozen=True)
class SearchInfo:
    """What was built."""

    bundles: tuple[BundleInfo, ...]
    terms: int

    @property
    def pages(self) -> int:
        """Pages that can be found."""
        return sum(bundle.pages for bundle in self.bundles)

    def __str__(self) -> str:
        fresh = sum(bundle.pages for bundle in self.bundles if not bundle.cached)
        return f"检索：{self.pages} 页可查，其中 {fresh} 页重新编入；名称 {self.terms} 个"


def build_search(
    site_dir: Path, node_modules: Path, cache: Path, terms: Path | None = None
) -> SearchInfo:
    """Index the pages under `site_dir`; write `assets/search/` and `pagefind/` beside them."""
    cache = cache / "search"
    names = read_terms(terms)
    pages = list(published(site_dir))
    check_pages(terms, names, {url for url, _ in pages})
    parts = _parts(pages)
    engine = binary(node_modules)
    bundles = tuple(_bundle(part, engine, cache) for part in parts)
    for folder in (FOLDER, "pagefind"):
        shutil.rmtree(site_dir / folder, ignore_errors=True)
    for place, bundle in enumerate(bundles):
        _publish(cache / bundle.name, site_dir, bundle.name, _pagefind_folder(place))
    _write_manifest(site_dir / FOLDER, bundles, names)
    _write_scripts(site_dir / SCRIPTS)
    _forget(cache, bundles)
    return SearchInfo(bundles, len(names))


def _parts(known: Sequence[Source]) -> list[list[Source]]:
    """The current pages, then those of closed years where there are any."""
    years = [url[7:11] for url, _ in known if url.startswith("issues/")]
    newest = max(years, default="")
    old = [p for p in known if p[0].startswith("issues/") and p[0][7:11] < newest]
    closed = {url for url, _ in old}
    current = [p for p in known if p[0] not in closed]
    return [part for part in (current, old) if part]


def _pagefind_folder(place: int) -> str:
    return "pagefind" if place == 0 else "pagefind/archive"


def _short(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _program() -> str:
    """The text of the modules that decide what a bundle holds."""
    here = Path(__file__)
    parts = sorted(here.parent.glob("search*.py"))
    return "".join(path.read_text(encoding="utf-8") for path in parts)


def _bundle(part: Sequence[Source], engine: Path, cache: Path) -> BundleInfo:
    """A bundle from the cache, known by its pages' HTML or at least by their text; else made."""
    raw = _short([_program(), *(f"{url} {digest_of(_html(path))}" for url, path in part)])
    seen = cache / f"{raw}.seen"
    if seen.is_file() and (found := _cached(cache, seen.read_text(encoding="utf-8"))):
        return found
    pages = [page for url, path in part if (page := read_page(url, _html(path)))]
    name = _short([_program(), *(repr(page) for page in pages)])
    made = _cached(cache, name) or _make(pages, engine, cache, name)
    seen.write_text(name, encoding="utf-8")
    return made


def _html(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _cached(cache: Path, name: str) -> BundleInfo | None:
    info = cache / name / "info.json"
    if not info.is_file():
        return None
    return BundleInfo(**{**json.loads(info.read_text(encoding="utf-8")), "cached": True})


def _make(pages: Sequence[SearchPage], engine: Path, cache: Path, name: str) -> BundleInfo:
    folder = cache / name
    shutil.rmtree(folder, ignore_errors=True)
    shards = build_shards(pages)
    for number, shard in enumerate(shards):
        _write(folder / "data" / "s" / f"{number}.bin", pack(shard))
    _write_tables(folder / "data", pages)
    names = write_pagefind(pages, engine, folder / "pagefind")
    write_packed(folder / "data" / "pagefind.bin", names)
    info = BundleInfo(name, len(pages), len(shards), _characters(page.text for page in pages))
    _write(folder / "info.json", json.dumps(asdict(info), ensure_ascii=False).encode())
    return info


def _write_tables(folder: Path, pages: Sequence[SearchPage]) -> None:
    write_packed(folder / "pages.bin", columns(pages))
    write_packed(folder / "titles.bin", titles(pages))
    for number, page in enumerate(pages):
        write_packed(folder / "t" / f"{number}.bin", text_of(page))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _characters(texts: Iterable[str]) -> str:
    return "".join(sorted({char for text in texts for char in fold(text)}))


def _publish(bundle: Path, site_dir: Path, name: str, pagefind: str) -> None:
    for source, target in (("data", f"{FOLDER}/{name}"), ("pagefind", pagefind)):
        shutil.copytree(bundle / source, site_dir / target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    """A second name for the same file where the disk can, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_manifest(folder: Path, bundles: Sequence[BundleInfo], terms: Sequence[Term]) -> None:
    manifest = {
        "bundles": [
            {
                "path": bundle.name,
                "pages": bundle.pages,
                "shards": bundle.shards,
                "pagefind": _pagefind_folder(place),
            }
            for place, bundle in enumerate(bundles)
        ],
        "language": _named(folder, "language", _language(bundles, terms)),
        "sounds": _named(folder, "sounds", sounds(n for term in terms for n in term.names)),
    }
    _write(folder / "manifest.json", json.dumps(manifest, sort_keys=True).encode())


def _write_scripts(folder: Path) -> None:
    if folder.is_dir():
        _write(folder / NAME, bundled(folder).encode())


def _language(bundles: Sequence[BundleInfo], terms: Sequence[Term]) -> dict[str, Any]:
    """The names' table, and the traditional characters whose simplified forms the site uses."""
    used = set("".join(bundle.characters for bundle in bundles))
    used |= {char for term in terms for name in term.names for char in fold(name)}
    pairs = [(old, new) for old, new in sorted(simplified().items()) if new in used]
    return {
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
        "terms": [asdict(term) for term in terms],
    }


def _named(folder: Path, name: str, value: Any) -> str:
    """Write a value under a name that changes with it; the name."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    file = f"{name}.{_short([text])}.bin"
    write_packed(folder / file, value)
    return file


def _forget(cache: Path, bundles: Sequence[BundleInfo], keep: int = 8) -> None:
    """Drop bundles that no build has used lately, so that the cache does not grow."""
    for bundle in bundles:
        (cache / bundle.name).touch()
    folders = sorted(
        (path for path in cache.iterdir() if path.is_dir()),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in folders[keep:]:
        shutil.rmtree(path)
