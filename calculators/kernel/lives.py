"""The life of a rule's document: its own dates, and what later documents did to it, as conditions.

A version ends by its own last day, or because another document replaced, repealed or changed it.
What is proposed and not confirmed leaves the verdict open: a doubt never passes.
"""

from .dates import iso
from .describing import citations_of
from .errors import FieldError, input_error
from .model import Condition
from .numerals import read_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .fields import Inputs
    from .model import Rule, Version

ENDS = ("代替", "废止")
SHAPE = 'lives 应为 {"文件标题": {"events": [{"how": "代替", "day": "2026-06-10", "by": "…"}]}}'


class Event:
    """What another document does to one: 代替, 废止, 延长 or 修改, from a day on.

    how     one of these words
    day     a day number; None where no day is known: then it holds always
    by      the other document, as readers know it
    sure    confirmed by an editor; what is only proposed is not
    until   the new last day of 延长, a day number; None where it is not known
    clauses the articles that 修改 changes; none where it does not say
    """

    __slots__ = ("by", "clauses", "day", "how", "sure", "until")

    def __init__(self, given: "Mapping[str, Any]") -> None:
        self.how, self.by = str(given.get("how") or ENDS[0]), str(given.get("by") or "")
        self.sure = given.get("sure") is not False
        self.day, self.until = (read_date(d) if (d := given.get(k)) else None for k in DAYS)
        self.clauses = tuple(map(str, given.get("clauses") or ()))

    def words(self, done: str, doubt: str) -> str:
        """What is said of it, as certain as it is."""
        what = f"被{self.by}{self.how}" if self.by else "失效"
        return f"已{what}{done}" if self.sure else f"可能已{what}，{doubt}"

    def touches(self, rule: "Rule", document: str) -> bool:
        """Whether a change bears on the articles of the document that the rule cites."""
        labels = [c.label for c in citations_of(rule) if c.document == document]
        return not self.clauses or any(
            label.startswith(clause) for label in labels for clause in self.clauses
        )


DAYS = ("day", "until")


def lives_of(given: object) -> "dict[str, tuple[Event, ...]]":
    """Lives as a request carries them; InputError where they have another shape.

    {"until": last day, "by": successor} is short for one document that took the place.
    """
    if given is None:
        return {}
    if not isinstance(given, dict) or not all(isinstance(life, dict) for life in given.values()):
        raise input_error("lives", SHAPE)
    try:
        return {title: tuple(events(life)) for title, life in given.items()}
    except FieldError as error:
        raise input_error("lives", f"lives 里的日期{error.message}") from None


def events(life: "Mapping[str, Any]") -> "list[Event]":
    """The events of one life."""
    told = life.get("events", [])
    if not isinstance(told, list) or not all(isinstance(event, dict) for event in told):
        raise input_error("lives", SHAPE)
    found = [Event(event) for event in told]
    if life.get("until") is not None:
        end = Event({"by": life.get("by")})
        end.day = read_date(life["until"]) + 1
        found.append(end)
    return found


class Governed:
    """Makes conditions on the date that decides which version of a rule holds."""

    __slots__ = ("citation", "label", "name")

    def __init__(self, rule: "Rule", inputs: "Inputs", version: "Version") -> None:
        self.name, self.citation = rule.governed, version.citation
        self.label = inputs.field_(rule.governed).label

    def until(self, id: str, last: "Any", words: str, doubt: str = "") -> Condition:
        """Not after a last day; where `doubt` is given, what comes after it is open."""
        return Condition(
            id, self.name, "<=", last, self.citation, label=self.label + words, effect="life",
            open=doubt,
        )


def conditions_of(rule: "Rule", inputs: "Inputs", version: "Version") -> "list[Condition]":
    """The life of the version as conditions, where the governed date is given."""
    if not inputs.has(rule.governed):
        return []
    document = version.citation.document
    found = inputs.lives_.get(document, ())
    governed = Governed(rule, inputs, version)
    first = Condition(
        "in_force_from", rule.governed, ">=", version.effective, version.citation,
        label=governed.label + "不早于施行日", effect="life",
    )
    result = [first, *expiry(version, found, governed)]
    for event in found:
        day = event.day or version.effective.value
        words = "规定" + event.words("，规则待更新", "待核实")
        if event.how in ENDS:
            doubt = "" if event.sure else words
            result.append(governed.until("replaced", day - 1, f"（{words}）", doubt))
        # A version that is as new as the change was made after it.
        newer = day > version.effective.value
        if event.how == "修改" and newer and event.touches(rule, document):
            result.append(governed.until("amended", day - 1, f"（{words}）", words))
    return result


def expiry(
    version: "Version", found: "tuple[Event, ...]", governed: Governed
) -> "list[Condition]":
    """Its own last day, or a later one to which another document has put it off."""
    if version.expires is None:
        return []
    longer = [(e.until, e.sure) for e in found if e.how == "延长" and e.until]
    last = max([version.expires.value, *(until for until, sure in longer if sure)])
    result = [
        governed.until("perhaps_longer", last, "", f"有效期可能已延长至{iso(until)}，待核实")
        for until, _ in longer if until > last
    ]
    last = max([last, *(until for until, _ in longer)])
    end = version.expires if last == version.expires.value else last
    unsaid = any(e.how == "延长" and not e.until for e in found)  # longer, and nobody says how long
    doubt = "有效期可能已延长，待核实" if unsaid else ""
    return [*result, governed.until("in_force_until", end, "不晚于有效期末日", doubt)]
