"""What an editor should look at: code, level, place, excerpt, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.outline.passage import Paragraph
from bulletin.readers import NOTICES, Place

Level = Literal["info", "warning", "error"]

MESSAGES = {
    "contents-order": "目录与正文次序不同",
    "contents-pages": "目录页码前后颠倒",
    "title-differs": "标题与目录不一致",
    "title-repeated": "两篇文章同名",
    "page-differs": "目录页码与分页不符",
    "source-inside": "文章中间出现来源行",
    "traditional-character": "简体文中有繁体字",
    "foreign-word": "汉字之间夹有英文词",
    "signers-interleaved": "署名疑似错行",
    "repeated-passage": "同一句话印了两遍",
    "doubled-character": "分页处疑似多一个字",
    "half-width-punctuation": "汉字之间用了半角标点",
    "number-gap": "编号不连续",
    "number-repeated": "编号重复",
    "date-impossible": "日期不存在",
    "date-after-issue": "日期晚于本期月份",
    "heading-without-entry": "正文标题不在目录里",
    "dates-disagree": "施行日期与失效日期矛盾",
    "effect-unknown": "没有读出施行日",
    "number-jump": "总期号不接上一期",
    "number-assumed": "没有总期号",
    "unsafe-title": "标题含网页代码字符",
}


@dataclass(frozen=True)
class Warning:
    """One finding in the source; nothing is mended because of it."""

    code: str
    level: Level
    place: Place
    excerpt: str
    hint: str
    article: str | None = None

    @property
    def message(self) -> str:
        """What the code means."""
        return MESSAGES.get(self.code) or NOTICES[self.code][0]


def warning(
    code: str,
    paragraph: Paragraph,
    excerpt: str,
    hint: str,
    level: Level = "warning",
    article: str | None = None,
) -> Warning:
    """A warning at a paragraph."""
    text = (excerpt or paragraph.text)[:40]
    return Warning(code, level, paragraph.place, text, hint, article)
