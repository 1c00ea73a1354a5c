"""The files that MkDocs is told of: its own pages, the theme's files, what is generated.

MkDocs makes an object for every file below its folder and puts questions to each; of an archive's
five thousand it needs none, since the parts' pages are made from elsewhere. So it is shown an empty
folder, and gets its own from here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page

from bulletin.site.cache.stamps import Stamps
from bulletin.site.cache.store import Store, key
from bulletin.site.pages.specs import PageSpec, Part

PARTS = ("issues/", "calculators/", "index.md")  # what we make pages of ourselves


class OurFiles(Files):
    """All files but those of parts; links find these, too."""

    def __init__(self, config: MkDocsConfig, theme: Iterable[File]) -> None:
        self._config = config
        self._copied: dict[str, File] = {}
        self.carried: dict[str, File] = {}
        own = [self._file(name) for name in _names(config.docs_dir)]
        names = {file.src_uri for file in own}  # they go before the theme's
        super().__init__([*own, *(f for f in theme if f.src_uri not in names)])

    def get_file_from_path(self, path: str) -> File | None:
        """A file by its path in the content folder."""
        name = path.replace(os.sep, "/")
        if name.startswith(PARTS):
            file = self._file(name)
            return file if os.path.isfile(file.abs_src_path or "") else None
        return self.carried.get(name) or super().get_file_from_path(path)

    def carry(self, file: File) -> None:
        """Take in a page of MkDocs' own kind that is made once, as a part is."""
        set_exclusions([file], self._config)
        self.carried[file.src_uri] = file

    def copy_static_files(
        self,
        dirty: bool = False,
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Note what MkDocs would copy with every build: it is carried over as a part."""
        self._copied = {
            file.dest_uri: file
            for file in self
            if not file.is_documentation_page() and inclusion(file.inclusion)
        }

    def part(self, without: Set[str], store: Store) -> Part:
        """The files beside pages; where another part has a file of that name, it is that one."""
        stamps = Stamps(store, "files")
        files = {name: file for name, file in self._copied.items() if name not in without}
        made_of = key(sorted((name, _digest(file, stamps)) for name, file in files.items()))
        stamps.keep()
        return Part("files", made_of, files=partial(_contents, files))

    def guide(self) -> Part:
        """The pages of MkDocs' own kind that are made once."""
        made_of = key([(name, file.content_string) for name, file in self.carried.items()])
        return Part("guide", made_of, lambda: [*map(self._prose, self.carried.values())])

    def _prose(self, file: File) -> PageSpec:
        """A page of Markdown as MkDocs sets it."""
        page = Page(None, file, self._config)
        page.read_source(self._config)
        page.render(self._config, self)
        text = page.content or ""
        return PageSpec(file.src_uri, str(page.title), "main.html", None, lambda _: text)

    def static(self, part: str) -> dict[str, str]:
        """The pictures and downloads of a part: place in the site to place on the disk."""
        files = [self._file(f"{part}/{n}") for n in _names(f"{self._config.docs_dir}/{part}")]
        return {
            file.dest_uri: str(file.abs_src_path)
            for file in files
            if file.inclusion.is_included() and not file.is_documentation_page()
        }

    def _file(self, name: str) -> File:
        config = self._config
        file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
        set_exclusions([file], config)
        return file


def _contents(files: Mapping[str, File]) -> Iterator[tuple[str, bytes]]:
    """One at a time: an editor's films and papers may be large."""
    return ((name, file.content_bytes) for name, file in files.items())


def _digest(file: File, stamps: Stamps) -> str:
    if file.abs_src_path is None:  # made by another plugin
        return sha256(file.content_bytes).hexdigest()
    return stamps.file(Path(file.abs_src_path))


def _names(top: str) -> Iterator[str]:
    """The files below a folder, as MkDocs lists them, but for those of parts."""
    for folder, inner, names in os.walk(top, followlinks=True):
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        place = "" if below == "." else f"{below}/"
        inner[:] = sorted(name for name in inner if f"{place}{name}/" not in PARTS)
        for name in sorted(names):
            # Two sources of one page: MkDocs, too, takes the index and leaves the other.
            hidden = name == "README.md" and "index.md" in names
            if f"{place}{name}" not in PARTS and not hidden:
                yield f"{place}{name}"


def without_material(config: MkDocsConfig) -> Path:
    """Take Material's folder from those of the theme: MkDocs would look at its 14,000 icons."""
    own = [d for d in config.theme.dirs if Path(d).parent.name == "material"]
    if not own:
        raise PluginError("mkdocs.yml 的 theme 里没有 name: material；样式以它为底，请补上这一行。")
    config.theme.dirs[:] = [d for d in config.theme.dirs if d not in own]
    return Path(own[0])
