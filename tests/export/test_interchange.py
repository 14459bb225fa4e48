import json

import pytest
from hypothesis import given

import drafts
from sourcebook.errors import SpanError, ValueProblem
from sourcebook.export.interchange import entities_of, to_interchange
from sourcebook.export.readback import from_interchange
from sourcebook.model.record import Draft


@given(drafts.drafts())
def test_a_draft_read_back_from_the_interchange_is_the_draft(draft: Draft) -> None:
    line = json.dumps(to_interchange(draft, with_text=True))

    assert from_interchange(json.loads(line)) == draft


@given(drafts.drafts())
def test_the_text_may_come_from_elsewhere(draft: Draft) -> None:
    data = json.loads(json.dumps(to_interchange(draft)))

    assert from_interchange(data, text=draft.report.text) == draft


def test_the_shape_is_the_one_we_published() -> None:
    data = to_interchange(drafts.draft())

    assert list(data) == ["report", "reader", "entities", "mentions", "claims"]
    assert {"id", "title", "published", "publisher", "language", "sha256"} <= data["report"].keys()
    assert {"id", "name", "kind", "subkind", "aliases", "known"} <= data["entities"][0].keys()
    assert {"start", "end", "text", "kind", "entity"} <= data["mentions"][0].keys()
    attack = data["claims"][0]
    assert {"id", "quote", "modality", "speaker", "cue", "stage", "score", "event"} <= attack.keys()
    assert {"type", "mode", "actor", "recipient", "trigger", "when", "where", "killed", "weapon"} <= attack[
        "event"
    ].keys()
    assert attack["event"]["when"] == {
        "edtf": "2024-05-03",
        "first": "2024-05-03",
        "last": "2024-05-03",
        "precision": "day",
        "ground": "stated",
    }
    assert attack["event"]["where"] == {"entity": "place:7", "precision": "exact"}
    assert attack["event"]["killed"] == {"low": None, "best": 12, "high": None, "expression": "exact"}


def test_roles_beyond_actor_and_recipient_are_there_only_when_somebody_is_in_them() -> None:
    event = to_interchange(drafts.draft())["claims"][0]["event"]

    assert event["actor"] == ["river-front"]
    assert "victim" not in event
    assert "wounded" not in event


def test_background_is_marked_and_its_absence_is_not() -> None:
    claims = to_interchange(drafts.draft())["claims"]

    assert [c.get("background") for c in claims] == [None, None, None, True]


def test_places_are_entities_of_kind_place() -> None:
    place = to_interchange(drafts.draft())["entities"][-1]

    assert (place["kind"], place["place_kind"], place["lat"], place["country"]) == (
        "place",
        "settlement",
        60.5,
        "NO",
    )


def test_a_quote_that_is_not_verbatim_is_refused() -> None:
    data = to_interchange(drafts.draft(), with_text=True)
    data["claims"][0]["quote"]["text"] = "The River Front killed nobody"

    with pytest.raises(SpanError, match="verbatim"):
        from_interchange(data)


def test_another_text_is_refused() -> None:
    with pytest.raises(ValueProblem, match="SHA-256"):
        from_interchange(to_interchange(drafts.draft()), text=drafts.TEXT + " More.")


def test_a_text_that_nobody_gave_is_asked_for() -> None:
    with pytest.raises(ValueProblem, match="give the text"):
        from_interchange(to_interchange(drafts.draft()))


@pytest.mark.parametrize("key", ["report", "entities", "claims", "reader"])
def test_a_missing_key_is_named(key: str) -> None:
    data = to_interchange(drafts.draft(), with_text=True)
    del data[key]

    with pytest.raises(ValueProblem, match=key):
        from_interchange(data)


def test_an_unknown_modality_is_refused() -> None:
    data = to_interchange(drafts.draft(), with_text=True)
    data["claims"][0]["modality"] = "certain"

    with pytest.raises(ValueProblem, match="modality"):
        from_interchange(data)


def test_everybody_a_claim_names_is_listed_once() -> None:
    assert entities_of(drafts.draft().claims[0]) == ("river-front", "norland-army", "place:7")
