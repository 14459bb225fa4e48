"""A total over several incidents is told from one of them."""

import pytest

from readings import draft
from sourcebook.model.claim import Event


def total(text: str, trigger: str) -> bool:
    d = draft(text)
    found = [
        c.fact for c in d.claims if isinstance(c.fact, Event) and c.fact.trigger.of(d.report.text) == trigger
    ]
    return found[0].aggregate


@pytest.mark.parametrize(
    ("text", "trigger", "several"),
    [
        ("The army carried out 34 air strikes in Homs on Tuesday.", "strikes", True),
        ("The army carried out dozens of attacks in Homs.", "attacks", True),
        ("Rebels launched several attacks in Homs.", "attacks", True),
        ("Militants killed 30 people in 12 attacks in Homs.", "killed", True),
        ("The rebels and the army have fought in Homs since 2020.", "fought", True),
        ("The army carried out an air strike in Homs on Tuesday.", "strike", False),
        ("The army carried out two air strikes in Homs on Tuesday.", "strikes", False),
        ("The strikes killed 30 people in Homs.", "killed", False),
        ("Rebels attacked Homs last week.", "attacked", False),
    ],
)
def test_a_total_is_told_from_one_happening(text: str, trigger: str, several: bool) -> None:
    assert total(text, trigger) is several
