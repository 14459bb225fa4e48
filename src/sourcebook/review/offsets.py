"""Offsets: code points, in which the book counts, to UTF-16 code units, in which browsers count, and back."""

from bisect import bisect_left

from sourcebook.errors import SpanError

_BASIC = "\uffff"  # the last character that is one code unit


class Offsets:
    """The two ways to count the characters of one text.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._points = len(text)
        wide = [] if text.isascii() else [i for i, c in enumerate(text) if c > _BASIC]
        self._wide = wide
        self._units = [i + n for n, i in enumerate(wide)]

    @property
    def units(self) -> int:
        """Length of the text in code units."""
        return self._points + len(self._wide)

    def to_units(self, point: int) -> int:
        """Code units before a code point.

        Args:
            point: offset in code points, 0 to the length of the text.

        Raises:
            SpanError: the text has no such offset.
        """
        if not 0 <= point <= self._points:
            raise SpanError(f"there is no character {point} in a text of {self._points}")
        return point + bisect_left(self._wide, point)

    def to_points(self, unit: int) -> int:
        """Code points before a code unit.

        Args:
            unit: offset in UTF-16 code units, 0 to the length of the text.

        Raises:
            SpanError: the text has no such offset, or it lies inside one character.
        """
        if not 0 <= unit <= self.units:
            raise SpanError(f"there is no code unit {unit} in a text of {self.units}")
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            raise SpanError(f"code unit {unit} lies inside a character; mark whole characters")
        return unit - before
