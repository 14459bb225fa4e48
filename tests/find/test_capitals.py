"""When is a capital a government? In the table "yes" says that the word means a state and no town."""

import pytest

from readings import Case, cases, graded, reading
from sourcebook.model.actor import ActorKind

TABLE = cases(__file__, "capitals_cases.csv")


@pytest.mark.parametrize("case", graded(TABLE, "text", "word"))
def test_a_capital_that_acts_is_its_government(case: Case) -> None:
    r = reading(case["text"])
    meant = r.who.at(r.doc.words.index(case["word"]))
    kinds = {r.who.actors[i].kind for i in meant if i in r.who.actors}
    towns = [i for i in meant if i in r.who.places]
    if case["government"] == "yes":
        assert (kinds & {ActorKind.STATE, ActorKind.STATE_BODY}, towns) != (set(), towns)
        assert towns == []
    else:
        assert kinds & {ActorKind.STATE, ActorKind.STATE_BODY} == set()
        assert towns
