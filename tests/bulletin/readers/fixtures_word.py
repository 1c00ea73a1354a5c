"""Word files written by hand: a zip with just the parts that a test is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763606060000000040001f61738550000000049454e44ae426082"
)
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain text becomes a run of its own."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def t(text: str) -> str:
    """A text element."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:t xml:space="preserve">{safe}</w:t>'


def listed(text: str, list_id: int, depth: int = 0) -> str:
    """A paragraph of an automatic list."""
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, properties=number)


def level(depth: int, style: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, overrides: str = "") -> str:
    """numbering.xml with one list for each string of levels, numbered from 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>'
        for n, levels in enumerate(lists, 1)
    )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(lists) + 1)
    )
    return part("numbering", abstract + numbers + overrides)


def part(root: str, content: str) -> str:
    """A part with all namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{content}</w:{root}>'


def styles(content: str) -> str:
    """styles.xml."""
    return part("styles", content)


def style(style_id: str, name: str, paragraph: str = "", run: str = "", based: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def relations(links: dict[str, tuple[str, str]], external: str = "") -> str:
    """A part of relations: id → (kind, target)."""
    inside = "".join(
        f'<Relationship Id="{link}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{external if target.startswith('http') else ''}/>"
        for link, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def package(body: str, parts: dict[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """The parts of a document: its body, and side parts by kind ("styles", "footnotes")."""
    parts = dict(parts or {})
    links = {
        f"r{name}": (name.rstrip("0123456789"), f"{name}.xml") for name in parts if "/" not in name
    }
    links |= {
        "picture": ("image", "media/picture.png"),
        "away": ("image", "http://example.org/a.png"),
    }
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations({"document": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(links, ' TargetMode="External"'),
        "word/media/picture.png": PIXEL,
        **{(name if "/" in name else f"word/{name}.xml"): data for name, data in parts.items()},
    }


def write_word(path: Path, body: str, parts: dict[str, str | bytes] | None = None) -> Path:
    """Write a document and return its path."""
    return write_zip(path, package(body, parts))


def write_zip(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write any zip and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
