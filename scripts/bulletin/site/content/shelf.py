"""The published issues: what every build knows of each article, and its text when it is asked for.

An issue's files are read and rendered once; the store keeps what came of it. A build then holds the
heads of all articles (titles, facts, first words) and the text of one issue at a time, so that its
memory does not grow with the length of the archive's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from bulletin.files import held
from bulletin.files.frontmatter import article_files, read_issue
from bulletin.files.held import Held
from bulletin.model import Document, Issue, Section, gathered
from bulletin.progress import Tell, silent
from bulletin.site.cache import fingerprints
from bulletin.site.cache.stamps import Stamps
from bulletin.site.cache.store import Book, Store, key
from bulletin.site.content import notices
from bulletin.site.content.gists import (
    Gist,
    Head,
    Volume,
    address_text,
    addresses_of,
    gist_of,
    head_of,
    without,
    without_pages,
    without_text,
)
from bulletin.site.content.lives import Lives, same_number
from bulletin.site.content.notices import Notice
from bulletin.site.content.structure import Body, Renderer
from bulletin.site.content.views import Link

ADDRESSES = "ids.txt"  # written by the build itself, so no part of what an issue says


class Shelf:
    """All issues of a content folder as of a day; texts are read one issue at a time.

    What waits for a later day, and every draft, is on no shelf of an earlier one.
    """

    def __init__(self, issues: Path, store: Store, day: date | None = None) -> None:
        self._issues = issues
        self._store = store
        self._day = day or date.today()
        self._stamps = Stamps(store, "issues")
        self._book = Book(store, "gists")
        self._open: tuple[str, Sequence[Body]] = ("", ())
        self._digests: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._gists: dict[str, Gist] = {}
        self._volumes: dict[str, Volume] = {}

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer()

    def gists(self, tell: Tell = silent) -> Mapping[str, Gist]:
        """Every issue by its folder, newest first."""
        if not self._gists:
            folders = [f for f in issue_folders(self._issues) if self.published(f.name)]
            found = gathered(
                partial(self._gist, f.name, partial(tell, "读取各期", n, len(folders)))
                for n, f in enumerate(folders, 1)
            )
            self._gists = {f.name: gist for f, gist in zip(folders, found, strict=True)}
            self._stamps.keep()
            self._book.keep()
        return self._gists

    def entries(self) -> list[Entry]:
        """Every article, newest issue first, in the order of print."""
        return [entry for issue in self.gists() for entry in self.entries_of(issue)]

    def entries_of(self, issue: str) -> list[Entry]:
        """The articles of an issue, in the order of print."""
        return [Entry(issue, article, self) for article in self.gists()[issue].titles]

    def entry(self, key: str) -> Entry | None:
        """An article by its name across issues, None where there is none."""
        issue, _, article = key.partition("/")
        gist = self.gists().get(issue)
        return Entry(issue, article, self) if gist and article in gist.titles else None

    def named(self, name: str) -> Entry | None:
        """The newest article that citations call so; names are compared as `fold` gives them."""
        for issue, gist in self.gists().items():
            if name in gist.names:
                return Entry(issue, gist.names[name], self)
        return None

    def numbered(self, name: str, number: str) -> Entry | None:
        """The article of this name that publishes the document of this number."""
        for issue, gist in self.gists().items():
            own = gist.documents.get(gist.names.get(name, ""))
            if own and same_number(own.number or "") == same_number(number):
                return Entry(issue, gist.names[name], self)
        return None

    def folder(self, issue: str) -> Path:
        """Where an issue's files are."""
        return self._issues / issue

    def bodies(self, issue: str) -> Sequence[Body]:
        """The rendered articles of an issue, in the order of print."""
        if self._open[0] != issue:
            found = self._store.get(_kept(issue, "text"), self._key(issue))
            self._open = (issue, found or self._read(issue)[1])
        return self._open[1]

    def addresses(self, issue: str) -> list[str]:
        """The lasting addresses of an issue: `08#art-19`."""
        return addresses_of(list(self.gists()[issue].titles), self.bodies(issue))

    def digest(self, issue: str) -> str:
        """The hash of all that an issue says: its files, but for its addresses, and notices."""
        if issue not in self._digests:
            files, notices = self._digest(issue), self.notices_of(issue)
            held = self.held.get(issue, ())
            self._digests[issue] = key(files, notices, held) if notices or held else files
        return self._digests[issue]

    def _digest(self, issue: str) -> str:
        if issue not in self._files:
            folder = self._issues / issue
            make = partial(fingerprints.tree, folder, ADDRESSES)
            self._files[issue] = self._stamps.digest(str(folder), ADDRESSES, make)
        return self._files[issue]

    @cached_property
    def held(self) -> dict[str, tuple[Held, ...]]:
        """What is not published yet, by its issue; issues that hold nothing back are left out."""
        book = Book(self._store, "held", fingerprints.program())
        every = {
            f.name: held.on(
                book.value(f.name, self._digest(f.name), partial(held.found, f)), self._day
            )
            for f in issue_folders(self._issues)
        }
        book.keep()
        return {issue: waiting for issue, waiting in every.items() if waiting}

    def holds(self, issue: str, article: str) -> bool:
        """Whether an article is not published yet."""
        return any(h.name in (article, held.COVER) for h in self.held.get(issue, ()))

    def published(self, issue: str) -> bool:
        """Whether anything of an issue is published by now."""
        waiting = self.held.get(issue, ())
        whole = any(h.name == held.COVER for h in waiting)
        return not waiting or not (
            whole or len(waiting) == len(article_files(self._issues / issue))
        )

    def unseen(self, issue: str, names: Iterable[str]) -> set[str]:
        """The files of some names that belong to texts which nobody may read (yet) alone."""
        gone = self.withdrawn(issue)
        texts: dict[bool, list[str]] = {True: [], False: []}
        for path in article_files(self._issues / issue):
            hidden = path.stem in gone or self.holds(issue, path.stem)
            texts[hidden].append(unquote(path.read_text(encoding="utf-8")))
        return {
            name
            for name in names
            if any(_names(text, name) for text in texts[True])
            and not any(_names(text, name) for text in texts[False])
        }

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """All corrections and withdrawals of all issues, the newest issue first."""
        book = Book(self._store, "notices", fingerprints.program())
        every = [
            book.value(f.name, self._digest(f.name), partial(notices.found, f))
            for f in issue_folders(self._issues)
        ]
        book.keep()
        of_all = (notice for found in every for notice in found)
        return tuple(n for n in of_all if not self.holds(*n.key.split("/")))

    def notices_of(self, issue: str) -> tuple[Notice, ...]:
        """The notices about articles of an issue."""
        return tuple(n for n in self.notices if n.about.partition("/")[0] == issue)

    @cached_property
    def all_withdrawn(self) -> dict[str, str]:
        """Each withdrawn article with the notice that says so, by their names across issues."""
        gone = (n for n in self.notices if n.kind == notices.WITHDRAWAL and n.about)
        return {n.about: n.key for n in gone}

    def withdrawn(self, issue: str) -> dict[str, Notice]:
        """Why articles of an issue were withdrawn, by article."""
        own = (n for n in self.notices_of(issue) if n.kind == notices.WITHDRAWAL)
        return {n.about.partition("/")[2]: n for n in own}

    def article_digest(self, entry: Entry) -> str:
        """The hash of an article's own file."""
        path = self._issues / f"{entry.key}.md"
        return sha256(path.read_bytes()).hexdigest()

    @cached_property
    def lives(self) -> Lives:
        """What all documents of all issues do to one another."""
        pairs = ((name, item) for name, g in self.gists().items() for item in g.documents.items())
        documents = {f"{name}/{article}": document for name, (article, document) in pairs}
        titles = {
            f"{n}/{a}": title for n, g in self.gists().items() for a, title in g.titles.items()
        }
        return Lives(documents, {k: title for k, title in titles.items() if k not in documents})

    def volume(self, issue: str) -> Volume:
        """An issue with the heads of its articles."""
        if issue not in self._volumes:
            self._volumes[issue] = self._store.value(
                _kept(issue, "head"), self._key(issue), lambda: self._read(issue)[0]
            )
        return self._volumes[issue]

    def _key(self, issue: str) -> str:
        return key(fingerprints.program(), self.digest(issue))

    def _gist(self, issue: str, tell: Callable[[], None]) -> Gist:
        tell()
        return self._book.value(issue, self._key(issue), lambda: self.volume(issue).gist)

    def _read(self, issue: str) -> tuple[Volume, list[Body]]:
        """Read and render an issue from its files."""
        source = self._without_held(read_issue(self._issues / issue))
        read = notices.withdrawn(source, self.withdrawn(issue))
        bodies = [self._renderer.render(article.body) for article in read.articles]
        light = without_text(read)
        if read.rewritten:  # its pages are those of another text, and nobody can look them up
            light = without_pages(light)
        heads = tuple(head_of(a, b) for a, b in zip(light.articles, bodies, strict=True))
        listed = address_text(addresses_of([a.id for a in light.articles], bodies))
        self._store.put(_kept(issue, "text"), self._key(issue), bodies)
        cover = self._renderer.plain(read.body)
        gist = gist_of(light, heads, listed)
        if gone := [a for a in source.articles if a.id in self.withdrawn(issue)]:
            gist = without(gist, gone)
        return Volume(light, heads, gist, cover), bodies

    def _without_held(self, issue: Issue) -> Issue:
        """An issue without what is not published yet, and without sections that this empties."""
        if issue.id not in self.held:
            return issue
        kept = (
            Section(s.title, tuple(a for a in s.articles if not self.holds(issue.id, a.id)))
            for s in issue.sections
        )
        return replace(issue, sections=tuple(s for s in kept if s.articles))


@dataclass(frozen=True)
class Entry:
    """One published article; its head and its text are read when they are asked for."""

    issue_id: str
    article_id: str
    shelf: Shelf = field(repr=False, compare=False)

    @property
    def issue(self) -> Issue:
        """The issue that it is from."""
        return self.shelf.volume(self.issue_id).issue

    @property
    def head(self) -> Head:
        """What is known of it without its text."""
        volume = self.shelf.volume(self.issue_id)
        return volume.heads[volume.places[self.article_id]]

    @property
    def body(self) -> Body:
        """The rendered text."""
        place = self.shelf.volume(self.issue_id).places[self.article_id]
        return self.shelf.bodies(self.issue_id)[place]

    def contents(self) -> Body:
        """The rendered text, as a call."""
        return self.body

    @property
    def title(self) -> str:
        """The article's title."""
        return self.shelf.gists()[self.issue_id].titles[self.article_id]

    @property
    def key(self) -> str:
        """The article's name across issues: 2026-04/08."""
        return f"{self.issue_id}/{self.article_id}"

    @property
    def url(self) -> str:
        """The article's address below the site's root."""
        return f"issues/{self.key}/"

    @property
    def document(self) -> Document | None:
        """The document that it publishes."""
        return self.shelf.gists()[self.issue_id].documents.get(self.article_id)

    @property
    def link(self) -> Link:
        """A link to the article."""
        return Link(self.title, self.url)


def _names(text: str, file: str) -> bool:
    """Whether a text names a file; 11.png does not name 1.png."""
    return re.search(rf"(?<![\w.-]){re.escape(file)}(?![\w.-])", text) is not None


def issue_folders(issues: Path) -> list[Path]:
    """The folders of all issues that have a cover, newest first."""
    return sorted((p.parent for p in issues.glob("*/index.md")), reverse=True)


def _kept(issue: str, what: str) -> str:
    """The name of what is kept of an issue: a year's issues lie in one folder of the store."""
    return f"{issue[:4]}/{issue}.{what}"
