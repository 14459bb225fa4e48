"""A run of tokens that fits a rule of the grammar, and what stands around it."""

import re
from dataclasses import dataclass
from typing import Final

from sourcebook.find.dates.shapes import Tokens, names

NEAR: Final = 6
"""Tokens to each side that a rule may look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A run of tokens that fits a rule, with its surroundings.

    Attributes:
        text: the whole report.
        tokens: the tokens of the window.
        found: where the rule fits; its offsets count tokens.
    """

    text: str
    tokens: Tokens
    found: re.Match[str]

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.found.lastgroup or ""

    @property
    def run(self) -> Tokens:
        """The tokens that fit."""
        return self.tokens[self.found.start() : self.found.end()]

    @property
    def before(self) -> Tokens:
        """Some tokens before."""
        return self.tokens[max(0, self.found.start() - NEAR) : self.found.start()]

    @property
    def after(self) -> Tokens:
        """Some tokens after."""
        return self.tokens[self.found.end() : self.found.end() + NEAR]

    @property
    def border(self) -> str | None:
        """The word before that opens the interval, or makes it approximate."""
        before = list(self.before)
        while before and names(before[-1:])[0] in {"THE", "OF"}:
            before.pop()
        kind = names(before[-1:])[0] if before else None
        if kind in {"SINCE", "UNTIL", "ABOUT"}:
            return kind
        if self.rule != "one" or kind not in {"AFTER", "EARLIER"} or not self._stands_alone(before[:-1]):
            return None
        return {"after": "AFTER", "before": "BEFORE"}.get(before[-1].text.lower())

    def _stands_alone(self, earlier: Tokens) -> bool:
        """Whether "after" governs the date alone: not "two days after", "shortly after", "after the 2003 war"."""
        following = names(self.after[:1])
        if following and following[0] not in {"BREAK", "COMMA", "CLOSE", "AND"}:
            return False
        return not earlier or not (
            names(earlier[-1:])[0] in {"UNIT", "YR", "HOURS"} or earlier[-1].text.lower() in _CLOSE_TO
        )


_CLOSE_TO: Final = frozenset(
    {"shortly", "soon", "right", "just", "immediately", "even", "long", "well", "day"}
)
"""Words before "after" or "before" with which the date itself is nearer than the time that they open."""
