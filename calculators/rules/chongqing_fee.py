"""重庆种子投资基金：服务费的逐年计提与年度核算。"""

from ..kernel.dates import add_months, day, iso
from ..kernel.exact import Q, least, to_fen, total
from ..kernel.fields import Inputs, date, integer, money, rows
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from .sources import CHONGQING, CHONGQING_VERSIONS, chongqing

FIRST_YEAR_RATE = figure("1.5", "%")
BALANCE_RATE = figure(2, "%")
NEW_RATE = figure(3, "%")
REPORT = figure(4, "个月")
SETTLEMENT_MONTHS = 6  # 上半年

ART_14 = chongqing("art-14", "第十四条", FIRST_YEAR_RATE, BALANCE_RATE, NEW_RATE)
ART_15 = chongqing("art-15", "第十五条")
ART_15_REPORT = chongqing("art-15", "第十五条", REPORT)


def by_valuation(i: Inputs) -> bool:
    """Whether the balance is what the holdings are worth."""
    return i.readings["balance_basis"] == "valuation"


def cost_balances(i: Inputs) -> "list[Q]":
    """The balance at cost at each year's end."""
    result: list[Q] = []
    for year in i.years:
        before = result[-1] if result else Q(0)
        result.append(before + year.new_investment - year.exits_at_cost)
    return result


def balances(i: Inputs) -> "list[Q]":
    """The balance at each year's end, as the reading has it."""
    if by_valuation(i):
        return [year.valuation_at_year_end for year in i.years]
    return cost_balances(i)


def fee_of(i: Inputs, index: int) -> "tuple[Q, Q, Q]":
    """A year's fee: on first-year funds, on last year's balance, on new investment."""
    new = NEW_RATE.value * i.years[index].new_investment
    if index == 0:
        extra = new if i.readings["first_year_new"] == "charged" else Q(0)
        return FIRST_YEAR_RATE.value * i.first_year_funds, Q(0), extra
    return Q(0), BALANCE_RATE.value * balances(i)[index - 1], new


def fees(i: Inputs) -> "list[Q]":
    """Every year's fee, rounded down to the fen."""
    return [to_fen(total(list(fee_of(i, index)))) for index in range(len(i.years))]


def schedule(i: Inputs) -> "list[tuple[object, ...]]":
    """One row a year."""
    closing, yearly = balances(i), fees(i)
    return [
        (
            index + 1, year.new_investment, year.exits_at_cost, closing[index],
            *fee_of(i, index), yearly[index],
        )
        for index, year in enumerate(i.years)
    ]


def least_balance(i: Inputs) -> Q:
    """The lowest balance at cost of all years; it cannot fall below zero."""
    return min(cost_balances(i))


FEE_RULE = Rule(
    "cq_fee", "cq-fund", "种子基金·服务费逐年计提",
    "Chongqing seed fund: service-fee schedule", CHONGQING,
    "第一年按到位资金计提，第二年起按上年度在投余额和本年度新增投资计提，列出逐年服务费。",
    fields=(
        money("first_year_funds", "第一年实际到位资金", "Funds paid in, year 1"),
        rows(
            "years", "各年投资与退出", "Yearly investment and exits",
            (
                money("new_investment", "新增投资", "New investment"),
                money("exits_at_cost", "退出（按投资成本）", "Exits at cost", required=False),
                money("valuation_at_year_end", "年末在投估值", "Year-end valuation", required=False,
                      help="只在按估值计余额的读法时需要"),
            ),
            help="从第一年起，一年一行",
        ),
    ),
    conditions=(
        Condition(
            "exits_within_balance", least_balance, ">=", lambda i: Q(0), ART_14,
            label="各年末在投余额（按成本）的最低数", kind="money",
        ),
    ),
    outputs=(
        Output("schedule", "逐年计提", "rows", schedule, columns=(
            Column("year", "年度", "integer"), Column("new_investment", "新增投资", "money"),
            Column("exits", "退出（按成本）", "money"), Column("balance", "年末在投余额", "money"),
            Column("fee_on_funds", "按到位资金计提", "money"),
            Column("fee_on_balance", "按上年余额计提", "money"),
            Column("fee_on_new", "按新增投资计提", "money"), Column("fee", "服务费", "money"),
        ), bars=("fee_on_funds", "fee_on_balance", "fee_on_new"), stacked=True),
        Output("total_fee", "各年合计", "money", lambda i: total(fees(i)), grant=True),
        Output("last_fee", "末年服务费", "money", lambda i: fees(i)[-1], grant=True),
    ),
    readings=(
        Reading(
            "balance_basis", "在投余额的口径", "条文没有写按成本还是按估值；默认按投资成本。",
            (("cost", "按投资成本"), ("valuation", "按年末估值")),
        ),
        Reading(
            "first_year_new", "第一年新增投资",
            "条文从第二年起才按新增投资计提；默认第一年的新增投资不另计。",
            (("not_charged", "第一年不另计"), ("charged", "第一年也按新增投资计提")),
        ),
    ),
    versions=CHONGQING_VERSIONS,
    example={
        "first_year_funds": "5000万",
        "years": [
            {"new_investment": "1000万", "exits_at_cost": "0"},
            {"new_investment": "1500万", "exits_at_cost": "200万"},
            {"new_investment": "800万", "exits_at_cost": "500万"},
        ],
        "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"{len(i.years)} 年共计提服务费 {money_text(out['total_fee'])}，"
        f"末年 {money_text(out['last_fee'])}；第一年按到位资金的 {FIRST_YEAR_RATE.text} 计提。"
    ),
    notes=(
        "“第一年”自何时起、第一年中途到位是否加权、核销是否扣减余额，条文没有写。",
        "每年的服务费按分向下取整；实付另受年度核算上限约束，见“年度核算上限”。",
    ),
    citations=(ART_14,),
)


def payable(i: Inputs) -> Q:
    """What is paid: the settled amount within the accrual."""
    return least(i.assessed_fee, i.accrued_fee)


def settlement_start(i: Inputs) -> int:
    """The first day of the settlement."""
    return day(i.assessment_year + 1, 1, 1)


def settlement_end(i: Inputs) -> int:
    """The last day of the settlement, the end of June."""
    return add_months(settlement_start(i), SETTLEMENT_MONTHS) - 1


def report_deadline(i: Inputs) -> int:
    """The last day for the yearly report."""
    return add_months(settlement_start(i), REPORT.value) - 1


SETTLE_RULE = Rule(
    "cq_fee_settle", "cq-fund", "种子基金·服务费年度核算上限",
    "Chongqing seed fund: annual fee settlement", CHONGQING,
    "实际服务费按考核结果核算，不超过上年度计提总额，并给出核算和报告的期限。",
    fields=(
        money("accrued_fee", "上年度计提总额", "Fee accrued for the year"),
        money("assessed_fee", "按考核结果核算的金额", "Fee assessed"),
        integer("assessment_year", "被考核年度", "Year assessed", unit="年", low=2000, high=2198),
        date("settlement_date", "核算日", "Settlement date", required=False),
        date("report_date", "报送运行情况报告之日", "Report date", required=False),
    ),
    conditions=(
        Condition(
            "within_accrual", "assessed_fee", "<=", lambda i: i.accrued_fee, ART_15, effect="limit"
        ),
        Condition(
            "settled_from", "settlement_date", ">=", settlement_start, ART_15,
            label="核算日（不早于次年首日）", when=lambda i: i.has("settlement_date"),
        ),
        Condition(
            "settled_until", "settlement_date", "<=", settlement_end, ART_15,
            label="核算日（上半年之内）", when=lambda i: i.has("settlement_date"),
        ),
        Condition(
            "reported_from", "report_date", ">=", settlement_start, ART_15_REPORT,
            label="报告日（不早于次年首日）", when=lambda i: i.has("report_date"),
        ),
        Condition(
            "reported_until", "report_date", "<=", report_deadline, ART_15_REPORT,
            label="报送运行情况报告之日", when=lambda i: i.has("report_date"),
        ),
    ),
    outputs=(
        Output("payable_fee", "实际服务费上限内金额", "money", payable, grant=True),
        Output("cut", "超出计提总额而不付", "money", lambda i: i.assessed_fee - payable(i),
               grant=True),
        Output("unpaid_accrual", "多计提部分", "money", lambda i: i.accrued_fee - payable(i),
               grant=True),
        Output("settlement_start", "核算起日", "date", settlement_start),
        Output("settlement_end", "核算止日", "date", settlement_end),
        Output("report_deadline", "报告截止日", "date", report_deadline),
    ),
    versions=CHONGQING_VERSIONS,
    example={
        "accrued_fee": "75万", "assessed_fee": "80万", "assessment_year": 2026,
        "settlement_date": "2027-05-20", "report_date": "2027-04-30", "as_of": "2027-05-20",
    },
    headline=lambda i, out: (
        f"实付 {money_text(out['payable_fee'])}（不超过上年度计提总额 "
        f"{money_text(i.accrued_fee)}），"
        f"核算期至 {iso(out['settlement_end'])}，报告截止 {iso(out['report_deadline'])}。"
    ),
    notes=("考核结果如何换算成金额、多计提部分是否转回，条文没有写。",),
)
