"""福建：降低经营成本的措施（就业补贴、工会经费、物流、用气、续贷）。"""

from ..kernel.dates import add_months, add_years, iso, year_of
from ..kernel.exact import Q, exact, greatest, least
from ..kernel.fields import Inputs, boolean, choice, date, integer, money, rows
from ..kernel.model import Condition, Output, Reading, Rule, day_figure, figure
from ..kernel.show import money_text
from .sources import (
    FUJIAN,
    FUJIAN_LIFE,
    FUJIAN_START,
    FUJIAN_VERSIONS,
    XIAMEN,
    fujian,
    in_xiamen,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STARTUP = figure(3, "年")
CONTRACT = figure(1, "年")
INSURED = figure(6, "个月")
PER_HEAD = figure(1000, "元")
EMPLOYMENT_CAP = figure(5, "万元")
ITEM_1_END = day_figure("2026-12-31")
UNION_LIMIT = figure(1, "万元")
RAIL_CUT = figure(10, "%")
GAS_MONTHS = figure(6, "个月")
RENEWAL_END = day_figure("2027-09-30")

ITEM_1 = ("item-1", "第（一）项")
ITEM_3 = fujian("item-3", "第（三）项", GAS_MONTHS)
ITEM_4 = fujian("item-4", "第（四）项", RAIL_CUT)
ITEM_6 = fujian("item-6", "第（六）项", RENEWAL_END)


def startup_end(i: Inputs) -> int:
    """The last day of the start-up years."""
    return add_years(i.founding_date, STARTUP.value)


def counts(row: Inputs) -> bool:
    """Whether an employee counts."""
    long_enough: bool = row.contract_months >= 12 * CONTRACT.value
    return long_enough and bool(row.insured_months >= INSURED.value)


def heads(i: Inputs) -> int:
    """How many employees count."""
    return len([row for row in i.employees if counts(row)])


def before_cap(i: Inputs) -> Q:
    """So much a head."""
    return exact(PER_HEAD.value * heads(i))


def room(i: Inputs) -> Q:
    """What is left of the cap."""
    return greatest(0, EMPLOYMENT_CAP.value - i.subsidy_already_received)


EMPLOYMENT_RULE = Rule(
    "fj_employment", "fj", "创业带动就业补贴",
    "Fujian: employment subsidy of start-ups", FUJIAN,
    "初创小微企业按符合条件的招用人数补贴，每人和总额均有上限。",
    fields=(
        boolean("small_or_micro", "属于小型或微型企业", "Small or micro enterprise"),
        date("founding_date", "企业成立日", "Founding date"),
        date("application_date", "申请日", "Application date"),
        rows("employees", "招用人员", "Employees", (
            integer("contract_months", "劳动合同期限", "Contract", unit="个月"),
            integer("insured_months", "已缴社会保险", "Insured for", unit="个月"),
        ), help="一人一行"),
        money("subsidy_already_received", "此前已获补贴", "Subsidy already received",
              required=False),
    ),
    conditions=(
        in_xiamen(),
        Condition("size", "small_or_micro", "=", True, fujian(*ITEM_1)),
        Condition(
            "startup", "application_date", "<=", startup_end, fujian(*ITEM_1, STARTUP),
            label=f"申请日（初创 {STARTUP.text}内）",
        ),
        Condition(
            "founded_before", "application_date", ">=", lambda i: i.founding_date,
            fujian(*ITEM_1, STARTUP), label="申请日（不早于成立日）",
        ),
        Condition(
            "period", "application_date", "<=", ITEM_1_END, fujian(*ITEM_1, ITEM_1_END),
            label="申请日（实施期内）",
        ),
        Condition(
            "contract", "contract_months", ">=", lambda row: 12 * CONTRACT.value,
            fujian(*ITEM_1, CONTRACT), effect="limit", each="employees",
        ),
        Condition(
            "insured", "insured_months", ">=", INSURED, fujian(*ITEM_1, INSURED), effect="limit",
            each="employees",
        ),
        Condition(
            "heads", heads, ">=", 1, fujian(*ITEM_1), label="符合条件的招用人数", kind="integer",
            unit="人",
        ),
        Condition(
            "room_left", "subsidy_already_received", "<", EMPLOYMENT_CAP,
            fujian(*ITEM_1, EMPLOYMENT_CAP),
        ),
        Condition(
            "cap", before_cap, "<=", room, fujian(*ITEM_1, PER_HEAD, EMPLOYMENT_CAP),
            label="封顶前补贴", kind="money", effect="limit",
            working=lambda i: f"{heads(i)} 人 × {money_text(PER_HEAD.value)}",
        ),
    ),
    outputs=(
        Output("heads", "符合条件的人数", "integer", heads, unit="人"),
        Output("subsidy", "最高补贴", "money", lambda i: least(before_cap(i), room(i)), grant=True),
        Output("startup_end", "初创期末日", "date", startup_end),
    ),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS, governed="application_date",
    example={
        "small_or_micro": True, "founding_date": "2024-05-01", "application_date": "2026-06-30",
        "employees": [
            {"contract_months": 12, "insured_months": 6},
            {"contract_months": 24, "insured_months": 8},
            {"contract_months": 11, "insured_months": 6},
        ],
        "subsidy_already_received": "0",
    },
    headline=lambda i, out: (
        f"{out['heads']} 人符合条件，最高补贴 {money_text(out['subsidy'])}"
        f"（每人不超过 {PER_HEAD.text}，总额不超过 {EMPLOYMENT_CAP.text}）。"
    ),
    notes=("每人和总额都是上限；总额是累计还是按年度，文内没有写，此处按累计、扣除此前已获。",),
)


def union_refund(i: Inputs) -> Q:
    """All of it, or nothing."""
    paid: Q = i.union_fee_paid
    fits = paid < UNION_LIMIT.value and i.fee_year <= year_of(ITEM_1_END.value)
    return paid if fits else Q(0)


UNION_RULE = Rule(
    "fj_union", "fj", "小额缴费工会经费返还",
    "Fujian: refund of small union fees", FUJIAN,
    "全年上缴工会经费低于限额的工会组织，全额返还。",
    fields=(
        money("union_fee_paid", "全年上缴工会经费", "Union fee paid in the year"),
        integer("fee_year", "缴费年度", "Fee year", unit="年", low=1949, high=2199),
    ),
    conditions=(
        in_xiamen(),
        Condition(
            "paid", "union_fee_paid", ">", lambda i: Q(0), fujian(*ITEM_1, UNION_LIMIT),
            effect="scope", label="全年上缴工会经费（有上缴才有返还）",
        ),
        Condition(
            "since", "fee_year", ">=", lambda i: year_of(FUJIAN_START.value), FUJIAN_LIFE,
            effect="scope", label="缴费年度（不早于措施印发之年）",
        ),
        Condition("limit", "union_fee_paid", "<", UNION_LIMIT, fujian(*ITEM_1, UNION_LIMIT)),
        Condition(
            "period", "fee_year", "<=", lambda i: year_of(ITEM_1_END.value),
            fujian(*ITEM_1, ITEM_1_END),
        ),
    ),
    outputs=(Output("refund", "返还", "money", union_refund, grant=True),),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={"union_fee_paid": "9999.99", "fee_year": 2026, "as_of": "2026-06-30"},
    headline=lambda i, out: f"全额返还 {money_text(out['refund'])}。",
    notes=("限额不含本数，按元、角、分比较。",),
)

MEASURES = (
    ("rail", "物流：公转铁运费下浮"), ("gas", "用气：欠费缓缴"),
    ("renewal", "中型企业流动资金贷款无还本续贷"),
)


def asks(measure: str) -> "Callable[[Inputs], bool]":
    """Whether that measure is asked about."""
    return lambda i: bool(i.measure == measure)


def fare_limit(i: Inputs) -> Q:
    """The highest fare after the cut."""
    return exact((1 - RAIL_CUT.value) * i.original_fare)


def gas_end(i: Inputs) -> int:
    """The last day of the deferral."""
    return add_months(i.arrears_date, GAS_MONTHS.value)


def renewal_end(i: Inputs) -> int:
    """The last due date that is covered."""
    end: int = RENEWAL_END.value
    return end - 1 if i.readings["renewal_end"] == "exclusive" else end


def told(i: Inputs) -> str:
    """What follows for the measure asked about."""
    if i.measure == "rail":
        return f"应付运费不高于 {money_text(fare_limit(i))}，下浮不低于 {RAIL_CUT.text}。"
    if i.measure == "gas":
        return f"燃气欠费可缓缴至 {iso(gas_end(i))}（含当日）。"
    return f"到期日不晚于 {iso(renewal_end(i))}，可纳入无还本续贷，由银行按自身制度办理。"


RATES_RULE = Rule(
    "fj_rates", "fj", "物流、用气、中型企业续贷",
    "Fujian: rail fares, gas arrears, loan renewal", FUJIAN,
    "三项措施的门槛与日期，选一项测算。",
    fields=(
        choice("measure", "措施", "Measure", MEASURES),
        money("original_fare", "铁路运费原价", "Original rail fare", required=False),
        money("payable_fare", "应付铁路运费", "Fare payable", required=False),
        boolean("small_medium_or_micro", "属于中小微企业", "Small, medium or micro",
                required=False),
        boolean("loss_making", "上年度汇算清缴亏损", "Loss-making last year", required=False),
        date("arrears_date", "燃气欠费日", "Arrears since", required=False),
        date("payment_date", "补缴日", "Date of payment", required=False),
        boolean("medium_enterprise", "属于中型企业", "Medium enterprise", required=False),
        date("loan_due_date", "流动资金贷款到期日", "Loan due date", required=False),
    ),
    conditions=(
        in_xiamen(),
        Condition(
            "fare", "payable_fare", "<=", fare_limit, ITEM_4, when=asks("rail"),
            label=f"应付铁路运费（下浮 {RAIL_CUT.text} 后）",
        ),
        Condition("gas_size", "small_medium_or_micro", "=", True, ITEM_3, when=asks("gas"),
                  effect="scope"),
        Condition(
            "arrears_since", "arrears_date", ">=", lambda i: FUJIAN_START.value, FUJIAN_LIFE,
            when=asks("gas"), effect="scope", label="燃气欠费日（不早于措施印发日）",
        ),
        Condition("loss", "loss_making", "=", True, ITEM_3, when=asks("gas")),
        Condition("payment", "payment_date", "<=", gas_end, ITEM_3, when=asks("gas")),
        Condition(
            "arrears_first", "payment_date", ">=", lambda i: i.arrears_date, ITEM_3,
            when=asks("gas"), label="补缴日（不早于欠费日）",
        ),
        Condition("medium", "medium_enterprise", "=", True, ITEM_6, when=asks("renewal"),
                  effect="scope"),
        Condition(
            "due_since", "loan_due_date", ">=", lambda i: FUJIAN_START.value, FUJIAN_LIFE,
            when=asks("renewal"), effect="scope", label="流动资金贷款到期日（不早于措施印发日）",
        ),
        Condition(
            "not_overdue", "loan_due_date", ">=", lambda i: i.as_of, ITEM_6,
            when=asks("renewal"), label="流动资金贷款到期日（测算日尚未到期）",
            open="测算日已过到期日；逾期贷款能否续贷，文内没有写",
        ),
        Condition("due", "loan_due_date", "<=", renewal_end, ITEM_6, when=asks("renewal")),
    ),
    outputs=(
        Output("fare_limit", "应付运费上限", "money",
               lambda i: fare_limit(i) if i.measure == "rail" else None),
        Output("deferral_end", "缓缴末日", "date",
               lambda i: gas_end(i) if i.measure == "gas" else None, grant=True, term=True),
        Output("renewal_end", "续贷覆盖的最晚到期日", "date",
               lambda i: renewal_end(i) if i.measure == "renewal" else None),
    ),
    readings=(
        XIAMEN,
        Reading(
            "renewal_end", "“9 月 30 日前”含否当日", "文内不明；默认含当日。",
            (("inclusive", "含 9 月 30 日"), ("exclusive", "不含 9 月 30 日")),
        ),
    ),
    versions=FUJIAN_VERSIONS,
    example={
        "measure": "gas", "small_medium_or_micro": True, "loss_making": True,
        "arrears_date": "2026-08-31", "payment_date": "2027-02-28", "as_of": "2026-09-30",
    },
    headline=lambda i, out: told(i),
    notes=("缓缴的起算日文内没有写，按欠费日起算，到对应日为止；没有对应日的，到当月末日。",),
)
