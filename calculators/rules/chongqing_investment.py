"""重庆种子投资基金：可投金额与持股。"""

from ..kernel.exact import Q, exact, greatest, least, over
from ..kernel.fields import Inputs, boolean, choice, integer, money, percent
from ..kernel.model import Column, Condition, Output, Reading, Rule, figure
from ..kernel.show import money_text, percent_text
from .sources import CHONGQING, CHONGQING_VERSIONS, chongqing

USUAL = figure(100, "万元")
OUTSTANDING = figure(200, "万元")
STAKE = figure(40, "%")
ROUNDS = figure(1, "轮", chinese=True)

ART_9 = ("art-9", "第九条")
SELLERS = (
    ("largest", "投前第一大股东"), ("others", "其余股东"), ("proportional", "全体股东按比例"),
)


def transferred(i: Inputs) -> bool:
    """Whether the stake is bought from holders instead of subscribed."""
    return i.readings["stake_basis"] == "transfer"


def post_money(i: Inputs) -> Q:
    """The valuation that the stake is a share of."""
    valuation: Q = i.pre_money_valuation
    return valuation if transferred(i) else valuation + i.fund_investment + i.co_investment


def stake(i: Inputs) -> Q:
    """The fund's share after its investment."""
    return over(i.fund_investment, post_money(i))


def largest_co_investment(i: Inputs) -> Q:
    """The largest single co-investor; all of it where no more is said."""
    amount: Q = i.largest_co_investment if i.has("largest_co_investment") else i.co_investment
    return least(amount, i.co_investment)


def before(i: Inputs) -> Q:
    """What the largest holder's stake is worth before the round."""
    return exact(i.pre_money_valuation * i.largest_holder_share)


def offered(i: Inputs) -> Q:
    """What the sellers hold, so that no stake becomes negative."""
    if i.seller == "largest":
        return before(i)
    return exact(i.pre_money_valuation - (before(i) if i.seller == "others" else 0))


def largest_after(i: Inputs) -> Q:
    """What the largest holder keeps: a sale of old shares is taken off the seller."""
    if not transferred(i) or i.seller == "others":
        return before(i)
    if i.seller == "largest":
        return greatest(0, before(i) - i.fund_investment)
    sold = over(i.fund_investment, i.pre_money_valuation)
    return greatest(0, before(i) * (1 - sold))


def largest_other(i: Inputs) -> Q:
    """What the largest other holder's stake is worth after the round."""
    return greatest(largest_after(i), largest_co_investment(i))


def amount_limit(i: Inputs) -> Q:
    """The limit that applies to the project."""
    return exact(OUTSTANDING.value if i.outstanding_project else USUAL.value)


def stake_limit(i: Inputs) -> Q:
    """The greatest investment within the stake's ceiling."""
    share = exact(STAKE.value)
    if transferred(i):
        return least(share * i.pre_money_valuation, offered(i))
    return over(share * (i.pre_money_valuation + i.co_investment), 1 - share)


def holder_limit(i: Inputs) -> int:
    """The greatest whole amount that leaves another the largest holder."""
    other = tying(i)
    return other.floor() if ties_pass(i) else other.ceil() - 1


def tying(i: Inputs) -> Q:
    """The investment at which the fund draws level with the largest other holder."""
    co, held = largest_co_investment(i), before(i)
    if not transferred(i) or i.seller == "others":
        return greatest(held, co)
    if i.seller == "largest":
        return greatest(over(held, 2), co)
    valuation = i.pre_money_valuation
    return greatest(over(held * valuation, valuation + held), co)


def ties_pass(i: Inputs) -> bool:
    """Whether an equal stake counts as not being the largest."""
    return i.readings["largest_holder_tie"] == "allowed"


def most(i: Inputs) -> Q:
    """The greatest whole yuan that meets every bound."""
    return exact(max(0, min(amount_limit(i).floor(), stake_limit(i).floor(), holder_limit(i))))


def stake_working(i: Inputs) -> str:
    """The stake with its figures."""
    investment = money_text(i.fund_investment)
    if transferred(i):
        return f"{investment} ÷ {money_text(i.pre_money_valuation)}"
    parts = (i.pre_money_valuation, i.fund_investment, i.co_investment)
    return f"{investment} ÷ ({' + '.join(money_text(part) for part in parts)})"


def holders(i: Inputs) -> "list[tuple[object, ...]]":
    """Stakes after the round."""
    after = post_money(i)
    rows = [("本基金", i.fund_investment, stake(i))]
    largest = largest_after(i)
    rows.append(("投前第一大股东", largest, over(largest, after)))
    if i.co_investment > 0:
        rows.append(("同轮其他投资人合计", i.co_investment, over(i.co_investment, after)))
    rest = after - sum_of(rows)
    return [*rows, ("其余股东", greatest(0, rest), over(greatest(0, rest), after))]


def sum_of(rows: "list[tuple[str, Q, Q]]") -> Q:
    """The worth of the rows so far."""
    result = Q(0)
    for row in rows:
        result = result + row[1]
    return result


INVESTMENT_RULE = Rule(
    "cq_investment", "cq-fund", "种子基金·可投金额与持股",
    "Chongqing seed fund: amount and stake", CHONGQING,
    "单个项目的投资额度、投后持股比例、不为第一大股东和只投一轮四项同时判断，并给出最多可投。",
    fields=(
        money("pre_money_valuation", "投前估值", "Pre-money valuation", low=Q(1, 100)),
        money("fund_investment", "本基金投资额", "Seed-fund investment", low=Q(1, 100)),
        money("co_investment", "同轮其他投资合计", "Co-investment in the round", required=False),
        money("largest_co_investment", "同轮其他投资人中最大一笔", "Largest single co-investment",
              required=False, help="不填时把同轮其他投资视为一人所投"),
        percent("largest_holder_share", "投前第一大股东持股比例", "Largest holder's stake before",
                help="一致行动人是否合并计算，条文没有写；请填合并后的比例"),
        boolean("outstanding_project", "属于特别优秀项目", "Especially outstanding project",
                required=False, help="标准文内没有写，由主管部门认定"),
        integer("previous_rounds", "本基金此前已投轮数", "Earlier rounds by the fund", unit="轮",
                required=False),
        choice("seller", "老股的出让方", "Who sells", SELLERS, required=False,
               help="只在选用“受让老股”的读法时需要"),
    ),
    conditions=(
        Condition(
            "usual_amount", "fund_investment", "<=", USUAL, chongqing(*ART_9, USUAL), effect="soft",
            when=lambda i: not i.outstanding_project, label="本基金投资额（原则上的额度）",
        ),
        Condition(
            "greatest_amount", "fund_investment", "<=", OUTSTANDING, chongqing(*ART_9, OUTSTANDING),
            label="本基金投资额（最高额度）",
        ),
        Condition(
            "stake", stake, "<=", STAKE, chongqing(*ART_9, STAKE), label="投后持股比例",
            kind="percent", working=stake_working,
        ),
        Condition(
            "offered", "fund_investment", "<=", offered, chongqing(*ART_9),
            label="本基金投资额（不超过出让方所持）", when=transferred,
        ),
        Condition(
            "not_largest_holder", "fund_investment", "<", largest_other, chongqing(*ART_9),
            label="本基金投资额（低于其他最大持股的价值）", when=lambda i: not ties_pass(i),
        ),
        Condition(
            "not_largest_holder_tie", "fund_investment", "<=", largest_other, chongqing(*ART_9),
            label="本基金投资额（不超过其他最大持股的价值）", when=ties_pass,
        ),
        Condition(
            "single_round", lambda i: i.previous_rounds + 1, "<=", ROUNDS,
            chongqing(*ART_9, ROUNDS), label="连同本次的投资轮数", kind="integer", unit="轮",
        ),
    ),
    outputs=(
        Output("stake", "投后持股比例", "percent", stake),
        Output("post_money_valuation", "投后估值", "money", post_money),
        Output("greatest_investment", "最多可投（整元）", "money", most),
        Output("holders", "投后持股", "rows", holders, columns=(
            Column("holder", "股东", "text"), Column("worth", "对应价值", "money"),
            Column("share", "持股比例", "percent"),
        )),
    ),
    readings=(
        Reading(
            "largest_holder_tie", "并列第一大股东",
            "并列第一是否算第一大股东，条文没有写；默认从严。",
            (("excluded", "并列也算第一大股东"), ("allowed", "并列不算第一大股东")),
        ),
        Reading(
            "stake_basis", "持股比例的口径",
            "条文没有写明增资还是受让；默认按增资，投后估值为分母。",
            (("increase", "增资：投资额 ÷ 投后估值"), ("transfer", "受让老股：投资额 ÷ 投前估值")),
        ),
    ),
    versions=CHONGQING_VERSIONS,
    example={
        "pre_money_valuation": "300万", "fund_investment": "90万", "co_investment": "60万",
        "largest_holder_share": "60%", "outstanding_project": False, "previous_rounds": 0,
        "as_of": "2026-06-30",
    },
    headline=lambda i, out: (
        f"本基金投 {money_text(i.fund_investment)}，投后持股 {percent_text(out['stake'])}"
        f"（不超过 {STAKE.text}），不为第一大股东；最多可投 "
        f"{money_text(out['greatest_investment'])}。"
    ),
    notes=("“特别优秀”的标准、一致行动人是否合并计算，条文没有写。",),
)
