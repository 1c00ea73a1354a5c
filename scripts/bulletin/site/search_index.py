"""The phrase index: for every character and every pair of characters, the pages that hold it.

A phrase of the site is found through its pairs, whatever words a segmenter would cut it into. The
pairs are dealt into small shards by a hash, so that a query loads a few kilobytes of a large
archive. `assets/js/search/shards.js` reads what is written here.

A shard is a run of entries in ascending key order, all numbers as LEB128 varints:
key gap · (bytes of the list × 2 + has titles) · list · [bytes of the titles · titles].
The key is 65536 × first UTF-16 unit + second unit, or + 0 for a single character. A list holds
gaps between page numbers: for pairs with two bits more, how often (once, twice, 3–4, more).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from operator import add

from bulletin.site.search_fold import fold
from bulletin.site.search_pages import SearchPage

SHARD_BYTES = 4096
_MASK = 0xFFFFFFFF


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


class _Lists:
    """Lists that grow page by page: each key's bytes and the last page in it."""

    def __init__(self) -> None:
        self.bytes: dict[str, bytearray] = defaultdict(bytearray)
        self._last: dict[str, int] = {}

    def put(self, page: int, counts: Iterable[tuple[str, int]]) -> None:
        """Note a page for each key, with how often it stands there; 0: do not say."""
        last, lists = self._last, self.bytes
        for key, count in counts:
            gap = page - last.get(key, -1) - 1
            last[key] = page
            lists[key] += _encode(gap << 2 | _often(count)) if count else _encode(gap)


def build_shards(pages: Sequence[SearchPage]) -> list[bytes]:
    """The shards of these pages, a power of two of them; page numbers are places in the list."""
    body, titles = _Lists(), _Lists()
    for number, page in enumerate(pages):
        text, title = units(fold(page.text)), units(fold(page.title))
        body.put(number, Counter(map(add, text, text[1:])).items())
        body.put(number, ((char, 0) for char in set(text)))
        titles.put(number, ((pair, 0) for pair in set(map(add, title, title[1:]))))
    return _deal(body.bytes, titles.bytes)


def _key(chars: str) -> int:
    return ord(chars[0]) << 16 | (ord(chars[1]) if len(chars) > 1 else 0)


def _deal(body: dict[str, bytearray], titles: dict[str, bytearray]) -> list[bytes]:
    entries = {_key(chars): _entry(bytes(data), titles.get(chars)) for chars, data in body.items()}
    total = sum(map(len, entries.values())) + 4 * len(entries)
    count = 1 << max(0, round(total / SHARD_BYTES) - 1).bit_length()
    shards: list[list[tuple[int, bytes]]] = [[] for _ in range(count)]
    for key in sorted(entries):
        shards[shard_of(key, count)].append((key, entries[key]))
    return [_join(shard) for shard in shards]


def _entry(data: bytes, titles: bytearray | None) -> bytes:
    head = varint(len(data) << 1 | (titles is not None))
    return head + data + (varint(len(titles)) + titles if titles is not None else b"")


def _join(entries: list[tuple[int, bytes]]) -> bytes:
    out, last = bytearray(), 0
    for key, entry in entries:
        out += varint(key - last) + entry
        last = key
    return bytes(out)
