"""PDF files written by hand, so that each glyph stands where the test puts it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 595.0, 842.0
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
OWNER_ONLY, WITH_USER = "", "secret"


@dataclass(frozen=True)
class Text:
    """A string at a place; `font` is text, bold or mute (no way back to Unicode)."""

    x: float
    y: float
    string: str
    size: float = 12.0
    font: str = "text"
    mode: int = 0  # 3 draws nothing
    slant: bool = False

    def drawn(self) -> str:
        """The operators that draw it."""
        matrix = "0.7 0.7 -0.7 0.7" if self.slant else "1 0 0 1"
        code = self.string.encode("utf-16-be").hex()
        font = f"/{self.font} {self.size:g} Tf {self.mode} Tr"
        return f"BT {font} {matrix} {self.x:g} {self.y:g} Tm <{code}> Tj ET"


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float

    def drawn(self) -> str:
        """The operators that draw it."""
        return f"0.5 w {self.x0:g} {self.y0:g} m {self.x1:g} {self.y1:g} l S"


@dataclass(frozen=True)
class Picture:
    """A grey picture over a part of the page."""

    x: float = 0.0
    y: float = 0.0
    width: float = WIDTH
    height: float = HEIGHT

    def drawn(self) -> str:
        """The operators that draw it."""
        return f"q {self.width:g} 0 0 {self.height:g} {self.x:g} {self.y:g} cm /picture Do Q"


@dataclass(frozen=True)
class Annotation:
    """What lies on the page: its kind (Text, StrikeOut, Widget …), its words, a field's value."""

    kind: str
    contents: str = ""
    value: str = ""

    def drawn(self) -> str:
        """Nothing: it is no part of the page's content."""
        return ""

    def dictionary(self) -> str:
        """The entry of the page's list."""
        said = f"/Contents<FEFF{self.contents.encode('utf-16-be').hex()}>" if self.contents else ""
        field = f"/FT/Tx/T(f)/V<FEFF{self.value.encode('utf-16-be').hex()}>" if self.value else ""
        return f"<</Type/Annot/Subtype/{self.kind}/Rect[100 100 200 120]{said}{field}>>"


Mark = Text | Rule | Picture | Annotation


@dataclass
class Objects:
    """The numbered objects of a file in the making."""

    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: str, stream: bytes | None = None) -> int:
        """Append an object and return its number."""
        data = body.encode("latin-1")
        if stream is not None:
            data = b"%b\nstream\n%b\nendstream" % (data, stream)
        self.bodies.append(data)
        return len(self.bodies)

    def file(self, root: int, trailer: str = "") -> bytes:
        """The whole file with its table of objects."""
        out = bytearray(b"%PDF-1.6\n")
        places = []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        size = f"<</Size {len(places) + 1}/Root {root} 0 R{trailer}>>"
        return bytes(out) + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (size.encode(), table)


def pdf(pages: Iterable[Iterable[Mark]], password: str | None = None) -> bytes:
    """A file of these pages; with a password it is encrypted ("" for an owner's alone)."""
    key, lock = _lock(password) if password is not None else (None, "")
    objects = Objects()
    fonts = " ".join(f"/{name} {number} 0 R" for name, number in _fonts(objects).items())
    picture = objects.add(
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        "/BitsPerComponent 8/Length 1>>",
        _sealed(key, len(objects.bodies) + 1, b"\x80"),
    )
    resources = f"<</Font<<{fonts}>>/XObject<</picture {picture} 0 R>>>>"
    kids = [_page(objects, list(marks), resources, key) for marks in pages]
    tree = objects.add(
        f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    )
    root = objects.add(f"<</Type/Catalog/Pages {tree} 0 R>>")
    trailer = f"/Encrypt<<{lock}>>/ID[<{'0' * 32}><{'0' * 32}>]" if lock else ""
    return objects.file(root, trailer)


def write_pdf(path: Path, *pages: Iterable[Mark], password: str | None = None) -> Path:
    """Write the file and return its path."""
    path.write_bytes(pdf(pages, password))
    return path


def _fonts(objects: Objects) -> dict[str, int]:
    """Fonts that name Unicode by a standard table, one that names nothing, one of ligatures."""
    names = {"text": "STSong-Light", "bold": "STHeiti-Bold", "mute": "Unknown"}
    found = {}
    for name, base in names.items():
        mute = name == "mute"
        system = "/Ordering(Identity)" if mute else "/Ordering(GB1)"
        descendant = objects.add(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{base}/CIDSystemInfo"
            f"<</Registry(Adobe){system}/Supplement 4>>/DW 1000/W[1 95 500]"
            f"/FontDescriptor<</Type/FontDescriptor/FontName/{base}/Flags 4/ItalicAngle 0"
            "/Ascent 880/Descent -120/CapHeight 880/StemV 80/FontBBox[0 -120 1000 880]>>>>"
        )
        encoding = "Identity-H" if mute else "UniGB-UTF16-H"
        found[name] = objects.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/{encoding}"
            f"/DescendantFonts[{descendant} 0 R]>>"
        )
    pairs = b"\n".join(
        b"<%04X> <%b>" % (code, text.encode("utf-16-be").hex().encode())
        for code, text in LIGATURES.items()
    )
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%b\nendbfchar endcmap end end" % (len(LIGATURES), pairs)
    )
    unicode = objects.add(f"<</Length {len(table)}>>", table)
    found["pair"] = objects.add(
        "<</Type/Font/Subtype/Type0/BaseFont/Unknown/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )
    return found


# Glyphs that stand for several characters each, by their codes in the font "pair".
LIGATURES = {1: "ff", 2: "ffi", 3: "——"}


def _page(objects: Objects, marks: list[Mark], resources: str, key: bytes | None) -> int:
    content = "\n".join(mark.drawn() for mark in marks).encode()
    number = len(objects.bodies) + 1
    stream = objects.add(f"<</Length {len(content)}>>", _sealed(key, number, content))
    notes = "".join(mark.dictionary() for mark in marks if isinstance(mark, Annotation))
    return objects.add(
        f"<</Type/Page/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]/Resources{resources}/Annots[{notes}]"
        f"/Contents {stream} 0 R/Parent {number + 100000} 0 R>>"
    )


def _lock(password: str) -> tuple[bytes, str]:
    """Key and dictionary of the oldest standard encryption (RC4, 40 bits)."""
    user = (password.encode() + PADDING)[:32]
    owner_key = hashlib.md5((b"owner" + PADDING)[:32]).digest()[:5]
    owner = _rc4(owner_key, user)
    rights = -44
    seed = user + owner + (rights & 0xFFFFFFFF).to_bytes(4, "little") + bytes(16)
    key = hashlib.md5(seed).digest()[:5]
    opened = _rc4(key, PADDING)
    return key, f"/Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{opened.hex()}>/P {rights}"


def _sealed(key: bytes | None, number: int, data: bytes) -> bytes:
    """A stream encrypted for its object."""
    if key is None:
        return data
    salted = key + number.to_bytes(3, "little") + bytes(2)
    return _rc4(hashlib.md5(salted).digest()[:10], data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
