"""创业板第四套上市标准：两项指标。"""

from ..kernel.errors import Unknown
from ..kernel.exact import Q, exact, over, root, total
from ..kernel.fields import Inputs, money
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import percent_text, shown
from .sources import CHINEXT, CHINEXT_VERSIONS, news

GROWTH_CAPITALISATION = figure(30, "亿元")
RESEARCH_CAPITALISATION = figure(40, "亿元")
REVENUE = figure(2, "亿元")
GROWTH = figure(30, "%")
RESEARCH = figure(1, "亿元")
RESEARCH_SHARE = figure(15, "%")

FIRST = "第四套标准第一项指标"
SECOND = "第四套标准第二项指标"
FIRST_PASSAGE = "预计市值不低于30亿元"
SECOND_PASSAGE = "预计市值不低于40亿元"
EXCHANGE_RULES = "深圳证券交易所创业板股票上市规则 2026（深证上〔2026〕550号）"

CAPITALISATION = money(
    "expected_market_capitalisation", "预计市值", "Expected market capitalisation at issue",
    help="发行后总股本 × 发行价",
)
REVENUES = (
    money("revenue_year_1", "最近第三年营业收入", "Operating revenue, year 1 (earliest)",
          help="最近三年中最早的一年，经审计"),
    money("revenue_year_2", "最近第二年营业收入", "Operating revenue, year 2", help="经审计"),
    money(
        "revenue_year_3", "最近一年营业收入", "Operating revenue, year 3 (latest)", help="经审计"
    ),
)
RESEARCHES = (
    money("rd_investment_year_1", "最近第三年研发投入", "R&D investment, year 1 (earliest)",
          help="费用化与资本化合计，经审计"),
    money("rd_investment_year_2", "最近第二年研发投入", "R&D investment, year 2", help="经审计"),
    money("rd_investment_year_3", "最近一年研发投入", "R&D investment, year 3 (latest)",
          help="经审计"),
)
BASE_REVENUE = money(
    "revenue_year_0", "三年前（基期）营业收入", "Operating revenue, base year before year 1",
    required=False, help="只在选用“以三年前为基期”的读法时需要",
)


def base_revenue(i: Inputs) -> Q:
    """The revenue that growth is measured from."""
    revenue: Q = i.revenue_year_0 if from_base(i) else i.revenue_year_1
    if revenue == 0:
        raise Unknown("基期营业收入为零，不能计算增长率")
    return revenue


def from_base(i: Inputs) -> bool:
    """Whether growth spans three steps from the year before."""
    return i.readings["growth_period"] == "base_year"


def steps(i: Inputs) -> int:
    """How many yearly steps the growth spans."""
    return 3 if from_base(i) else 2


def growth_multiple(i: Inputs) -> Q:
    """The latest revenue as a multiple of the first."""
    return over(i.revenue_year_3, base_revenue(i))


def growth_bound(i: Inputs) -> Q:
    """The multiple that the growth rate asks for: no root is drawn."""
    bound = exact(1)
    for _ in range(steps(i)):
        bound = bound * (GROWTH.value + 1)
    return bound


def growth_rate(i: Inputs) -> Q:
    """The compound growth rate, cut off after six decimals of a percent."""
    return rate_of(i, growth_multiple(i))


def rate_of(i: Inputs, multiple: Q) -> Q:
    """The yearly rate that a multiple stands for, cut off after six decimals of a percent."""
    return root(multiple, steps(i), 8) - 1


def yearly_growth(i: Inputs) -> "list[tuple[str, Q, Q | None]]":
    """Revenue and growth year by year."""
    amounts = [i.revenue_year_1, i.revenue_year_2, i.revenue_year_3]
    names = ("最近第三年", "最近第二年", "最近一年")
    rates = [None] + [
        over(later, before) - 1 if before > 0 else None
        for before, later in ((amounts[0], amounts[1]), (amounts[1], amounts[2]))
    ]
    return list(zip(names, amounts, rates, strict=True))


GROWTH_RULE = Rule(
    "chinext_growth", "chinext", "第四套标准指标一（新兴产业）",
    "ChiNext fourth standard, indicator 1: growth", CHINEXT,
    "预计市值、最近一年营业收入和最近三年营收复合增长率三项同时达到，适用于新兴产业领域企业。",
    fields=(CAPITALISATION, *REVENUES, BASE_REVENUE),
    conditions=(
        Condition(
            "market_capitalisation", "expected_market_capitalisation", ">=", GROWTH_CAPITALISATION,
            news(FIRST_PASSAGE, FIRST, GROWTH_CAPITALISATION),
        ),
        Condition(
            "latest_revenue", "revenue_year_3", ">=", REVENUE, news(FIRST_PASSAGE, FIRST, REVENUE)
        ),
        Condition(
            "compound_growth", growth_multiple, ">=", growth_bound,
            news(FIRST_PASSAGE, FIRST, GROWTH),
            label="最近三年营收复合增长率", kind="multiple", rate=rate_of,
        ),
    ),
    outputs=(
        Output("growth_multiple", "末年营收为首年的倍数", "multiple", growth_multiple, unit="倍"),
        Output("compound_growth_rate", "复合增长率（只截位，不进位）", "percent", growth_rate),
        Output("yearly_growth", "逐年营业收入与增长率", "rows", yearly_growth, columns=(
            Column("year", "年度", "text"), Column("revenue", "营业收入", "money"),
            Column("growth", "比上年增长", "percent"),
        )),
    ),
    readings=(
        Reading(
            "growth_period", "复合增长率的期数",
            "文内没有公式。默认用首末两年、开 2 次方；部分数据终端以三年前为基期、开 3 次方。",
            (("first_to_last", "首末两年，两期（1.3² = 1.69 倍）"),
             ("base_year", "以三年前为基期，三期（1.3³ = 2.197 倍）")),
        ),
    ),
    versions=CHINEXT_VERSIONS,
    example={
        "expected_market_capitalisation": "32亿", "revenue_year_1": "2亿",
        "revenue_year_2": "2.6亿",
        "revenue_year_3": "3.38亿", "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"符合第一项指标：预计市值 {shown(i.expected_market_capitalisation, 'money')}，"
        "最近一年营业收入 "
        f"{shown(i.revenue_year_3, 'money')}，复合增长率 "
        f"{percent_text(out['compound_growth_rate'])}"
        f"，均达到下限（复合增长率不低于 {GROWTH.text}）。"
    ),
    notes=(
        f"简报之外：{EXCHANGE_RULES} 2.1.5 写明财务数据须经审计，预计市值为发行后总股本乘发行价。",
        "简报之外：深证上〔2024〕344号第四条另有成长性要求（营收复合增长率达到 25% 等，"
        "最近一年营收达到 "
        "3 亿元的除外），2026 年是否修订未经核实；此处不作条件。",
        "比较用整数倍数，不开方、不四舍五入；29.996% 不是 30%。",
    ),
)


def research_total(i: Inputs) -> Q:
    """R&D investment over three years."""
    return total([i.rd_investment_year_1, i.rd_investment_year_2, i.rd_investment_year_3])


def share_parts(i: Inputs) -> "tuple[Q, Q]":
    """R&D and the revenue that it is compared with."""
    if i.readings["share_base"] == "latest_year":
        research, revenue = i.rd_investment_year_3, i.revenue_year_3
    else:
        research = research_total(i)
        revenue = total([i.revenue_year_1, i.revenue_year_2, i.revenue_year_3])
    if revenue == 0:
        raise Unknown("营业收入为零，不能计算研发投入占比")
    return research, revenue


def research_share(i: Inputs) -> Q:
    """R&D as a share of revenue."""
    return over(*share_parts(i))


def share_working(i: Inputs) -> str:
    """The share with its figures."""
    research, revenue = share_parts(i)
    return f"{shown(research, 'money')} ÷ {shown(revenue, 'money')}"


def total_working(i: Inputs) -> str:
    """The sum with its figures."""
    years = (i.rd_investment_year_1, i.rd_investment_year_2, i.rd_investment_year_3)
    return " + ".join(shown(year, "money") for year in years)


RESEARCH_RULE = Rule(
    "chinext_rd", "chinext", "第四套标准指标二（未来产业）",
    "ChiNext fourth standard, indicator 2: R&D", CHINEXT,
    "预计市值、最近一年营业收入、最近三年累计研发投入及其占营收比例四项同时达到，适用于未来产业领域企业。",
    fields=(CAPITALISATION, *REVENUES, *RESEARCHES),
    conditions=(
        Condition(
            "market_capitalisation", "expected_market_capitalisation", ">=",
            RESEARCH_CAPITALISATION, news(SECOND_PASSAGE, SECOND, RESEARCH_CAPITALISATION),
        ),
        Condition(
            "latest_revenue", "revenue_year_3", ">=", REVENUE,
            news(SECOND_PASSAGE, SECOND, REVENUE),
        ),
        Condition(
            "rd_total", research_total, ">=", RESEARCH, news(SECOND_PASSAGE, SECOND, RESEARCH),
            label="最近三年累计研发投入", kind="money", working=total_working,
        ),
        Condition(
            "rd_share", research_share, ">=", RESEARCH_SHARE,
            news(SECOND_PASSAGE, SECOND, RESEARCH_SHARE),
            label="研发投入占营业收入比例", kind="percent", working=share_working,
        ),
    ),
    outputs=(
        Output("rd_total", "最近三年累计研发投入", "money", research_total),
        Output("rd_share", "研发投入占营业收入比例", "percent", research_share),
    ),
    readings=(
        Reading(
            "share_base", "占比的口径",
            "文内没有写明分母。默认用最近三年累计研发投入占最近三年累计营业收入；另一读法只看最近一年。",
            (
                ("cumulative", "三年累计占三年累计营业收入"),
                ("latest_year", "最近一年占最近一年营业收入"),
            ),
        ),
    ),
    versions=CHINEXT_VERSIONS,
    example={
        "expected_market_capitalisation": "42亿", "revenue_year_1": "1亿", "revenue_year_2": "1亿",
        "revenue_year_3": "5亿", "rd_investment_year_1": "3000万",
        "rd_investment_year_2": "4000万", "rd_investment_year_3": "5000万", "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"符合第二项指标：三年累计研发投入 {shown(out['rd_total'], 'money')}，占营业收入 "
        f"{percent_text(out['rd_share'])}，四项均达到下限（占比不低于 {RESEARCH_SHARE.text}）。"
    ),
    notes=(
        f"简报之外：{EXCHANGE_RULES} 2.1.2（四）写明研发投入占最近三年累计营业收入的比例，"
        "2.1.5 写明财务数据须经审计；研发投入的口径（费用化与资本化）以审计数为准。",
        "营业收入越高，占比越低：收入既有下限，也有由占比决定的上限，可用反求查看。",
    ),
)
