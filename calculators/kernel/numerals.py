"""Numbers and dates as people type them, read without any rounding.

Full-width digits, separators, 千/万/亿 and mixed amounts such as 3亿5000万 are accepted.
"""

from .dates import FIRST_YEAR, LAST_YEAR, day, month_length
from .errors import FieldError
from .exact import Q, over

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
MAX_LENGTH = 60


def folded(value: object) -> str:
    """The text in half width, without outer blanks."""
    text = str(value)
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text).replace(
        "\u3000", " "
    ).strip()


def digits_only(text: str) -> bool:
    """Whether the text is made of 0 to 9 alone."""
    return bool(text) and all("0" <= c <= "9" for c in text)


def ungrouped(text: str) -> str:
    """The digits without separators, where they stand in groups of three or four."""
    for separator in (",", "_", " ", "'"):
        if separator not in text:
            continue
        first, *groups = text.split(separator)
        sizes = {len(group) for group in groups}
        if sizes not in ({3}, {4}) or not 1 <= len(first) <= min(sizes):
            raise FieldError("分节不整齐")
        return first + "".join(groups)
    return text


def plain_number(text: str) -> Q:
    """1234, 1,234.56 or 0.5 as an exact number."""
    whole, dot, decimals = text.partition(".")
    whole = ungrouped(whole)
    if not digits_only(whole) or (dot and not digits_only(decimals)):
        raise FieldError("不是数字")
    return Q(int(whole + decimals), 10 ** len(decimals))


def scaled_number(text: str) -> Q:
    """1.2亿, 3千万 or 3亿5000万 as an exact number."""
    result, last_scale, rest = Q(0), 0, text.strip()
    while rest:
        end = 0
        while end < len(rest) and rest[end] not in SCALES:
            end += 1
        number, scale = plain_number(rest[:end].strip()), 1
        while end < len(rest) and rest[end] in SCALES:
            scale *= SCALES[rest[end]]
            end += 1
        if last_scale and scale >= last_scale:
            raise FieldError("单位的次序不对")
        result, last_scale, rest = result + number * scale, scale, rest[end:].strip()
    return result


def read_number(value: object, suffixes: "tuple[str, ...]" = ()) -> Q:
    """A number, with its sign and any of the unit words dropped."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise FieldError("不是数字")
    if isinstance(value, int):
        return Q(value)
    text = folded(value)
    if len(text) > MAX_LENGTH:
        raise FieldError("太长")
    text = text.replace("人民币", "").lstrip("¥￥").strip()
    for suffix in suffixes:
        if text.endswith(suffix):
            text = text[: -len(suffix)].strip()
            break
    negative = text[:1] in ("-", "−")
    text = text[1:].strip() if negative or text[:1] == "+" else text
    if not text:
        raise FieldError("不是数字")
    number = scaled_number(text)
    return -number if negative else number


def read_percent(value: object) -> Q:
    """35, 35% or 7/20 as a share of one."""
    if isinstance(value, str) and "/" in folded(value):
        above, _, below = folded(value).partition("/")
        divisor = read_number(below)
        if divisor == 0:
            raise FieldError("分母为零")
        return over(read_number(above), divisor)
    return read_number(value, ("%",)).over(100)


def date_fields(text: str) -> "list[str]":
    """Year, month and date as written; 20260501 counts as well."""
    if digits_only(text) and len(text) == 8:
        return [text[:4], text[4:6], text[6:]]
    for mark in "年月/.":
        text = text.replace(mark, "-")
    return [part.strip() for part in text.rstrip("日号").split("-")]


def read_date(value: object) -> int:
    """A calendar date as a day number; a date that does not exist is named."""
    if not isinstance(value, (int, str)) or isinstance(value, bool):
        raise FieldError("不是日期")
    written = date_fields(folded(value))
    sizes = [len(part) for part in written]
    if not all(map(digits_only, written)) or len(sizes) != 3 or sizes[0] != 4 or max(sizes[1:]) > 2:
        raise FieldError("不是日期")
    year, month, date = map(int, written)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldError(f"年份应在 {FIRST_YEAR} 与 {LAST_YEAR} 之间")
    if not 1 <= month <= 12:
        raise FieldError(f"没有 {month} 月")
    if not 1 <= date <= month_length(year, month):
        raise FieldError(f"{year} 年 {month} 月没有 {date} 日")
    return day(year, month, date)
