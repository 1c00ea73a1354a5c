"""What an official document's own text says of it: name, number, issuers, dates, region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bulletin.law.clauses import Unit
from bulletin.law.letters import TITLE
from bulletin.law.source_line import parse_date
from bulletin.model import Document

_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_FROM = re.compile(rf"自\s*({_DAY})\s*(?:起|开始)?\s*(?:施行|实施|执行|生效)")
_AT_ONCE = re.compile(r"自(?:印发|发布|公布)之?日起\s*(?:正式)?(?:施行|实施|执行|生效)")
_UNTIL = re.compile(rf"(?:有效期(?:限)?(?:至|到|截至)|(?:实施|执行|施行)至)\s*({_DAY})")
# A decision to amend 《…》 is a document of its own; a notice that issues it is not.
_ISSUED = re.compile(r"《(.+)》(?!的?(?:决定|决议|解释|批复)$)")
_NAMES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
)
REGIONS = tuple(_NAMES.split())


def document(title: str, units: Sequence[Unit]) -> Document:
    """The document that an article with these units prints."""
    issuers = tuple(u.text for u in units if u.kind == "signer")
    issued = next((parse_date(u.text) for u in units if u.kind == "date"), None)
    text = [u.text for u in units]
    return Document(
        title=_name(title, units),
        number=next((u.text for u in units if u.kind == "number"), None),
        issuers=issuers,
        issued=issued,
        effective=_effective(text, issued),
        expires=_expires(text),
        region=_region(title, issuers),
    )


def _name(title: str, units: Sequence[Unit]) -> str:
    """The regulation's name in the body, else the name in the title, else the title."""
    if named := _ISSUED.search(title):
        return named[1]
    inside = [u.text for u in units if u.kind == "title" and TITLE.search(u.text)]
    return inside[0].strip("《》") if len(inside) == 1 else title


def _effective(texts: Sequence[str], issued: date | None) -> date | None:
    for text in texts:
        if found := _FROM.search(text):
            return parse_date(found[1])
    return issued if any(_AT_ONCE.search(text) for text in texts) else None


def _expires(texts: Sequence[str]) -> date | None:
    return next((parse_date(found[1]) for t in texts if (found := _UNTIL.search(t))), None)


def _region(title: str, issuers: Sequence[str]) -> str | None:
    """The province that the title or a signer begins with or names first."""
    for text in (title, *issuers):
        hits = [(text.find(region), region) for region in REGIONS if region in text]
        if hits:
            return min(hits)[1]
    return None
