"""What an official document's own text says of it: name, number, issuers, dates, region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bulletin.law import identity, relations, validity
from bulletin.law.clauses import Unit
from bulletin.law.letters import number_of
from bulletin.law.source_line import parse_date
from bulletin.model import Document

_NAMES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
)
REGIONS = tuple(_NAMES.split())


def document(title: str, units: Sequence[Unit]) -> Document:
    """The document that an article with these units prints."""
    issuers = tuple(u.text for u in units if u.kind == "signer")
    issued = next((parse_date(u.text) for u in units if u.kind == "date"), None)
    own = identity.name(title, units)
    said = validity.read([u.text for u in units], own, issued)
    sort = identity.kind(title)
    found = Document(
        title=own,
        number=next((number_of(u.text) for u in units if u.kind == "number"), None),
        issuers=issuers,
        issued=issued,
        effective=said.effective,
        expires=said.expires,
        region=_region((identity.outside(title), *issuers, own if own != title else "")),
        kind=sort if sort in ("转发", "解读") and sort != identity.ending(title) else None,
    )
    texts = [u.text for u in units if u.kind != "title"]
    return replace(found, relations=relations.read(title, texts, found))


def unread(title: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """Sentences on effect or end that give no day."""
    issued = next((parse_date(u.text) for u in units if u.kind == "date"), None)
    own = identity.name(title, units)
    return validity.read([u.text for u in units], own, issued).unread


def _region(texts: Iterable[str]) -> str | None:
    """The province that the title or a signer begins with or names first."""
    for text in texts:
        hits = [(text.find(region), region) for region in REGIONS if region in text]
        if hits:
            return min(hits)[1]
    return None
