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
        kinds = names(self.before)
        while kinds and kinds[-1] in {"THE", "OF"}:
            kinds.pop()
        return kinds[-1] if kinds and kinds[-1] in {"SINCE", "UNTIL", "ABOUT"} else None
