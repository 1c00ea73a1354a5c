"""The phrase index: for every character, pair of characters and number, the pages that hold it.

A phrase of the site is found through its pairs, whatever words a segmenter would cut it into. The
pairs are dealt into small shards by a hash, so that a query loads a few kilobytes of a large
archive. `assets/js/search/shards.js` reads what is written here.

A shard is a run of entries in ascending key order, all numbers as LEB128 varints:
key gap · (bytes of the list × 2 + has titles) · list · [bytes of the titles · titles].
The key is 65536 × first UTF-16 unit + second unit, or + 0 for a single character, or a number's.
A list holds gaps between page numbers: for pairs with two bits more, how often (once, twice, 3–4,
more).

Lists are made issue by issue and joined end to end, so that an issue that has not changed is never
read again: of each list its first value stands apart, which alone depends on what comes before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from typing import NamedTuple

from bulletin.site.search_fold import fold
from bulletin.site.search_numbers import number_key, number_names
from bulletin.site.search_pages import SearchPage

SHARD_BYTES = 4096
_MASK = 0xFFFFFFFF

List = tuple[int, int, bytes]  # the first value as from page 0, the last page, the further values
Lists = dict[int, List]


class Postings(NamedTuple):
    """The lists of some pages."""

    pairs: Lists  # with how often
    plain: Lists  # of characters and numbers
    titles: Lists  # of pairs and numbers in titles


_SHIFTS = (2, 0, 0)  # bits below the gap in each kind of list


def units(folded: str) -> str:
    """The text as UTF-16 units, as JavaScript counts them."""
    if max(folded, default="") <= "\uffff":
        return folded
    raw = folded.encode("utf-16-le")
    return "".join(chr(int.from_bytes(raw[i : i + 2], "little")) for i in range(0, len(raw), 2))


def shard_of(key: int, shards: int) -> int:
    """The shard that holds a key; `shards` is a power of two."""
    mixed = (key ^ key >> 15) * 0x2C1B3C6D & _MASK
    mixed = (mixed ^ mixed >> 12) * 0x297A2D39 & _MASK
    return (mixed ^ mixed >> 15) & shards - 1


def varint(number: int) -> bytes:
    """A number in seven-bit groups, the lowest first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


_SMALL = [varint(n) for n in range(1 << 14)]


def _encode(number: int) -> bytes:
    return _SMALL[number] if number < 1 << 14 else varint(number)


def _often(count: int) -> int:
    return count - 1 if count < 3 else 2 if count < 5 else 3


def _key(chars: str) -> int:
    return ord(chars[0]) << 16 | (ord(chars[1]) if len(chars) > 1 else 0)


def index(pages: Sequence[SearchPage]) -> Postings:
    """The lists of these pages; page numbers are places in the sequence."""
    return join([(1, index_page(page)) for page in pages])


def index_page(page: SearchPage) -> Postings:
    """The lists of one page."""
    text, title = units(fold(page.text)), units(fold(page.title))
    pairs = Counter(map(add, text, text[1:]))
    heads = {number_key(name) for name in number_names(page.title)}
    plain = heads | {_key(char) for char in set(text)}
    for block in page.blocks:
        plain |= {number_key(name) for name in number_names(block.text)}
    return Postings(
        {_key(pair): (_often(count), 0, b"") for pair, count in pairs.items()},
        dict.fromkeys(plain, (0, 0, b"")),
        dict.fromkeys(heads | {_key(pair) for pair in map(add, title, title[1:])}, (0, 0, b"")),
    )


def join(parts: Iterable[tuple[int, Postings]]) -> Postings:
    """The lists of parts one after the other, each with the number of its pages."""
    known = list(parts)
    kinds = zip(_SHIFTS, zip(*(lists for _, lists in known), strict=True), strict=True)
    sizes = [size for size, _ in known]
    return Postings(*(_join_kind(shift, sizes, lists) for shift, lists in kinds))


def _join_kind(shift: int, sizes: Sequence[int], parts: Sequence[Lists]) -> Lists:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    rest: dict[int, bytearray] = {}
    offset = 0
    for size, lists in zip(sizes, parts, strict=True):
        for key, (value, end, further) in lists.items():
            if key in last:
                gap = offset - last[key] - 1 << shift
                rest[key] += _encode(value + gap) + further
            else:
                first[key] = value + (offset << shift)
                rest[key] = bytearray(further)
            last[key] = end + offset
        offset += size
    return {key: (value, last[key], bytes(rest[key])) for key, value in first.items()}


def build_shards(postings: Postings) -> list[bytes]:
    """The shards of these lists, a power of two of them."""
    entries = {
        key: _entry(lists[key], postings.titles.get(key))
        for lists in (postings.pairs, postings.plain)
        for key in lists
    }
    total = sum(map(len, entries.values())) + 4 * len(entries)
    count = 1 << max(0, round(total / SHARD_BYTES) - 1).bit_length()
    shards: list[list[tuple[int, bytes]]] = [[] for _ in range(count)]
    for key in sorted(entries):
        shards[shard_of(key, count)].append((key, entries[key]))
    return [_shard(shard) for shard in shards]


def _entry(pages: List, titles: List | None) -> bytes:
    data = _encode(pages[0]) + pages[2]
    head = _encode(len(data) << 1 | (titles is not None))
    if titles is None:
        return head + data
    heading = _encode(titles[0]) + titles[2]
    return head + data + _encode(len(heading)) + heading


def _shard(entries: Sequence[tuple[int, bytes]]) -> bytes:
    out, last = bytearray(), 0
    for key, entry in entries:
        out += _encode(key - last) + entry
        last = key
    return bytes(out)
