"""The picture that a messenger or a network shows beside a link: one for each article and issue.

It is drawn from the words alone, with an open typeface that comes with the npm packages, so that a
build needs neither network nor browser and gives the same bytes on every machine. A picture is kept
in the cache under the hash of all that it shows: an archive's pictures are drawn once.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bulletin.model import BulletinError
from bulletin.site.cache.sealed import SpoiltError, opened, sealed
from bulletin.site.content.views import ArticleView, IssueView
from bulletin.site.formats.metadata import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Config,
    card_file,
    issue_name,
)
from bulletin.site.pages import titles
from bulletin.site.pages.titles import phrases

FACE = "@fontsource-variable/noto-serif-sc"
MARGIN = 84
ROOM = CARD_WIDTH - 2 * MARGIN
PAPER, INK, ACCENT = (255, 254, 251), (27, 26, 24), (156, 42, 29)
# Four colours are two bits a pixel: half the bytes, and at the size at which cards are shown the
# one shade between paper and ink is smooth enough.
COLORS = (PAPER, (141, 140, 138), INK, ACCENT)
BAND = 14
SMALL, LEADING = 34, 1.36
SIZES = (88, 76, 66, 58, 50, 44)
TOP, BOTTOM = 146, 510  # between them stands the title
# Signs that no line may begin or end with.
_CLOSING = frozenset("，。、；：？！”’》）〕】〉…·%")
_HANGING = frozenset("“‘《（〔【〈")
_OPENING = _HANGING | {"—"}


@dataclass(frozen=True)
class Card:
    """The words of a picture: above, in the middle, below."""

    kicker: str
    title: str
    foot: str


def of_article(view: ArticleView, config: Config) -> Card:
    """An article's title, with the issue above and its source below."""
    source, document = view.article.source, view.article.document
    origin = (source.outlet if source else "") or (document.number if document else "") or ""
    foot = "　".join(filter(None, (view.issue.rewritten, view.article.section, origin)))
    return Card(f"{config.site_name}　{issue_name(view.issue)}", view.article.title, foot)


def of_issue(view: IssueView, config: Config) -> Card:
    """An issue's month and number, with its sections below."""
    return Card(config.site_name, issue_name(view.issue), "　".join(s.title for s in view.sections))


class Studio:
    """Draws cards with the faces of one package folder, and keeps them in a cache."""

    def __init__(self, packages: Path, cache: Path) -> None:
        self._face = packages / FACE
        self._kept = cache / "cards"

    def pictures(self, view: IssueView, config: Config) -> Iterator[tuple[str, bytes]]:
        """The pictures of an issue and of its articles, each with its path in the site."""
        yield card_file(view), self.picture(of_issue(view, config))
        for article in view.articles:
            yield card_file(article), self.picture(of_article(article, config))

    def picture(self, card: Card) -> bytes:
        """The PNG file of a card."""
        name = sha256("\0".join((self._state, card.kicker, card.title, card.foot)).encode())
        kept = self._kept / name.hexdigest()
        try:
            return opened(kept.read_bytes())
        except (OSError, SpoiltError):
            picture = draw(card, self._type)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(sealed(picture))
        return picture

    @cached_property
    def _state(self) -> str:
        """What shapes every picture beside its words."""
        versions = _read(self._face, "package.json")["version"], metadata.version("budoux")
        code = sha256(Path(__file__).read_bytes() + Path(titles.__file__).read_bytes())
        return code.hexdigest() + "".join(versions)

    @cached_property
    def _type(self) -> Type:
        return Type(self._face)


class Type:
    """A typeface that comes in many files, each with some of its characters."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[int, Path] = {}
        for name, listed in _read(folder, "unicode.json").items():
            path = folder / "files" / f"noto-serif-sc-{name.strip('[]')}-wght-normal.woff2"
            # The Chinese files come first: quotation marks and dashes are theirs.
            self._files.update({c: path for c in _codes(listed) if c not in self._files})
        self._fonts = cache(self._open)
        self._widths = cache(self._measured)

    def font(self, sign: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """The file that holds a character; the ideographic space's where none does."""
        path = self._files.get(ord(sign)) or self._files[0x3000]
        return self._fonts(path, size, weight)

    def width(self, text: str, size: int, weight: int) -> float:
        """How long a text is in one line."""
        return sum(self._widths(sign, size, weight) for sign in text)

    def _measured(self, sign: str, size: int, weight: int) -> float:
        return self.font(sign, size, weight).getlength(sign)

    @staticmethod
    def _open(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
        font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([weight])
        return font


def _read(folder: Path, name: str) -> dict[str, Any]:
    """A file of the typeface's package."""
    try:
        data: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise BulletinError(
            "no-typeface",
            str(folder),
            "没有分享图所用的字体",
            f"已装好 npm 包 {FACE}",
            "运行 python scripts/setup.py site",
        ) from error
    return data


def draw(card: Card, face: Type) -> bytes:
    """Set a card's words and encode the picture."""
    image = Image.new("L", (CARD_WIDTH, CARD_HEIGHT))
    _line(image, face, MARGIN + SMALL, _fitting(card.kicker, face, 700), SMALL, 700)
    size, lines = _set(card.title, face)
    # The lines stand in the middle of their room; a base line is that much below its line's top.
    top = (TOP + BOTTOM - len(lines) * size * LEADING) / 2 + size * 1.06
    for number, line in enumerate(lines):
        _line(image, face, round(top + number * size * LEADING), line, size, 900)
    _line(image, face, CARD_HEIGHT - 62, _fitting(card.foot, face, 500), SMALL, 500)
    return _png(image)


def _set(title: str, face: Type) -> tuple[int, list[str]]:
    """The largest size at which a title fits, and its lines, as even as they can be."""
    units: list[str] = []
    for size in SIZES:
        units = _pieces(title, face, size)
        lines, most = _broken(units, face, size, ROOM), int((BOTTOM - TOP) / (size * LEADING))
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    for width in range(size * 4, ROOM, size // 2):
        even = _broken(units, face, size, width)
        if len(even) == len(lines):
            return size, even
    return size, lines


def _pieces(title: str, face: Type, size: int) -> list[str]:
    """A title's phrases, and the characters of those that no line holds."""
    found: list[str] = []
    for phrase in phrases(title):
        fits = face.width(phrase, size, 900) <= ROOM / 2
        found += [phrase] if fits else _units(phrase)
    return _clinging(found)


def _clinging(units: list[str]) -> list[str]:
    """Units again, those joined that no line may part."""
    joined: list[str] = []
    for unit in units:
        if joined and (unit[0] in _CLOSING or joined[-1][-1] in _OPENING):
            joined[-1] += unit
        else:
            joined.append(unit)
    return joined


def _units(text: str) -> list[str]:
    """Pieces between which a line may end: a character with the signs that cling to it, a word."""
    units: list[str] = []
    for sign in text:
        last = units[-1] if units else ""
        word = sign.isascii() and sign.isalnum() and last[-1:].isascii() and last[-1:].isalnum()
        if units and (sign in _CLOSING or last[-1] in _OPENING or word):
            units[-1] += sign
        else:
            units.append(sign)
    return units


def _broken(units: list[str], face: Type, size: int, width: int) -> list[str]:
    lines = [""]
    for unit in units:
        if lines[-1] and face.width((lines[-1] + unit).rstrip(), size, 900) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not unit.isspace():
            lines[-1] += unit
    return lines


def _fitting(text: str, face: Type, weight: int) -> str:
    """As much of a text as one small line holds."""
    while face.width(text, SMALL, weight) > ROOM:
        text = text.rstrip("…")[:-1] + "…"
    return text


def _line(image: Image.Image, face: Type, y: int, text: str, size: int, weight: int) -> None:
    """Draw a line; a mark that opens it hangs out, as its left half is empty."""
    pen = ImageDraw.Draw(image)
    x = MARGIN - (size / 2 if text[:1] in _HANGING else 0)
    for before, sign in zip(" " + text, text, strict=False):
        font, width = face.font(sign, size, weight), face.width(sign, size, weight)
        if before == sign == "—":  # the two halves of a dash touch
            pen.text((round(x - width / 2), y), sign, fill=255, font=font, anchor="ls")
        pen.text((round(x), y), sign, fill=255, font=font, anchor="ls")
        x += width


def _png(image: Image.Image) -> bytes:
    """White on black becomes ink on paper, below a band of the site's own colour."""
    shades = image.point([0] * 64 + [1] * 112 + [2] * 80)
    flat = Image.frombytes("P", image.size, shades.tobytes())
    flat.paste(3, (0, 0, CARD_WIDTH, BAND))
    flat.putpalette([value for color in COLORS for value in color])
    file = io.BytesIO()
    flat.save(file, "PNG", bits=2, compress_level=6)
    return file.getvalue()


def _codes(listed: str) -> Iterator[int]:
    """The characters of a CSS unicode-range."""
    for part in listed.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
