"""Searching: where along one field does each condition hold, and where do all of them?

Each condition is searched by itself on the field's own lattice (fen, day, basis point, one). Its
truth is probed at both ends, at powers of two from either end and at the value given; between two
probes that differ the exact turning point is found by bisection. A condition that turns more than
twice has no single interval, and the answer says so instead of guessing.
"""

from .errors import FieldError, Unknown, input_error
from .exact import Q, exact, over
from .fields import Inputs, domain
from .judging import bound_of, holds, prepare, value_of
from .lives import conditions_of
from .model import Condition
from .reading import field_at, find_field, read_value
from .show import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .fields import Field
    from .judging import Day
    from .model import Rule

    Span = tuple[int, int]


class NoInterval(Exception):  # noqa: N818  # an answer, no error
    """The condition allows no value, or no single interval; the reason is for the reader."""

    def __init__(
        self, reason: str, condition: "Condition | None" = None, unknown: bool = False
    ) -> None:
        self.reason, self.condition, self.unknown = reason, condition, unknown
        super().__init__(reason)


def read_or_none(field: "Field", value: object) -> "Any":
    """The value that stood in the field before, where it can be read."""
    try:
        return None if value is None else read_value(field, value)
    except FieldError:
        return None


class Question:
    """One field of one set of inputs, opened for the search."""

    def __init__(
        self, rule: "Rule", path: str, given: "Mapping[str, Any]", day: "Day | None" = None
    ) -> None:
        self.rule, self.path = rule, path
        if not rule.solvable:
            raise input_error(path, f"“{rule.title}”由多项规则组成，不能反求；请到单项测算中反求")
        self.field: Field = find_field(rule.fields, path)
        self.low, high = domain(self.field)
        self.last = (high - self.low).over(self.field.step).floor()
        filled, before = self.fill(given)
        self.start = read_or_none(self.field, before)
        self.inputs, self.version = prepare(rule, filled, day)
        name, _, rest = path.partition("[")
        self.row = int(rest.partition("]")[0]) if rest else None
        self.table = name if rest else ""
        self.holder = self.inputs.values_[name][self.row] if rest else self.inputs
        self.name = self.field.name
        self.points = probes(self)

    def fill(self, given: "Mapping[str, Any]") -> "tuple[dict[str, Any], object]":
        """The inputs with some value at the place asked for, and what stood there."""
        if not isinstance(given, dict):
            raise input_error("", "输入应为一个 JSON 对象")
        filled = dict(given)
        some = plain(self.value(0), self.field.kind)
        name, _, rest = self.path.partition("[")
        if not rest:
            before, filled[name] = filled.get(name), some
            return filled, before
        index, table = rest.partition("]")[0], filled.get(name)
        if not isinstance(table, list) or not index.isdigit() or int(index) >= len(table):
            raise input_error(self.path, f"“{name}”没有第 {index} 行（从 0 数起）")
        filled[name] = [dict(row) if isinstance(row, dict) else row for row in table]
        row = filled[name][int(index)]
        if not isinstance(row, dict):
            return filled, None
        before, row[self.field.name] = row.get(self.field.name), some
        return filled, before

    def related(self) -> "list[Any]":
        """The value that was given and, for a date, the other dates of inputs and version."""
        values = [] if self.start is None else [self.start]
        if self.field.kind == "date":
            ends = (self.version.effective, self.version.expires)
            values += [end.value for end in ends if end is not None]
            values += [
                self.inputs.values_[field.name] for field in self.rule.fields
                if field.kind == "date" and self.inputs.has(field.name)
            ]
        return values

    def value(self, k: int) -> "Q | int":
        """The k-th value of the lattice."""
        value = self.low + exact(self.field.step) * k
        return value if self.field.kind in ("money", "percent") else value.num

    def put(self, k: int) -> None:
        """Set the field to the k-th value."""
        self.holder.values_[self.name] = self.value(k)

    def conditions(self) -> "list[tuple[Condition, Inputs]]":
        """The conditions that bear on the field, each with the inputs that it reads."""
        result: list[tuple[Condition, Inputs]] = []
        self.put(0)
        life = conditions_of(self.rule, self.inputs, self.version)
        for condition in (*life, *self.rule.conditions):
            if not condition.each:
                result.append((condition, self.inputs))
                continue
            for index, row in enumerate(self.inputs.values_.get(condition.each) or []):
                own = condition.each == self.table and index == self.row
                if own or condition.effect != "limit":
                    result.append((condition, row))
        return result


def judged(condition: Condition, inputs: Inputs) -> bool:
    """Whether the condition holds or does not apply; raises where it cannot be told."""
    if condition.when is not None and not condition.when(inputs):
        return True
    return holds(value_of(condition, inputs), condition.operator, bound_of(condition, inputs))


def truth(condition: Condition, inputs: Inputs) -> "bool | None":
    """Whether the condition holds; None where it cannot be told."""
    try:
        return judged(condition, inputs)
    except Unknown:
        return None


def around(centre: int, last: int) -> "set[int]":
    """A point of the lattice and those at powers of two from it."""
    points, distance = {centre}, 1
    while distance <= last:
        points |= {centre - distance, centre + distance}
        distance *= 2
    return {point for point in points if 0 <= point <= last}


def probes(question: Question) -> "list[int]":
    """Where truth is looked at first: around both ends, the value given and related dates."""
    last = question.last
    points = around(0, last) | around(last, last)
    for value in question.related():
        if question.low <= value:
            centre = over(value - question.low, question.field.step).floor()
            points |= around(min(centre, last), last)
    return sorted(points)


def turning(test: "Callable[[int], bool | None]", low: int, high: int) -> int:
    """The last point of the low end's truth, by bisection."""
    start = test(low)
    while high - low > 1:
        middle = (low + high) // 2
        if test(middle) == start:
            low = middle
        else:
            high = middle
    return low


def steady(question: Question, test: "Callable[[int], bool | None]") -> bool:
    """Whether the condition never looks at the field, so that one probe says all."""
    test(question.points[0])
    return question.name not in question.holder.seen_


def span(question: Question, condition: Condition, inputs: Inputs) -> "Span":
    """The first and the last lattice point where the condition holds."""

    def test(k: int) -> "bool | None":
        """The condition's truth at one point."""
        question.put(k)
        return truth(condition, inputs)

    question.holder.seen_.clear()
    points = question.points[:1] if steady(question, test) else question.points
    truths = [test(k) for k in points]
    if True not in truths:
        if None in truths:
            question.put(points[truths.index(None)])
        reason = why_not(question.rule, condition, inputs)
        raise NoInterval(reason, condition, None in truths)
    first, last = truths.index(True), len(truths) - 1 - truths[::-1].index(True)
    if not all(truths[first : last + 1]):
        name = name_of(question.rule, condition)
        raise NoInterval(f"“{name}”随该项来回变化，没有单一区间", condition)
    low = turning(test, points[first - 1], points[first]) + 1 if first else 0
    high = question.last
    if last < len(points) - 1:
        high = turning(test, points[last], points[last + 1])
    return low, high


def name_of(rule: "Rule", condition: Condition) -> str:
    """The condition's label, or that of its field."""
    if condition.label or not isinstance(condition.value, str):
        return condition.label
    path = f"{condition.each}[0].{condition.value}" if condition.each else condition.value
    return field_at(rule.fields, path).label


def why_not(rule: "Rule", condition: Condition, inputs: Inputs) -> str:
    """Why no value will do: what is missing, or that the condition never holds."""
    name = name_of(rule, condition)
    try:
        judged(condition, inputs)
    except Unknown as unknown:
        return f"“{name}”无法判定（{unknown.reason}）"
    if condition.open:
        return f"“{name}”无法判定（{condition.open}）"
    return f"无论取何值，“{name}”都不成立"


def spans(question: Question) -> "list[tuple[Condition, Span | NoInterval]]":
    """Each condition with where it holds, or why it does nowhere."""
    result: list[tuple[Condition, Span | NoInterval]] = []
    for condition, inputs in question.conditions():
        try:
            result.append((condition, span(question, condition, inputs)))
        except NoInterval as none:
            if condition.effect != "limit" or none.unknown:
                result.append((condition, none))
            # else: the amount is cut whatever the field says; the verdict is not touched
    return result


def meet(
    question: Question, found: "list[tuple[Condition, Span | NoInterval]]"
) -> "tuple[Span, Condition | None, Condition | None]":
    """Where all hold, with the condition that binds below and above."""
    low, high = 0, question.last
    below: Condition | None = None
    above: Condition | None = None
    for condition, where in found:
        if isinstance(where, NoInterval):
            raise where
        first, last = where
        if first > low:
            low, below = first, condition
        if last < high:
            high, above = last, condition
    if low > high:
        names = "”与“".join(name_of(question.rule, c) for c in (below, above) if c is not None)
        raise NoInterval(f"“{names}”不能同时成立", below)
    return (low, high), below, above
