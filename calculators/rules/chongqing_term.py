"""重庆种子投资基金：期限、快投与回购。"""

from ..kernel.dates import add_months, add_years, iso
from ..kernel.exact import Q
from ..kernel.fields import Inputs, boolean, date, money
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from ..kernel.workdays import add_workdays
from .sources import CHONGQING, CHONGQING_VERSIONS, chongqing

USUAL_TERM = figure(3, "年")
LONGEST_TERM = figure(5, "年")
BUYBACK = figure(2, "年")
NOTICE = figure(7, "天")
PROPOSAL = figure(1, "个月")

ART_10 = chongqing("art-10-i4", "第十条第四项", NOTICE)
ART_11 = chongqing("art-11", "第十一条", PROPOSAL)
ART_12_USUAL = chongqing("art-12", "第十二条", USUAL_TERM)
ART_12_LONGEST = chongqing("art-12", "第十二条", LONGEST_TERM)
ART_13 = chongqing("art-13", "第十三条", BUYBACK)


def maturity(i: Inputs) -> int:
    """The last day of the usual term."""
    return add_years(i.investment_date, USUAL_TERM.value)


def latest_exit(i: Inputs) -> int:
    """The last day of the longest term."""
    return add_years(i.investment_date, LONGEST_TERM.value)


def buyback_deadline(i: Inputs) -> int:
    """The last day on which the team may buy back at the original value."""
    return add_years(i.investment_date, BUYBACK.value)


def notice_end(i: Inputs) -> int:
    """The last day of the public notice, the first day not counted."""
    if i.readings["notice_days"] == "working":
        return add_workdays(i.notice_start_date, NOTICE.value, [], [])
    end: int = i.notice_start_date + NOTICE.value
    return end


def proposal_deadline(i: Inputs) -> int:
    """The last day for a fast-track proposal."""
    return add_months(i.confirmation_date, PROPOSAL.value)


def buys_back(i: Inputs) -> bool:
    """Whether a buy-back at the original value is asked about."""
    return i.has("buyback_date")


def buyback_price(i: Inputs) -> Q:
    """The original value, where the team may still buy back at it."""
    price: Q = i.investment_amount if may_buy_back(i) else Q(0)
    return price


def may_buy_back(i: Inputs) -> bool:
    """Whether the buy-back lies within its two years."""
    return bool(i.fast_track and i.investment_date <= i.buyback_date <= buyback_deadline(i))


def schedule(i: Inputs) -> "list[tuple[object, ...]]":
    """Every date that follows, with its clause."""
    rows: list[tuple[object, ...]] = []
    if i.has("investment_date"):
        rows += [
            ("投资期满（原则上）", maturity(i), ART_12_USUAL.label),
            ("延长后的最长期限", latest_exit(i), ART_12_LONGEST.label),
        ]
    if i.has("investment_date", "fast_track") and i.fast_track:
        rows.append(("按原值回购的末日", buyback_deadline(i), ART_13.label))
    if i.has("fast_track", "confirmation_date") and i.fast_track:
        rows.append(("提交项目投资方案的末日（原则上）", proposal_deadline(i), ART_11.label))
    if i.has("notice_start_date"):
        rows.append(("公示的末日", notice_end(i), ART_10.label))
    return rows


TERM_RULE = Rule(
    "cq_term", "cq-fund", "种子基金·期限、快投与回购",
    "Chongqing seed fund: term, fast track and buy-back", CHONGQING,
    "由投资日推出期满日、最长期限和快决快投项目按原值回购的末日，并核对退出日、回购日。",
    fields=(
        date("investment_date", "投资日", "Investment date", required=False,
             help="协议、到账或工商变更之日，条文没有写明"),
        date("exit_date", "退出日", "Exit date", required=False),
        boolean("fast_track", "快决快投项目", "Fast-track project", required=False),
        date("buyback_date", "团队按原值回购日", "Buy-back date", required=False),
        money("investment_amount", "投资额（原值）", "Amount invested", required=False),
        date(
            "confirmation_date", "市科技局确认快投之日", "Fast-track confirmation", required=False
        ),
        date("proposal_date", "提交投资方案之日", "Proposal submitted", required=False),
        date("notice_start_date", "公示起始日", "First day of public notice", required=False),
        date("implementation_date", "实施投资之日", "Day of implementation", required=False),
    ),
    conditions=(
        Condition(
            "exit_after_investment", "exit_date", ">=", lambda i: i.investment_date, ART_12_LONGEST,
            label="退出日（不早于投资日）",
        ),
        Condition(
            "usual_term", "exit_date", "<=", maturity, ART_12_USUAL, effect="soft",
            label="退出日（原则上的期限）",
        ),
        Condition(
            "longest_term", "exit_date", "<=", latest_exit, ART_12_LONGEST,
            label="退出日（最长期限）"
        ),
        Condition("buyback_fast_track", "fast_track", "=", True, ART_13, when=buys_back),
        Condition(
            "buyback_after_investment", "buyback_date", ">=", lambda i: i.investment_date, ART_13,
            label="回购日（不早于投资日）", when=buys_back,
        ),
        Condition(
            "buyback_in_time", "buyback_date", "<=", buyback_deadline, ART_13,
            label="团队按原值回购日", when=buys_back,
        ),
        Condition(
            "proposal_in_time", "proposal_date", "<=", proposal_deadline, ART_11, effect="soft",
            when=lambda i: i.has("proposal_date") and i.fast_track,
        ),
        Condition(
            "after_notice", "implementation_date", ">", notice_end, ART_10,
            label="实施投资之日（公示期满之后）", when=lambda i: i.has("implementation_date"),
        ),
    ),
    outputs=(
        Output("maturity_date", "投资期满日", "date", maturity, term=True),
        Output("latest_exit_date", "最长期限末日", "date", latest_exit, term=True),
        Output(
            "buyback_deadline", "按原值回购的末日", "date",
            lambda i: buyback_deadline(i) if i.fast_track else None, term=True,
        ),
        Output("buyback_price", "按原值回购的价款", "money", buyback_price, optional=True,
               grant=True),
        Output("schedule", "日期一览", "rows", schedule, columns=(
            Column("event", "事项", "text"), Column("date", "日期", "date"),
            Column("clause", "依据", "text"),
        )),
    ),
    readings=(
        Reading(
            "notice_days", "公示 7 天的算法",
            "条文没有写自然日还是工作日；默认按自然日，起始当日不计。",
            (("calendar", "自然日，起始当日不计"), ("working", "工作日，起始当日不计")),
        ),
    ),
    versions=CHONGQING_VERSIONS,
    example={
        "investment_date": "2026-07-01", "exit_date": "2029-06-30", "fast_track": True,
        "buyback_date": "2028-07-01", "investment_amount": "100万", "as_of": "2026-07-01",
    },
    headline=lambda i, out: (
        f"投资期满日为 {iso(out['maturity_date'])}，经审议延长最长至 {iso(out['latest_exit_date'])}"
        + (f"；快投项目可在 {iso(buyback_deadline(i))} 前（含当日）按原值"
           + (f" {money_text(i.investment_amount)} " if i.has("investment_amount") else "")
           + "回购。" if i.fast_track else "。")
    ),
    notes=(
        "年、月的期间到对应日为止，含当日；没有对应日的，到当月末日。",
        "超过三年须由服务机构提出建议、报市科技局审议。",
        "投资日以协议、到账还是工商变更为准，条文没有写。",
    ),
)
