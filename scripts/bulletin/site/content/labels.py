"""What a clause is called in a citation: `art-13-i2-1` is 第十三条第二项第1目."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bulletin.law.numerals import numeral

_STEP = re.compile(
    r"(?P<art>art-\d+(?:-bis-\d+)*)|(?P<ch>ch-\d+)|(?P<part>part-\d+)|sec-(?P<sec>\d+)"
    r"|item-(?P<item>\d+)|p-(?P<text>\d+)|p(?P<p>\d+)|i(?P<i>\d+)|s(?P<s>\d+)|(?P<n>\d+)"
    r"|h-(?P<h>\d+)|b-(?P<b>\d+)|r\d+|dup\d+"
)


@lru_cache(maxsize=1 << 14)  # the same few hundred ids stand in every issue
def label(identifier: str) -> str:
    """The Chinese name of a clause id, in the words of a legal citation; empty for a heading."""
    parts = [_name(step) for step in _STEP.finditer(identifier)]
    deeper = iter(("第{}目", "（{}）", "之{}"))
    return "".join(p if not p.isdigit() else next(deeper, "之{}").format(p) for p in parts)


def _name(step: re.Match[str]) -> str:
    kind, value = step.lastgroup, step[step.lastgroup] if step.lastgroup else ""
    if kind == "art":
        return _article(value)
    if kind in ("ch", "part"):
        return f"第{numeral(int(value.split('-')[-1]))}{'章' if kind == 'ch' else '编'}"
    if kind == "n":
        return value
    form = _FORMS.get(kind or "")
    return form.format(han=numeral(int(value)), arabic=value) if form else ""


_FORMS = {
    "sec": "第{han}节",
    "item": "第（{han}）项",
    "text": "第{arabic}段",
    "p": "第{han}款",
    "i": "第{han}项",
    "s": "第{arabic}目",
}


def _article(value: str) -> str:
    first, *rest = value.removeprefix("art-").split("-bis-")
    return f"第{numeral(int(first))}条" + "".join(f"之{numeral(int(n))}" for n in rest)


def fold(text: str) -> str:
    """Text as citations compare it: no spaces, one width of digits and brackets, no 《》."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s《》,]", "", plain).lower()
