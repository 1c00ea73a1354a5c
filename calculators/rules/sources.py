"""The documents that the rules cite, their lives, and short ways to cite them."""

from ..kernel.model import Citation, Condition, Figure, Reading, Version, day_figure

CHINEXT = "详解“八大硬招”，创业板改革“关键一跃”"
XINJIANG = "新疆维吾尔自治区科技贷款风险补偿和科技保险保费补助资金管理办法"
CHONGQING = "重庆市种子投资基金管理办法"
FUJIAN = "关于加力促进中小微企业高质量发展若干措施"

# The number of each document that rules compute: another of the same title is another version.
NUMBERS = {
    XINJIANG: "",  # printed without one
    CHONGQING: "渝科局发〔2026〕14号",
    FUJIAN: "闽政办〔2026〕8号",
}

CHINEXT_START = day_figure("2026-04-10", "{1}月{2}日")
XINJIANG_START = day_figure("2026-05-01")
XINJIANG_END = day_figure("2031-04-30")
CHONGQING_START = day_figure("2026-03-06")
FUJIAN_START = day_figure("2026-03-09")
FUJIAN_END = day_figure("2028-12-31")


def news(passage: str, label: str, *figures: Figure) -> Citation:
    """A place in the news article on the ChiNext reform, found by a phrase that it has once."""
    return Citation(CHINEXT, None, label, figures, passage)


def xinjiang(clause: str, label: str, *figures: Figure) -> Citation:
    """A clause of the Xinjiang measures."""
    return Citation(XINJIANG, clause, label, figures)


def chongqing(clause: str, label: str, *figures: Figure) -> Citation:
    """A clause of the Chongqing measures."""
    return Citation(CHONGQING, clause, label, figures)


def fujian(clause: str, label: str, *figures: Figure) -> Citation:
    """A measure of the Fujian notice."""
    return Citation(FUJIAN, clause, label, figures)


FUJIAN_LIFE = Citation(FUJIAN, None, "文末有效期", (FUJIAN_END,), "有效期至2028年12月31日")

CHINEXT_LIFE = news("《关于深化创业板改革", "文首发布日期", CHINEXT_START)
CHINEXT_VERSIONS = (
    Version("2026-04-10", "2026 年 4 月 10 日意见", CHINEXT_LIFE, CHINEXT_START),
)
XINJIANG_VERSIONS = (
    Version(
        "2026-05-01", "2026 年办法（2026-05-01 至 2031-04-30）",
        xinjiang("art-29", "第二十九条", XINJIANG_START, XINJIANG_END),
        XINJIANG_START, XINJIANG_END,
    ),
)
CHONGQING_VERSIONS = (
    Version(
        "2026-03-06", "2026 年办法（2026-03-06 印发施行）",
        chongqing("art-20", "第二十条"), CHONGQING_START,
    ),
)
FUJIAN_VERSIONS = (
    Version(
        "2026-03-09", "2026 年措施（2026-03-09 至 2028-12-31）", FUJIAN_LIFE, FUJIAN_START,
        FUJIAN_END,
    ),
)

XIAMEN = Reading(
    "region", "企业所在地",
    "厦门市可参照执行，不当然适用；默认按福建省（厦门以外）测算，其他省份不适用。",
    (("fujian", "福建（厦门以外）"), ("xiamen", "厦门")),
)


def in_xiamen() -> Condition:
    """That the measures hold of themselves in the province, and in Xiamen by discretion."""
    return Condition(
        "region", lambda i: i.readings["region"], "=", "fujian", FUJIAN_LIFE, effect="soft",
        label="企业所在地", kind="choice", when=lambda i: i.readings["region"] == "xiamen",
    )
