"""Text copied out of a page: paragraphs are whole again in every usual shape."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bulletin.opening import read
from bulletin.outline.passage import stream
from bulletin.outline.unwrapping import unwrapped

LAW = [
    "第一章　总则",
    "第一条　为了支持企业购买科技保险，规范保费补贴资金的使用和管理，发挥财政资金的引导作用，结合本市实际，制定本办法。",
    "第二条　本办法所称保费补贴，是指市财政对企业购买科技保险实际支付的保费，按照一定比例给予的补贴，每户每年最高36万元。",
    "第二章　申报",
    "第三条　企业应当在每年9月1日至9月30日之间提出申请，并提交保险合同、付款凭证和上一年度的审计报告，逾期不予受理。",
    "第四条　市科技局会同市财政局在收到申请之日起20个工作日内完成审核；审核结果在网站上公示，公示期不少于5个工作日，无异议的拨付资金。",
    "第五条　对弄虚作假骗取资金的，追回资金，三年之内不再受理其申请，并按照国家有关规定处理，涉嫌犯罪的移送有关机关。",
]
NEWS = [
    "望江设立种子基金",
    "望江区近日设立首期规模2亿元的种子基金，投向成立不满5年的科技企业，单个项目一般不超过300万元，由区国投公司出资并委托专业机构管理。",
    "截至6月末，基金已经考察项目47个，其中12个进入尽职调查，3个签订了投资意向书，涉及新材料、生物制造和工业软件，团队平均年龄34岁。",
    "区科技局负责人表示，下一步将把投资决策的时间压缩到20个工作日以内，并对失败的项目按规定程序核销，给投资经理和评审专家吃下定心丸。",
    "邻近的临河、海州两地也已着手研究类似的安排，预计年底之前出台办法；届时三地的项目库将实行互认共享，企业只需申报一次就能对接全部基金。",
]


def wrapped(paragraphs: list[str], width: int, indent: str, blank: bool) -> str:
    """The text as a page of this width prints it; marks never begin a line."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line = indent if len(paragraph) > 20 else ""
        for char in paragraph:
            if measure(line + char) > width and char not in "，。；、）":
                lines.append(line)
                line = ""
            line += char
        lines += [line, ""] if blank else [line]
    return "\n".join(lines) + "\n"


def measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def read_back(path: Path, text: str) -> list[str]:
    """The paragraphs as they are understood."""
    path.write_text(text, encoding="utf-8")
    found: list[str] = []
    for paragraph in unwrapped(stream(read(path))).paragraphs:
        if paragraph.block.continues and found:
            found[-1] += paragraph.text
        else:
            found.append(paragraph.text)
    return found


@pytest.mark.parametrize("width", [40, 60, 76])
@pytest.mark.parametrize("indent", ["", "　　", "    "], ids=["flush", "wide", "narrow"])
@pytest.mark.parametrize("blank", [False, True], ids=["close", "parted"])
@pytest.mark.parametrize("text", [LAW, NEWS], ids=["law", "news"])
def test_what_the_page_cut_is_whole_again(
    tmp_path: Path, text: list[str], blank: bool, indent: str, width: int
) -> None:
    # Some pages more of the same kind, since a page of five lines shows no width.
    whole = text * 2
    assert read_back(tmp_path / "a.txt", wrapped(whole, width, indent, blank)) == whole


@pytest.mark.parametrize("text", [LAW, NEWS], ids=["law", "news"])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "parted"])
def test_lines_that_are_paragraphs_stay(tmp_path: Path, text: list[str], between: str) -> None:
    assert read_back(tmp_path / "a.txt", between.join(text * 3) + "\n") == text * 3


def test_a_chapter_after_a_full_line_is_no_rest_of_it(tmp_path: Path) -> None:
    full = LAW[1][:29] + "。"
    text = wrapped([*LAW, full, "第三章　附则", LAW[2], *LAW], 60, "", False)
    assert "第三章　附则" in read_back(tmp_path / "a.txt", text)
