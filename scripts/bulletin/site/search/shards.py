"""The files of the phrase index: its lists dealt into small shards, so that a query loads a few.

A shard holds what a range of hashes names, in a block for each run of pages: varints of the run's
first page, of the number n of entries and of their bytes; the hashes of the keys, ascending, as n
first bytes, n second ones and so on; the entries in the same order. An entry is
(bytes of the list × 2 + has titles) · list · [bytes of the titles · titles].
`assets/js/search/shards.js` reads them.

A run is laid out once, in the order of hashes, and every shard of any size is a slice of it: an
archive is cut from ready runs without a look at a single list.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from bulletin.site.search.index import List, Postings, encode

SHARD_BYTES = 4096
_MASK = 0xFFFFFFFF
_BITS = 32


class Run(NamedTuple):
    """The lists of successive pages, ready to be cut; plain values, so that they can be kept."""

    pages: int
    hashes: bytes  # four bytes each, the highest first, ascending
    starts: bytes  # of each entry, and the end of the last; four bytes each
    entries: bytes
    characters: str  # that stand on the pages


def hash_of(key: int) -> int:
    """Another order of the keys, in which they lie evenly; no two have the same."""
    mixed = (key ^ key >> 15) * 0x2C1B3C6D & _MASK
    mixed = (mixed ^ mixed >> 12) * 0x297A2D39 & _MASK
    return mixed ^ mixed >> 15


def run_of(pages: int, postings: Postings) -> Run:
    """The lists of so many pages in the order of their hashes."""
    lists = postings.pairs | postings.plain
    ordered = sorted((hash_of(key), key) for key in lists)
    entries = [_entry(lists[key], postings.titles.get(key)) for _, key in ordered]
    starts = accumulate(map(len, entries), initial=0)
    characters = sorted(chr(key >> 16) for key in postings.plain if _is_character(key))
    hashes = _packed(array("I", (mixed for mixed, _ in ordered)))
    return Run(pages, hashes, _packed(array("I", starts)), b"".join(entries), "".join(characters))


def _packed(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _unpacked(data: bytes) -> array[int]:
    numbers = array("I", data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _is_character(key: int) -> bool:
    """Whether a key is one character's, neither half of a rare one nor a number's."""
    return not key & 0xFFFF and not 0xD800 <= key >> 16 < 0xF900


def _entry(pages: List, titles: List | None) -> bytes:
    data = encode(pages[0]) + pages[2]
    head = encode(len(data) << 1 | (titles is not None))
    if titles is None:
        return head + data
    heading = encode(titles[0]) + titles[2]
    return head + data + encode(len(heading)) + heading


def shards(runs: Sequence[Run]) -> Iterator[bytes]:
    """The shards of successive runs, a power of two of them."""
    size = sum(len(run.entries) + len(run.hashes) for run in runs)
    bits = max(0, round(size / SHARD_BYTES) - 1).bit_length()
    firsts = accumulate((run.pages for run in runs), initial=0)
    cut = [_blocks(run, first, bits) for run, first in zip(runs, firsts, strict=False)]
    return map(b"".join, zip(*cut, strict=True))


def _blocks(run: Run, first: int, bits: int) -> Iterator[bytes]:
    """The blocks of a run, one for each shard."""
    hashes, starts = _unpacked(run.hashes), _unpacked(run.starts)
    bounds = (number << _BITS - bits for number in range((1 << bits) + 1))
    places = [bisect_left(hashes, bound) for bound in bounds]
    for start, end in pairwise(places):
        keys = run.hashes[4 * start : 4 * end]
        entries = run.entries[starts[start] : starts[end]]
        head = encode(first) + encode(end - start) + encode(len(entries))
        yield head + b"".join(keys[plane::4] for plane in range(4)) + entries if keys else b""
