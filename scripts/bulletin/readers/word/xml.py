"""WordprocessingML as ElementTree: guarded parsing and short names for elements and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from bulletin.model import BulletinError
from bulletin.readers.signs import symbol


def from_hex(code: str) -> str:
    """The character of `w:sym`'s hexadecimal code."""
    try:
        return symbol(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return "�"


# Letters of the typeface Symbol, which are Greek ones.
_GREEK = dict(zip(
    "abcdefghijklmnopqrstuvwxyzABGDEZHQIKLMNXOPRSTUFCYW",
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    strict=True,
))  # fmt: skip


def sign_of(element: Element) -> str:
    """The character that a `w:sym` shows, by its typeface and code."""
    sign = from_hex(attribute(element, "w:char") or "")
    if attribute(element, "w:font") == "Symbol" and 0xF020 <= ord(sign) <= 0xF0FF:
        return _GREEK.get(chr(ord(sign) - 0xF000), sign)
    return sign


MAX_DEPTH = 200

_OFFICE = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_SPACES = {prefix: space for space, prefix in _PREFIXES.items()}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# ISO "strict" files differ from what Word writes in their namespaces alone.
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{kind}/".encode(), f"{_OFFICE}{kind}/2006/".encode())
    for kind in ("officeDocument", "wordprocessingml", "drawingml")
)


def parse(data: bytes, place: str) -> Element:
    """A tree of the part; a document type, entities, deep nesting or broken XML are refused."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        _guard(data, place)
        parser = XMLParser()
        parser.feed(data)
        return parser.close()
    except (ParseError, expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, BulletinError):
            raise
        raise _refused("word-xml", place, f"XML 有错（{error}）") from error


def _guard(data: bytes, place: str) -> None:
    """Look for what ElementTree would swallow: entities and nesting that exhausts the stack."""
    depth = 0

    def enter(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _refused("word-depth", place, f"元素嵌套超过 {MAX_DEPTH} 层")

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise _refused("word-entity", place, "XML 里有文档类型声明或实体")

    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = doctype
    guard.StartElementHandler = enter
    guard.EndElementHandler = leave
    guard.Parse(data, True)


def _refused(code: str, place: str, found: str) -> BulletinError:
    return BulletinError(
        code, place, found, "Word 写出的 .docx", "用 Word 或 WPS 打开，另存为 .docx 后再导入"
    )


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    return f"{_PREFIXES.get(space, '')}:{local}" if space else tag


def name(element: Element) -> str:
    """The element's name with the usual prefix: `w:p`."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _long(short: str) -> str:
    prefix, _, local = short.rpartition(":")
    return f"{{{_SPACES[prefix]}}}{local}" if prefix else short


def attribute(element: Element | None, short: str) -> str | None:
    """An attribute by its usual name, None where element or attribute is missing."""
    return None if element is None else element.get(_long(short))


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for step in path:
        if element is None:
            return None
        element = element.find(_long(step))
    return element


def children(element: Element | None, short: str) -> list[Element]:
    """All children of one name."""
    return [] if element is None else element.findall(_long(short))


def descendants(element: Element, short: str) -> Iterator[Element]:
    """All descendants of one name in document order."""
    return element.iter(_long(short))


def value(element: Element | None, *path: str) -> str | None:
    """`w:val` of the descendant along a path."""
    return attribute(child(element, *path), "w:val")


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute; Word's own files hold fractions and blanks at times."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def switch(properties: Element | None, short: str) -> bool | None:
    """An on/off property: None where it is not said."""
    element = child(properties, short)
    if element is None:
        return None
    return (attribute(element, "w:val") or "1").lower() not in {"0", "false", "off", "none"}


def preserves_space(element: Element) -> bool:
    """Whether blanks at the edges of a text element count."""
    return element.get(_XML_SPACE) == "preserve"
