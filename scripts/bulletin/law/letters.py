"""What stands around the clauses of an official document: title, number, addressee, signers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from bulletin.law.markers import Marker, marker
from bulletin.law.numerals import HAN

Role = Literal["", "title", "number", "addressee", "signer", "date", "attachment", "source"]
Blocks = Sequence[tuple[str, str]]

PROSE = frozenset({"p", "h2", "h3", "h4"})

KINDS = (
    "办法|规定|条例|细则|措施|意见|方案|通知|决定|决议|制度|规则|指引|规划|公告|通告|公报|法|章程|"
    "标准|目录|清单|要点|计划|解释|批复|函|纲要|守则|规程|准则|指南|请示"
)
TITLE = re.compile(rf"({KINDS})》?(（[^）]{{1,20}}）)?$")
DATE = re.compile(
    rf"^(?:\d{{4}}|[{HAN}]{{4}})\s*年\s*(?:\d{{1,2}}|[{HAN}]{{1,3}})\s*月"
    rf"\s*(?:\d{{1,2}}|[{HAN}]{{1,3}})\s*日$"
)
# A letter that goes up has its signer beside the number.
_SIGNER = re.compile(
    r"\s*签\s*发\s*人\s*[：:]\s*[^\s，。；：]{2,4}(?:[\s、]+[^\s，。；：]{2,4}){0,5}$"
)
NUMBER = re.compile(
    r"^[^\s，。、；：《》“”]{1,16}\s*[〔\[［（(]\s*(?:19|20)\d\d\s*[〕\]］）)]\s*"
    rf"(?:第\s*)?\d{{1,5}}\s*号(?:{_SIGNER.pattern[:-1]})?$"
)
CASE = re.compile(r"^[（(]\s*(?:19|20)\d\d\s*[）)][^\s，。；：]{2,20}号(?:之[一二三四五])?$")
ORDER = re.compile(
    rf"^(?:第\s*(?:\d{{1,4}}|[{HAN}]{{1,6}})\s*号|[^，。]{{2,16}}令\s*第?.{{1,6}}号)$"
)
SOURCE = re.compile(r"^[（(]?\s*(?:来源|稿源|文章来源|资料来源|信息来源)\s*[：:]")
ATTACHMENT = re.compile(r"^附\s*(?:件|表|录)?\s*[0-9一二三四五六七八九十]*\s*(?:[：:]|$)")

CLOSING = re.compile(r"^(?:总|附|罚|分)\s*则$")  # a chapter heading without 第X章
INSTITUTION = re.compile(
    r"(厅|局|部|委|院|会|行|政府|办公室|办|公司|署|中心|法院|检察院|总局|分局|支队|总队|大学|学院|"
    r"集团|银行|交易所|办公厅|社|馆|所|站|处|组|联盟|研究院|党组|党委)(?:（[^）]{1,12}）)?$"
)
_OFFICE = re.compile(
    r"^\S{0,10}(?:省长|市长|县长|区长|部长|主席|总理|主任|局长|厅长|行长|署长|院长|检察长|会长)"
    r"[\s\u3000]+[\u4e00-\u9fff·]{1,6}(?:[\s\u3000][\u4e00-\u9fff])?$"
)
BENCH = re.compile(
    r"^(审\s*判\s*长|审\s*判\s*员|人民陪审员|代理审判员|法官助理|书\s*记\s*员)[\s：:]"
)
# Most lines are sentences. One has a role only where it begins like SOURCE or BENCH.
_STOPS = frozenset("。；")
_OPENS = frozenset("来稿文资信审人代法书")
_ADDRESSED = re.compile(
    r"(各|省|市|县|区|厅|局|委|部|院|公司|单位|银行|会|政府|机关|企业|学校|部门)"
)


def roles(blocks: Blocks) -> list[Role]:
    """The role of each block outside the clauses; empty for all others."""
    found: list[Role] = [_alone(tag, text) for tag, text in blocks]
    _signers(blocks, found)
    _attachments(blocks, found)
    _addressee(blocks, found)
    _titles(blocks, found)
    return found


def official(found: Sequence[Role], legal: bool) -> bool:
    """Whether the text is a document of an authority rather than an article about one."""
    return legal or any(role in ("number", "addressee", "signer") for role in found)


def institution(text: str) -> bool:
    """Whether a short line is the name of a body that signs."""
    return (
        len(text) <= 40 and bool(INSTITUTION.search(text)) and not re.search(r"[，。；！？]", text)
    )


def _alone(tag: str, text: str) -> Role:
    """Roles that a line shows by itself."""
    if tag != "p" or (text[-1:] in _STOPS and text.lstrip("（(").lstrip()[:1] not in _OPENS):
        return ""
    if SOURCE.match(text):
        return "source"
    if NUMBER.match(text) or CASE.match(text) or ORDER.match(text):
        return "number"
    if DATE.match(text):
        return "date"
    return "signer" if BENCH.match(text) or _OFFICE.match(text) else ""


def _signers(blocks: Blocks, found: list[Role]) -> None:
    """Institutions stand in the lines directly before the date."""
    for index, role in enumerate(found):
        if role != "date":
            continue
        at = index - 1
        while at >= 0 and not found[at] and blocks[at][0] == "p" and institution(blocks[at][1]):
            found[at] = "signer"
            at -= 1


def _attachments(blocks: Blocks, found: list[Role]) -> None:
    """附件：1.… and the numbered lines that continue it."""
    expected = 0
    for index, (tag, text) in enumerate(blocks):
        if tag == "p" and not found[index] and (start := ATTACHMENT.match(text)):
            found[index] = "attachment"
            mark = marker(text[start.end() :].strip())
            expected = mark.number[0] + 1 if mark and mark.kind == "subitem" else 1
            continue
        mark = marker(text) if expected and tag == "p" else None
        if mark and mark.kind == "subitem" and mark.number == (expected,):
            found[index] = "attachment"
            expected += 1
        else:
            expected = 0


def _addressee(blocks: Blocks, found: list[Role]) -> None:
    """The first paragraph, where it only calls those to whom the document goes."""
    for index, (tag, text) in enumerate(blocks):
        named = len(text) <= 80 and TITLE.search(text)
        if tag != "p" or found[index] == "number" or (named and index < 3):
            continue
        called = text.endswith(("：", ":")) and "。" not in text and len(text) <= 300
        if called and not found[index] and not marker(text) and _ADDRESSED.search(text):
            rest = blocks[index + 1 :]
            if any(found[i] in ("number", "signer", "date") for i in range(len(found))) or any(
                "印发" in t or "通知如下" in t or "函复" in t for _, t in rest[:3]
            ):
                found[index] = "addressee"
        return


def _titles(blocks: Blocks, found: list[Role]) -> None:
    """A heading that names a document, after a letter or before its first clause."""
    framed = any(role in ("number", "addressee", "signer", "date") for role in found)
    for index, (tag, text) in enumerate(blocks):
        if not tag.startswith("h") or marker(text) or not TITLE.search(text):
            continue
        after = next((marker(t) for _, t in blocks[index + 1 : index + 3] if marker(t)), None)
        opens = bool(
            after and after.number == (1,) and after.kind in ("part", "chapter", "article")
        )
        if opens or (framed and len(text) >= 6):
            found[index] = "title"


def number_of(text: str) -> str:
    """The document number of a line that carries one, without who signed beside it."""
    return _SIGNER.sub("", text)


def clauses(blocks: Blocks) -> frozenset[int]:
    """The blocks that open a 条 of a regulation, not of a quotation from one."""
    marks = [
        (i, mark)
        for i, (tag, text) in enumerate(blocks)
        if tag == "p" and (mark := marker(text)) and mark.kind == "article"
    ]
    if not marks:
        return frozenset()
    quoted = _quoted(blocks)
    kept = _in_sequence([(i, mark) for i, mark in marks if i not in quoted])
    chaptered = any(
        mark.kind == "chapter" for tag, text in blocks if tag in PROSE and (mark := marker(text))
    )
    numbers = [mark.number[0] for _, mark in kept]
    if not numbers or (len(numbers) < 2 and not chaptered):
        return frozenset()
    if numbers[0] > 5 and not chaptered and 1 not in numbers:
        return frozenset()  # an excerpt of a law: 第五百七十七条 …
    if 1 not in numbers and not chaptered and not _runs_on(numbers):
        return frozenset()
    return frozenset(i for i, _ in kept)


def divided(blocks: Blocks) -> bool:
    """Whether a text without 条 – a plan, an outline – counts 章 or 部分 from one."""
    marks = [mark for tag, text in blocks if tag in PROSE and (mark := marker(text))]
    counted = {(m.kind, m.number[0]) for m in marks if m.kind in ("part", "chapter")}
    return any({(kind, 1), (kind, 2)} <= counted for kind in ("part", "chapter"))


def _in_sequence(marks: list[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """Drop unspaced marks that do not go on with the numbering."""
    kept: list[tuple[int, Marker]] = []
    last = 0
    for index, mark in marks:
        if mark.loose and mark.number[0] not in (1, last, last + 1):
            continue
        kept.append((index, mark))
        last = mark.number[0]
    return kept


def _runs_on(numbers: list[int]) -> bool:
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) >= 3 and steps * 2 >= len(numbers) - 1


def _quoted(blocks: Blocks) -> frozenset[int]:
    """Blocks inside a quotation that began in an earlier block and is closed within twenty."""
    inside: list[int] = []
    found: set[int] = set()
    depth = 0
    for index, (_, text) in enumerate(blocks):
        if depth > 0:
            inside.append(index)
        own = marker(text)
        if depth == 0 and own and own.kind == "article":
            continue  # a slip inside a clause does not make its neighbours a quotation
        depth = max(0, depth + text.count("“") - text.count("”"))
        if depth == 0 and inside:
            found.update(inside if len(inside) <= 20 else [])
            inside = []
    return frozenset(found)
