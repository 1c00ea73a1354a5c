"""福建：有效期与厦门；一次填写、逐项查看全部适用措施。"""

from ..kernel.dates import iso
from ..kernel.errors import Unknown
from ..kernel.fields import Inputs, boolean, choice, date, integer, money
from ..kernel.judging import Judged
from ..kernel.model import Column, Condition, Output, Rule
from ..kernel.show import money_text, shown
from ..kernel.wording import summary
from .fujian_costs import (
    CONTRACT,
    EMPLOYMENT_RULE,
    INSURED,
    ITEM_1_END,
    RATES_RULE,
    UNION_RULE,
)
from .fujian_finance import EQUITY_RULE, GUARANTEE_RULE, INTEREST_RULE
from .fujian_innovation import (
    AWARDS_RULE,
    ITEM_11,
    ITEM_13_PRIZE,
    ITEM_14,
    LITTLE_GIANT,
    MATERIAL_RULE,
    PRIZE_NAMES,
    PRIZES,
    ZERO_CARBON,
)
from .fujian_markets import OVERSEAS_RULE
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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..kernel.fields import Field
    from ..kernel.model import Figure

WORDS = {
    "pass": "适用", "fail": "不符合", "discretionary": "酌情", "unknown": "无法判定",
    "inapplicable": "不适用",
}
START = fujian("item-1", "第（一）项", ITEM_1_END)
MEASURES = (
    ("employment", "创业带动就业补贴"), ("union_fee", "工会经费返还"), ("other", "其他措施"),
)


def own_end(i: Inputs) -> int:
    """The measure's own end, where it has one before the document's."""
    end: int = FUJIAN_END.value if i.measure == "other" else ITEM_1_END.value
    return end


EFFECTIVE_RULE = Rule(
    "fj_effective", "fj", "有效期与厦门",
    "Fujian: life of the measures, Xiamen", FUJIAN,
    "某日某项措施是否在有效期内；厦门市可参照执行。",
    fields=(
        date("application_date", "日期", "Date"),
        choice("region", "地区", "Region", (("fujian", "福建（厦门以外）"), ("xiamen", "厦门"))),
        choice("measure", "措施", "Measure", MEASURES),
    ),
    conditions=(
        Condition("started", "application_date", ">=", FUJIAN_START, FUJIAN_LIFE,
                  label="日期（不早于印发日）", effect="scope"),
        Condition("not_expired", "application_date", "<=", FUJIAN_END, FUJIAN_LIFE,
                  label="日期（不晚于有效期末日）", effect="scope"),
        Condition(
            "own_end", "application_date", "<=", ITEM_1_END, START,
            label="日期（本项措施实施期内）",
            when=lambda i: i.measure != "other",
        ),
        Condition("region", "region", "=", "fujian", FUJIAN_LIFE, effect="soft"),
    ),
    outputs=(
        Output("first_day", "首日", "date", lambda i: FUJIAN_START.value),
        Output("last_day", "末日", "date", own_end),
    ),
    versions=FUJIAN_VERSIONS, governed="",
    example={"application_date": "2026-06-30", "region": "fujian", "measure": "employment"},
    headline=lambda i, out: f"在有效期内，末日为 {iso(out['last_day'])}（含当日）。",
    notes=("印发日取文末署期；条款自带更早截止日的从其规定；厦门市“可参照执行”，不当然适用。",),
)


def part(i: Inputs, *names: str) -> "dict[str, Any]":
    """Some of the inputs, as another rule reads them."""
    values = i.plain()
    return {name: values[name] for name in names}


LEAST_HIRE = {"contract_months": 12 * CONTRACT.value, "insured_months": INSURED.value}


def hires(i: Inputs) -> "list[dict[str, int]] | None":
    """So many employees who meet contract and insurance."""
    if not i.has("qualified_hires"):
        return None
    return [LEAST_HIRE] * i.qualified_hires


def sized(i: Inputs) -> "bool | None":
    """Whether the enterprise is small, medium or micro; not known where that is open."""
    if i.has("small_or_micro", "medium_enterprise"):
        return bool(i.small_or_micro or i.medium_enterprise)
    known = [n for n in ("small_or_micro", "medium_enterprise") if i.has(n) and getattr(i, n)]
    return True if known else None


def contradiction(i: Inputs) -> str:
    """Facts that cannot both hold, in words; empty where there are none."""
    if i.has("small_or_micro", "medium_enterprise") and i.small_or_micro and i.medium_enterprise:
        return "“小型或微型”与“中型”都填了“是”，请核对企业规模"
    return ""


def questions(i: Inputs) -> "list[tuple[Rule, dict[str, Any], str, str]]":
    """Each measure's rule with its inputs, the output that is its amount, and its nature."""
    values = i.plain()
    as_of = {"as_of": values["application_date"]}
    specialised = part(i, "specialised_sme")
    return [
        (EMPLOYMENT_RULE, {
            **part(i, "small_or_micro", "founding_date", "application_date"),
            "employees": hires(i),
            "subsidy_already_received": values["employment_subsidy_received"],
        }, "subsidy", "最高"),
        (UNION_RULE, {
            **part(i, "union_fee_paid", "fee_year"), **as_of,
        }, "refund", "全额"),
        (RATES_RULE, {
            "measure": "gas", **part(i, "loss_making", "arrears_date"),
            "small_medium_or_micro": sized(i),
            "payment_date": values["application_date"], **as_of,
        }, "deferral_end", "缓缴至"),
        (RATES_RULE, {
            "measure": "renewal", **part(i, "medium_enterprise", "loan_due_date"), **as_of,
        }, "renewal_end", "到期日不晚于"),
        (INTEREST_RULE, {
            **specialised, "dedicated_loan": True,
            **part(i, "loan_principal", "start_date", "end_date"), **as_of,
        }, "subsidy", "贴息"),
        (GUARANTEE_RULE, {
            **part(i, "technology_sme", "existing_balance", "new_guarantee"), **as_of,
        }, "ceiling", "在保余额上限"),
        (EQUITY_RULE, {
            **specialised, "from_equity_fund": True, "capital_increase": True,
            **part(i, "funds_received"), **as_of,
            "award_already_received": values["equity_award_received"],
        }, "award", "奖励"),
        (OVERSEAS_RULE, {
            "measure": "preliminary_cost", "professional_agency": True,
            **part(i, "preliminary_cost"), **as_of,
        }, "support", "最高"),
        (OVERSEAS_RULE, {
            "measure": "export_insurance", "single_window": True,
            **part(i, "small_or_micro", "annual_export", "insurance_premium"), **as_of,
        }, "support", "全额"),
        (MATERIAL_RULE, {**part(i, "catalogue", "annual_sales"), **as_of}, "award", "最高"),
    ]


def measure_row(rule: Rule, given: "dict[str, Any]", name: str, nature: str) -> "tuple[Any, ...]":
    """One measure: whether it fits, what it brings, why, and where it stands."""
    judged = Judged(rule, given)
    clause = judged.checks[-1].condition.citation.label
    output = next(o for o in rule.outputs if o.name == name)
    title = rule.fields[0].words().get(given.get("measure"), rule.title)
    told = ""
    if judged.verdict == "pass":
        told = f"{nature} {shown(judged.raw[name], output.kind, output.unit)}"
    return title, WORDS[judged.verdict], told, summary(judged), clause


def award_rows(i: Inputs) -> "list[tuple[Any, ...]]":
    """The one-time awards, each by itself."""
    prize = i.values_.get("maker_prize")
    figure = PRIZES.get(str(prize), PRIZES["third"])
    won = None if prize is None else prize != "none"
    return [
        giant_row(i),
        award_row("“创客中国”企业组获奖", won, figure, "定额", ITEM_13_PRIZE.label),
        award_row("首次获评国家级零碳工厂", i.values_.get("zero_carbon_first"), ZERO_CARBON, "最高",
                  ITEM_14.label),
    ]


def giant_row(i: Inputs) -> "tuple[Any, ...]":
    """The award of a little giant, which is chosen among specialised SMEs."""
    title, won = "首次获评专精特新“小巨人”", i.values_.get("little_giant_first")
    if won and i.has("specialised_sme") and not i.specialised_sme:
        reason = "小巨人从专精特新中小企业中评出，两项填得不一致，请核对哪一项有误。"
        return title, WORDS["unknown"], "", reason, ITEM_11.label
    return award_row(title, won, LITTLE_GIANT, "定额", ITEM_11.label)


def award_row(
    title: str, won: "bool | None", figure: "Figure", nature: str, clause: str
) -> "tuple[Any, ...]":
    """One award as a row of the overview."""
    if won is None:
        return title, WORDS["unknown"], "", "未填。", clause
    if not won:
        return title, WORDS["inapplicable"], "", "未获评或未获奖。", clause
    amount = f"{nature} {money_text(figure.value)}"
    return title, WORDS["pass"], amount, "一次性奖励；能否叠加文内没有写。", clause


def measures(i: Inputs) -> "list[tuple[Any, ...]]":
    """Every measure, one a row; amounts are not added up."""
    wrong = contradiction(i)
    if wrong:
        raise Unknown(wrong)
    return [measure_row(*question) for question in questions(i)] + award_rows(i)


def fitting(i: Inputs) -> int:
    """How many measures fit; not known where none does and some cannot be told."""
    words = [row[1] for row in measures(i)]
    count = words.count(WORDS["pass"])
    if not count and WORDS["unknown"] in words:
        raise Unknown("所填各项还不足以判断任何一项措施")
    return count


def optional_money(name: str, label: str, label_en: str, unit: str = "元") -> "Field":
    """An amount that may stay blank."""
    return money(name, label, label_en, unit=unit, required=False)


OVERVIEW_RULE = Rule(
    "fj_overview", "fj", "福建惠企措施总览",
    "Fujian: every measure that fits", FUJIAN,
    "一次填写，逐项列出适用的措施、金额和依据；不知道的可以不填，金额不加总。",
    fields=(
        date("application_date", "申请日", "Application date"),
        boolean("small_or_micro", "属于小型或微型企业", "Small or micro", required=False),
        boolean("medium_enterprise", "属于中型企业", "Medium", required=False),
        boolean("specialised_sme", "专精特新中小企业", "Specialised SME", required=False),
        boolean("technology_sme", "科技创新类中小企业", "Technology SME", required=False),
        date("founding_date", "企业成立日", "Founding date", required=False),
        integer("qualified_hires", "合同满一年且参保满六个月的招用人数", "Qualified hires",
                unit="人",
                required=False, high=5000),
        money("employment_subsidy_received", "此前已获就业补贴", "Employment subsidy received",
              required=False, help="没有得过填 0"),
        optional_money("union_fee_paid", "全年上缴工会经费", "Union fee"),
        integer("fee_year", "工会经费的缴费年度", "Fee year", unit="年", low=1949, high=2199,
                required=False),
        boolean("loss_making", "上年度汇算清缴亏损", "Loss-making", required=False),
        date("arrears_date", "燃气欠费日", "Gas arrears since", required=False),
        date("loan_due_date", "流动资金贷款到期日", "Loan due date", required=False),
        optional_money("loan_principal", "专精特新专项贷款本金", "Dedicated loan"),
        date("start_date", "专项贷款起息日", "First day of the loan", required=False),
        date("end_date", "专项贷款止息日", "Last day of the loan", required=False),
        optional_money("existing_balance", "现有在保余额", "Guaranteed balance"),
        optional_money("new_guarantee", "拟新增担保", "New guarantee"),
        optional_money("funds_received", "当年股权投资基金增资到账", "Equity received"),
        money("equity_award_received", "此前累计已获股权投资奖励", "Equity awards received",
              required=False, help="没有得过填 0"),
        optional_money("preliminary_cost", "委托专业机构的对外投资前期费用", "Preliminary cost"),
        optional_money("annual_export", "年出口额", "Annual exports", "美元"),
        optional_money("insurance_premium", "经“单一窗口”投保的出口信保保费", "Premium"),
        choice("catalogue", "新材料所在目录", "Catalogue", MATERIAL_RULE.fields[0].options,
               required=False),
        optional_money("annual_sales", "该新材料上年度销售额", "Sales"),
        boolean("little_giant_first", "首次获评专精特新“小巨人”", "Little giant", required=False),
        choice("maker_prize", "“创客中国”企业组奖项", "Prize", PRIZE_NAMES, required=False),
        boolean("zero_carbon_first", "首次获评国家级零碳工厂", "Zero-carbon", required=False),
    ),
    conditions=(
        in_xiamen(),
        Condition("any_measure", fitting, ">=", 1, START, label="适用的措施", kind="integer",
                  unit="项"),
    ),
    outputs=(
        Output("measures", "各项措施（金额不加总）", "rows", measures, columns=(
            Column("measure", "措施", "text"), Column("fits", "是否适用", "text"),
            Column("amount", "金额或日期", "text"), Column("reason", "说明", "text"),
            Column("clause", "依据", "text"),
        )),
    ),
    versions=FUJIAN_VERSIONS, governed="application_date", solvable=False,
    example={
        "application_date": "2026-06-30", "small_or_micro": True, "specialised_sme": True,
        "technology_sme": True, "founding_date": "2024-05-01", "qualified_hires": 8,
        "employment_subsidy_received": "0", "equity_award_received": "0",
        "union_fee_paid": "8000", "fee_year": 2026, "existing_balance": "500万",
        "new_guarantee": "1500万",
        "funds_received": "3000万", "little_giant_first": True, "maker_prize": "none",
    },
    headline=lambda i, out: f"有 {fitting(i)} 项措施适用，金额和依据见下表；各项金额不加总。",
    notes=("政府采购预留、柔性引才由采购人、用人单位另行测算。",),
    readings=(XIAMEN,),
    citations=tuple(
        condition.citation
        for rule in (EMPLOYMENT_RULE, UNION_RULE, RATES_RULE, INTEREST_RULE, GUARANTEE_RULE,
                     EQUITY_RULE, OVERSEAS_RULE, MATERIAL_RULE, AWARDS_RULE)
        for condition in rule.conditions
    ),
)
