"""新疆科技贷款：追偿退回与熔断。"""

from ..kernel.dates import iso
from ..kernel.errors import Unknown
from ..kernel.exact import Q, exact, floor_to, greatest, least, over, to_fen
from ..kernel.fields import Inputs, date, money, percent, rows
from ..kernel.model import Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text, percent_text
from ..kernel.workdays import SOURCE, add_workdays
from .sources import XINJIANG, XINJIANG_VERSIONS, xinjiang
from .xinjiang_loans import SHARE

REFUND_DAYS = figure(5, "个工作日")
BREAKER = figure(3, "%")
ART_14 = xinjiang("art-14", "第十四条", REFUND_DAYS)
ART_14_SHARE = xinjiang("art-14", "第十四条")
ART_8 = xinjiang("art-8", "第八条", SHARE)
ART_16 = xinjiang("art-16", "第十六条", BREAKER)


def net(i: Inputs) -> Q:
    """What is recovered after costs."""
    return greatest(0, i.recovered_amount - i.recovery_cost)


def shared(i: Inputs) -> Q:
    """The government's part of it."""
    return exact(net(i) * i.government_share)


def refund(i: Inputs) -> Q:
    """What goes back, rounded down to the fen."""
    if i.readings["refund_cap"] == "none":
        return to_fen(shared(i))
    return to_fen(least(shared(i), i.compensation_received))


def days_of(i: Inputs, name: str) -> "list[int]":
    """The days of a table that may be blank."""
    table = i.values_.get(name) or []
    return [row.day for row in table]


def refund_deadline(i: Inputs) -> int:
    """The last working day for the refund."""
    return add_workdays(
        i.receipt_date, REFUND_DAYS.value, days_of(i, "holidays"), days_of(i, "shifted_workdays")
    )


RECOVERY_RULE = Rule(
    "xj_recovery", "xj-loan", "追偿退回",
    "Xinjiang: refund after recovery", XINJIANG,
    "追偿所得扣除费用后按分担比例退回，期限为收到追偿款后 5 个工作日。",
    fields=(
        money("recovered_amount", "追偿所得", "Amount recovered"),
        money("recovery_cost", "追偿费用", "Cost of recovery", required=False),
        percent("government_share", "政府分担比例", "Government's share", presumed=SHARE.value,
                help="按原约定的分担比例；办法写的是不超过 30%"),
        money("compensation_received", "已获补偿额", "Compensation received"),
        date("receipt_date", "收到追偿款之日", "Date of receipt"),
        date("refund_date", "退回日", "Date of refund", required=False),
        rows("holidays", "放假日", "Public holidays", (date("day", "日期", "Day"),), required=False,
             help="内置 2026 年安排；其他年份请逐日填写"),
        rows(
            "shifted_workdays", "调休上班日", "Shifted working days", (date("day", "日期", "Day"),
        ),
             required=False),
    ),
    conditions=(
        Condition(
            "net_recovery", lambda i: i.recovered_amount - i.recovery_cost, ">", lambda i: Q(0),
            ART_14_SHARE, label="追偿所得扣除费用后", kind="money", effect="limit",
            working=lambda i: f"{money_text(i.recovered_amount)} − {money_text(i.recovery_cost)}",
        ),
        Condition(
            "within_compensation", shared, "<=", lambda i: i.compensation_received, ART_14_SHARE,
            label="按比例应退额", kind="money", effect="limit",
            when=lambda i: i.readings["refund_cap"] == "compensated",
            working=lambda i: f"{money_text(net(i))} × {percent_text(i.government_share)}",
        ),
        Condition(
            "refund_after_receipt", "refund_date", ">=", lambda i: i.receipt_date, ART_14,
            label="退回日（不早于收款日）", when=lambda i: i.has("refund_date"),
        ),
        Condition(
            "refund_in_time", "refund_date", "<=", refund_deadline, ART_14,
            label="退回日（期限）", when=lambda i: i.has("refund_date"),
        ),
    ),
    outputs=(
        Output("net_recovery", "扣除费用后所得", "money", net),
        Output("refund", "应退回", "money", refund),
        Output("kept", "金融机构等留存", "money", lambda i: net(i) - refund(i)),
        Output("refund_deadline", "退回期限末日", "date", refund_deadline, optional=True),
    ),
    readings=(
        Reading(
            "refund_cap", "退回是否以已补偿额为限", "条文没有写；默认以已补偿额为限。",
            (("compensated", "以已补偿额为限"), ("none", "不设限")),
        ),
    ),
    versions=XINJIANG_VERSIONS, governed="receipt_date",
    example={
        "recovered_amount": "100万", "recovery_cost": "10万", "government_share": "30%",
        "compensation_received": "150万", "receipt_date": "2026-09-24",
        "refund_date": "2026-10-09",
    },
    headline=lambda i, out: (
        f"应退回 {money_text(out['refund'])}" + (
            f"，不晚于 {iso(out['refund_deadline'])}（收款次日起第 {REFUND_DAYS.value} 个工作日）。"
            if out["refund_deadline"] is not None else "；没有当年放假安排，期限不能推算。"
        )
    ),
    notes=(f"工作日依据：{SOURCE}；其他年份须填写放假日和调休上班日。",),
    citations=(ART_8,),
)


def bad_ratio(i: Inputs) -> Q:
    """The share of bad loans; without loans there is none."""
    if i.loan_balance == 0:
        raise Unknown("科技贷款余额为零，算不出不良率")
    return over(i.bad_loan_balance, i.loan_balance)


def bad_limit(i: Inputs) -> Q:
    """The greatest balance of bad loans that does not trip the breaker."""
    return floor_to(BREAKER.value * i.loan_balance, Q(1, 100))


BREAKER_RULE = Rule(
    "xj_breaker", "xj-loan", "熔断机制",
    "Xinjiang: circuit breaker", XINJIANG,
    "单家金融机构科技贷款不良率超过界限时，暂停申请风险补偿并取消合作资格。",
    fields=(
        money("bad_loan_balance", "科技贷款不良余额", "Non-performing technology loans"),
        money("loan_balance", "科技贷款余额", "Technology loan balance"),
    ),
    conditions=(
        Condition(
            "has_loans", "loan_balance", ">", lambda i: Q(0), ART_16, effect="scope",
            label="科技贷款余额（有贷款才有不良率）", when=lambda i: i.bad_loan_balance == 0,
        ),
        Condition(
            "bad_loan_ratio", bad_ratio, "<=", BREAKER, ART_16, label="科技贷款不良率",
            kind="percent", working=lambda i: (
                f"{money_text(i.bad_loan_balance)} ÷ {money_text(i.loan_balance)}"
            ),
        ),
    ),
    outputs=(
        Output("bad_loan_ratio", "不良率", "percent", bad_ratio),
        Output("bad_loan_limit", "不触发熔断的最高不良余额", "money", bad_limit),
        Output("consequence", "后果", "text", lambda i: (
            "触发熔断：暂停申请风险补偿，取消合作银行资格"
            if bad_ratio(i) > BREAKER.value else "不触发熔断"
        )),
    ),
    versions=XINJIANG_VERSIONS,
    example={"bad_loan_balance": "300万", "loan_balance": "1亿", "as_of": "2026-06-30"},
    headline=lambda i, out: (
        f"不触发熔断：不良率 {percent_text(out['bad_loan_ratio'])}，未超过 {BREAKER.text}。"
    ),
    notes=("分母是纳入风险补偿的贷款还是全部科技贷款、取哪一时点，条文没有写；恢复条件也没有写。",),
)
