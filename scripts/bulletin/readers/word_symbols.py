"""Characters of symbol fonts, which stand in Unicode's private area and mean nothing there."""

from __future__ import annotations

# Wingdings and Symbol as they are used in lists and forms; the key is the low byte.
_SIGNS = {
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x78: "⌧",
    0x9F: "•",
    0xA1: "○",
    0xA2: "○",
    0xA7: "▪",
    0xA8: "□",
    0xB2: "✧",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x52: "☑",
    0xA3: "□",
}


def symbol(sign: str) -> str:
    """The Unicode character of a private-area one; any other character stays as it is."""
    return _SIGNS.get(ord(sign) - 0xF000, sign) if 0xF020 <= ord(sign) <= 0xF0FF else sign


def from_hex(code: str) -> str:
    """The character of `w:sym`'s hexadecimal code."""
    try:
        return symbol(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return "�"
