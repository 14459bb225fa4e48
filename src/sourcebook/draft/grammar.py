"""Moved to `sourcebook.grammar`."""

from sourcebook.grammar import *  # noqa: F403
from sourcebook.grammar import (
    agents,
    clause,
    conjuncts,
    dependents,
    is_passive,
    is_verb,
    patients,
    prepositional,
)  # noqa: F401
