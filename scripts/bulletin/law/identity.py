"""Who a document is: its own name and kind, never those of what it forwards, explains or amends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin.law.clauses import Unit
from bulletin.law.letters import KINDS, TITLE

_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_INNER = str.maketrans("〈〉", "《》")
_ISSUES = re.compile(r"印发|发布|公布|颁布|下发|制定|出台")
# A title with one of these speaks about the document that it names.
_ABOUT = re.compile(
    r"转发|转载|废止|失效|停止执行|延长|延续|有效期|》.{0,4}(?:延期|展期)|解读|读懂|解释|问答|说明|批复|答复|复函|更正|"
    r"勘误|贯彻|落实|"
    r"学习|宣传|征求意见|的决定$|的决议$|清理结果|补充(?:通知|规定|意见|说明|公告|决定)$|有关(?:事项|问题)|若干问题|(?:执行|实施)(?:情况|中的)"
)
_NO_POLICY = re.compile(
    r"更正|勘误|讣告|悼念|逝世|任免|任命|聘任|免去|招聘|诚聘|启事|广告|招商|招标|中标|采购|征稿|征文|邀请函|"
    r"召开|举办|会议|年会|论坛|报名|培训|换届|理事会|放假|值班|获奖|评选|撤稿|订阅|征订"
)
_RULES = re.compile(
    r"(?:办法|规定|条例|细则|措施|意见|方案|规则|指引|规划|章程|制度|纲要)(?:（[^）]{1,20}）)?$"
)
_AMENDS = re.compile(
    r"(?:修改|修订|修正|调整).*(?:决定|通知|公告)$|补充(?:通知|规定|意见|说明|公告|决定)$"
)
_CORRECTS = re.compile(r"更正|勘误|更正启事")
_WITHDRAWS = re.compile(
    r"撤稿|撤销(?:稿件|文章|论文)|撤回(?:稿件|文章|论文)|撤下.{0,20}(?:稿件|文章)"
)
_CORRECTION_END = re.compile(r"(?:更正|勘误)(?:启事|说明|声明|表)?$")


def outside(title: str) -> str:
    """A title without the names of documents in it."""
    return _NAMED.sub("《》", title)


def named(title: str) -> list[str]:
    """The documents that a title names."""
    return [match[1] for match in _NAMED.finditer(title)]


def inner_name(title: str) -> str:
    """The document that a name between 《》 means: 关于印发〈办法〉的通知 is 办法."""
    own = name(title.translate(_INNER), ())
    return title if own == title.translate(_INNER) else own


def name(title: str, units: Sequence[Unit]) -> str:
    """The regulation's name where the title issues one, else the title itself."""
    frame, inner = outside(title), named(title)
    if _ABOUT.search(frame):
        return title
    if len(inner) == 1 and (_ISSUES.search(frame) or frame == "《》"):
        return inner[0]
    if inner:
        return title
    inside = [u.text for u in units if u.kind == "title" and TITLE.search(u.text)]
    return inside[0].strip("《》") if len(inside) == 1 else title


def kind(title: str) -> str | None:
    """What sort of document a title announces: 办法, 通知, 决定, 转发, 解读 and so on."""
    frame = outside(title)
    for word in ("转发", "解读"):
        if word in frame:
            return word
    ending = TITLE.search(title.rstrip("》"))
    return ending[1] if ending else None


def ending(title: str) -> str | None:
    """The kind that the last word of a title says."""
    match = re.search(rf"({KINDS}|解读)(?:（[^）]{{1,20}}）)?$", title)
    return match[1] if match else None


def no_policy(title: str) -> bool:
    """Whether a title announces a meeting, an advert, an appointment, a death or a correction."""
    frame = outside(title)
    if _CORRECTION_END.search(frame):
        return True
    return bool(_NO_POLICY.search(frame)) and not _RULES.search(frame) and "印发" not in frame


def withdraws(title: str) -> bool:
    """Whether a title announces that an article is withdrawn."""
    return bool(_WITHDRAWS.search(outside(title)))


def corrects(title: str) -> bool:
    """Whether a title announces a correction of what was printed."""
    return no_policy(title) and bool(_CORRECTS.search(outside(title)))


def amends(title: str) -> bool:
    """Whether a title announces changes to another document."""
    return bool(_AMENDS.search(outside(title)))


def rules(title: str) -> bool:
    """Whether a document lays down rules: such a one has a day from which they hold."""
    return bool(_RULES.search(title))
