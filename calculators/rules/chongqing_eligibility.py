"""重庆种子投资基金：企业与团队条件。"""

from ..kernel.dates import add_months, add_years, iso
from ..kernel.errors import Blank
from ..kernel.exact import Q
from ..kernel.fields import Inputs, boolean, choice, date, money, percent
from ..kernel.model import Condition, Output, Rule, figure
from .sources import CHONGQING, CHONGQING_VERSIONS, chongqing

AGE = figure(3, "年")
SETUP = figure(6, "个月")
INJECTION = figure(2, "年")
GROUNDS = (
    "sustained_innovation", "provincial_award", "own_intellectual_property",
    "key_technology_talent",
)

ITEM_1_AGE = chongqing("art-7-i1", "第七条第一项", AGE)
ITEM_1_SETUP = chongqing("art-7-i1", "第七条第一项", SETUP)
ITEM_2 = chongqing("art-7-i2", "第七条第二项")
ITEM_3 = chongqing("art-7-i3", "第七条第三项")
ITEM_3_INJECTION = chongqing("art-7", "第七条第三项关于高校项目的规定", INJECTION)
ITEM_4 = chongqing("art-7-i4", "第七条第四项")


def founded(i: Inputs) -> bool:
    """Whether the enterprise exists already."""
    return bool(i.enterprise_founded)


def unfounded(i: Inputs) -> bool:
    """Whether the team has yet to set one up."""
    return not i.enterprise_founded


def age_end(i: Inputs) -> int:
    """The last day of the youth that the clause asks for."""
    return add_years(i.founding_date, AGE.value)


def setup_end(i: Inputs) -> int:
    """The last day for setting up after the letter of intent."""
    return add_months(i.intent_date, SETUP.value)


def injection_end(i: Inputs) -> int:
    """The last day for bringing the rights in."""
    return add_years(i.agreement_date, INJECTION.value)


def clear(i: Inputs) -> bool:
    """Whether the rights are clear of themselves."""
    return bool(i.rights == "clear")


def from_university(i: Inputs) -> bool:
    """Whether the rule for university projects is used."""
    return bool(i.rights == "university")


def any_ground(i: Inputs) -> bool:
    """Whether one of the four grounds is given; a blank counts only where none is."""
    given = [i.values_.get(name) for name in GROUNDS]
    if True in given:
        return True
    if None in given:
        raise Blank(i.field_(GROUNDS[given.index(None)]).label)
    return False


ELIGIBILITY_RULE = Rule(
    "cq_eligibility", "cq-fund", "种子基金·企业与团队条件",
    "Chongqing seed fund: enterprise and team", CHONGQING,
    "企业成立时间或设立期限、团队持股与现金出资、知识产权权属、创新能力四项条件。",
    fields=(
        boolean("enterprise_founded", "企业已设立", "Enterprise founded"),
        date(
            "reference_date", "基准日", "Reference date", help="申报、签约或投资之日，条文没有写明"
        ),
        date("founding_date", "企业成立日（或拟设立日）", "Founding date"),
        date("intent_date", "投资意向书签订日", "Letter of intent", required=False,
             help="尚未设立企业的团队填写"),
        percent("team_equity", "团队在企业中的持股比例", "Team's equity"),
        money("team_cash", "团队现金出资", "Team's cash contribution"),
        choice("rights", "核心知识产权权属", "Rights in the core technology", (
            ("clear", "权属明晰"), ("university", "高校或科研院所孵化项目"),
            ("unclear", "权属不明晰"),
        )),
        boolean("university_recognition", "高校或科研院所书面认定", "Recognised by the university",
                required=False),
        boolean("injection_promise", "团队书面承诺注入知识产权", "Promise to bring rights in",
                required=False),
        date("agreement_date", "投资协议签订日", "Investment agreement", required=False),
        date("injection_date", "知识产权注入日（计划）", "Rights brought in", required=False),
        boolean("sustained_innovation", "持续创新、前景好、赛道靠前且提升产业竞争力",
                "Sustained innovation", required=False),
        boolean("provincial_award", "成果获省部级及以上科学技术奖", "Provincial award",
                required=False),
        boolean("own_intellectual_property", "拥有与主业相关的自主知识产权", "Own IP",
                required=False),
        boolean("key_technology_talent", "有掌握关键核心技术的科技人才", "Key talent",
                required=False),
    ),
    conditions=(
        Condition(
            "age", "reference_date", "<=", age_end, ITEM_1_AGE, when=founded,
            label=f"基准日（成立不超过 {AGE.text}）",
        ),
        Condition(
            "founded_before", "reference_date", ">=", lambda i: i.founding_date, ITEM_1_AGE,
            when=founded, label="基准日（不早于成立日）",
        ),
        Condition(
            "setup", "founding_date", "<=", setup_end, ITEM_1_SETUP, when=unfounded,
            label=f"企业设立日（意向书后 {SETUP.text}内）",
        ),
        Condition(
            "setup_after_intent", "founding_date", ">=", lambda i: i.intent_date, ITEM_1_SETUP,
            when=unfounded, label="企业设立日（不早于意向书）",
        ),
        Condition("equity", "team_equity", ">", lambda i: Q(0), ITEM_2),
        Condition("cash", "team_cash", ">", lambda i: Q(0), ITEM_2),
        Condition(
            "rights_clear", clear, "=", True, ITEM_3, label="知识产权权属明晰", kind="boolean",
            when=lambda i: not from_university(i),
        ),
        Condition(
            "recognition", "university_recognition", "=", True, ITEM_3_INJECTION,
            when=from_university,
        ),
        Condition(
            "promise", "injection_promise", "=", True, ITEM_3_INJECTION, when=from_university
        ),
        Condition(
            "injection", "injection_date", "<=", injection_end, ITEM_3_INJECTION,
            when=lambda i: from_university(i) and i.has("injection_date"),
            label=f"知识产权注入日（协议后 {INJECTION.text}内）",
        ),
        Condition(
            "grounds", any_ground, "=", True, ITEM_4, label="第四项所列情形之一", kind="boolean"
        ),
    ),
    outputs=(
        Output("age_limit_date", "成立满三年之日（最后适格日）", "date",
               lambda i: age_end(i) if founded(i) else None),
        Output("setup_deadline", "设立企业的末日", "date",
               lambda i: setup_end(i) if unfounded(i) else None),
        Output("injection_deadline", "知识产权注入的末日", "date",
               lambda i: injection_end(i) if from_university(i) else None),
    ),
    versions=CHONGQING_VERSIONS, governed="reference_date",
    example={
        "enterprise_founded": True, "reference_date": "2026-06-30", "founding_date": "2023-06-30",
        "team_equity": "60%", "team_cash": "50万", "rights": "clear",
        "own_intellectual_property": True,
    },
    headline=lambda i, out: "企业和团队的四项条件均符合" + (
        f"；成立满三年之日为 {iso(out['age_limit_date'])}（含当日）。" if founded(i)
        else f"；设立企业的末日为 {iso(out['setup_deadline'])}（含当日）。"
    ),
    notes=(
        "基准日取申报、签约还是投资之日，条文没有写；期间按对应日计算，含当日。",
        "第四项用“或”连接，此处按四种情形满足其一理解。",
    ),
)
