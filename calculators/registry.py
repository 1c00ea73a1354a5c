"""Facts: what a company, a policy or a fund is asked, once, wherever rules need it.

A field of a rule is a fact of its own, `rule.field`, unless SHARED says that several rules ask the
same. What only looks alike is not shared: 科技型中小企业 of Xinjiang's list is not the 科技创新类
of Fujian's guarantee, a subsidy received for insurance is none received for jobs.
"""

from .kernel.describing import describe_field
from .kernel.errors import InputError
from .rules import ALL, BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .kernel.fields import Field

REGIONS = (
    ("xinjiang", "新疆"), ("chongqing", "重庆"), ("fujian", "福建（厦门以外）"), ("xiamen", "厦门"),
    ("other", "其他地区"),
)
ROLES = (
    ("enterprise", "企业或创业团队"), ("bank", "银行、担保、保险机构"),
    ("fund", "基金管理人或服务机构"), ("shareholder", "股东、董事、高级管理人员"),
    ("department", "主管部门或采购单位"),
)
GROWTH, RESEARCH = "chinext_growth", "chinext_rd"
OVERVIEW = "fj_overview"
# The id of a fact with each rule that asks it, and as what where its field has another name.
SHARED: "dict[str, dict[str, str]]" = {
    "expected_market_capitalisation": {GROWTH: "", RESEARCH: ""},
    "revenue_year_1": {GROWTH: "", RESEARCH: ""},
    "revenue_year_2": {GROWTH: "", RESEARCH: ""},
    "revenue_year_3": {GROWTH: "", RESEARCH: ""},
    "founding_date": {"fj_employment": "", OVERVIEW: "", "cq_eligibility": ""},
    "small_or_micro": {"fj_employment": "", "fj_overseas": "", OVERVIEW: ""},
    "medium_enterprise": {"fj_rates": "", OVERVIEW: ""},
    "specialised_sme": {"fj_interest": "", "fj_equity_award": "", "fj_talent": "", OVERVIEW: ""},
    "technology_sme": {"fj_guarantee": "", OVERVIEW: ""},
    "employment_subsidy_received": {"fj_employment": "subsidy_already_received", OVERVIEW: ""},
    "equity_award_received": {"fj_equity_award": "award_already_received", OVERVIEW: ""},
    "funds_received": {"fj_equity_award": "", OVERVIEW: ""},
    "union_fee_paid": {"fj_union": "", OVERVIEW: ""},
    "fee_year": {"fj_union": "", OVERVIEW: ""},
    "loss_making": {"fj_rates": "", OVERVIEW: ""},
    "arrears_date": {"fj_rates": "", OVERVIEW: ""},
    "loan_due_date": {"fj_rates": "", OVERVIEW: ""},
    "loan_principal": {"fj_interest": "", OVERVIEW: ""},
    "loan_start_date": {"fj_interest": "start_date", OVERVIEW: "start_date"},
    "loan_end_date": {"fj_interest": "end_date", OVERVIEW: "end_date"},
    "guaranteed_balance": {"fj_guarantee": "existing_balance", OVERVIEW: "existing_balance"},
    "new_guarantee": {"fj_guarantee": "", OVERVIEW: ""},
    "overseas_cost": {"fj_overseas": "preliminary_cost", OVERVIEW: "preliminary_cost"},
    "annual_export": {"fj_overseas": "", OVERVIEW: ""},
    "export_premium": {"fj_overseas": "insurance_premium", OVERVIEW: "insurance_premium"},
    "material_catalogue": {"fj_newmaterial": "catalogue", OVERVIEW: "catalogue"},
    "material_sales": {"fj_newmaterial": "annual_sales", OVERVIEW: "annual_sales"},
    "little_giant_first": {"fj_awards": "", OVERVIEW: ""},
    "maker_prize": {"fj_awards": "", OVERVIEW: ""},
    "zero_carbon_first": {"fj_awards": "", OVERVIEW: ""},
}
# When a company asks: the day of asking, where it gives no other.
ASKING = ("as_of", "application_date", "reference_date")


class Fact:
    """A question, with each field of a rule that it fills, by the rule's name."""

    __slots__ = ("field", "fields", "id")

    def __init__(self, id: str, fields: "dict[str, str]") -> None:
        self.id, self.fields = id, fields
        rule, name = next(iter(fields.items()))
        self.field = next(f for f in BY_NAME[rule].fields if f.name == name)

    def plain(self) -> "dict[str, object]":
        """The fact as a form asks it."""
        return {**describe_field(self.field, False), "id": self.id, "rules": list(self.fields)}


def every() -> "dict[str, Fact]":
    """All facts by their ids, in the order of the rules."""
    names = {
        (rule, name or id): id for id, fields in SHARED.items() for rule, name in fields.items()
    }
    found: dict[str, dict[str, str]] = {}
    for rule in ALL:
        for field in rule.fields:
            id = names.get((rule.name, field.name)) or own_id(rule.name, field)
            found.setdefault(id, {})[rule.name] = field.name
    return {id: Fact(id, fields) for id, fields in found.items()}


def own_id(rule: str, field: "Field") -> str:
    """The id of a fact that one rule alone asks; the day of asking is one for all."""
    return field.name if field.name in ASKING else f"{rule}.{field.name}"


def options(id: str) -> "tuple[tuple[str, str], ...]":
    """The answers to the two facts that are no fields: where, and who asks."""
    return {"region": REGIONS, "role": ROLES}[id]


def chosen(given: "dict[str, Any]", id: str) -> "str | None":
    """The answer to one of these, None where it is blank."""
    value = given.get(id)
    if value in (None, ""):
        return None
    known = dict(options(id))
    by_label = {label: value for value, label in known.items()}
    value = by_label.get(str(value), value)
    if value not in known:
        label = {"region": "地区", "role": "身份"}[id]
        words = "、".join(f"{v}（{w}）" for v, w in known.items())
        raise InputError([
            {"field": id, "message": f"{label}：没有“{str(value)[:40]}”；可选：{words}"}
        ])
    return str(value)
