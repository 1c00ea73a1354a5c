"""Varied Chinese text for measuring the search: issues before the newest, as built pages.

`benchmarks/archive.py` writes issues for measuring the build; its few hundred words would make
every phrase common. Here words come from a dictionary of some 40,000, drawn by Zipf's law, so that
pairs of characters are as many and as uneven as in an archive of that size. The same seed gives the
same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import accumulate
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict

from bulletin.law.numerals import numeral

SECTIONS = ("资讯传递", "政策速递", "行业创新动态")
REGIONS = ("安徽", "山东", "河南", "湖南", "四川", "陕西", "甘肃", "云南", "贵州", "江苏")
ARTICLES = 15
LETTERS = 2400
DOMAIN = (
    "企业",
    "科技",
    "金融",
    "创新",
    "贷款",
    "基金",
    "保险",
    "机构",
    "银行",
    "项目",
    "发展",
    "资金",
    "服务",
    "支持",
    "投资",
    "产业",
    "技术",
    "风险",
    "资本",
    "管理",
    "政策",
    "机制",
    "市场",
    "融资",
    "改革",
    "试点",
    "重点",
    "领域",
    "人才",
    "成果",
    "转化",
    "补助",
    "申报",
    "评估",
)


@dataclass(frozen=True)
class Draft:
    """A generated article."""

    url: str
    title: str
    facts: dict[str, str] = field(hash=False)
    blocks: tuple[tuple[str, str], ...]


@cache
def _words() -> tuple[list[str], list[float]]:
    """Words in a fixed random order, the domain's first, and the sums of their Zipf weights."""
    known = sorted(word for word in phrases_dict if 2 <= len(word) <= 4 and word not in DOMAIN)
    random.Random(7).shuffle(known)
    words = [*DOMAIN, *known]
    return words, list(accumulate(1 / (rank + 12) for rank in range(len(words))))


def _phrase(source: random.Random, count: int) -> str:
    words, weights = _words()
    return "".join(source.choices(words, cum_weights=weights, k=count))


def _sentence(source: random.Random) -> str:
    parts = [_phrase(source, source.randint(2, 6)) for _ in range(source.randint(2, 5))]
    if source.random() < 0.35:
        unit = source.choice(("万元", "亿元", "%", "家", "个百分点"))
        parts[-1] += f" {source.randint(1, 99999) / source.choice((1, 10, 100))} {unit}"
    return "，".join(parts) + "。"


def _paragraph(source: random.Random) -> str:
    return "".join(_sentence(source) for _ in range(source.randint(2, 5)))


def _blocks(source: random.Random, policy: bool) -> Iterator[tuple[str, str]]:
    written = number = 0
    while written < LETTERS:
        number += 1
        text = _paragraph(source)
        mark = f"第{numeral(number)}条 " if policy else ""
        yield (f"art-{number}" if policy else f"p-{number}"), mark + text
        written += len(text)


def months(count: int, newest: str) -> list[str]:
    """The months before `newest`, the latest first."""
    last = int(newest[:4]) * 12 + int(newest[5:]) - 1
    return [f"{m // 12}-{m % 12 + 1:02}" for m in range(last - 1, last - 1 - count, -1)]


def issue(month: str, number: int) -> list[Draft]:
    """One issue, the same whatever else is generated."""
    return [_article(month, number, place) for place in range(1, ARTICLES + 1)]


def _article(month: str, number: int, place: int) -> Draft:
    source = random.Random(f"{month}/{place}")
    policy = 7 <= place <= 9
    region = source.choice(REGIONS) if policy else ""
    title = region + _phrase(source, source.randint(5, 8)) + ("管理办法" if policy else "")
    facts = {
        "issue": month,
        "number": str(number),
        "section": SECTIONS[0 if place < 7 else 1 if policy else 2],
        "kind": "政策" if policy else "资讯",
        "region": region,
        "date": f"{month}-{source.randint(1, 28):02}",
        "effective": f"{month}-01" if policy else "",
    }
    return Draft(f"issues/{month}/{place:02}/", title, facts, tuple(_blocks(source, policy)))


def html(draft: Draft) -> str:
    """An article in the markup of the site's article pages."""
    meta = "".join(
        f'<meta name="search:{name}" content="{escape(value)}">'
        for name, value in draft.facts.items()
        if value
    )
    text = "\n".join(f'<p id="{key}">{escape(block)}</p>' for key, block in draft.blocks)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(draft.title)}</title>{meta}</head><body><main><article "
        f'data-article="{draft.url[7:-1]}"><h1>{escape(draft.title)}</h1><div>{text}</div>'
        f"</article></main></body></html>"
    )


def write(site: Path, months_of: list[str], number: int) -> None:
    """Write the issues of these months, newest first, below a built site."""
    for back, month in enumerate(months_of):
        for draft in issue(month, number - back):
            path = site / draft.url / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html(draft), encoding="utf-8")
