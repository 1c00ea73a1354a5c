"""福建：加强融资支持的措施（贴息、担保、股权投资奖励）。"""

from ..kernel.dates import add_years, iso, year_of
from ..kernel.exact import Q, exact, least, over, to_fen
from ..kernel.fields import Inputs, boolean, date, money
from ..kernel.model import Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from .sources import (
    FUJIAN,
    FUJIAN_END,
    FUJIAN_LIFE,
    FUJIAN_START,
    FUJIAN_VERSIONS,
    XIAMEN,
    fujian,
    in_xiamen,
)

INTEREST_RATE = figure(1, "%")
GUARANTEE = figure(3000, "万元")
GUARANTEE_BEFORE = figure(1000, "万元")
EQUITY_RATE = figure(1, "%")
EQUITY_CAP = figure(100, "万元")

ITEM_6 = fujian("item-6", "第（六）项", INTEREST_RATE)
ITEM_7 = ("item-7", "第（七）项")
ITEM_8 = ("item-8", "第（八）项")


def whole_years(i: Inputs) -> int:
    """Full years by corresponding days."""
    years = year_of(i.end_date) - year_of(i.start_date)
    return years - 1 if add_years(i.start_date, years) > i.end_date else years


def odd_days(i: Inputs) -> int:
    """Days beyond the full years; the first day counts, the last does not."""
    days: int = i.end_date - add_years(i.start_date, whole_years(i))
    return days


def years_count(i: Inputs) -> Q:
    """The term in years: by 365 full years count as years, by 360 each day counts."""
    if i.readings["day_count"] == "360":
        return over(i.end_date - i.start_date, 360)
    return whole_years(i) + over(odd_days(i), int(i.readings["day_count"]))


def discount(i: Inputs) -> Q:
    """The interest subsidy, rounded down to the fen."""
    amount = i.loan_principal * INTEREST_RATE.value * years_count(i)
    if i.readings["interest_cap"] == "paid":
        return to_fen(least(amount, i.interest_paid))
    return to_fen(amount)


INTEREST_RULE = Rule(
    "fj_interest", "fj", "专精特新专项贷款贴息",
    "Fujian: interest subsidy of specialised-SME loans", FUJIAN,
    "专精特新中小企业专项资金贷款，省级财政按年化比例贴息。",
    fields=(
        boolean("specialised_sme", "专精特新中小企业", "Specialised SME"),
        boolean("dedicated_loan", "属于专项资金贷款", "Loan of the dedicated programme"),
        money("loan_principal", "贷款本金", "Loan principal", low=Q(1, 100)),
        date("start_date", "起息日", "First day"),
        date("end_date", "止息日（不计息）", "Last day, not counted"),
        money("interest_paid", "实付利息", "Interest paid", required=False,
              help="只在选用“以实付利息为限”的读法时需要"),
    ),
    conditions=(
        in_xiamen(),
        Condition("specialised", "specialised_sme", "=", True, ITEM_6),
        Condition("dedicated", "dedicated_loan", "=", True, ITEM_6),
        Condition(
            "since", "start_date", ">=", lambda i: FUJIAN_START.value, FUJIAN_LIFE, effect="scope",
            label="起息日（不早于措施印发日）",
        ),
        Condition(
            "until", "end_date", "<=", lambda i: FUJIAN_END.value + 1, FUJIAN_LIFE,
            label="止息日（不晚于措施有效期）",
            open=f"措施有效期到 {iso(FUJIAN_END.value)} 为止，以后的利息是否贴息，文内没有写",
        ),
        Condition(
            "dates", "end_date", ">", lambda i: i.start_date, ITEM_6, label="止息日（晚于起息日）"
        ),
    ),
    outputs=(
        Output("subsidy", "贴息", "money", discount, grant=True),
        Output("whole_years", "整年", "integer", whole_years, unit="年"),
        Output("odd_days", "余下天数", "integer", odd_days, unit="天"),
    ),
    readings=(
        XIAMEN,
        Reading("day_count", "计息基数", "文内没有写；默认一年按 365 天。",
                (("365", "365 天"), ("360", "360 天"))),
        Reading("interest_cap", "是否以实付利息为限", "文内没有写；默认不限。",
                (("none", "不以实付利息为限"), ("paid", "以实付利息为限"))),
    ),
    versions=FUJIAN_VERSIONS,
    example={
        "specialised_sme": True, "dedicated_loan": True, "loan_principal": "1000万",
        "start_date": "2026-04-01", "end_date": "2026-10-01", "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"贴息 {money_text(out['subsidy'])}：本金 {money_text(i.loan_principal)}，年化 "
        f"{INTEREST_RATE.text}，计 {out['whole_years']} 年零 {out['odd_days']} 天"
        f"（一年按 {i.readings['day_count']} 天）。"
    ),
    notes=("满整年的按年计，余下的按天计，算头不算尾；专项资金贷款有年度总规模，文内另写。",),
)


def guaranteed(i: Inputs) -> Q:
    """The enterprise's guaranteed balance with the new one."""
    return exact(i.existing_balance + i.new_guarantee)


def working(i: Inputs) -> str:
    """The sum with its figures."""
    return f"{money_text(i.existing_balance)} + {money_text(i.new_guarantee)}"


def ceiling(i: Inputs) -> Q:
    """The ceiling that applies."""
    return exact(GUARANTEE.value)


GUARANTEE_RULE = Rule(
    "fj_guarantee", "fj", "科技创新类单户在保余额上限",
    "Fujian: guaranteed balance of technology SMEs", FUJIAN,
    "政府性融资担保对科技创新类中小企业的单户在保余额上限。",
    fields=(
        boolean("technology_sme", "科技创新类中小企业", "Technology SME"),
        money("existing_balance", "现有在保余额", "Existing guaranteed balance"),
        money("new_guarantee", "拟新增担保", "New guarantee"),
    ),
    conditions=(
        in_xiamen(),
        Condition("technology", "technology_sme", "=", True,
                  fujian(*ITEM_7, GUARANTEE_BEFORE, GUARANTEE), effect="scope"),
        Condition(
            "technology_ceiling", guaranteed, "<=", GUARANTEE, fujian(*ITEM_7, GUARANTEE),
            label="单户在保余额（科技创新类）", kind="money", working=working,
        ),
    ),
    outputs=(
        Output("balance", "新增后在保余额", "money", guaranteed),
        Output("ceiling", "上限", "money", ceiling),
        Output("room", "尚可新增", "money",
               lambda i: ceiling(i) - least(ceiling(i), i.existing_balance)),
    ),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={
        "technology_sme": True, "existing_balance": "1000万", "new_guarantee": "2000万",
        "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"新增后单户在保余额 {money_text(out['balance'])}，不超过上限 "
        f"{money_text(out['ceiling'])}。"
    ),
    notes=(
        "写的是“不超过”，各担保机构的上限可以更低。",
        f"其他企业不在这一项之内，上限未变，提高之前为 {GUARANTEE_BEFORE.text}。",
    ),
)


def equity_before_cap(i: Inputs) -> Q:
    """One percent of what came in."""
    return exact(i.funds_received * EQUITY_RATE.value)


def equity_room(i: Inputs) -> Q:
    """What is left of the cumulative cap."""
    return exact(EQUITY_CAP.value - least(EQUITY_CAP.value, i.award_already_received))


EQUITY_RULE = Rule(
    "fj_equity_award", "fj", "获股权投资奖励",
    "Fujian: award for equity financing", FUJIAN,
    "当年度获股权投资基金增资扩股投资的专精特新中小企业，按到账金额奖励，累计封顶。",
    fields=(
        boolean("specialised_sme", "专精特新中小企业", "Specialised SME"),
        boolean("from_equity_fund", "投资方为股权投资基金", "Investor is an equity fund"),
        boolean("capital_increase", "以增资扩股方式新增投资", "By capital increase"),
        money("funds_received", "当年度实际融资到账", "Funds received in the year", low=Q(1, 100)),
        money("award_already_received", "此前累计已获奖励", "Awards already received",
              required=False),
    ),
    conditions=(
        in_xiamen(),
        Condition("specialised", "specialised_sme", "=", True, fujian(*ITEM_8)),
        Condition("fund", "from_equity_fund", "=", True, fujian(*ITEM_8)),
        Condition("increase", "capital_increase", "=", True, fujian(*ITEM_8)),
        Condition(
            "room_left", "award_already_received", "<", EQUITY_CAP, fujian(*ITEM_8, EQUITY_CAP)
        ),
        Condition(
            "cap", equity_before_cap, "<=", equity_room, fujian(*ITEM_8, EQUITY_RATE, EQUITY_CAP),
            label="封顶前奖励", kind="money", effect="limit",
            working=lambda i: f"{money_text(i.funds_received)} × {EQUITY_RATE.text}",
        ),
    ),
    outputs=(
        Output("award", "奖励", "money",
               lambda i: to_fen(least(equity_before_cap(i), equity_room(i))), grant=True),
        Output("room_after", "累计上限余额", "money",
               lambda i: equity_room(i) - to_fen(least(equity_before_cap(i), equity_room(i))),
               grant=True),
    ),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={
        "specialised_sme": True, "from_equity_fund": True, "capital_increase": True,
        "funds_received": "6000万", "award_already_received": "30万", "as_of": "2026-12-31",
    },
    headline=lambda i, out: (
        f"奖励 {money_text(out['award'])}：到账 {money_text(i.funds_received)} 的 "
        f"{EQUITY_RATE.text}，累计不超过 {EQUITY_CAP.text}。"
    ),
    notes=("“一次性”与“累计”并存，按同一轮一次、多轮累计封顶理解；分批到账归属哪一年度文内没有写。",),
)
