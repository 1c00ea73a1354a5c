"""新疆科技贷款：适用条件与本金损失补偿。"""

from ..kernel.exact import Q, exact, least, over, to_fen
from ..kernel.fields import Inputs, boolean, choice, integer, money, percent
from ..kernel.model import Column, Condition, Output, Rule, figure
from ..kernel.show import money_text, percent_text
from .sources import XINJIANG, XINJIANG_VERSIONS, xinjiang

LOAN_CAP = figure(1000, "万元")
TERM = figure(1, "年")
SPREAD = figure(100, "个基点")
SHARE = figure(30, "%")
PARTNER_SHARE = figure(70, "%")
BUDGET = figure(5000, "万元")
LEVERAGE = figure(10, "倍")

ART_9 = ("art-9", "第九条")
ART_10 = xinjiang("art-10", "第十条")
ART_2 = xinjiang("art-2", "第二条")
ART_8 = xinjiang("art-8", "第八条", SHARE)
ART_3_BUDGET = xinjiang("art-3", "第三条", BUDGET)
ART_3_LEVERAGE = xinjiang("art-3", "第三条", LEVERAGE)
ART_3_OTHER = xinjiang("art-3", "第三条")

PURPOSES = (
    ("research", "技术研发"), ("renovation", "技术改造"), ("working_capital", "流动资金周转"),
    ("other_operation", "其他生产经营"), ("equity", "股本权益性投资"), ("securities", "有价证券"),
    ("fund", "基金"), ("futures", "期货"),
)
NAMED_PURPOSES = ("research", "renovation", "working_capital")
BARRED_PURPOSES = ("equity", "securities", "fund", "futures")


def rate_ceiling(i: Inputs) -> Q:
    """The highest rate: basis points are added, not multiplied."""
    return exact(i.loan_prime_rate + SPREAD.value)


def allowed(i: Inputs) -> bool:
    """Whether the purpose is outside the list of barred ones."""
    return i.purpose not in BARRED_PURPOSES


ELIGIBLE_RULE = Rule(
    "xj_loan_eligible", "xj-loan", "适用风险补偿的贷款条件",
    "Xinjiang: loans that the risk fund covers", XINJIANG,
    "单户贷款规模、期限、利率和用途四项条件。",
    fields=(
        money("loan_amount", "单户贷款规模", "Loans to the enterprise", low=Q(1, 100),
              help="同一企业合计"),
        integer("term_months", "贷款期限", "Loan term", unit="个月", low=1),
        percent("annual_rate", "年利率", "Annual interest rate"),
        percent("loan_prime_rate", "同期贷款市场报价利率（LPR）", "Loan prime rate"),
        choice("purpose", "贷款用途", "Purpose", PURPOSES),
    ),
    conditions=(
        Condition("amount", "loan_amount", "<=", LOAN_CAP, xinjiang(*ART_9, LOAN_CAP)),
        Condition(
            "term", "term_months", "<=", lambda i: 12 * TERM.value, xinjiang(*ART_9, TERM),
            effect="soft",
        ),
        Condition(
            "rate", "annual_rate", "<=", rate_ceiling, xinjiang(*ART_9, SPREAD),
        ),
        Condition("purpose_allowed", allowed, "=", True, ART_10, label="用途不在禁止之列",
                  kind="boolean"),
        Condition(
            "purpose_named", "purpose", "in", NAMED_PURPOSES, ART_10, when=allowed,
            open="用途写有“等”字，其他生产经营活动须另行核实",
        ),
    ),
    outputs=(
        Output("greatest_rate", "最高年利率", "percent", rate_ceiling),
        Output("greatest_loan", "单户贷款上限", "money", lambda i: exact(LOAN_CAP.value)),
    ),
    versions=XINJIANG_VERSIONS,
    example={
        "loan_amount": "800万", "term_months": 12, "annual_rate": "3.95%",
        "loan_prime_rate": "3.00%", "purpose": "research", "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"贷款 {money_text(i.loan_amount)}、期限 {i.term_months} 个月、年利率 "
        f"{percent_text(i.annual_rate)}，符合适用条件；利率上限为 "
        f"{percent_text(out['greatest_rate'])}。"
    ),
    notes=(
        "“单户”按同一企业合计；“同期”取哪一期限、哪一日的 LPR，条文没有写。",
        "上浮 100 个基点按加点计算，不按乘数。",
    ),
)

MODES = (
    ("government_bank", "银政（政府、金融机构）"),
    ("government_bank_guarantee", "银政担（政府、担保机构、金融机构）"),
    ("government_bank_insurance", "银政保（政府、保险机构、金融机构）"),
)
PARTNERS = {
    "government_bank": ("art-8-i1", "第八条第一项", "金融机构"),
    "government_bank_guarantee": ("art-8-i2", "第八条第二项", "担保机构和金融机构"),
    "government_bank_insurance": ("art-8-i3", "第八条第三项", "保险机构和金融机构"),
}


def raw_share(i: Inputs) -> Q:
    """The government's share of the principal lost."""
    return exact(i.principal_loss * SHARE.value)


def within_limit(i: Inputs) -> Q:
    """The share within the institution's liability limit."""
    if i.has("liability_limit"):
        return least(raw_share(i), i.liability_limit)
    return raw_share(i)


def factor(i: Inputs) -> Q:
    """The common factor where all claims exceed the budget."""
    if not i.has("regional_total") or i.regional_total == 0:
        return Q(1)
    return least(1, over(i.budget, i.regional_total))


def compensation(i: Inputs) -> Q:
    """What the fund pays, rounded down to the fen."""
    return to_fen(within_limit(i) * factor(i))


def partners_bear(i: Inputs) -> Q:
    """What is left of the principal for the partners."""
    return exact(i.principal_loss - compensation(i))


def split(i: Inputs) -> "list[tuple[object, ...]]":
    """Who bears what."""
    partner = PARTNERS[i.mode][2]
    rest = partners_bear(i)
    paid, lost = compensation(i), i.principal_loss
    return [
        ("政府（风险补偿资金）", "本金", paid, over(paid, lost) if lost > 0 else None),
        (partner, "本金", rest, over(rest, lost) if lost > 0 else None),
        ("金融机构", "利息等", i.interest_loss, None),
    ]


COMPENSATION_RULE = Rule(
    "xj_loan_compensation", "xj-loan", "本金损失补偿（三种模式）",
    "Xinjiang: compensation of principal lost", XINJIANG,
    "按银政、银政担、银政保三种模式分担本金损失，利息由金融机构承担，全区超出预算时同比例核减。",
    fields=(
        choice("mode", "运作模式", "Mode", MODES),
        money("principal_loss", "贷款本金损失", "Principal lost",
              help="只损失利息时填 0"),
        money("interest_loss", "利息等损失", "Interest lost", required=False),
        money("liability_limit", "金融机构贷款责任限额", "Liability limit", required=False,
              help="由合作协议约定；不填时不设限额"),
        boolean("other_support", "已申报或获得其他自治区级财政资金", "Other regional funds",
                required=False),
        money("regional_total", "全区当年应补偿合计", "Regional total of claims", required=False,
              help="不填时不核减"),
        money("budget", "当年风险补偿预算", "Annual budget", presumed=BUDGET.value),
        money("fund_size", "风险补偿资金规模", "Size of the fund", required=False,
              help="用于核对贷款安排的倍数"),
        money("arranged_loans", "金融机构安排的贷款资金", "Loans arranged", required=False),
    ),
    conditions=(
        Condition("no_other_support", "other_support", "=", False, ART_3_OTHER),
        Condition(
            "borrower_ceiling", "principal_loss", "<=", LOAN_CAP, xinjiang(*ART_9, LOAN_CAP),
            label="贷款本金损失（不超过单户贷款规模上限）",
        ),
        Condition("budget_ceiling", "budget", "<=", BUDGET, ART_3_BUDGET),
        Condition(
            "liability_limit", raw_share, "<=", lambda i: i.liability_limit, ART_8, effect="limit",
            label="政府按比例分担额", kind="money", when=lambda i: i.has("liability_limit"),
            working=lambda i: f"{money_text(i.principal_loss)} × {SHARE.text}",
        ),
        Condition(
            "within_budget", "regional_total", "<=", lambda i: i.budget, ART_2, effect="limit",
            when=lambda i: i.has("regional_total"),
        ),
        Condition(
            "leverage", "arranged_loans", ">=", lambda i: LEVERAGE.value * i.fund_size,
            ART_3_LEVERAGE, when=lambda i: i.has("arranged_loans", "fund_size"),
        ),
    ),
    outputs=(
        Output("compensation", "政府补偿", "money", compensation, grant=True),
        Output("partners_bear", "合作方承担本金", "money", partners_bear, grant=True),
        Output("factor", "核减后比例", "percent", factor),
        Output("least_loans", "贷款安排下限", "money",
               lambda i: LEVERAGE.value * i.fund_size if i.has("fund_size") else None),
        Output("split", "损失分担", "rows", split, columns=(
            Column("party", "承担方", "text"), Column("item", "项目", "text"),
            Column("amount", "金额", "money"), Column("share", "占本金损失", "percent"),
        ), grant=True),
    ),
    versions=XINJIANG_VERSIONS,
    example={
        "mode": "government_bank_guarantee", "principal_loss": "500万", "interest_loss": "20万",
        "other_support": False, "liability_limit": "200万", "budget": "5000万",
        "fund_size": "1000万", "arranged_loans": "1亿", "as_of": "2026-09-15",
    },
    headline=lambda i, out: (
        f"政府补偿 {money_text(out['compensation'])}（不超过本金损失的 {SHARE.text}），"
        f"{PARTNERS[i.mode][2]}承担 {money_text(out['partners_bear'])}，利息等由金融机构承担。"
    ),
    notes=(
        "“金融机构贷款责任限额”由协议约定，条文没有定义；70% 在合作方之间如何分，条文没有写。",
        "还须同时符合第五条的企业基本条件、第九条和第十条的贷款条件、第十三条的申报窗口。",
        "“风险补偿资金总规模”指全区规模还是分到该行的规模，条文没有写，按所填规模计算。",
    ),
    citations=tuple(
        xinjiang(clause, label, SHARE, PARTNER_SHARE) for clause, label, _ in PARTNERS.values()
    ),
)
