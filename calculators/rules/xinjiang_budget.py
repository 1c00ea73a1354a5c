"""新疆科技保险保费补助：全区同比例核减。"""

from ..kernel.errors import Unknown
from ..kernel.exact import Q, least, over, to_fen, total
from ..kernel.fields import Inputs, money, rows, text
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text, shown
from .sources import XINJIANG, XINJIANG_VERSIONS, xinjiang
from .xinjiang_insurance import ART_2, ART_4_CAP, ENTERPRISE_CAP

BUDGET_CAP = figure(2000, "万元")
ART_4_BUDGET = xinjiang("art-4", "第四条", BUDGET_CAP)

CLAIMS = rows(
    "claims", "各户应补额", "Claims of all enterprises",
    (
        text("enterprise", "企业", "Enterprise"),
        money("amount_before_cap", "封顶前应补额", "Claim before the cap", low=Q(0)),
    ),
    help="一户一行；封顶前应补额可由“单户测算”得出",
)


def cut_first(i: Inputs) -> bool:
    """Whether the cut comes before the cap."""
    return i.readings["cut_order"] == "cut_first"


def capped(claim: Inputs) -> Q:
    """A claim within the enterprise's cap."""
    return least(claim.amount_before_cap, ENTERPRISE_CAP.value)


def claim_base(i: Inputs, claim: Inputs) -> Q:
    """What the common factor is applied to."""
    amount: Q = claim.amount_before_cap
    return amount if cut_first(i) else capped(claim)


def claims_total(i: Inputs) -> Q:
    """The sum that is compared with the budget."""
    return total([claim_base(i, claim) for claim in i.claims])


def factor(i: Inputs) -> Q:
    """The common factor, at most one."""
    if i.budget == 0:
        raise Unknown("年度预算为零，不能核减分配")
    claims = claims_total(i)
    return Q(1) if claims == 0 else least(1, over(i.budget, claims))


def allocated(i: Inputs, claim: Inputs, share: Q) -> Q:
    """An enterprise's share, rounded down to the fen, never over the cap."""
    return to_fen(least(claim_base(i, claim) * share, ENTERPRISE_CAP.value))


def allocation(i: Inputs) -> "list[tuple[object, ...]]":
    """One row an enterprise."""
    share = factor(i)
    return [
        (
            claim.enterprise if claim.has("enterprise") else f"企业 {index + 1}",
            claim.amount_before_cap, capped(claim), allocated(i, claim, share),
        )
        for index, claim in enumerate(i.claims)
    ]


def allocated_total(i: Inputs) -> Q:
    """What is paid out in all."""
    share = factor(i)
    return total([allocated(i, claim, share) for claim in i.claims])


def total_working(i: Inputs) -> str:
    """The sum with its figures, where it is short enough to read."""
    if len(i.claims) > 6:
        return f"{len(i.claims)} 户合计"
    return " + ".join(money_text(claim_base(i, claim)) for claim in i.claims)


BUDGET_RULE = Rule(
    "xj_premium_budget", "xj-premium", "科技保险保费补助·全区同比例核减",
    "Xinjiang premium subsidy, region-wide proportional cut", XINJIANG,
    "各户应补额合计超出年度预算时，按同一比例核减，每户向下取整到分。",
    fields=(
        CLAIMS,
        money("budget", "年度预算", "Annual budget", presumed=BUDGET_CAP.value,
              help="办法写的是上限，实际预算可能更低，按当年下达数填写"),
    ),
    conditions=(
        Condition("budget_ceiling", "budget", "<=", BUDGET_CAP, ART_4_BUDGET),
        Condition(
            "within_budget", claims_total, "<=", lambda i: i.budget, ART_2, label="各户应补额合计",
            kind="money", effect="limit", working=total_working,
        ),
    ),
    outputs=(
        Output("factor", "核减后比例", "percent", factor),
        Output("claims_total", "参与核减的合计", "money", claims_total),
        Output("allocations", "逐户分配", "rows", allocation, columns=(
            Column("enterprise", "企业", "text"), Column("before_cap", "封顶前应补额", "money"),
            Column("capped", "封顶后应补额", "money"), Column("allocated", "核减后补助", "money"),
        ), bars=("before_cap", "capped", "allocated"), grant=True),
        Output("allocated_total", "实际分配合计", "money", allocated_total, grant=True),
        Output("remainder", "余额（不再分配）", "money", lambda i: i.budget - allocated_total(i),
               grant=True),
    ),
    readings=(
        Reading(
            "cut_order", "核减与封顶的先后",
            "第二条和第四条没有写明先后。默认先按户封顶再核减，封顶额才是补助额。",
            (("cap_first", "先按户封顶，再同比例核减"), ("cut_first", "先同比例核减，再按户封顶")),
        ),
    ),
    versions=XINJIANG_VERSIONS,
    example={
        "claims": [
            {"enterprise": "甲公司", "amount_before_cap": "60万"},
            {"enterprise": "乙公司", "amount_before_cap": "35万"},
            {"enterprise": "丙公司", "amount_before_cap": "20万"},
        ],
        "budget": "90万", "as_of": "2026-09-30",
    },
    headline=lambda i, out: (
        f"{len(i.claims)} 户应补 {money_text(out['claims_total'])}，预算 "
        f"{shown(i.budget, 'money')}，"
        f"各户按 {shown(out['factor'], 'percent')} 计，共分配 "
        f"{money_text(out['allocated_total'])}。"
    ),
    notes=("每户向下取整到分，合计不会超出预算；尾差的处理文内没有写，余额不再分配。",
           "年度预算可能低于上限，请按当年下达数填写。"),
    citations=(ART_4_CAP,),
)
