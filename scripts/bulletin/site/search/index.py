"""The phrase index: for every character, pair of characters and number, the pages that hold it.

A phrase of the site is found through its pairs, whatever words a segmenter would cut it into. Lists
are made issue by issue and joined end to end, so that an issue that has not changed is never read
again: of each list its first value stands apart, which alone depends on what comes before.

A list holds gaps between page numbers as varints: for pairs with two bits more, how often (once,
twice, 3–4, more). The key is 65536 × first UTF-16 unit + second unit, or + 0 for a single
character, or a number's. `search_shards.py` lays the lists out in files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from typing import NamedTuple

from bulletin.site.search.folding import fold, number_key, number_names
from bulletin.site.search.pages import SearchPage

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


def varint(number: int) -> bytes:
    """A number in seven-bit groups, the lowest first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


_SMALL = [varint(n) for n in range(1 << 14)]


def encode(number: int) -> bytes:
    """The same, faster for the small numbers that gaps are."""
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
                rest[key] += encode(value + gap) + further
            else:
                first[key] = value + (offset << shift)
                rest[key] = bytearray(further)
            last[key] = end + offset
        offset += size
    return {key: (value, last[key], bytes(rest[key])) for key, value in first.items()}
