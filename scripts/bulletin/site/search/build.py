"""The site's search, built from the published pages: a bundle of closed years and a current one.

Parts are read and indexed issue by issue and kept by their content; bundles are joined from them.
A new issue, or a word changed in one, costs that issue and its year.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bulletin.site.cache.hashing import changed
from bulletin.site.cache.sealed import SpoiltError, spoilt
from bulletin.site.cache.tree import Tree
from bulletin.site.search.bundles import Bundle, archive, open_year, split
from bulletin.site.search.cache import forget, remembered, short, write
from bulletin.site.search.folding import fold, simplified
from bulletin.site.search.packing import write_packed
from bulletin.site.search.pages import published
from bulletin.site.search.parts import Part, read_parts
from bulletin.site.search.scripts import bundled, sheet
from bulletin.site.search.sounds import common, keep_readings, know_readings, readings, sounds
from bulletin.site.search.terms import Term, check_pages, read_terms

FOLDER = "assets/search"
SCRIPTS = "assets/js/search"
STYLES = "assets/css"


@dataclass(frozen=True)
class SearchInfo:
    """What was built."""

    bundles: tuple[Bundle, ...]
    read: int
    terms: int
    files: Mapping[str, str] = field(default_factory=dict, repr=False)  # hash by path in the site

    @property
    def pages(self) -> int:
        """Pages that can be found."""
        return sum(bundle.pages for bundle in self.bundles)

    def __str__(self) -> str:
        return f"检索：{self.pages} 页可查，其中 {self.read} 页重新编入；名称 {self.terms} 个"


def build_search(
    site_dir: Path,
    cache: Path,
    terms: Path | None = None,
    hashes: Mapping[str, str] | None = None,
    files: Iterable[str] | None = None,
) -> SearchInfo:
    """Index the pages under `site_dir`; write `assets/search/` and the scripts.

    `hashes` are those of files whose content is known, by their path in the site; `files` are all
    that stand there, where that is known.
    """
    kept = cache / "search"
    for _ in range(2):
        try:
            return _built(site_dir, kept, terms, hashes, files)
        except SpoiltError:  # what is kept is not what was kept: all of it is made anew
            shutil.rmtree(kept, ignore_errors=True)
            shutil.rmtree(site_dir / FOLDER, ignore_errors=True)
    raise spoilt(kept)


def _built(
    site_dir: Path,
    cache: Path,
    terms: Path | None,
    hashes: Mapping[str, str] | None,
    files: Iterable[str] | None,
) -> SearchInfo:
    know_readings(cache)
    names = read_terms(terms)
    pages = list(published(site_dir, files))
    check_pages(terms, names, {url for url, _ in pages})
    current, closed = split(read_parts(pages, cache, hashes))
    makers = ((open_year, current), (archive, closed))
    bundles = tuple(make(parts, cache) for make, parts in makers if parts)
    parts = [*current, *closed]
    fresh = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
    sounding, alike = _sounding(parts, names, cache), _alike(bundles, cache)
    manifest = _manifest(fresh, bundles, names, sounding, alike)
    written = _publish(parts, bundles, fresh, site_dir / FOLDER)
    _write_scripts(site_dir / SCRIPTS, manifest)
    _write_styles(site_dir / STYLES)
    keep_readings(cache)
    forget(cache)
    read = sum(len(part.rows) for part in parts if not part.cached)
    return SearchInfo(bundles, read, len(names), written)


def _publish(
    parts: Sequence[Part], bundles: Sequence[Bundle], fresh: Path, folder: Path
) -> dict[str, str]:
    """Bring the folder up to date; the hashes of what stays in it from build to build."""
    folder.mkdir(parents=True, exist_ok=True)
    tree, hashes = Tree(folder), dict[str, str]()
    kept: list[Part | Bundle] = [*parts, *bundles]
    for made in kept:
        stated = {f"{made.name}/{name}": known for name, known in made.stated().items()}
        if not tree.holds({name: known[:2] for name, known in stated.items()}):
            tree.have(made.published, f"{made.name}/")
        hashes.update((f"{FOLDER}/{name}", known[2]) for name, known in stated.items())
    tree.take(fresh)
    tree.settle()
    shutil.rmtree(fresh)
    if changed(folder.parents[1], hashes):
        raise SpoiltError
    return hashes


def _manifest(
    folder: Path,
    bundles: Sequence[Bundle],
    terms: Sequence[Term],
    sounding: Mapping[str, Any],
    alike: Mapping[str, str],
) -> dict[str, Any]:
    listed = ("pages", "shards", "sounds")
    names = [name for term in terms for name in term.names]
    return {
        "bundles": [
            {"path": bundle.name} | {key: getattr(bundle, key) for key in listed}
            for bundle in bundles
        ],
        "terms": _named(folder, "terms", [asdict(term) for term in terms]),
        "script": _named(folder, "script", _script(bundles, names)),
        "sounds": _named(folder, "sounds", sounding),
        "alike": _named(folder, "alike", alike),
    }


def _script(bundles: Sequence[Bundle], names: Sequence[str]) -> dict[str, str]:
    """The traditional characters whose simplified forms the site uses."""
    used = set("".join(bundle.characters for bundle in bundles)) | set(fold("".join(names)))
    pairs = [(old, new) for old, new in sorted(simplified().items()) if new in used]
    return {
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
    }


def _sounding(parts: Sequence[Part], terms: Sequence[Term], cache: Path) -> dict[str, Any]:
    """How the names sound, and all syllables of the titles: the ways in which letters are cut."""
    names = [name for term in terms for name in term.names]
    chars = {char for part in parts for row in part.rows for char in fold(row.title)}
    read = sorted(char for char in chars if char > "\u2e7f")

    def made() -> dict[str, Any]:
        found = {syllable for char in read for syllable in readings(char)}
        return {"names": sounds(names), "syllables": " ".join(sorted(found))}

    return remembered(cache, ["sounding", "".join(read), *names], made)


def _alike(bundles: Sequence[Bundle], cache: Path) -> dict[str, str]:
    """Characters by syllable, those of the site and the common ones: an input method gives one
    for another."""
    used = sorted({char for bundle in bundles for char in bundle.characters} | set(common()))
    text = "".join(char for char in used if char > "\u2e7f")
    found: dict[str, str] = remembered(cache, ["alike", text], lambda: sounds([text]))
    return found


def _write_scripts(folder: Path, manifest: Mapping[str, Any]) -> None:
    """The bundles; what this build has made is a module among them, so that nobody asks for it."""
    if folder.is_dir():
        text = json.dumps(manifest, sort_keys=True)
        write(folder / "manifest.js", f"export const manifest = {text};\n".encode())
        for name, text in bundled(folder).items():
            write(folder / name, text.encode())


def _write_styles(folder: Path) -> None:
    if folder.is_dir():
        write(folder / "start.css", sheet(folder).encode())


def _named(folder: Path, name: str, value: Any) -> str:
    """Write a value under a name that changes with it; the name."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    file = f"{name}.{short([text])}.bin"
    write_packed(folder / file, value)
    return file
