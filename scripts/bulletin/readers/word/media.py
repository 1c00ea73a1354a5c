"""What is drawn rather than written: pictures, text boxes, and what cannot be carried over."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zlib import crc32

from bulletin.readers import Image
from bulletin.readers.word.package import Package, Relation
from bulletin.readers.word.xml import attribute, descendants, name

_OBJECTS = {"c:chart": "图表", "dgm:relIds": "SmartArt 图形", "o:OLEObject": "嵌入对象"}
# What a browser shows as a mere picture; a metafile or a drawing with scripts is a loss, and told.
SHOWN = {".png", ".jpg", ".jpeg", ".gif", ".webp"}
_FOLDER = "word/media"  # where every office program puts them
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE)  # no files on Windows
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]|^[.-]")


def _links(element: Element) -> Iterator[tuple[str, str]]:
    """Relation ids of pictures, with the description of each."""
    described = next((one for one in descendants(element, "wp:docPr")), None)
    alt = attribute(described, "descr") or ""
    for blip in descendants(element, "a:blip"):
        yield attribute(blip, "r:embed") or attribute(blip, "r:link") or "", alt
    for picture in descendants(element, "v:imagedata"):
        yield attribute(picture, "r:id") or "", attribute(picture, "o:title") or alt


def images(element: Element, relations: dict[str, Relation], package: Package) -> list[Image]:
    """The pictures that lie in the package and that a browser can show."""
    found = []
    for link, alt in _links(element):
        target = relations.get(link)
        if target and not target.external and _shown(target) and target.target in package.names:
            found.append(Image(_file_name(target.target), package.data(target.target), alt))
    return found


def _file_name(part: str) -> str:
    """A name that is safe in a folder, an address and Markdown, and that no other part gets."""
    folder, base = posixpath.split(part)
    safe = _UNSAFE.sub("-", base)
    plain = safe == base and folder == _FOLDER and not _DEVICE.match(base)
    return safe if plain else f"{crc32(part.encode()):08x}{safe}"


def losses(element: Element, relations: dict[str, Relation]) -> Iterator[tuple[str, str]]:
    """What the page will lack: (code, excerpt)."""
    for link, _ in _links(element):
        target = relations.get(link)
        if target is None or target.external or not _shown(target):
            yield "word-image", target.target[-60:] if target else "图片丢失"
    for kind in {name(inner) for inner in element.iter()} & _OBJECTS.keys():
        yield "word-object", _OBJECTS[kind]


def _shown(relation: Relation) -> bool:
    return posixpath.splitext(relation.target)[1].lower() in SHOWN


def text_boxes(element: Element, alternate: bool = False) -> list[tuple[Element, bool]]:
    """The outermost text boxes of a drawing, and whether each only repeats another."""
    if name(element) == "w:txbxContent":
        return [(element, alternate)]
    found = []
    for order, inner in enumerate(element):
        again = name(element) == "mc:AlternateContent" and order > 0
        found += text_boxes(inner, alternate or again)
    return found
