"""The published issues: what every build knows of each article, and its text when it is asked for.

An issue's files are read and rendered once; the store keeps what came of it. A build then holds the
heads of all articles (titles, facts, first words) and the text of one issue at a time, so that its
memory does not grow with the length of the archive's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from bulletin.frontmatter import read_issue
from bulletin.model import Article, Issue, Section, gathered
from bulletin.site import shape
from bulletin.site.labels import fold
from bulletin.site.progress import Tell, silent
from bulletin.site.stamps import Stamps
from bulletin.site.store import Store, key
from bulletin.site.structure import Body, Renderer
from bulletin.site.views import Link, minutes

ADDRESSES = "ids.txt"  # written by the build itself, so no part of what an issue says
# Signers and dates are addressed by their place alone; nobody cites them, so they may move.
_LASTING = ("art-", "item-", "ch-", "p-", "h-", "r2-", "part-")
_LEAD = ("text", "article", "paragraph")


@dataclass(frozen=True)
class Head:
    """What is known of an article without its text."""

    article: Article  # its body left out
    names: tuple[str, ...]  # by which citations call it, as they compare names
    characters: int
    first: str  # the first paragraph that is one, empty where there is none
    lead: str  # the first that reads as a summary


@dataclass(frozen=True)
class Volume:
    """An issue without the texts of its articles."""

    issue: Issue
    heads: tuple[Head, ...]
    addresses: str  # the hash of its list of addresses
    words: str  # the hash of its titles and summaries, by which related articles are found
    face: str  # the hash of all that other pages say of it


class Shelf:
    """All issues of a content folder; texts are read one issue at a time."""

    def __init__(self, issues: Path, store: Store) -> None:
        self._issues = issues
        self._store = store
        self._stamps = Stamps(store, "issues")
        self._open: tuple[str, Sequence[Body]] = ("", ())
        self._digests: dict[str, str] = {}
        self._volumes: dict[str, Volume] = {}

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer()

    def entries(self, tell: Tell = silent) -> list[Entry]:
        """Every article, newest issue first, in the order of print."""
        folders = issue_folders(self._issues)
        issues = gathered(
            partial(self._entries, f, partial(tell, "读取各期", n, len(folders)))
            for n, f in enumerate(folders, 1)
        )
        self._stamps.keep()
        return [entry for entries in issues for entry in entries]

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
        articles = [head.article.id for head in self._volume(issue).heads]
        return _addresses(articles, self.bodies(issue))

    def addresses_hash(self, issue: str) -> str:
        """The hash of `addresses`, one a line, without reading the texts."""
        return self._volume(issue).addresses

    def digest(self, issue: str) -> str:
        """The hash of an issue's files, by name and content, but for its list of addresses."""
        if issue not in self._digests:
            folder = self._issues / issue
            make = partial(shape.tree, folder, ADDRESSES)
            self._digests[issue] = self._stamps.digest(str(folder), ADDRESSES, make)
        return self._digests[issue]

    def words(self, issue: str) -> str:
        """The hash of an issue's titles and summaries."""
        return self._volume(issue).words

    def face(self, issue: str) -> str:
        """The hash of all that pages outside an issue say of it and its articles."""
        return self._volume(issue).face

    def article_digest(self, entry: Entry) -> str:
        """The hash of an article's own file."""
        path = self._issues / entry.issue.id / f"{entry.article.id}.md"
        return sha256(path.read_bytes()).hexdigest()

    def _key(self, issue: str) -> str:
        return key(shape.program(), self.digest(issue))

    def _volume(self, issue: str) -> Volume:
        if issue not in self._volumes:
            self._volumes[issue] = self._store.value(
                _kept(issue, "head"), self._key(issue), lambda: self._read(issue)[0]
            )
        return self._volumes[issue]

    def _read(self, issue: str) -> tuple[Volume, list[Body]]:
        """Read and render an issue from its files."""
        read = read_issue(self._issues / issue)
        bodies = [self._renderer.render(article.body) for article in read.articles]
        light = _without_text(read)
        heads = tuple(_head(a, b) for a, b in zip(light.articles, bodies, strict=True))
        listed = address_text(_addresses([a.id for a in light.articles], bodies))
        words = [(h.article.id, h.article.title, h.article.summary) for h in heads]
        addresses = sha256(listed.encode()).hexdigest()
        # Other pages say how many minutes an article takes, not how many characters it has.
        faces = [replace(head, characters=minutes(head.characters)) for head in heads]
        volume = Volume(light, heads, addresses, key(words), key(light, faces))
        self._store.put(_kept(issue, "text"), self._key(issue), bodies)
        return volume, bodies

    def _entries(self, folder: Path, tell: Callable[[], None]) -> list[Entry]:
        tell()
        volume = self._volume(folder.name)
        return [Entry(volume.issue, head, n, self) for n, head in enumerate(volume.heads)]


@dataclass(frozen=True)
class Entry:
    """One published article; its text is read when it is asked for."""

    issue: Issue
    head: Head
    place: int
    shelf: Shelf = field(repr=False, compare=False)

    @property
    def article(self) -> Article:
        """The article without its text."""
        return self.head.article

    @property
    def body(self) -> Body:
        """The rendered text."""
        return self.shelf.bodies(self.issue.id)[self.place]

    def contents(self) -> Body:
        """The rendered text, as a call."""
        return self.body

    @property
    def characters(self) -> int:
        """Non-space characters of the text."""
        return self.head.characters

    @property
    def first(self) -> str:
        """The first paragraph."""
        return self.head.first

    @property
    def lead(self) -> str:
        """The first paragraph that reads as a summary."""
        return self.head.lead

    @cached_property
    def key(self) -> str:
        """The article's name across issues: 2026-04/08."""
        return f"{self.issue.id}/{self.article.id}"

    @cached_property
    def url(self) -> str:
        """The article's address below the site's root."""
        return f"issues/{self.key}/"

    @cached_property
    def link(self) -> Link:
        """A link to the article."""
        return Link(self.article.title, self.url)


def issue_folders(issues: Path) -> list[Path]:
    """The folders of all issues that have a cover, newest first."""
    return sorted((p.parent for p in issues.glob("*/index.md")), reverse=True)


def _kept(issue: str, what: str) -> str:
    """The name of what is kept of an issue: a year's issues lie in one folder of the store."""
    return f"{issue[:4]}/{issue}.{what}"


def address_text(lines: Iterable[str]) -> str:
    """A list of addresses as its file holds it."""
    return "".join(f"{line}\n" for line in lines)


def _addresses(articles: Sequence[str], bodies: Sequence[Body]) -> list[str]:
    return [
        f"{article}#{unit.id}"
        for article, body in zip(articles, bodies, strict=True)
        for unit in body.units
        if unit.id and unit.id.startswith(_LASTING)
    ]


def _head(article: Article, body: Body) -> Head:
    units = body.units
    first = next((u.text for u in units if u.kind in ("text", "article")), "")
    lead = next((u.text for u in units if u.id and u.kind in _LEAD), "")
    document = article.document
    titles = (document.title if document else "", article.title)
    names = tuple(fold(title) for title in titles if title)
    return Head(article, names, body.characters, first, lead)


def _without_text(issue: Issue) -> Issue:
    sections = (
        Section(s.title, tuple(replace(a, body="") for a in s.articles)) for s in issue.sections
    )
    return replace(issue, sections=tuple(sections))
