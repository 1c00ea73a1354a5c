"""The articles that are most like each article, for its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from bulletin.site.cache import fingerprints
from bulletin.site.cache.store import Book, Store, key
from bulletin.site.content.shelf import Entry, Shelf
from bulletin.site.content.views import Link

RELATED = 3
WINDOW = 6  # issues that related articles are looked for in, beside the article's own


class Related:
    """The articles that share the rarest pairs of characters in title and summary.

    Only articles of the same issue and of the six before it are offered: a new issue changes no
    page of an old one, and the work does not grow faster than the archive.
    """

    def __init__(self, shelf: Shelf, store: Store) -> None:
        self._shelf = shelf
        self._found: dict[str, dict[str, tuple[Link, ...]]] = {}
        names = sorted(shelf.gists())
        self._windows = {
            name: names[max(0, place - WINDOW) : place + 1] for place, name in enumerate(names)
        }
        book = Book(store, "related", fingerprints.program())
        self._keys = {
            name: book.value(name, self._words(window), partial(self._key, name))
            for name, window in self._windows.items()
        }
        book.keep()

    def key(self, issue: str) -> str:
        """The key of what is related to the articles of an issue."""
        return self._keys[issue]

    def nearest(self, issue: str, article: str) -> tuple[Link, ...]:
        """The articles nearest to one of an issue."""
        return self._links(issue)[article]

    def _links(self, issue: str) -> Mapping[str, tuple[Link, ...]]:
        if issue not in self._found:
            self._found[issue] = self._nearest(issue)
        return self._found[issue]

    def _words(self, window: Sequence[str]) -> str:
        return key([(name, self._shelf.gists()[name].words) for name in window])

    def _key(self, issue: str) -> str:
        return key(self._links(issue))

    def _nearest(self, issue: str) -> dict[str, tuple[Link, ...]]:
        own = self._shelf.entries_of(issue)
        window = [e for name in self._windows[issue] for e in self._shelf.entries_of(name)]
        pairs = [_pairs(_words(entry)) for entry in window]
        holders: dict[str, list[int]] = {}
        for number, shared in enumerate(pairs):
            for pair in shared:
                holders.setdefault(pair, []).append(number)
        names = {entry.key: entry for entry in window}
        return {
            e.key: tuple(names[n].link for n in _nearest(e.key, mine, list(names), holders))
            for e, mine in zip(own, pairs[-len(own) :] if own else (), strict=True)
        }


def _nearest(
    own: str, pairs: frozenset[str], names: Sequence[str], holders: Mapping[str, list[int]]
) -> list[str]:
    scores: Counter[int] = Counter()
    for pair in pairs:
        sharing = holders[pair]
        # A pair that a tenth of the articles share says nothing; weights are integers, so that
        # the order is the same on every machine.
        if 1 < len(sharing) <= max(4, len(names) // 10):
            weight = 1000 // len(sharing)
            for number in sharing:
                scores[number] += weight
    best = sorted((-score, names[number]) for number, score in scores.items())
    return [name for _, name in best if name != own][:RELATED]


def _words(entry: Entry) -> str:
    article = entry.head.article
    return article.title + (article.summary or "")


@lru_cache(maxsize=512)  # the articles of a window are asked for again by the next ones
def _pairs(words: str) -> frozenset[str]:
    runs = re.findall("[\u4e00-\u9fff]+", words)
    return frozenset(a + b for run in runs for a, b in pairwise(run))
