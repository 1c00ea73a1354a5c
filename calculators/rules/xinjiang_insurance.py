"""新疆科技保险保费补助：单户测算。"""

from ..kernel.exact import Q, greatest, least, to_fen, total
from ..kernel.fields import Inputs, boolean, choice, money, rows, text
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from .sources import XINJIANG, XINJIANG_VERSIONS, xinjiang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

ENTERPRISE_CAP = figure(50, "万元")
RATES = {"1": figure(60, "%"), "2": figure(50, "%"), "3": figure(40, "%")}
CLASS_ITEMS = {"1": ("art-18-i1", "第十八条第一项"), "2": ("art-18-i2", "第十八条第二项")}
CLASSES = (
    ("1", "一类：科技研发、成果转化风险类"), ("2", "二类：知识产权风险类"),
    ("3", "三类：科技活动基础风险类"),
)

ART_4_CAP = xinjiang("art-4", "第四条", ENTERPRISE_CAP)
ART_4_OTHER = xinjiang("art-4", "第四条")
ART_18 = xinjiang("art-18", "第十八条")
ART_19 = xinjiang("art-19", "第十九条", *RATES.values())
ART_2 = xinjiang("art-2", "第二条")

POLICIES = rows(
    "policies", "保单", "Insurance policies",
    (
        text("name", "保险产品", "Product"),
        choice("insurance_class", "险种类别", "Insurance class", CLASSES),
        money("premium", "保费", "Premium paid", low=Q(1, 100)),
        boolean("in_catalogue", "在自治区补助目录内", "In the subsidy catalogue"),
        boolean("other_support", "已申报或获得其他自治区级财政资金", "Other regional funds",
                required=False),
        boolean("key_person_insured", "被保险人为关键研发人员或相关高管", "Insured is a key person",
                required=False),
    ),
    help="一张保单一行",
)


def of_class(number: str) -> "Callable[[Inputs], bool]":
    """Whether a policy is of that class."""
    return lambda row: bool(row.insurance_class == number)


def person_allowed(row: Inputs) -> bool:
    """Whether the insured person keeps a policy of the third class in."""
    return bool(row.insurance_class == "3" and row.readings["third_class"] == "allowed")


def exclusion(row: Inputs) -> str:
    """Why a policy gets nothing, or an empty text."""
    if not row.in_catalogue:
        return "不在补助目录内"
    if row.other_support:
        return "已申报或获得其他自治区级财政资金"
    if row.key_person_insured and not person_allowed(row):
        return "被保险人为关键研发人员或相关高管"
    return ""


def policy_amount(row: Inputs) -> Q:
    """The most that a policy can bring before the cap."""
    if exclusion(row):
        return Q(0)
    amount: Q = row.premium * RATES[row.insurance_class].value
    return amount


def before_cap(i: Inputs) -> Q:
    """The sum of all policies before the cap."""
    return total([policy_amount(row) for row in i.policies])


def room(i: Inputs) -> Q:
    """What is left of the enterprise's cap for the year."""
    return greatest(0, ENTERPRISE_CAP.value - i.subsidy_already_received)


def subsidy(i: Inputs) -> Q:
    """The most that the enterprise can get, rounded down to the fen."""
    return to_fen(least(before_cap(i), room(i)))


def eligible_count(i: Inputs) -> int:
    """How many policies bring anything."""
    return len([row for row in i.policies if not exclusion(row)])


def breakdown(i: Inputs) -> "list[tuple[object, ...]]":
    """One row a policy: class, premium, rate, amount, reason."""
    classes = dict(CLASSES)
    return [
        (
            row.name if row.has("name") else f"保单 {index + 1}", classes[row.insurance_class],
            row.premium, RATES[row.insurance_class].value, policy_amount(row),
            exclusion(row) or "可补",
        )
        for index, row in enumerate(i.policies)
    ]


def sum_working(i: Inputs) -> str:
    """The sum with its figures."""
    return " + ".join(
        f"{money_text(row.premium)} × {RATES[row.insurance_class].text}"
        for row in i.policies if not exclusion(row)
    ) or "0"


ENTERPRISE_RULE = Rule(
    "xj_premium_enterprise", "xj-premium", "科技保险保费补助·单户测算",
    "Xinjiang technology-insurance premium subsidy, one enterprise", XINJIANG,
    "逐张保单按险种类别的上限比例测算，剔除不予补助的保单，再按每户每年的上限封顶。",
    fields=(
        POLICIES,
        money("subsidy_already_received", "本年度已享受的保费补助",
              "Subsidy already received this year",
              required=False, help="同一申报年度（10月1日至次年9月30日）内已获金额"),
    ),
    conditions=(
        Condition(
            "in_catalogue", "in_catalogue", "=", True, ART_18, effect="limit", each="policies"
        ),
        Condition(
            "no_other_support", "other_support", "=", False, ART_4_OTHER, effect="limit",
            each="policies",
        ),
        *(
            Condition(
                f"key_person_class_{number}", "key_person_insured", "=", False,
                xinjiang(*CLASS_ITEMS[number]), effect="limit", each="policies",
                when=of_class(number),
            )
            for number in ("1", "2")
        ),
        Condition(
            "key_person_class_3", "key_person_insured", "=", False,
            xinjiang("art-18-i3", "第十八条第三项"), effect="limit", each="policies",
            when=lambda row: row.insurance_class == "3" and not person_allowed(row),
        ),
        Condition(
            "eligible_policies", eligible_count, ">=", 1, ART_18,
            label="可补保单", kind="integer", unit="张",
        ),
        Condition(
            "room_left", "subsidy_already_received", "<", ENTERPRISE_CAP, ART_4_CAP,
            label="本年度已享受的保费补助",
        ),
        Condition(
            "enterprise_cap", before_cap, "<=", room, ART_4_CAP, label="封顶前应补额",
            kind="money", effect="limit", working=sum_working,
        ),
    ),
    outputs=(
        Output("policies", "逐单测算", "rows", breakdown, columns=(
            Column("policy", "保单", "text"), Column("insurance_class", "险种类别", "text"),
            Column("premium", "保费", "money"), Column("rate", "补助比例上限", "percent"),
            Column("amount", "应补额", "money"), Column("reason", "说明", "text"),
        ), bars=("premium", "amount"), grant=True),
        Output("before_cap", "封顶前应补额", "money", before_cap, grant=True),
        Output("cut_by_cap", "因封顶核减", "money", lambda i: before_cap(i) - subsidy(i),
               grant=True),
        Output("subsidy", "最高可补", "money", subsidy, grant=True),
    ),
    readings=(
        Reading(
            "third_class", "三类险种的关键人员",
            "第十八条只在一类、二类写明不含被保险人为关键研发人员及相关高管的产品，三类没有写。",
            (("allowed", "三类不除外"), ("excluded", "三类也除外")),
        ),
    ),
    versions=XINJIANG_VERSIONS,
    example={
        "policies": [
            {"name": "研发费用损失保险", "insurance_class": "1", "premium": "40万",
             "in_catalogue": True,
             "other_support": False, "key_person_insured": False},
            {"name": "知识产权执行保险", "insurance_class": "2", "premium": "30万",
             "in_catalogue": True,
             "other_support": False, "key_person_insured": False},
            {"name": "网络安全保险", "insurance_class": "3", "premium": "20万",
             "in_catalogue": True,
             "other_support": False, "key_person_insured": False},
        ],
        "subsidy_already_received": "0", "as_of": "2026-09-15",
    },
    headline=lambda i, out: (
        f"{eligible_count(i)} 张保单可补，封顶前合计 {money_text(out['before_cap'])}，"
        f"最高可补 {money_text(out['subsidy'])}（每户每年不超过 {ENTERPRISE_CAP.text}）。"
    ),
    notes=(
        "第十九条写的是比例上限，实际比例由年度方案确定；结果是最高可补，按分向下取整。",
        "“每年”按申报年度（上年10月1日至本年9月30日）理解。",
        "全区合计超出预算时同比例核减，见“全区同比例核减”。",
        "还须同时符合第五条的企业基本条件和第二十二条的申报窗口，见“科技型企业基本条件”“申报窗口”。",
    ),
    citations=(ART_19, ART_2),
)
