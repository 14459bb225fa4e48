import dataclasses
from datetime import UTC, date, datetime

import pytest

from sourcebook.errors import ValueProblem
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Incident, Record

NOW = datetime(2024, 12, 20, 9, 30, tzinfo=UTC)


def test_a_judgement_names_who_when_and_what() -> None:
    it = Judgement(claim="c1", verdict=Verdict.REJECT, by="amal", at=NOW, note="a look-alike")
    assert (it.claim, it.verdict, it.by, it.at, it.note) == ("c1", "reject", "amal", NOW, "a look-alike")


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueProblem, match="needs its time zone"):
        Judgement(claim="c1", verdict=Verdict.ACCEPT, by="amal", at=NOW.replace(tzinfo=None))


def test_a_correction_names_its_field() -> None:
    it = Judgement(claim="c1", verdict=Verdict.CORRECT, by="amal", at=NOW, field="speaker", value='"Norland"')
    assert it.field == "speaker"
    with pytest.raises(ValueProblem, match="a correction names the field it changes"):
        Judgement(claim="c1", verdict=Verdict.CORRECT, by="amal", at=NOW)


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT])
def test_only_a_correction_names_a_field(verdict: Verdict) -> None:
    with pytest.raises(ValueProblem, match="no other judgement names one"):
        Judgement(claim="c1", verdict=verdict, by="amal", at=NOW, field="speaker")


def test_a_judgement_is_never_changed() -> None:
    it = Judgement(claim="c1", verdict=Verdict.ACCEPT, by="amal", at=NOW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        it.verdict = Verdict.REJECT  # type: ignore[misc]


def test_an_incident_is_what_its_claims_tell() -> None:
    assert Incident(id="i1", claims=("c1", "c2")).claims == ("c1", "c2")
    with pytest.raises(ValueProblem, match="incident 'i1' has no claim"):
        Incident(id="i1", claims=())


def test_a_record_holds_a_day_and_may_hold_nothing_else() -> None:
    record = Record(as_of=date(2024, 12, 20))
    assert (record.known_by, record.incidents, record.ties) == (None, (), ())
