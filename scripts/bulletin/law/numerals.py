"""Chinese numerals as laws write them: 十九 is 19, 一百零三 is 103, 二〇二六 is 2026."""

from __future__ import annotations

from functools import lru_cache

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
HAN = "〇零○一二三四五六七八九十百千两"


@lru_cache(maxsize=1 << 10)  # every clause has one, and they are the same few hundred
def number(text: str) -> int:
    """The value of a numeral in Chinese or (also full-width) Arabic digits."""
    text = "".join(text.split())
    if text.isdigit():
        return int(text)
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in UNITS:
            total += (digit or 1) * UNITS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit


def numeral(value: int) -> str:
    """The numeral below ten thousand as laws write it."""
    out, rest = "", value
    for name, unit in (("千", 1000), ("百", 100), ("十", 10)):
        digit, rest = divmod(rest, unit)
        if digit:
            out += ("零" if out and out[-1] == "零" else "") + "〇一二三四五六七八九"[digit] + name
        elif out and rest and not out.endswith("零"):
            out += "零"
    if rest:
        out += "〇一二三四五六七八九"[rest]
    out = out.replace("零零", "零")
    return out[1:] if 10 <= value < 20 else (out or "零")
