"""Writes an archive of issues for measurements: `python benchmarks/archive.py DIR --issues 300`.

Every issue has 15 to 17 articles of varied Chinese text in three sections, some of them regulations
with chapters, articles, paragraphs and items, all with real front matter. The same seed and number
give the same bytes, and issue n is the same in an archive of any size.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.law.numerals import numeral

# Three hundred issues end at number 300: numbers begin with 1.
LAST_YEAR, LAST_MONTH, LAST_NUMBER = 2026, 3, 300
SECTIONS = ("资讯传递", "政策速递", "行业创新动态")
PLACES = (
    "安徽 合肥 芜湖 山东 济南 青岛 烟台 河南 郑州 洛阳 湖南 长沙 株洲 四川 成都 绵阳 陕西 西安 宝鸡 "
    "甘肃 兰州 云南 昆明 贵州 贵阳 广西 南宁 柳州 海南 海口 江苏 南京 苏州 无锡 常州 辽宁 沈阳 大连 "
    "吉林 长春 黑龙江 哈尔滨 河北 石家庄 保定 山西 太原 内蒙古 包头 青海 西宁 天津 滨海 宁波 温州 嘉兴"
).split()
OFFICES = (
    "科技局 财政局 发展改革委 工业和信息化局 金融工作办公室 市场监管局 知识产权局 国资委".split()
)
FIELDS = (
    "量子计算 脑机接口 低空经济 商业航天 合成生物 氢能储运 深海装备 人形机器人 光电芯片 固态电池 "
    "工业软件 精准医疗 新型显示 智能传感 碳纤维材料 可控核聚变 卫星互联网 智慧农机 工业母机 先进陶瓷"
).split()
TOOLS = (
    "知识产权质押贷款 投贷联动基金 研发费用保险 供应链票据 认股权贷款 科创债券 并购贷款 天使引导基金 "
    "设备更新贷款 人才信用贷 数据资产融资 中试保险 风险分担资金池 产业链图谱授信 成果转化基金 接力基金"
).split()
ACTIONS = (
    "启动 完善 试点 扩大 优化 推出 升级 调整 公布 细化 评估 续签 备案 联合发起 首次实施 集中签约"
).split()
EFFECTS = (
    "缩短了审批时间 降低了融资成本 提高了首贷比例 减少了抵押要求 带动了民间资本 覆盖了初创企业 "
    "打通了退出渠道 补上了中试环节的资金缺口 增强了风险识别能力 稳定了研发团队 吸引了外地项目落户"
).split()
LINKS = "与此同时 据介绍 从区域看 从结构看 此外 下一步 值得注意的是 在此之前 相比之下 到目前为止".split()
SYLLABLES = (
    "启明 云杉 远舟 博岭 衡川 润泽 天枢 卓越 星河 沐光 磐石 青禾 海纳 智行 恒信 泰和".split()
)


@dataclass
class Writer:
    """Draws varied sentences from one seeded source."""

    random: random.Random

    def one(self, words: Sequence[str]) -> str:
        """One of some words."""
        return self.random.choice(words)

    def firm(self) -> str:
        """A company that does not exist."""
        place = self.one(PLACES)
        return f"{place}{self.one(SYLLABLES)}{self.one(FIELDS)}有限公司"

    def amount(self) -> str:
        """An amount or a share."""
        value = self.random.randint(1, 9999)
        return self.one(
            (f"{value} 万元", f"{value / 10:.1f} 亿元", f"{value % 90 + 5}.{value % 10}%")
        )

    def sentence(self) -> str:
        """A sentence with its own place, tool, firm and figure."""
        r = self.random
        forms = (
            f"{self.one(PLACES)}{self.one(OFFICES)}{self.one(ACTIONS)}面向{self.one(FIELDS)}的"
            f"{self.one(TOOLS)}，涉及金额 {self.amount()}，{self.one(EFFECTS)}。",
            f"{self.one(LINKS)}，{self.firm()}通过{self.one(TOOLS)}获得 {self.amount()}，用于"
            f"{self.one(FIELDS)}的第 {r.randint(2, 48)} 条中试线。",
            f"截至 {r.randint(2001, 2026)} 年 {r.randint(1, 12)} 月末，{self.one(TOOLS)}余额为 "
            f"{self.amount()}，比年初增长 {r.randint(1, 60)}.{r.randint(0, 9)}%，{self.one(EFFECTS)}。",
            f"负责人表示，“{self.one(FIELDS)}要和{self.one(TOOLS)}结合起来，{self.one(PLACES)}愿意先"
            f"{self.one(ACTIONS)}”。",
        )
        return r.choice(forms)

    def paragraph(self) -> str:
        """Three to six sentences."""
        return "".join(self.sentence() for _ in range(self.random.randint(3, 6)))

    def title(self) -> str:
        """A title that hardly comes twice."""
        place, tool, field = self.one(PLACES), self.one(TOOLS), self.one(FIELDS)
        return f"{place}{self.one(ACTIONS)}{tool} 服务{field}{self.random.randint(2, 99)}个重点项目"


def months(count: int) -> Iterator[tuple[int, str]]:
    """Number and month of the issues, newest first."""
    for back in range(count):
        index = LAST_YEAR * 12 + LAST_MONTH - 1 - back
        yield LAST_NUMBER - back, f"{index // 12}-{index % 12 + 1:02}"


def write_archive(content: Path, count: int, seed: int = 1) -> None:
    """Write `count` issues below `content`/issues."""
    for number, month in months(count):
        write_issue(content / "issues" / month, number, month, seed)


def write_issue(folder: Path, number: int, month: str, seed: int) -> None:
    """Write one issue: cover and articles."""
    writer = Writer(random.Random(f"{seed}/{number}"))
    folder.mkdir(parents=True, exist_ok=True)
    sections = [
        s for s in SECTIONS for _ in range(writer.random.randint(5, 5 + (s != SECTIONS[1])))
    ]
    page = 1
    for place, section in enumerate(sections, 1):
        policy = section == SECTIONS[1]
        text = _policy(writer, month, page) if policy else _news(writer, section, month, page)
        (folder / f"{place:02}.md").write_text(text, encoding="utf-8", newline="\n")
        page += writer.random.randint(1, 9)
    names = ", ".join(SECTIONS)
    head = f"kind: issue\nnumber: {number}\nmonth: {month}\ntitle: 测试用简报\nsections: [{names}]"
    year, part = month.split("-")
    cover = f"---\n{head}\n---\n\n{year}年{int(part)}月期 总{number}期\n"
    (folder / "index.md").write_text(cover, encoding="utf-8", newline="\n")


def _news(writer: Writer, section: str, month: str, page: int) -> str:
    day = f"{month}-{writer.random.randint(1, 28):02}"
    head = (
        f"title: {writer.title()}\nsection: {section}\nkind: news\npage: {page}\nsource:\n"
        f"  outlet: {writer.one(PLACES)}日报\n  authors: [记者甲]\n  date: {day}\n"
        f"summary: {writer.sentence()}"
    )
    blocks = []
    for number in range(writer.random.randint(9, 18)):
        if number % 5 == 3:
            blocks.append(f"## {writer.one(FIELDS)}的新进展")
        blocks.append(writer.paragraph())
    return f"---\n{head}\n---\n\n" + "\n\n".join(blocks) + "\n"


def _policy(writer: Writer, month: str, page: int) -> str:
    place = writer.one(PLACES)
    name = f"{place}{writer.one(TOOLS)}管理办法（{month}）"
    head = (
        f"title: {place}{writer.one(OFFICES)}关于印发《{name}》的通知\nsection: {SECTIONS[1]}\n"
        f"kind: policy\npage: {page}\ndocument:\n  title: {name}\n  issuers: [{place}科技局]\n"
        f"  issued: {month}-01\n  effective: {month}-15\n  region: {place}\n"
        f"summary: {writer.sentence()}"
    )
    blocks = [f"## {name}"]
    article = 0
    for chapter in range(1, writer.random.randint(4, 6)):
        blocks.append(f"第{numeral(chapter)}章 {writer.one(FIELDS)}")
        for _ in range(writer.random.randint(3, 5)):
            article += 1
            blocks += _article(writer, article)
    return f"---\n{head}\n---\n\n" + "\n\n".join(blocks) + "\n"


def _article(writer: Writer, number: int) -> list[str]:
    blocks = [f"第{numeral(number)}条 {writer.sentence()}{writer.sentence()}"]
    if number % 3 == 0:
        blocks += [f"（{numeral(n)}）{writer.sentence()}" for n in range(1, 4)]
    if number % 4 == 0:
        blocks.append(writer.sentence())
    return blocks


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--issues", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_archive(arguments.folder, arguments.issues, arguments.seed)


if __name__ == "__main__":
    main()
