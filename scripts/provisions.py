"""Write docs/provisions.md: every provision of the computed documents, and what becomes of it.

What a rule computes is taken from the rules' citations; what none computes stands here with its
reason, and a test fails where a provision is in neither, or a reason names one that is not there.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import calculators

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "docs" / "provisions.md"
XJ = "新疆维吾尔自治区科技贷款风险补偿和科技保险保费补助资金管理办法"
CQ = "重庆市种子投资基金管理办法"
FJ = "关于加力促进中小微企业高质量发展若干措施"
CHINEXT = "详解“八大硬招”，创业板改革“关键一跃”"

# The article that carries each document, and whether its provisions are 条 or （一）项.
SOURCES = {XJ: ("2026-04/07", "条"), CQ: ("2026-04/08", "条"), FJ: ("2026-04/09", "项")}

PURPOSE = "states the purpose; nothing follows from it for one company"
DUTIES = "duties of offices and institutions, without a figure"
STEPS = "steps and papers of a procedure; nothing to compute"
OPEN = "encourages or leaves to discretion; no figure and no test"

# What no rule computes. A provision may stand here beside a rule that computes the rest of it.
REASONS: dict[str, dict[str, str]] = {
    XJ: {
        "第一条": PURPOSE,
        "第六条": "conditions of banks and insurers; who is admitted is decided by the "
        "agreement of 第十二条, which is not published",
        "第七条": DUTIES,
        "第十一条": OPEN,
        "第十二条": "the agreement and the plan of distribution are not published",
        "第十三条": "that a loan is graded 次级 or below and was demanded in vain is asked "
        "nowhere yet; the window of （一） is computed",
        "第十五条": "asks three offices to promote and assess; no figure",
        "第十七条": "the catalogue is published by the offices and is not in the issue: "
        "whether a product stands in it is asked",
        "第十八条": "the named products do not set the class yet: it is asked",
        "第二十条": "how often the catalogue changes; nothing follows for one policy",
        "第二十一条": STEPS,
        "第二十二条": "the window is a question of its own; policies of one claim are not "
        "each held against it yet",
        "第二十三条": "papers and steps; the five working days of （三） bind the office, "
        "not the company",
        "第二十四条": "truth of papers and misuse of funds: facts that a court or an office finds",
        "第二十五条": DUTIES,
        "第二十六条": DUTIES,
        "第二十七条": "exempts staff who acted by the rules",
        "第二十八条": "who explains the document",
    },
    CQ: {
        "第一条": PURPOSE,
        "第二条": "what the fund consists of",
        "第三条": "fields that are favoured; no test",
        "第四条": DUTIES,
        "第五条": "conditions of the service agency, which the office chooses",
        "第六条": DUTIES,
        "第七条": "what follows where rights of （三） are disputed is not said",
        "第八条": "the form of support; 第九条 computes its amount",
        "第十条": "steps of an investment; the public notice of （四） is computed",
        "第十一条": "which of the three cases a project is in is found by the office; "
        "the days are computed",
        "第十四条": "that the fee comes out of the fund and its interest first changes no amount",
        "第十六条": "how performance is judged; no figure",
        "第十七条": "exempts those who were diligent",
        "第十八条": "the fund stays out of management and bears no risk of it",
        "第十九条": "how idle money is kept",
    },
    FJ: {
        "第（二）项": OPEN,
        "第（四）项": "that goods are newly moved to rail is asked; tolls are left to "
        "the prefectures",
        "第（五）项": OPEN,
        "第（六）项": "loans for technical renewal name a programme whose terms are "
        "not in the issue",
        "第（十）项": "certification is left to cities and counties, without a figure",
        "第（十二）项": OPEN,
        "第（十五）项": "the second half asks cities to find homes and schools; no figure",
        "第（十六）项": DUTIES,
        "第（十七）项": "binds those who inspect, not the company",
    },
}
# The reform of ChiNext is told as news: what it tells and no rule computes.
TOLD = {
    "吸收合并": "the sellers' remaining lock-up runs on; the news gives neither days nor cases",
    "预先审阅": "who may ask is told by examples (诸如); nothing to hold a company against",
    "储架发行": "one registration and several issues; the news gives no figure",
    "投资端": "market makers, block trades, funds: binds the exchange and brokers",
}


def provisions(document: str) -> list[str]:
    """The labels of a document's 条 or （一）项 in the order of its published text."""
    key, kind = SOURCES[document]
    text = (ROOT / "content" / "issues" / f"{key}.md").read_text(encoding="utf-8")
    text = text[text.rindex(f"\n## {document}") :]
    if kind == "条":
        return re.findall(r"^(第[一二三四五六七八九十]+条) ", text, re.MULTILINE)
    return [
        f"第{mark}项" for mark in re.findall(r"^(（[一二三四五六七八九十]+）)", text, re.MULTILINE)
    ]


def computed() -> dict[str, dict[str, list[str]]]:
    """The rules that rest on each provision, by document and label."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for rule in calculators.rules():
        for citation in calculators.schema(rule)["citations"]:
            label = re.sub(r"(条).*", r"\1", citation["label"])
            rules = found[citation["document"]][label]
            if rule not in rules:
                rules.append(rule)
    return found


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Provisions"
    yield ""
    yield "Written by `python scripts/provisions.py`; not by hand. Each provision of the documents"
    yield "that rules rest on: which rules compute it, and what no rule computes, with the reason."
    rules = computed()
    for document in SOURCES:
        yield from _table(document, provisions(document), rules[document], REASONS[document])
    yield from _table(CHINEXT, [*rules[CHINEXT], *TOLD], rules[CHINEXT], TOLD)


def _table(
    document: str, labels: list[str], rules: dict[str, list[str]], reasons: dict[str, str]
) -> Iterator[str]:
    yield from (
        "",
        f"## {document}",
        "",
        "| provision | computed by | not computed |",
        "|---|---|---|",
    )
    for label in labels:
        names = "、".join(f"`{name}`" for name in rules.get(label, ()))
        yield f"| {label} | {names} | {reasons.get(label, '')} |"


if __name__ == "__main__":
    sys.stdout.write(f"{PATH.relative_to(ROOT)}\n")
    PATH.write_text(page(), encoding="utf-8")
