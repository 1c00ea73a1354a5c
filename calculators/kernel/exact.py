"""Exact rational numbers: the only arithmetic that the rules use.

The standard `fractions` would pull `decimal` and more into the browser's bundle; this is all that
the rules need of it. There is no division sign in the package: `over` divides, exactly.
"""


def gcd(a: int, b: int) -> int:
    """The greatest common divisor, never negative."""
    while b:
        a, b = b, a % b
    return abs(a)


class Q:
    """A rational number in lowest terms with a positive denominator."""

    __slots__ = ("den", "num")

    def __init__(self, num: int, den: int = 1) -> None:
        if den == 0:
            raise ZeroDivisionError("a denominator of zero")
        divisor = gcd(num, den) if den > 0 else -gcd(num, den)
        self.num = num // divisor
        self.den = den // divisor

    def __add__(self, other: "Q | int") -> "Q":
        o = exact(other)
        return Q(self.num * o.den + o.num * self.den, self.den * o.den)

    def __neg__(self) -> "Q":
        return Q(-self.num, self.den)

    def __sub__(self, other: "Q | int") -> "Q":
        return self + -exact(other)

    def __mul__(self, other: "Q | int") -> "Q":
        o = exact(other)
        return Q(self.num * o.num, self.den * o.den)

    def __radd__(self, other: int) -> "Q":
        return self + other

    def __rsub__(self, other: int) -> "Q":
        return exact(other) - self

    def __rmul__(self, other: int) -> "Q":
        return self * other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Q, int)):
            return False
        o = exact(other)
        return self.num == o.num and self.den == o.den

    def __lt__(self, other: "Q | int") -> bool:
        o = exact(other)
        return self.num * o.den < o.num * self.den

    def __le__(self, other: "Q | int") -> bool:
        o = exact(other)
        return self.num * o.den <= o.num * self.den

    def __gt__(self, other: "Q | int") -> bool:
        return not self <= other

    def __ge__(self, other: "Q | int") -> bool:
        return not self < other

    def __hash__(self) -> int:
        return hash((self.num, self.den))

    def __repr__(self) -> str:
        return f"Q({self.num}, {self.den})"

    def over(self, other: "Q | int") -> "Q":
        """The exact quotient."""
        o = exact(other)
        return Q(self.num * o.den, self.den * o.num)

    def floor(self) -> int:
        """The greatest integer that is not above."""
        return self.num // self.den

    def ceil(self) -> int:
        """The least integer that is not below."""
        return -(-self.num // self.den)


def exact(value: "Q | int") -> Q:
    """The value itself as a rational."""
    return value if isinstance(value, Q) else Q(value)


def over(a: "Q | int", b: "Q | int") -> Q:
    """a divided by b, exactly."""
    return exact(a).over(b)


def total(values: "list[Q] | list[int]") -> Q:
    """The sum as a rational."""
    result = Q(0)
    for value in values:
        result = result + value
    return result


def least(*values: "Q | int") -> Q:
    """The least of the values."""
    return exact(min(values, key=exact))


def greatest(*values: "Q | int") -> Q:
    """The greatest of the values."""
    return exact(max(values, key=exact))


def floor_to(value: "Q | int", step: "Q | int") -> Q:
    """The greatest multiple of the step that is not above: a ceiling is rounded down."""
    return exact(step) * over(value, step).floor()


def to_fen(value: "Q | int") -> Q:
    """An amount in yuan, rounded down to the fen."""
    return floor_to(value, Q(1, 100))


def root_floor(value: int, degree: int) -> int:
    """The greatest integer whose power does not exceed the value."""
    low, high = 0, 1
    while high**degree <= value:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree <= value:
            low = middle
        else:
            high = middle
    return low


def root(value: Q, degree: int, digits: int) -> Q:
    """The root, cut off (never rounded up) after so many decimals."""
    scale = 10**digits
    return Q(root_floor(value.num * scale**degree // value.den, degree), scale)


def text_of(value: "Q | int") -> str:
    """The exact number as text: a decimal where it ends, else a fraction."""
    q = exact(value)
    den, places = q.den, 0
    for prime in (2, 5):
        count = 0
        while den % prime == 0:
            den //= prime
            count += 1
        places = max(places, count)
    if den != 1:
        return f"{q.num}/{q.den}"
    return decimal_text(q, places)


def decimal_text(value: Q, places: int) -> str:
    """The number cut off after so many decimals, without closing zeros."""
    sign = "-" if value.num < 0 else ""
    units = abs(value.num) * 10**places // value.den
    digits = str(units)
    digits = "0" * (places + 1 - len(digits)) + digits
    if not places:
        return sign + digits
    return sign + (digits[:-places] + "." + digits[-places:]).rstrip("0").rstrip(".")
