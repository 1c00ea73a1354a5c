"""Numbers and dates as people type them, read without any rounding.

Full-width digits, separators, 千/万/亿 and mixed amounts such as 3亿5000万 are accepted.
"""

from .dates import FIRST_YEAR, LAST_YEAR, day, month_length
from .errors import FieldError
from .exact import Q, over, text_of

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
HAN = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# Formal and traditional signs as contracts write them.
SAME = dict(zip(
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩貮弍", "一二三四五六七八九十百千万亿二三六两二二",
    strict=True,
))
MAX_LENGTH = 60
# Words for money and other things counted; the longer ones first.
YUAN = ("人民币", "元", "圆", "块", "rmb", "cny", "¥", "￥", "\u00a5")
DOLLARS = ("美元", "美金", "usd", "us$", "$", "＄")
OTHER_UNITS = (
    "港元", "港币", "hk$", "欧元", "日元", "日圆", "英镑", "韩元", "加元", "澳元", "瑞士法郎",
    "卢布", "新台币", "€", "£", "％", "%", "个百分点", "基点", "个", "人", "户", "家", "年", "天",
    "倍", "吨",
)


def folded(value: object) -> str:
    """The text in half width, without outer blanks."""
    text = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in str(value))
    for blank in "\u3000\u00a0\u2009\u202f\t\r\n":
        text = text.replace(blank, " ")
    for hidden in "\ufeff\u200b":
        text = text.replace(hidden, "")
    return text.strip()


def han_number(text: str) -> "int | None":
    """八万五千, 三亿 or 一千二百 as a whole number; None for anything else.

    Where a tail without its unit would have two readings (八万五), there is no number.
    """
    if not text or any(c not in HAN and c not in SCALES for c in text):
        return None
    result, section, digit, last = 0, 0, None, 10**12
    for sign in text:
        if sign in HAN:
            if digit:  # two digits side by side are no number of this form
                return None
            digit = HAN[sign]
            if not digit:
                digit, last = None, 10**12
            continue
        scale = SCALES[sign]
        if scale >= 10**4:
            part = section + (digit or 0)
            if not part and not result:
                return None
            result = (result + part) * scale if scale > 10**4 and result else result + part * scale
            section, digit, last = 0, None, scale
        else:
            if scale >= last and last < 10**4:
                return None
            section += (1 if digit is None and scale == 10 else digit or 0) * scale
            if digit is None and scale != 10:
                return None
            digit, last = None, scale
    if digit is not None and last not in (10, 10**12):
        return None
    return result + section + (digit or 0)


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
    mantissa, mark, power = text.lower().partition("e")
    if mark:  # 1.2E+08, as a spreadsheet shows a long number
        shift = power.lstrip("+")
        if not digits_only(shift) or int(shift[:4]) > 15:
            raise FieldError("不是数字")
        power_of_ten: int = 10 ** int(shift)
        return plain_number(mantissa) * power_of_ten
    whole, dot, decimals = text.partition(".")
    whole = ungrouped(whole)
    if not digits_only(whole) or (dot and not digits_only(decimals)):
        raise FieldError("不是数字")
    return Q(int(whole + decimals), 10 ** len(decimals))


def scaled_number(text: str) -> Q:
    """1.2亿, 3千万 or 3亿5000万 as an exact number."""
    result, last_scale, rest = Q(0), 0, text.strip()
    han = han_number(rest)
    if han is not None:
        return Q(han)
    while rest:
        end = 0
        while end < len(rest) and rest[end] not in SCALES:
            end += 1
        number, scale = plain_number(rest[:end].strip()), 1
        while end < len(rest) and rest[end] in SCALES:
            if scale > 1 and SCALES[rest[end]] <= SCALES[rest[end - 1]]:
                raise FieldError("单位的次序不对")
            scale *= SCALES[rest[end]]
            end += 1
        if last_scale and scale >= last_scale:
            raise FieldError("单位的次序不对")
        result, last_scale, rest = result + number * scale, scale, rest[end:].strip()
    return result


def written(value: object) -> "int | str":
    """A number as text or integer; Decimal of the standard library counts, float does not."""
    if type(value).__name__ == "Decimal":
        return format(value, "f")
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise FieldError("不是数字")
    return value


def read_number(value: object, suffixes: "tuple[str, ...]" = ()) -> Q:
    """A number, with its sign and any of the unit words dropped; another unit is refused."""
    found = written(value)
    if isinstance(found, int):
        return Q(found)
    text = folded(found)
    if len(text) > MAX_LENGTH:
        raise FieldError("太长")
    text = "".join(SAME.get(c, c) for c in text)
    text = without_units(text, suffixes)
    negative = text[:1] in ("-", "−")
    text = text[1:].strip() if negative or text[:1] == "+" else text
    if not text:
        raise FieldError("不是数字")
    number = scaled_number(text)
    return -number if negative else number


def without_units(text: str, own: "tuple[str, ...]") -> str:
    """The number alone: units of the field's own go, 整 at the end too, others are refused."""
    words = tuple(word.lower() for word in (*own, *(YUAN if "元" in own else ())))
    changed = True
    while changed:
        changed = False
        low = text.lower()
        for word in ("整", "正") if own else ():
            if low.endswith(word):
                text, changed = text[: -len(word)].strip(), True
                low = text.lower()
        for word in sorted(words, key=len, reverse=True):
            if low.endswith(word) and not foreign(low, words):
                text, changed = text[: -len(word)].strip(), True
            elif low.startswith(word):
                text, changed = text[len(word):].strip(), True
            low = text.lower()
    other = foreign(text.lower(), words)
    if other:
        unit = f"以{own[0]}计" if own else "没有这个单位"
        raise FieldError(f"带着单位“{other}”，而这一栏{unit}；请换算后填写")
    return text


def foreign(text: str, own: "tuple[str, ...]") -> str:
    """A unit at either end that is not the field's own."""
    known = (*YUAN, *DOLLARS, *OTHER_UNITS)
    for word in sorted(known, key=len, reverse=True):
        if word in text and word not in own and (text.endswith(word) or text.startswith(word)):
            longer = any(word in mine and text.endswith(mine) for mine in own)
            return "" if longer else word
    return ""


def read_money_text(value: object, units: "tuple[str, ...]") -> Q:
    """An amount; 元, 角 and 分 side by side as contracts write them, too."""
    text = "".join(SAME.get(c, c) for c in folded(value)) if isinstance(value, str) else ""
    if not text or not text.rstrip("整正").endswith(("角", "分")) or "元" not in units:
        return read_number(value, units)
    text = text.rstrip("整正")
    yuan, mark, rest = text.replace("圆", "元").partition("元")
    if not mark:
        yuan, rest = "0", text
    parts, jiao, fen = rest, Q(0), Q(0)
    if "角" in parts:
        head, _, parts = parts.partition("角")
        jiao = read_number(head)
    if parts.endswith("分"):
        fen = read_number(parts[:-1].lstrip("零〇"))
    elif parts:
        raise FieldError("不是数字")
    if not (jiao < 10 and fen < 10):
        raise FieldError("角和分都应小于十")
    return read_number(yuan, units) + jiao.over(10) + fen.over(100)


def read_percent(value: object) -> Q:
    """35, 35% or 7/20 as a share of one; 0.35 has two readings and is asked back."""
    if isinstance(value, str) and "/" in folded(value):
        above, _, below = folded(value).partition("/")
        divisor = read_number(below)
        if divisor == 0:
            raise FieldError("分母为零")
        return over(read_number(above), divisor)
    text = folded(value) if isinstance(value, str) else ""
    for word in ("百分之",):
        if text.startswith(word):
            return read_number(text[len(word):]).over(100)
    number = read_number(value, ("%", "％"))
    if 0 < number < 1 and not text.endswith("%"):
        whole, part = text_of(number * 100), text_of(number)
        raise FieldError(f"可能是 {whole}%，也可能是 {part}%；请带百分号写明")
    return number.over(100)


def date_fields(text: str) -> "list[str]":
    """Year, month and date as written; 20260501 and 二〇二六年五月一日 count as well."""
    for midnight in (" 00:00:00", "T00:00:00"):
        text = text.removesuffix(midnight)
    if any(c in HAN for c in text):
        text = han_date(text)
    if digits_only(text) and len(text) == 8:
        return [text[:4], text[4:6], text[6:]]
    for mark in "年月/.":
        text = text.replace(mark, "-")
    return [part.strip() for part in text.rstrip("日号").split("-")]


def han_date(text: str) -> str:
    """二〇二六年五月一日 with digits."""
    year, mark, rest = text.partition("年")
    month, sign, date = rest.partition("月")
    numbers = [han_number(part) for part in (month, date.rstrip("日号"))]
    if not mark or not sign or None in numbers or any(c not in HAN for c in year):
        raise FieldError("不是日期")
    return "-".join(["".join(str(HAN[c]) for c in year), *map(str, numbers)])


def read_date(value: object) -> int:
    """A calendar date as a day number; a date that does not exist is named."""
    if hasattr(value, "isoformat"):  # a date of the standard library
        value = str(value.isoformat())[:10]
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
