"""新疆：企业基本条件，申报窗口与有效期。"""

from ..kernel.dates import day, iso, parts, year_of
from ..kernel.fields import Inputs, boolean, choice, date, integer
from ..kernel.model import Condition, Output, Reading, Rule, day_figure, figure
from .sources import XINJIANG, XINJIANG_END, XINJIANG_START, XINJIANG_VERSIONS, xinjiang

PROPERTY = figure(1, "项", chinese=True)
QUALIFICATIONS = (
    ("technology_sme", "科技型中小企业"), ("innovative_sme", "创新型中小企业"),
    ("specialised_sme", "专精特新中小企业"), ("little_giant", "专精特新“小巨人”企业"),
    ("high_tech", "高新技术企业"), ("innovation_model", "国家技术创新示范企业"),
    ("single_champion", "制造业单项冠军企业"), ("other", "其他"),
)
NAMED = tuple(value for value, _ in QUALIFICATIONS if value != "other")

ART_5 = xinjiang("art-5", "第五条")

ENTERPRISE_BASICS = Rule(
    "xj_enterprise", "xj-premium", "科技型企业基本条件",
    "Xinjiang: basic conditions of an enterprise", XINJIANG,
    "名单内科技型企业的类别和五项基本条件，贷款风险补偿和保费补助共用。",
    fields=(
        choice("qualification", "资质类别", "Qualification", QUALIFICATIONS),
        boolean("independent_legal_person", "具有独立法人资格", "Independent legal person"),
        boolean("licence_valid", "证照合法有效、经营合规并符合国家政策", "Licence and operation"),
        integer(
            "intellectual_property_count", "知识产权或科技成果", "IP rights or results", unit="项"
        ),
        boolean("research_team", "有专门的研发团队", "Dedicated R&D team"),
        boolean(
            "account_and_repayment", "已开户、财务制度健全并能足额还款", "Account and repayment"
        ),
        boolean("no_bad_credit", "企业及相关人员无不良信用记录", "No bad credit record"),
        boolean("agreement_conditions_met", "符合合作协议的其他条件", "Other agreed conditions",
                help="协议因合作而异，未核对时留空"),
    ),
    conditions=(
        Condition(
            "qualification", "qualification", "in", NAMED, ART_5,
            open="名单写有“等”字，其他类别是否在名单内须向主管部门核实",
        ),
        Condition("legal_person", "independent_legal_person", "=", True, ART_5),
        Condition("licence", "licence_valid", "=", True, xinjiang("art-5-i1", "第五条第一项")),
        Condition(
            "intellectual_property", "intellectual_property_count", ">=", PROPERTY,
            xinjiang("art-5-i2", "第五条第二项", PROPERTY),
        ),
        Condition(
            "team", "research_team", "=", True, xinjiang("art-5-i2", "第五条第二项", PROPERTY)
        ),
        Condition("account", "account_and_repayment", "=", True,
                  xinjiang("art-5-i3", "第五条第三项")),
        Condition("credit", "no_bad_credit", "=", True, xinjiang("art-5-i4", "第五条第四项")),
        Condition(
            "agreement", "agreement_conditions_met", "=", True,
            xinjiang("art-5-i5", "第五条第五项"),
        ),
    ),
    versions=XINJIANG_VERSIONS,
    example={
        "qualification": "high_tech", "independent_legal_person": True, "licence_valid": True,
        "intellectual_property_count": 1, "research_team": True, "account_and_repayment": True,
        "no_bad_credit": True, "agreement_conditions_met": True, "as_of": "2026-06-30",
    },
    headline=lambda i,
    out: f"符合基本条件：属于{dict(QUALIFICATIONS)[i.qualification]}，各项条件均成立。",
    notes=("名单由政府职能部门认定，类别写有“等”字，可以扩展。",),
)

WINDOW_START = day_figure("2000-10-01", "{1}月{2}日")
WINDOW_END = day_figure("2000-09-30", "{1}月{2}日")
START_MONTH, START_DATE = parts(WINDOW_START.value)[1:]
END_MONTH, END_DATE = parts(WINDOW_END.value)[1:]
BUSINESSES = (("insurance", "科技保险保费补助（已履约完成的保险业务）"),
              ("loan", "科技贷款风险补偿（催收后仍未收回的贷款）"))
ART_22 = xinjiang("art-22", "第二十二条", WINDOW_START, WINDOW_END)
ART_13 = xinjiang("art-13-i1", "第十三条第一项", WINDOW_START, WINDOW_END)


def year(i: Inputs) -> int:
    """The year of application that the event belongs to."""
    own = year_of(i.event_date)
    return own if i.event_date <= day(own, END_MONTH, END_DATE) else own + 1


def window_start(i: Inputs) -> int:
    """The window's first day."""
    return day(year(i) - 1, START_MONTH, START_DATE)


def window_end(i: Inputs) -> int:
    """The window's last day."""
    return day(year(i), END_MONTH, END_DATE)


def deadline(i: Inputs) -> int:
    """The last day for filing."""
    before = day(year(i), START_MONTH, START_DATE) - 1
    last = before + 1 if i.readings["deadline"] == "inclusive" else before
    end: int = XINJIANG_END.value
    return min(last, end)


def is_insurance(i: Inputs) -> bool:
    """Whether the premium clause applies."""
    return bool(i.business == "insurance")


def is_loan(i: Inputs) -> bool:
    """Whether the loan clause applies."""
    return bool(i.business == "loan")


def cautions(i: Inputs) -> "list[str]":
    """The window's traps, where they apply."""
    notes = []
    if i.event_date < XINJIANG_START.value:
        notes.append(f"业务发生在办法施行（{iso(XINJIANG_START.value)}）之前，能否在首个窗口申报文内没有写。")
    if deadline(i) > XINJIANG_END.value:
        notes.append(f"申报截止日晚于办法有效期末日 {iso(XINJIANG_END.value)}，届时办法已失效。")
    if i.event_date == window_end(i):
        notes.append("业务完成于窗口末日，须当日提交才稳妥。")
    return notes


WINDOW_RULE = Rule(
    "xj_window", "xj-premium", "申报窗口与有效期",
    "Xinjiang: application window and life of the measures", XINJIANG,
    "由履约完成日或损失确认日推出所属申报年度、窗口和最后申报日，并核对提交日。",
    fields=(
        choice("business", "申报事项", "Business", BUSINESSES),
        date("event_date", "履约完成日／损失确认日", "Completion or loss date"),
        date("submission_date", "提交日", "Submission date"),
    ),
    conditions=(
        Condition(
            "after_event_insurance", "submission_date", ">=", lambda i: i.event_date, ART_22,
            label="提交日（不早于履约完成日）", when=is_insurance,
        ),
        Condition(
            "after_event_loan", "submission_date", ">=", lambda i: i.event_date, ART_13,
            label="提交日（不早于损失确认日）", when=is_loan,
        ),
        Condition(
            "deadline_insurance", "submission_date", "<=", deadline, ART_22,
            label="提交日（最后申报日）", when=is_insurance,
        ),
        Condition(
            "deadline_loan", "submission_date", "<=", deadline, ART_13,
            label="提交日（最后申报日）", when=is_loan,
        ),
        Condition(
            "event_in_force", "event_date", ">=", XINJIANG_START,
            xinjiang("art-29", "第二十九条", XINJIANG_START, XINJIANG_END),
            label="履约完成日／损失确认日（施行之后）",
            when=lambda i: i.readings["first_window"] == "strict",
        ),
    ),
    outputs=(
        Output("application_year", "申报年度", "integer", year, unit="年"),
        Output("window_start", "窗口首日", "date", window_start),
        Output("window_end", "窗口末日", "date", window_end),
        Output("last_filing_day", "最后申报日", "date", deadline),
    ),
    readings=(
        Reading(
            "deadline", "“10 月 1 日前”含否当日", "默认保守，不含当日，最后申报日为 9 月 30 日。",
            (("before", "不含 10 月 1 日"), ("inclusive", "含 10 月 1 日")),
        ),
        Reading(
            "first_window", "施行前发生的业务",
            "首个窗口自 2025 年 10 月 1 日起，早于办法施行；施行前的业务能否申报文内没有写。",
            (("literal", "按窗口字面，施行前的业务也计入"), ("strict", "只计施行之后的业务")),
        ),
    ),
    versions=XINJIANG_VERSIONS, governed="submission_date",
    example={
        "business": "insurance", "event_date": "2026-08-20", "submission_date": "2026-09-15",
    },
    headline=lambda i, out: (
        f"属于 {out['application_year']} 申报年度（{iso(out['window_start'])} 至 "
        f"{iso(out['window_end'])}），最后申报日 {iso(out['last_filing_day'])}，提交在期限内。"
    ),
    warnings=cautions,
    notes=("窗口的末日也是最后申报日，末日完成的业务须当日申报。",),
)
