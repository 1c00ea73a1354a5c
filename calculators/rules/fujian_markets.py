"""福建：开拓市场的措施（政府采购预留、走出去）。"""

from ..kernel.exact import Q, exact, least, over, to_fen
from ..kernel.fields import Inputs, boolean, choice, money
from ..kernel.model import Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from .sources import FUJIAN, FUJIAN_VERSIONS, XIAMEN, fujian, in_xiamen

THRESHOLD = figure(400, "万元")
RESERVED = figure(45, "%")
MICRO = figure(70, "%")
COST_SHARE = figure(50, "%")
COST_CAP = figure(50, "万元")
EXPORT = figure(700, "万美元")

ITEM_9 = ("item-9", "第（九）项")
ITEM_10 = ("item-10", "第（十）项")


def base(i: Inputs) -> Q:
    """The budget that the share is taken of."""
    return exact(i.category_budget if i.readings["budget_base"] == "category" else i.project_budget)


def least_reserved(i: Inputs) -> Q:
    """The least amount to be reserved, rounded up to the fen."""
    return over((base(i) * RESERVED.value * 100).ceil(), 100)


def least_micro(i: Inputs) -> Q:
    """The least part of it for small and micro enterprises by the law, rounded up to the fen."""
    return over((base(i) * RESERVED.value * MICRO.value * 100).ceil(), 100)


PROCUREMENT_RULE = Rule(
    "fj_procurement", "fj", "政府采购工程预留份额",
    "Fujian: procurement set aside for SMEs", FUJIAN,
    "超过限额、适宜由中小微企业提供的工程项目，预留份额和其中小微企业的比例。",
    fields=(
        money("project_budget", "采购项目预算", "Project budget"),
        boolean("suitable_for_smes", "适宜由中小微企业提供", "Suitable for SMEs"),
        money("reserved_for_smes", "面向中小微企业预留", "Reserved for SMEs"),
        money("reserved_for_micro", "其中预留给小微企业", "Of which for small and micro"),
        money("category_budget", "该部分采购项目预算总额", "Category budget", required=False,
              help="只在选用“按合计”的读法时需要"),
    ),
    conditions=(
        in_xiamen(),
        Condition("threshold", "project_budget", ">", THRESHOLD, fujian(*ITEM_9, THRESHOLD),
                  effect="scope"),
        Condition("suitable", "suitable_for_smes", "=", True, fujian(*ITEM_9), effect="scope"),
        Condition(
            "reserved", "reserved_for_smes", ">=", lambda i: base(i) * RESERVED.value,
            fujian(*ITEM_9, RESERVED),
        ),
        Condition(
            "within_budget", "reserved_for_smes", "<=", base, fujian(*ITEM_9, RESERVED),
            label="面向中小微企业预留（不超过预算）",
        ),
        Condition(
            "micro", "reserved_for_micro", ">=", lambda i: i.reserved_for_smes * MICRO.value,
            fujian(*ITEM_9, MICRO),
        ),
        Condition(
            "micro_within", "reserved_for_micro", "<=", lambda i: i.reserved_for_smes,
            fujian(*ITEM_9, MICRO), label="预留给小微企业（不超过预留总额）",
        ),
    ),
    outputs=(
        Output("least_reserved", "预留下限", "money", least_reserved),
        Output("least_micro", "小微企业下限", "money", least_micro),
        Output("least_micro_share", "小微企业占预算下限", "percent",
               lambda i: RESERVED.value * MICRO.value),
    ),
    readings=(
        XIAMEN,
        Reading(
            "budget_base", "“预算总额”的口径", "文内没有写单个项目还是合计；默认按单个项目。",
            (("project", "按单个项目"), ("category", "按该部分项目合计")),
        ),
    ),
    versions=FUJIAN_VERSIONS,
    example={
        "project_budget": "1000万", "suitable_for_smes": True, "reserved_for_smes": "450万",
        "reserved_for_micro": "315万", "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"预留符合要求：不低于 {money_text(out['least_reserved'])}（{RESERVED.text}），"
        "其中小微企业不低于 "
        f"{money_text(out['least_micro'])}（{MICRO.text}）。"
    ),
    notes=("简报之外：政府采购促进中小企业发展管理办法（财库〔2020〕46号）对限额以下的项目另有全部预留的规定。",),
)

PARTS = (("preliminary_cost", "对外投资前期费用补助"), ("export_insurance", "出口信保保费支持"))


def is_cost(i: Inputs) -> bool:
    """Whether preliminary costs are asked about."""
    return bool(i.measure == "preliminary_cost")


def is_insurance(i: Inputs) -> bool:
    """Whether export credit insurance is asked about."""
    return bool(i.measure == "export_insurance")


def cost_share(i: Inputs) -> Q:
    """Half of the costs."""
    return exact(i.preliminary_cost * COST_SHARE.value)


def support(i: Inputs) -> Q:
    """What is paid at most."""
    if is_cost(i):
        return to_fen(least(cost_share(i), COST_CAP.value))
    return exact(i.insurance_premium)


OVERSEAS_RULE = Rule(
    "fj_overseas", "fj", "对外投资前期费用、出口信保",
    "Fujian: outbound investment costs, export credit insurance", FUJIAN,
    "委托专业机构的前期费用按比例补助并封顶；小微出口企业的信保保费全额支持。",
    fields=(
        choice("measure", "措施", "Measure", PARTS),
        boolean("professional_agency", "委托专业服务机构", "Professional agency", required=False),
        money("preliminary_cost", "项目前期费用", "Preliminary cost", required=False),
        boolean("small_or_micro", "属于小型或微型企业", "Small or micro", required=False),
        money("annual_export", "年出口额", "Annual exports", unit="美元", required=False),
        boolean("single_window", "通过国际贸易“单一窗口”投保", "Insured by the single window",
                required=False),
        money("insurance_premium", "出口信保保费", "Premium", required=False),
    ),
    conditions=(
        in_xiamen(),
        Condition(
            "agency", "professional_agency", "=", True, fujian(*ITEM_10, COST_SHARE), when=is_cost
        ),
        Condition(
            "cost", "preliminary_cost", ">", lambda i: Q(0), fujian(*ITEM_10, COST_SHARE),
            when=is_cost,
        ),
        Condition(
            "cost_cap", cost_share, "<=", COST_CAP, fujian(*ITEM_10, COST_SHARE, COST_CAP),
            label="封顶前补助", kind="money", effect="limit", when=is_cost,
            working=lambda i: f"{money_text(i.preliminary_cost)} × {COST_SHARE.text}",
        ),
        Condition("small", "small_or_micro", "=", True, fujian(*ITEM_10, EXPORT),
                  when=is_insurance),
        Condition(
            "has_exports", "annual_export", ">", lambda i: Q(0), fujian(*ITEM_10, EXPORT),
            label="年出口额（须有出口实绩）", when=is_insurance,
        ),
        Condition("export_limit", "annual_export", "<=", EXPORT, fujian(*ITEM_10, EXPORT),
                  when=is_insurance),
        Condition("window", "single_window", "=", True, fujian(*ITEM_10, EXPORT),
                  when=is_insurance),
        Condition(
            "premium", "insurance_premium", ">", lambda i: Q(0), fujian(*ITEM_10, EXPORT),
            when=is_insurance,
        ),
    ),
    outputs=(Output("support", "最高支持", "money", support, grant=True),),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={
        "measure": "preliminary_cost", "professional_agency": True, "preliminary_cost": "80万",
        "as_of": "2026-06-30",
    },
    headline=lambda i, out: f"最高支持 {money_text(out['support'])}。",
    notes=("年出口额取上年还是当年、“最高 50 万元”按项目还是按企业，文内没有写。",),
)
