"""From when and until when a document is in force, as its own clauses say it.

Only what a document says of itself counts: sentences about another 《…》, about single clauses and
words in quotation marks are left out. A sentence that speaks of effect or end and gives no day is
kept apart, so that the editor can be asked.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bulletin.law.numerals import HAN, number

_N = rf"(?:\d{{1,4}}|[{HAN}]{{1,4}})"
DAY = rf"(?:\d{{4}}|[{HAN}]{{4}})年{_N}月{_N}日"
_END = rf"(?:{DAY}|(?:\d{{4}}|[{HAN}]{{4}})年(?:{_N}月)?(?:底|末)?)"
_DO = r"(?:正式|统一)?(?:施行|实施|执行|生效|试行|试用|适用)"
_ISSUE = r"(?:印发|发布|公布|颁布|下发|签发|发文|发出|通过|公告)"
_TERM = (
    r"(?:有效期|施行期|实施期|执行期|试行期|适用期|有效期限|施行期限|实施期限|执行期限|实施时间|"
    r"执行时间|施行时间|有效时间)"
)
_TO = r"(?:至|到|截至|截止至|截止到|止于|—|－|-|～|~)"
_FROM = re.compile(
    rf"(?:自|从|于|由)?({DAY})(?:零时|0时)?(?:之日)?(?:起|开始)?(?:，)?{_DO}"
    rf"|{_DO}(?:日期|时间)?(?:为|：|自|从|始于)({DAY})"
)
_AFTER = re.compile(
    rf"{_ISSUE}之?日(?:起|后|之后)?(?:，)?(?:满|第)?({_N})(个月|个?工作日|日|天|年)?(?:后|之后|起|内)*{_DO}"
)
_NEXT = re.compile(rf"{_ISSUE}(?:之日)?的?(?:次日|第二[日天])(?:起)?{_DO}")
_AT_ONCE = re.compile(
    rf"(?:自|从|于|由)?(?:本\S{{1,5}})?{_ISSUE}之?日(?:起|开始)?(?:，)?(?:即)?{_DO}|即日起{_DO}"
)
_SPAN = re.compile(
    rf"(?:{_TERM}(?:限)?(?:为|是|：)?(?:自|从|于|由)?|(?:自|从|于|由))({DAY})(?:起|开始)?(?:，)?{_TO}"
    rf"({_END})(?:止)?"
)
_UNTIL = re.compile(
    rf"(?:{_TERM}(?:限)?(?:为|暂定)?|{_DO}|有效|延续|延长|顺延){_TO}({_END})"
    rf"|{_TO}({_END})(?:止|终止|失效|废止|自动失效|自行失效|期满|届满)"
)
_LONGER = re.compile(
    rf"(?:延续|延长|顺延|展期|延期)(?:{_DO})?(?:{_N}(?:年半|年|个月))?(?:，)?{_TO}({_END})"
)
_LONGER_BY = re.compile(rf"(?:延续|延长|顺延|展期|延期)(?:{_DO})?({_N})(年半|年|个月)")
_SINCE = re.compile(rf"自({DAY})起")
_LAST = re.compile(rf"于?({DAY})(起)?(?:自动|自行)?(?:失效|废止|停止执行|终止执行|到期|届满)")
_LASTS = re.compile(
    rf"(?:{_TERM}|试行|暂行|暂定|期限)(?:限)?(?:暂定|为|暂|是|：)*({_N})(年半|年|个月)"
    rf"|({_N})(年半|年|个月)(?:内)?有效"
)
_SELF = re.compile(
    r"本(?:办法|规定|条例|细则|实施细则|措施|政策措施|若干措施|意见|实施意见|方案|实施方案|通知|决定|"
    r"公告|通告|制度|规则|指引|规划|章程|标准|目录|清单|计划|规程|准则|指南|政策|文件|令|法|解释|批复|纲要|守则)"
)
_OTHER = re.compile(r"《[^》]*》|原\S{0,12}?(?:办法|规定|通知|意见)|该(?:办法|规定|通知|意见|文件)")
_PART = re.compile(rf"第{_N}(?:条|款|项|章)")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’")
_SPEAKS = re.compile(rf"{_ISSUE}之日起?{_DO}|{_TERM}|起{_DO}|失效")
# What may stand before a term that is the document's own; 证书有效期 is a certificate's.
_OWN_TERM = re.compile(r"(?:^|[，,；;：:（(。、]|的|其|暂定|并|且|，?期限|日起)$")
# What may stand before the days in a sentence that names no document.
_FREE = re.compile(r"(?:其|并|且|暂|暂定|现|拟|自|从|于|文件|政策|以上政策|上述政策|此件\S*)?")
_SAYS = (_SPEAKS, _FROM, _AFTER, _AT_ONCE, _LASTS, _UNTIL, _LAST, _SPAN)
_WIDE = {ord("０") + digit: str(digit) for digit in range(10)} | {ord(","): "，"}


@dataclass(frozen=True)
class Validity:
    """First and last day, with what was said and not understood."""

    effective: date | None = None
    expires: date | None = None
    unread: tuple[str, ...] = ()


@dataclass
class _Said:
    """What one sentence says of its document."""

    text: str
    subject: str  # 本办法, empty where the sentence names none
    effective: date | None = None
    expires: date | None = None
    lasts: tuple[int, int] | None = None  # months, and where the sentence says so


def read(texts: Sequence[str], title: str, issued: date | None) -> Validity:
    """The days of the document with this title, issued on this day."""
    said = [_said(s, issued) for text in texts for s in _sentences(text) if _speaks(s, title)]
    said = _preferred(said, title)
    effective = next((s.effective for s in said if s.effective), None)
    expires = next((s.expires for s in said if s.expires), None)
    lasts = next((s.lasts for s in said if s.lasts), None)
    start = effective or issued
    if expires is None and lasts and start:
        expires = _later(start, lasts[0]) - timedelta(days=1)
    unread = tuple(s.text for s in said if not (s.effective or s.expires or s.lasts))
    return Validity(effective, expires, () if effective else unread)


def days(text: str) -> list[date]:
    """All days that stand in a text, in its order; those that cannot be are left out."""
    found = (_day(match[0]) for match in re.finditer(DAY, _plain(text)))
    return [day for day in found if day]


def until(text: str) -> date | None:
    """The day to which a sentence says that something stays in force."""
    plain = _plain(text)
    if match := _LONGER.search(plain):
        return _end(match[1])
    if match := _UNTIL.search(plain):
        return _end(match[1] or match[2])
    more, since = _LONGER_BY.search(plain), _SINCE.search(plain)
    first = _day(since[1]) if more and since else None
    return _later(first, _months(more[1], more[2])) - timedelta(days=1) if more and first else None


def sentences(text: str) -> list[str]:
    """The sentences of a text without what is quoted in them, spaces left out."""
    return list(_sentences(text))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_WIDE)


def _sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"[。；;\n]", _QUOTED.sub("“”", _plain(text))):
        if sentence:
            yield sentence


def _speaks(sentence: str, title: str) -> bool:
    """Whether a sentence speaks of the effect of this document rather than of something else."""
    found = [m.start() for p in _SAYS if (m := p.search(sentence))]
    if not found:
        return False
    before = _unheaded(sentence[: min(found)])
    own = [m.end() for m in _SELF.finditer(before)]
    own += [m.end() for m in re.finditer(re.escape(f"《{_plain(title)}》"), before)]
    other = [m.end() for m in (*_OTHER.finditer(before), *_PART.finditer(before))]
    if own or other:
        return max(own, default=0) >= max(other, default=0) and bool(own)
    return bool(_FREE.fullmatch(re.split(r"[（(]", before)[-1].strip()))


def _unheaded(text: str) -> str:
    """The text with its own number blanked: 第三十条 at the head of a clause is no subject."""
    head = re.match(rf"第{_N}条(?:之{_N})?", text)
    return " " * head.end() + text[head.end() :] if head else text


def _said(sentence: str, issued: date | None) -> _Said:
    match = _SELF.search(sentence)
    said = _Said(sentence, match[0] if match else "")
    if span := _SPAN.search(sentence):
        said.effective, said.expires = _day(span[1]), _end(span[2])
        return said
    said.effective = _starts(sentence, issued)
    said.expires = _ends(sentence)
    for lasts in _LASTS.finditer(sentence):
        if said.subject or said.effective or _OWN_TERM.search(sentence[: lasts.start()]):
            said.lasts = (_months(lasts[1] or lasts[3], lasts[2] or lasts[4]), lasts.start())
    return said


def _starts(sentence: str, issued: date | None) -> date | None:
    if match := _FROM.search(sentence):
        return _day(match[1] or match[2])
    if issued is None:
        return None
    if _NEXT.search(sentence):
        return issued + timedelta(days=1)
    if match := _AFTER.search(sentence):
        count, unit = number(match[1]), match[2] or "日"
        if unit in ("个月", "年"):
            return _later(issued, count * (12 if unit == "年" else 1))
        return None if "工作" in unit else issued + timedelta(days=count)
    return issued if _AT_ONCE.search(sentence) else None


def _ends(sentence: str) -> date | None:
    if match := _UNTIL.search(sentence):
        return _end(match[1] or match[2])
    if match := _LAST.search(sentence):
        day = _day(match[1])
        return day - timedelta(days=1) if day and match[2] else day
    return None


def _preferred(said: list[_Said], title: str) -> list[_Said]:
    """Sentences about the document itself before those about the letter that issues it."""
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    return sorted(said, key=lambda s: 0 if s.subject and plain.endswith(s.subject[1:]) else 1)


def _day(text: str) -> date | None:
    year, month, day = re.findall(rf"\d+|[{HAN}]+", text)
    try:
        return date(number(year), number(month), number(day))
    except ValueError:
        return None


def _end(text: str) -> date | None:
    """A day; the last day of a month or year that stands without one."""
    if "日" in text:
        return _day(text)
    parts = [number(n) for n in re.findall(rf"\d+|[{HAN}]+", text)]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _months(count: str, unit: str) -> int:
    value = number(count)
    return value if unit == "个月" else value * 12 + (6 if unit == "年半" else 0)


def _later(day: date, months: int) -> date:
    """The same day some months later; the month's last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
