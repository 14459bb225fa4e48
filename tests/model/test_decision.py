from datetime import UTC, datetime

import pytest

from sourcebook.errors import ValueProblem
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.model.actor import ActorKind
from sourcebook.model.identity import Decision, Ruling

AT = datetime(2025, 1, 2, tzinfo=UTC)


def made(ruling: Ruling, **given: object) -> Decision:
    return Decision(**{"ruling": ruling, "by": "amal", "at": AT} | given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ruling", "given", "said"),
    [
        (Ruling.ACCEPT, {"actor": "a", "at": datetime(2025, 1, 2)}, "time zone"),  # noqa: DTZ001 - refused for it
        (Ruling.ACCEPT, {"actor": "a", "by": " "}, "name of who decides"),
        (Ruling.ACCEPT, {}, "names the actor"),
        (Ruling.ACCEPT, {"actor": "a", "other": "b"}, "one actor only"),
        (Ruling.ACCEPT, {"actor": "a", "name": " "}, "without characters"),
        (Ruling.ACCEPT, {"actor": "a", "overrule": "why"}, "only a merge"),
        (Ruling.REJECT, {"actor": "a", "kind": ActorKind.PARTY}, "gives no name"),
        (Ruling.MERGE, {"actor": "a"}, "two actors"),
        (Ruling.MERGE, {"actor": "a", "other": "a"}, "named twice"),
        (Ruling.MERGE, {"actor": "a", "other": "b", "overrule": " "}, "says why"),
        (Ruling.MERGE, {"actor": "a", "other": "b", "reports": ("r",)}, "split"),
        (Ruling.DISTINCT, {"actor": "a", "other": "b"}, "say why"),
        (Ruling.SPLIT, {"actor": "a", "other": "b"}, "split"),
        (Ruling.UNDO, {}, "number"),
        (Ruling.UNDO, {"undoes": 1, "actor": "a"}, "only an undo"),
        (Ruling.ACCEPT, {"actor": "a", "undoes": 1}, "no other does"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(
    ruling: Ruling, given: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueProblem, match=said):
        made(ruling, **given)


@pytest.mark.parametrize(
    "decision",
    [
        made(Ruling.ACCEPT, actor="a", name="A", kind=ActorKind.PARTY, state="NO", seen=("r1", "r2")),
        made(Ruling.MERGE, actor="a", other="b", overrule="why", note="and so on"),
        made(Ruling.SPLIT, actor="a", other="b", reports=("r1",), name="B"),
        made(Ruling.SPLIT, actor="a", other="b", called="AB"),
        made(Ruling.UNDO, undoes=3),
    ],
)
def test_a_decision_survives_json(decision: Decision) -> None:
    assert from_json(Decision, to_json(decision)) == decision
