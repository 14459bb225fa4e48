"""Limits: how much intake takes before it refuses."""

from dataclasses import dataclass, fields

from sourcebook.errors import ValueProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much intake takes before it refuses. Every refusal names the limit and its value.

    Attributes:
        file_bytes: size of one report's file, in bytes; also of one line of a JSON-lines file.
        feed_bytes: size of an RSS or Atom file, which holds many reports, in bytes.
        text_chars: length of one report's text, in characters; spaCy takes a million in one piece (its
            ``max_length``).
        fetch_bytes: what one address may send, unpacked, in bytes.
        fetch_seconds: time for one address, redirects and all, in seconds.
        redirects: how many redirects are followed.
    """

    file_bytes: int = 10_000_000
    feed_bytes: int = 50_000_000
    text_chars: int = 1_000_000
    fetch_bytes: int = 10_000_000
    fetch_seconds: float = 20.0
    redirects: int = 5

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if value <= 0 and each.name != "redirects":
                raise ValueProblem(f"limit {each.name} is {value}; give a number above zero")
        if self.redirects < 0:
            raise ValueProblem(f"limit redirects is {self.redirects}; give zero or more")


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size} bytes"  # noqa: PLR2004 - 0.1 MB
