"""What a number of people allows, and whether two numbers can both be right."""

from enum import StrEnum

from sourcebook.model.claim import Expression, Toll

_CLOSE = 3  # people
_CLOSE_RATIO = 1.5
_ABOUT = 0.2  # of the number


class Agreement(StrEnum):
    """How two numbers stand to each other."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    CLOSE = "close"
    FAR = "far"


def bounds(toll: Toll) -> tuple[float, float]:
    """The least and the most that a number allows: "at least 12" is 12 and more, "about 12" and "dozens" anything.

    Args:
        toll: the number.
    """
    if toll.expression is Expression.NONE_REPORTED:
        return 0, toll.high or 0
    exact = toll.best if toll.expression is Expression.EXACT else None
    low = toll.low if toll.low is not None else exact
    high = toll.high if toll.high is not None else exact
    return (0 if low is None else low), (float("inf") if high is None else high)


def central(toll: Toll) -> int | None:
    """The number that the words come nearest to; None when they give none ("dozens")."""
    given = (toll.best, toll.low, toll.high)
    return next(
        (n for n in given if n is not None), 0 if toll.expression is Expression.NONE_REPORTED else None
    )


def can_both_be(one: Toll, other: Toll) -> bool:
    """Whether some number is allowed by both."""
    (low, high), (least, most) = bounds(one), bounds(other)
    return low <= most and least <= high


def allows(toll: Toll, number: int) -> bool:
    """Whether words allow a number; "about 12" allows what is within a fifth of it.

    Args:
        toll: the words' number.
        number: of people.
    """
    if toll.expression is Expression.ABOUT and toll.best is not None:
        return abs(number - toll.best) <= _ABOUT * toll.best
    low, high = bounds(toll)
    return low <= number <= high


def agreement(one: Toll, other: Toll) -> Agreement:
    """How two numbers stand to each other.

    Args:
        one: a number.
        other: another.

    Returns:
        Close when they differ by at most three people or by half; far for all other disagreement.
    """
    a, b = central(one), central(other)
    if a is not None and a == b:
        return Agreement.EQUAL
    if can_both_be(one, other):
        return Agreement.COMPATIBLE
    small, large = sorted((a or 0, b or 0))
    near = small > 0 and (large - small <= _CLOSE or large <= small * _CLOSE_RATIO)
    return Agreement.CLOSE if near else Agreement.FAR
