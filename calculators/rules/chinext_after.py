"""创业板：未盈利上市的标识与减持限制，地方政府推送企业信息。"""

from ..kernel.dates import add_months, add_years, day, iso, year_of
from ..kernel.fields import Inputs, boolean, choice, date
from ..kernel.model import Condition, Output, Reading, Rule, figure
from .chinext import EXCHANGE_RULES
from .sources import CHINEXT, CHINEXT_LIFE, CHINEXT_START, CHINEXT_VERSIONS, news

LOCKED_YEARS = figure(3, "个完整会计年度", chinese=True)
OPERATING_YEARS = figure(3, "年")
STANDARDS_TEXT = ("third", "fourth")

LOCK = news("个完整会计年度", "投资者保护安排", LOCKED_YEARS)
MARK = news("股票简称之后", "投资者保护安排·标识")
PUSH_SCOPE = news("第三套或第四套上市标准", "地方政府推送·适用范围")
PUSH_TERMS = news("持续经营不少于", "地方政府推送·企业条件", OPERATING_YEARS)

HOLDERS = (
    ("controlling_shareholder", "控股股东"), ("actual_controller", "实际控制人"),
    ("director", "董事"), ("senior_manager", "高级管理人员"), ("other", "其他股东"),
)


LOCKED_HOLDERS = tuple(value for value, _ in HOLDERS if value != "other")


def locked(i: Inputs) -> bool:
    """Whether the article's lock-up reaches this holder at all."""
    return bool(i.unprofitable_at_listing and i.holder != "other")


def lock_end(i: Inputs) -> int:
    """The last day of the lock-up."""
    if i.readings["fiscal_years"] == "months":
        return add_months(i.listing_date, 12 * LOCKED_YEARS.value) - 1
    return day(year_of(i.listing_date) + LOCKED_YEARS.value, 12, 31)


def earliest_sale(i: Inputs) -> int:
    """The first day on which the holder may sell."""
    return lock_end(i) + 1 if locked(i) else i.listing_date


def exchange_exit(i: Inputs) -> "int | None":
    """The exit that the exchange's own rules give, for information alone."""
    return i.first_profit_report_date + 1 if i.has("first_profit_report_date") else None


def mark(i: Inputs) -> str:
    """Whether the share's name carries the U."""
    if not i.unprofitable_at_listing:
        return "不加“U”"
    if i.has("first_profit_report_date", "sale_date"):
        return "加“U”" if i.sale_date <= i.first_profit_report_date else "已实现盈利，摘“U”"
    return "加“U”，实现盈利后摘除"


LOCKUP_RULE = Rule(
    "chinext_lockup", "chinext", "未盈利上市的 U 标识与减持限制",
    "ChiNext: U mark and lock-up of unprofitable issuers", CHINEXT,
    "首发上市时尚未盈利的企业：股票简称加 U，"
    "控股股东等自上市起三个完整会计年度不得减持首发前股份。",
    fields=(
        date("listing_date", "上市日", "Listing date"),
        boolean("unprofitable_at_listing", "上市时尚未盈利", "Unprofitable at listing"),
        choice("holder", "持有人身份", "Holder", HOLDERS),
        date("sale_date", "拟减持日", "Planned sale date"),
        date("first_profit_report_date", "首个盈利年度年报披露日", "First profitable annual report",
             required=False, help="尚未实现盈利时不填"),
    ),
    conditions=(
        Condition("unprofitable", "unprofitable_at_listing", "=", True, LOCK, effect="scope"),
        Condition(
            "listed_since", "listing_date", ">=", CHINEXT_START, CHINEXT_LIFE, effect="scope",
            label="上市日（不早于改革安排发布之日）",
        ),
        Condition("named_holder", "holder", "in", LOCKED_HOLDERS, LOCK, effect="scope"),
        Condition(
            "after_listing", "sale_date", ">=", lambda i: i.listing_date, LOCK,
            label="拟减持日（不早于上市日）",
        ),
        Condition(
            "lockup_over", "sale_date", ">", lock_end, LOCK, label="拟减持日（限制期满之后）",
            when=locked,
        ),
    ),
    outputs=(
        Output("earliest_sale_date", "最早可减持日", "date", earliest_sale),
        Output("lockup_end", "限制期末日", "date", lambda i: lock_end(i) if locked(i) else None),
        Output("u_mark", "股票简称标识", "text", mark),
        Output("exchange_exit_date", "交易所规则的盈利后出口（仅供参考）", "date", exchange_exit),
    ),
    readings=(
        Reading(
            "fiscal_years", "三个完整会计年度的起算",
            "默认上市当年剩余时间不计，其后三个 1 月 1 日至 12 月 31 日；另一读法按上市日起 36 "
            "个月。",
            (("following", "上市次年起三个会计年度"), ("months", "自上市日起 36 个月")),
        ),
    ),
    versions=CHINEXT_VERSIONS,
    example={
        "listing_date": "2026-06-18", "unprofitable_at_listing": True,
        "holder": "controlling_shareholder", "sale_date": "2030-01-01", "as_of": "2026-06-18",
    },
    headline=lambda i, out: (
        f"限制期到 {iso(lock_end(i))}，最早 {iso(out['earliest_sale_date'])} 可减持首发前股份；"
        f"股票简称{out['u_mark']}。" if locked(i)
        else f"本条限制不适用于这一持有人；股票简称{out['u_mark']}。"
    ),
    notes=(
        "不适用本条的，不等于可以随时减持：控股股东、实际控制人上市后 36 个月内的限售，"
        "以及《公司法》第一百六十条（上市前已发行的股份一年内不得转让，董事和高级管理人员另有限制）"
        "另行适用。",
        f"简报之外：{EXCHANGE_RULES} 2.3.5 另有盈利年度年报披露后的出口和第四、第五年每年 2% "
        "的上限，"
        "2.3.4 的 36 个月限售并行适用；此处只作提示，不作条件。",
    ),
    citations=(MARK,),
)


def operating_since(i: Inputs) -> int:
    """The day from which operation in the place is counted."""
    since: int = i.registration_date
    if i.readings["operating_from"] == "relocation":
        since = i.relocation_date
    return since


def operating_until(i: Inputs) -> int:
    """The day on which the years of operation are full."""
    return add_years(operating_since(i), OPERATING_YEARS.value)


PUSH_RULE = Rule(
    "chinext_push", "chinext", "地方政府推送企业信息（试点）资格",
    "ChiNext: information pushed by local government", CHINEXT,
    "已备案辅导、尚未申报、拟用第三套或第四套标准的企业，由所在地政府推送信息；推送不是上市的必备程序。",
    fields=(
        boolean("tutoring_filed", "已申请辅导备案", "Tutoring filed"),
        boolean("application_submitted", "已申报发行上市", "Listing application submitted"),
        choice("listing_standard", "拟用上市标准", "Listing standard", (
            ("first", "第一套"), ("second", "第二套"), ("third", "第三套"), ("fourth", "第四套"),
        )),
        date("registration_date", "在当地注册日", "Local registration date"),
        date("relocation_date", "迁入当地之日", "Date of relocation", required=False,
             help="只在选用“以迁入日起算”的读法时需要"),
        date("reference_date", "基准日（推送日）", "Reference date"),
        boolean("fits_direction", "符合新质生产力发展方向", "Fits new quality productive forces"),
        boolean(
            "serious_violation", "存在财务造假等严重违法行为", "Serious violation such as fraud"
        ),
    ),
    conditions=(
        Condition("tutoring_filed", "tutoring_filed", "=", True, PUSH_SCOPE),
        Condition("not_submitted", "application_submitted", "=", False, PUSH_SCOPE),
        Condition("standard", "listing_standard", "in", STANDARDS_TEXT, PUSH_SCOPE),
        Condition(
            "operating_years", "reference_date", ">=", operating_until, PUSH_TERMS,
            label=f"基准日（注册并持续经营满 {OPERATING_YEARS.text}）",
        ),
        Condition("direction", "fits_direction", "=", True, PUSH_TERMS),
        Condition("no_violation", "serious_violation", "=", False, PUSH_TERMS),
    ),
    outputs=(Output("eligible_from", "经营年限届满日", "date", operating_until),),
    readings=(
        Reading(
            "operating_from", "持续经营的起算",
            "起点是注册、设立还是迁入，文内没有写明；默认以当地注册日起算。",
            (("registration", "以当地注册日起算"), ("relocation", "以迁入当地之日起算")),
        ),
    ),
    versions=CHINEXT_VERSIONS, governed="reference_date",
    example={
        "tutoring_filed": True, "application_submitted": False, "listing_standard": "fourth",
        "registration_date": "2023-05-10", "reference_date": "2026-05-10", "fits_direction": True,
        "serious_violation": False,
    },
    headline=lambda i, out: (
        f"可由地方政府推送企业信息：经营年限已于 {iso(out['eligible_from'])} 届满，其余条件均符合。"
    ),
    notes=("推送信息只供审核注册参考；不符合推送条件不等于不能上市。",),
)

