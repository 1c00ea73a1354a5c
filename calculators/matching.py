"""Matching: all rules judged for one company, and the question whose answer decides most.

What is unknown is never among what a company gets; what its region or role excludes is said to be
inapplicable and asks nothing.
"""

from . import registry
from .kernel.describing import citations_of
from .kernel.errors import FieldError, InputError
from .kernel.judging import GRANTING, Judged
from .kernel.numerals import read_date
from .kernel.show import plain, shown
from .kernel.wording import summary
from .rules import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .kernel.judging import Day
    from .kernel.model import Rule

SHARES = (1000, 707, 577, 500, 447, 408, 378, 354)
LISTS = ("available", "lacking", "missing", "inapplicable")
COMPANY, BANK, FUND, OWNER, STATE = (role for role, _ in registry.ROLES)
PLACES = dict(registry.REGIONS)


class Question:
    """A rule as one asks it of a company.

    fixed   inputs that make it this question (the measure of several in one rule)
    roles   who asks it
    needs   the question whose conditions come first
    amount, until: the outputs that say how much, and until when
    """

    __slots__ = ("amount", "fixed", "id", "needs", "roles", "rule", "title", "until")

    def __init__(
        self, rule: str, *roles: str, title: str = "", needs: str = "", amount: str = "",
        until: str = "", **fixed: str,
    ) -> None:
        self.rule, self.roles, self.fixed, self.needs = rule, roles, fixed, needs
        self.amount, self.until = amount, until
        self.id = ":".join([rule, *fixed.values()])
        self.title = title or BY_NAME[rule].title

    @property
    def regions(self) -> "tuple[str, ...]":
        """Where the rule's document holds; nowhere in particular where it is the nation's."""
        prefix = self.rule.partition("_")[0]
        return {
            "xj": ("xinjiang",), "cq": ("chongqing",), "fj": ("fujian", "xiamen"),
        }.get(prefix, ())


# Two rules are no questions: the overview of Fujian is all its measures again, and the life of its
# document is a condition of each.
QUESTIONS = (
    Question("chinext_growth", COMPANY),
    Question("chinext_rd", COMPANY),
    Question("chinext_push", COMPANY),
    Question("chinext_lockup", OWNER, until="earliest_sale_date"),
    Question("xj_enterprise", COMPANY, BANK),
    Question("xj_premium_enterprise", COMPANY, needs="xj_enterprise", amount="subsidy"),
    Question("xj_window", COMPANY, title="保费补助申报窗口", until="last_filing_day",
             business="insurance"),
    Question("xj_premium_budget", STATE),
    Question("xj_loan_eligible", COMPANY, BANK, needs="xj_enterprise", amount="greatest_loan"),
    Question("xj_window", BANK, title="风险补偿申报窗口", until="last_filing_day",
             business="loan"),
    Question("xj_loan_compensation", BANK, amount="compensation"),
    Question("xj_recovery", BANK, until="refund_deadline"),
    Question("xj_breaker", BANK, STATE),
    Question("cq_eligibility", COMPANY, FUND, until="age_limit_date"),
    Question("cq_investment", COMPANY, FUND, needs="cq_eligibility", amount="greatest_investment"),
    Question("cq_term", COMPANY, FUND, until="latest_exit_date"),
    Question("cq_fee", FUND, amount="total_fee"),
    Question("cq_fee_settle", FUND, amount="payable_fee"),
    Question("fj_employment", COMPANY, amount="subsidy"),
    Question("fj_union", COMPANY, amount="refund"),
    Question("fj_rates", COMPANY, title="物流：公转铁运费下浮", amount="fare_limit",
             measure="rail"),
    Question("fj_rates", COMPANY, title="用气：欠费缓缴", until="deferral_end", measure="gas"),
    Question("fj_rates", COMPANY, title="中型企业流动资金贷款无还本续贷", until="renewal_end",
             measure="renewal"),
    Question("fj_interest", COMPANY, amount="subsidy"),
    Question("fj_guarantee", COMPANY, BANK, amount="room"),
    Question("fj_equity_award", COMPANY, amount="award"),
    Question("fj_procurement", STATE, amount="least_reserved"),
    Question("fj_overseas", COMPANY, title="对外投资前期费用补助", amount="support",
             measure="preliminary_cost"),
    Question("fj_overseas", COMPANY, title="出口信保保费支持", amount="support",
             measure="export_insurance"),
    Question("fj_awards", COMPANY),
    Question("fj_newmaterial", COMPANY, amount="award"),
    Question("fj_talent", COMPANY),
)


class Asked:
    """A company's answers, and the questions judged with them."""

    def __init__(self, given: "dict[str, Any]", day: "Day") -> None:
        self.known = registry.every()
        self.refuse_unknown(given)
        self.given, self.day = given, day
        self.region = registry.chosen(given, "region")
        self.role = registry.chosen(given, "role")
        self.today = self.asked_on(day)
        self.faults: dict[str, str] = {}
        self.judged: dict[str, Judged] = {}

    def asked_on(self, day: "Day") -> int:
        """The day that the company asks of: today, where it gives none."""
        try:
            return read_date(self.given["as_of"]) if self.given.get("as_of") else day.today
        except FieldError as error:
            raise InputError([{"field": "as_of", "message": f"测算日期{error.message}"}]) from None

    def refuse_unknown(self, given: "dict[str, Any]") -> None:
        """A fact that nobody asks is a slip of the pen: what was meant would be missing."""
        wrong = [id for id in given if id not in self.known and id not in ("region", "role")]
        if wrong:
            raise InputError([
                {"field": str(id)[:60], "message": f"没有“{str(id)[:40]}”这一项；各项见 facts"}
                for id in wrong
            ])

    def why_not(self, question: Question) -> str:
        """Why a question is none of this company; empty where it is one, or may be."""
        if self.region and question.regions and self.region not in question.regions:
            places = "、".join(PLACES[place] for place in question.regions)
            return f"适用于{places}"
        if self.role and self.role not in question.roles:
            who = dict(registry.ROLES)
            return f"问的是{'、'.join(who[role] for role in question.roles)}"
        return ""

    def open(self, question: Question) -> "list[str]":
        """Which of the first two facts must be known before the question is one."""
        open_region = question.regions and not self.region
        return (["region"] if open_region else []) + ([] if self.role else ["role"])

    def inputs(self, question: Question) -> "dict[str, Any]":
        """The company's answers as the rule's inputs; all else is blank."""
        rule = BY_NAME[question.rule]
        found: dict[str, Any] = {field.name: None for field in rule.fields}
        for fact in self.known.values():
            if question.rule in fact.fields and self.given.get(fact.id) not in (None, ""):
                found[fact.fields[question.rule]] = self.given[fact.id]
        for name in registry.ASKING:
            if name in found and found[name] is None:
                found[name] = plain(self.today, "date")
        if self.region in ("fujian", "xiamen") and any(r.name == "region" for r in rule.readings):
            found["readings"] = {"region": self.region}
        return {**found, **question.fixed}

    def judge(self, question: Question) -> "Judged | None":
        """The rule judged; None where an answer cannot be read, which is kept as a fault."""
        if question.id not in self.judged:
            try:
                inputs = self.inputs(question)
                self.judged[question.id] = Judged(BY_NAME[question.rule], inputs, self.day)
            except InputError as error:
                for fault in error.errors:
                    self.faults.setdefault(self.fact_of(question, fault["field"]), fault["message"])
                return None
        return self.judged[question.id]

    def fact_of(self, question: Question, path: str) -> str:
        """The fact behind a field of the rule, with the rest of the path: policies[0].premium."""
        name, bracket, rest = path.partition("[")
        for fact in self.known.values():
            if fact.fields.get(question.rule) == name:
                return fact.id + bracket + rest
        return path

    def missing(self, question: Question, judged: Judged) -> "list[str]":
        """The facts that a verdict waits for, as far as the rule has come."""
        reasons = {*judged.blanks, *(c.reason for c in judged.checks if c.verdict == "unknown")}
        found = []
        for field in judged.rule.fields:
            blank = judged.inputs.values_.get(field.name) is None
            if blank and f"未填“{field.label}”" in reasons:
                found.append(self.fact_of(question, field.name))
        return found


def match(
    given: "dict[str, Any]", day: "Day", rules: "list[str] | None" = None
) -> "dict[str, object]":
    """All questions for one company: what it gets, lacks, must still say, and what is not its own.

    `rules`: only these, where a site has not published the documents of all.

    `given`: facts by their ids (see `registry.every`), `region` and `role`; blank or absent where
    they are not known. Raises InputError with the ids of facts that cannot be read.
    """
    asked = Asked(given, day)
    questions = [q for q in QUESTIONS if rules is None or q.rule in rules]
    items = [item_of(asked, question) for question in questions]
    if asked.faults:
        raise InputError([{"field": f, "message": m} for f, m in asked.faults.items()])
    decided = sum(item["list"] != "missing" for item in items)
    dates = [id for id in registry.ASKING if not given.get(id)]
    notes = ["各项金额按各自条款核定，这里不加总。"]
    if dates:
        notes.append(f"申请日、基准日没有给出的，按测算日期 {shown(asked.today, 'date')} 判断。")
    return {
        "as_of": plain(asked.today, "date"), "items": items, "decided": decided,
        "of": len(questions), "next": next_question(asked, items), "notes": notes,
    }


def item_of(asked: Asked, question: Question) -> "dict[str, Any]":
    """One question's answer."""
    rule = BY_NAME[question.rule]
    item: dict[str, Any] = {
        "id": question.id, "rule": question.rule, "group": rule.group, "title": question.title,
        "document": rule.document, "verdict": "unknown", "list": "missing", "summary": "",
        "missing": [], "missing_labels": [], "amount": None, "until": None, "inputs": {},
        "clauses": clauses_of(rule),
    }
    if reason := asked.why_not(question):
        return {**item, "verdict": "inapplicable", "list": "inapplicable", "summary": reason}
    if open_facts := asked.open(question):
        return {**item, "missing": open_facts, "summary": "先要知道在哪里、是哪一方"}
    judged = asked.judge(question)
    if judged is None:
        return item
    item["inputs"] = {k: v for k, v in asked.inputs(question).items() if v is not None}
    item["verdict"], item["summary"] = judged.verdict, summary(judged)
    if judged.verdict == "unknown":
        item["missing"] = asked.missing(question, judged)
        item["missing_labels"] = [asked.known[id].field.label for id in item["missing"]]
        return item
    if judged.verdict in GRANTING:
        if before := first_need(asked, question, item):
            return before
        if question.amount and judged.raw.get(question.amount) == 0:
            return {**item, "list": "lacking", "summary": f"{item['summary']} 金额为 0。"}
        return {**item, "list": "available", **granted(question, judged)}
    return {**item, "list": "lacking" if judged.verdict == "fail" else "inapplicable"}


def clauses_of(rule: "Rule") -> "list[str]":
    """The rule's clauses, each once; that of its document's life last."""
    life = [version.citation.label for version in rule.versions]
    labels = [c.label for c in citations_of(rule) if c.document == rule.document]
    return list(dict.fromkeys([*(x for x in labels if x not in life), *life]))


def first_need(
    asked: Asked, question: Question, item: "dict[str, Any]"
) -> "dict[str, Any] | None":
    """What the answer is where the question that comes first is not a plain yes."""
    need = next((q for q in QUESTIONS if q.id == question.needs), None)
    if need is None or asked.role not in need.roles:
        return None
    first = item_of(asked, need)
    if first["list"] == "available":
        return None
    words = f"先要符合“{need.title}”：{first['summary']}"
    named = {key: first[key] for key in ("verdict", "list", "missing", "missing_labels")}
    return {**item, **named, "summary": words}


def granted(question: Question, judged: Judged) -> "dict[str, object]":
    """How much, and until when."""
    result: dict[str, object] = {}
    outputs = {output.name: output for output in judged.rule.outputs}
    for key, name in (("amount", question.amount), ("until", question.until)):
        output, value = outputs.get(name), judged.raw.get(name)
        if output is not None and value is not None:
            result[key] = {
                "label": output.label, "value": plain(value, output.kind),
                "text": shown(value, output.kind, output.unit),
            }
    return result


def next_question(asked: Asked, items: "list[dict[str, Any]]") -> "dict[str, object] | None":
    """The fact that decides most: it counts more where little else is missing."""
    for id in ("region", "role"):
        if id not in asked.given and any(id in item["missing"] for item in items):
            label = {"region": "企业在哪里？", "role": "您是哪一方？"}[id]
            options = [{"value": v, "label": w} for v, w in registry.options(id)]
            return {"id": id, "kind": "choice", "label": label, "help": "", "options": options}
    waiting: dict[str, int] = {}
    for item in items:
        asking = [id for id in item["missing"] if id not in asked.given and id in asked.known]
        for id in asking:
            waiting[id] = waiting.get(id, 0) + ease(asked.known[id]) * share(len(item["missing"]))
    waiting = {id: weight for id, weight in waiting.items() if weight}
    if not waiting:
        return None
    order = list(asked.known)
    return asked.known[max(waiting, key=lambda id: (waiting[id], -order.index(id)))].plain()


def ease(fact: "registry.Fact") -> int:
    """How readily a question is answered: yes and no by heart, an amount from the books.

    A table is asked by its calculator.
    """
    return {"boolean": 3, "choice": 3, "rows": 0}.get(fact.field.kind, 2)


def share(missing: int) -> int:
    """What one answer is worth to a rule that lacks so many: one by the root of their number."""
    return SHARES[min(missing, len(SHARES)) - 1]
