"""福建：激发创新活力的措施（一次性奖励、新材料、柔性引才）。"""

from ..kernel.exact import Q, exact, least, to_fen
from ..kernel.fields import Inputs, boolean, choice, integer, money, rows
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text
from .sources import FUJIAN, FUJIAN_VERSIONS, XIAMEN, fujian, in_xiamen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LITTLE_GIANT = figure(100, "万元")
PRIZES = {"first": figure(100, "万元"), "second": figure(50, "万元"), "third": figure(30, "万元")}
ZERO_CARBON = figure(100, "万元")
SALES = figure(500, "万元")
MATERIAL_RATE = figure(5, "%")
MATERIAL_CAPS = {"national": figure(300, "万元"), "provincial": figure(200, "万元")}
AGREEMENT = figure(1, "年")
STAY = figure(2, "个月")
STAY_DAYS = 60  # 两个月按天计的读法

ITEM_11 = fujian("item-11", "第（十一）项", LITTLE_GIANT)
ITEM_13_PRIZE = fujian("item-13", "第（十三）项", *PRIZES.values())
ITEM_13 = ("item-13", "第（十三）项")
ITEM_14 = fujian("item-14", "第（十四）项", ZERO_CARBON)
ITEM_15 = ("item-15", "第（十五）项")

PRIZE_NAMES = (("first", "一等奖"), ("second", "二等奖"), ("third", "三等奖"), ("none", "未获奖"))


def awards(i: Inputs) -> "list[tuple[object, ...]]":
    """The awards that are due, one a row; they are not added up."""
    result: list[tuple[object, ...]] = []
    if i.has("little_giant_first") and i.little_giant_first:
        result.append(("首次获评专精特新“小巨人”", LITTLE_GIANT.value, "定额", ITEM_11.label))
    if i.has("maker_prize") and i.maker_prize != "none":
        name = f"“创客中国”企业组{dict(PRIZE_NAMES)[i.maker_prize]}"
        result.append((name, PRIZES[i.maker_prize].value, "定额", ITEM_13_PRIZE.label))
    if i.has("zero_carbon_first") and i.zero_carbon_first:
        result.append(("首次获评国家级零碳工厂", ZERO_CARBON.value, "最高", ITEM_14.label))
    return result


def due(i: Inputs) -> int:
    """How many awards are due; where none is certain, a blank leaves it open."""
    count = len(awards(i))
    if not count:
        _ = i.little_giant_first, i.maker_prize, i.zero_carbon_first  # a blank raises
    return count


def certain(i: Inputs) -> "list[str]":
    """What is due whatever the blanks turn out to be."""
    found = awards(i)
    blank = not i.has("little_giant_first", "maker_prize", "zero_carbon_first")
    told = "；".join(f"{row[0]} {money_text(row[1])}" for row in found)  # type: ignore[arg-type]
    return [f"已可确定：{told}；没有填的奖项还不能判断。"] if found and blank else []


AWARDS_RULE = Rule(
    "fj_awards", "fj", "一次性奖励（小巨人、创客中国、零碳工厂）",
    "Fujian: one-time awards", FUJIAN,
    "三项一次性奖励各自列出；能否叠加文内没有写，不作加总。",
    fields=(
        boolean("little_giant_first", "首次获评专精特新“小巨人”企业", "Little giant, first time"),
        choice("maker_prize", "“创客中国”大赛企业组奖项", "Maker in China prize", PRIZE_NAMES),
        boolean(
            "zero_carbon_first", "首次获评国家级零碳工厂", "National zero-carbon factory, first"
        ),
    ),
    conditions=(
        in_xiamen(),
        Condition("little_giant", "little_giant_first", "=", True, ITEM_11, effect="limit"),
        Condition("prize", "maker_prize", "in", ("first", "second", "third"), ITEM_13_PRIZE,
                  effect="limit"),
        Condition("zero_carbon", "zero_carbon_first", "=", True, ITEM_14, effect="limit"),
        Condition(
            "any", due, ">=", 1, ITEM_11, label="可得奖励", kind="integer",
            unit="项",
        ),
    ),
    outputs=(
        Output("awards", "可得奖励（不加总）", "rows", awards, columns=(
            Column("award", "奖励", "text"), Column("amount", "金额", "money"),
            Column("nature", "性质", "text"), Column("clause", "依据", "text"),
        )),
    ),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={
        "little_giant_first": True, "maker_prize": "second", "zero_carbon_first": False,
        "as_of": "2026-06-30",
    },
    headline=lambda i, out: "可得：" + "；".join(
        f"{name} {'最高 ' if nature == '最高' else ''}{money_text(amount)}"
        for name, amount, nature, _ in out["awards"]
    ) + "。",
    notes=("零碳工厂为“最高”，其余为定额；奖励能否叠加文内没有写，故不加总。",),
    warnings=certain,
)


def material_cap(i: Inputs) -> Q:
    """The cap of the catalogue; the higher one where both list the product."""
    return exact(MATERIAL_CAPS["provincial" if i.catalogue == "provincial" else "national"].value)


def material_before_cap(i: Inputs) -> Q:
    """A share of the sales."""
    return exact(i.annual_sales * MATERIAL_RATE.value)


def listed(catalogue: str) -> "Callable[[Inputs], bool]":
    """Whether that catalogue's cap is the one that applies."""
    if catalogue == "provincial":
        return lambda i: bool(i.catalogue == "provincial")
    return lambda i: bool(i.catalogue in ("national", "both"))


MATERIAL_RULE = Rule(
    "fj_newmaterial", "fj", "新材料首批次奖励",
    "Fujian: first-batch new materials", FUJIAN,
    "列入首批次应用目录、年销售额达到门槛的新材料产品，按上年度销售额的比例奖励并封顶。",
    fields=(
        choice("catalogue", "所在目录", "Catalogue", (
            ("national", "国家目录"), ("provincial", "本省目录"), ("both", "两个目录都在"),
            ("none", "不在目录"),
        )),
        money("annual_sales", "上年度销售额", "Sales of the year before"),
    ),
    conditions=(
        in_xiamen(),
        Condition("listed", "catalogue", "in", ("national", "provincial", "both"),
                  fujian(*ITEM_13)),
        Condition("sales", "annual_sales", ">=", SALES, fujian(*ITEM_13, SALES)),
        *(
            Condition(
                f"{name}_cap", material_before_cap, "<=", cap,
                fujian(*ITEM_13, MATERIAL_RATE, cap), label=f"封顶前奖励（{word}）", kind="money",
                effect="limit", when=listed(name),
                working=lambda i: f"{money_text(i.annual_sales)} × {MATERIAL_RATE.text}",
            )
            for (name, cap), word in zip(
                MATERIAL_CAPS.items(), ("国家目录", "本省目录"), strict=True
            )
        ),
    ),
    outputs=(
        Output("award", "最高奖励", "money", grant=True, compute=
               lambda i: to_fen(least(material_before_cap(i), material_cap(i)))
               if i.catalogue != "none" and i.annual_sales >= SALES.value else Q(0)),
        Output("cap", "封顶", "money", material_cap),
    ),
    readings=(XIAMEN,),
    versions=FUJIAN_VERSIONS,
    example={"catalogue": "national", "annual_sales": "4000万", "as_of": "2026-06-30"},
    headline=lambda i, out: (
        f"最高奖励 {money_text(out['award'])}：销售额 {money_text(i.annual_sales)} 的 "
        f"{MATERIAL_RATE.text}，不超过 {money_text(out['cap'])}。"
    ),
    notes=(
        "“年销售额”与“上年度销售额”视为同一数；两个目录都在的取高者，按产品封顶，均为推定。",
    ),
)


def by_days(row: Inputs) -> bool:
    """Whether two months are counted as days."""
    return row.readings["two_months"] == "days"


TALENT_RULE = Rule(
    "fj_talent", "fj", "柔性引才申报职称",
    "Fujian: titles for flexibly engaged talent", FUJIAN,
    "与专精特新中小企业签约、每年累计在省内工作达到期限的柔性引进高层次人才，可申报职称。",
    fields=(
        boolean("specialised_sme", "用人单位为专精特新中小企业", "Employer is a specialised SME"),
        boolean(
            "high_level_talent", "属于柔性引进高层次人才", "Flexibly engaged high-level talent"
        ),
        integer("agreement_months", "工作协议期限", "Length of the agreement", unit="个月"),
        rows("years", "各年在闽工作", "Work in the province by year", (
            integer("months", "累计月数", "Months", unit="个月", high=12, required=False),
            integer("days", "累计天数", "Days", unit="天", high=366, required=False),
        ), help="一年一行；按所选读法填写月数或天数"),
    ),
    conditions=(
        in_xiamen(),
        Condition("employer", "specialised_sme", "=", True, fujian(*ITEM_15)),
        Condition("talent", "high_level_talent", "=", True, fujian(*ITEM_15)),
        Condition(
            "agreement", "agreement_months", ">=", lambda i: 12 * AGREEMENT.value,
            fujian(*ITEM_15, AGREEMENT),
        ),
        Condition(
            "stay_months", "months", ">=", STAY, fujian(*ITEM_15, STAY), each="years",
            when=lambda row: not by_days(row),
        ),
        Condition(
            "stay_days", "days", ">=", STAY_DAYS, fujian(*ITEM_15, STAY), each="years",
            when=by_days,
        ),
    ),
    outputs=(
        Output("least_stay", "逐年最少", "integer", lambda i: min(
            row.days if by_days(row) else row.months for row in i.years
        )),
    ),
    readings=(
        XIAMEN,
        Reading("two_months", "两个月的算法", "按累计月数还是 60 天，文内没有写；默认按月数。",
                (("months", "按累计月数"), ("days", "按累计 60 天"))),
    ),
    versions=FUJIAN_VERSIONS,
    example={
        "specialised_sme": True, "high_level_talent": True, "agreement_months": 12,
        "years": [{"months": 2}, {"months": 3}], "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"可申报职称评审：协议 {i.agreement_months} 个月，{len(i.years)} 年逐年均达到 {STAY.text}。"
    ),
    notes=("须逐年都达到，不能以多补少。",),
)
