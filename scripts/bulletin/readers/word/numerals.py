"""The numerals of Word's automatic lists (ST_NumberFormat), as Word writes them."""

from __future__ import annotations

import re
from collections.abc import Callable

_HAN = "一二三四五六七八九"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
MAX_NUMBER = 32767  # Word's own bound; a forged start must not make a mile of letters


def format_number(value: int, style: str) -> str:
    """A number in a numbering style; a style that is not known here is written in digits."""
    if style in {"none", "bullet"}:
        return ""
    if style in _FROM_ZERO:
        return _FROM_ZERO[style](max(value, 0))
    if not 1 <= value <= MAX_NUMBER:
        return str(value)
    return _STYLES.get(style, str)(value)


def _eliding(value: int) -> str:
    """百十一: the Japanese way leaves out one before ten, hundred and thousand."""
    spelled = _thousand(_HAN, "十百千", zero="")(value)
    return re.sub("一(?=[十百千])", "", spelled)


def _positional(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _counting(zero: str) -> Callable[[int], str]:
    """一 to 九十九 by tens; above, digit by digit: 一〇〇."""

    def spell(value: int) -> str:
        if value < 100:
            return _thousand(_HAN, "十百千")(value)
        return _positional(zero + _HAN)(value)

    return spell


def _thousand(digits: str, units: str, zero: str = "零") -> Callable[[int], str]:
    """Full counting with units up to ten thousands: 一百零一, 一万二千; 十一, but 壹拾壹."""

    def spell(value: int) -> str:
        myriads, rest = divmod(value, 10000)
        head = group(myriads) + "万" if myriads else ""
        gap = zero if head and 0 < rest < 1000 else ""
        out = head + gap + group(rest)
        return out[1:] if out.startswith("一十") else out

    def group(value: int) -> str:
        out, owed = "", False
        for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
            digit = value // place % 10
            if digit:
                out += (zero if owed else "") + digits[digit - 1] + unit
            owed = bool(out) and not digit
        return out

    return spell


def _roman(value: int) -> str:
    out = ""
    for number, letters in _ROMAN:
        count, value = divmod(value, number)
        out += letters * count
    return out


def _letters(first: str) -> Callable[[int], str]:
    """A to Z, then AA, BB: Word doubles the letter."""
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    """A closed row of signs; beyond its end Word falls back to digits."""
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _cycle_pair(value: int) -> str:
    """甲子 to 癸亥."""
    if value > 60:
        return str(value)
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _run(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


def _ordinal(value: int) -> str:
    teen = value % 100 in {11, 12, 13}
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


_SIMPLE_LEGAL, _OLD_LEGAL = "壹贰叁肆伍陆柒捌玖", "壹貳參肆伍陸柒捌玖"
_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting("〇"),
    "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": _thousand(_HAN, "十百千"),
    "taiwaneseCountingThousand": _thousand(_HAN, "十百千"),
    "japaneseCounting": _eliding,
    "chineseLegalSimplified": _thousand(_SIMPLE_LEGAL, "拾佰仟"),
    "ideographLegalTraditional": _thousand(_OLD_LEGAL, "拾佰仟"),
    "ideographDigital": _positional("〇" + _HAN),
    "japaneseDigitalTenThousand": _positional("〇" + _HAN),
    "taiwaneseDigital": _positional("○" + _HAN),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _cycle_pair,
    "ideographEnclosedCircle": _cycle(_run(0x3220, 10)),
    "decimalEnclosedCircle": _cycle(_run(0x2460, 20)),
    "decimalEnclosedCircleChinese": _cycle(_run(0x2460, 20)),
    "decimalEnclosedParen": _cycle(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _cycle(_run(0x2488, 20)),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "ordinal": _ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
}
_FROM_ZERO: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _positional("０１２３４５６７８９"),
    "decimalFullWidth2": _positional("０１２３４５６７８９"),
}
