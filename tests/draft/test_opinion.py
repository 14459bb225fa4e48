"""What becomes of happenings and ties that the encoder sees, beside those of the rules."""

import pytest

from readings import report
from sourcebook import stages
from sourcebook.encode.see import SeenEvent, SeenSpan, SeenTie, Sight
from sourcebook.model.claim import Claim, Event, Modality, Predicate, Relation
from sourcebook.model.record import Draft

NOTHING = Sight((), (), (), ())


def span(text: str, words: str, kind: str = "actor", score: float = 0.95) -> SeenSpan:
    start = text.index(words)
    return SeenSpan(start, start + len(words), kind, score)


def seen(text: str, trigger: str, type_: str, **given: object) -> SeenEvent:
    """A happening seen; roles as `actor="words"`, else `score`, `modality`."""
    start = text.index(trigger)
    score, modality = given.pop("score", 0.95), given.pop("modality", ("asserted", 0.99))
    kinds = {"place": "place", "mark": "mark"}
    roles = tuple((r, span(text, str(w), kinds.get(r, "actor")), 0.9) for r, w in given.items())
    return SeenEvent(start, start + len(trigger), type_, score, ("", 0.9), modality, ("", 0.9), roles)  # type: ignore[arg-type]


def drafted(
    monkeypatch: pytest.MonkeyPatch, text: str, *events: SeenEvent, ties: tuple[SeenTie, ...] = ()
) -> Draft:
    sight = Sight((), (), events, ties)
    monkeypatch.setattr(stages, "see", lambda *_: sight)
    return stages.read(report(text))


def events(draft: Draft, trigger: str) -> list[tuple[Claim, Event]]:
    text = draft.report.text
    return [
        (c, c.fact) for c in draft.claims if isinstance(c.fact, Event) and c.fact.trigger.of(text) == trigger
    ]


def ties(draft: Draft, predicate: Predicate) -> list[tuple[Claim, str, str]]:
    name = {a.id: a.name for a in draft.actors} | {p.id: p.name for p in draft.places}
    held = [
        (c, c.fact) for c in draft.claims if isinstance(c.fact, Relation) and c.fact.predicate is predicate
    ]
    return [(c, name[f.subject], name[f.object]) for c, f in held]


ODD = "Hezbollah gleebed the Syrian army near Aleppo on Monday."


def test_a_happening_that_no_rule_has_a_word_for_is_drafted_with_its_score(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert events(drafted(monkeypatch, ODD), "gleebed") == []
    told = drafted(
        monkeypatch, ODD, seen(ODD, "gleebed", "ASSAULT", actor="Hezbollah", recipient="Syrian army")
    )
    ((claim, event),) = events(told, "gleebed")
    assert claim.score == 0.95
    assert [a.name for a in told.actors if a.id in event.actor] == ["Hezbollah"]
    assert event.recipient
    assert event.where is not None
    assert event.when is not None


def test_a_happening_of_which_the_encoder_is_unsure_is_not_drafted(monkeypatch: pytest.MonkeyPatch) -> None:
    told = drafted(monkeypatch, ODD, seen(ODD, "gleebed", "ASSAULT", score=0.4, actor="Hezbollah"))
    assert events(told, "gleebed") == []


def test_what_both_see_is_surer_than_what_rules_see_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hezbollah attacked the Syrian army near Aleppo on Monday."
    alone = events(drafted(monkeypatch, text), "attacked")[0][0].score
    both = events(drafted(monkeypatch, text, seen(text, "attacked", "ASSAULT")), "attacked")[0][0].score
    other = events(drafted(monkeypatch, text, seen(text, "attacked", "ACCUSE")), "attacked")[0][0].score
    assert alone is not None and both is not None and other is not None  # noqa: PT018
    assert alone < other < both


def test_an_outlet_does_not_attack_whoever_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Reuters gleebed the Syrian army near Aleppo on Monday."
    told = drafted(
        monkeypatch, text, seen(text, "gleebed", "ASSAULT", actor="Reuters", recipient="Syrian army")
    )
    assert all("reuters" not in i for _, e in events(told, "gleebed") for i in e.actor)


def test_a_place_is_nobody_who_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    told = drafted(monkeypatch, ODD, seen(ODD, "gleebed", "ASSAULT", actor="Aleppo", recipient="Syrian army"))
    assert all(not i.startswith("place:") for _, e in events(told, "gleebed") for i in e.actor)


def test_a_noun_that_only_the_encoder_sees_stays_behind_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hezbollah met the Syrian army after the gleeb near Aleppo on Monday."
    told = drafted(monkeypatch, text, seen(text, "gleeb", "ASSAULT", place="Aleppo"))
    assert all(c.background for c, _ in events(told, "gleeb"))


def test_the_encoder_may_doubt_what_rules_take_for_asserted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Hezbollah attacked the Syrian army near Aleppo on Monday, some whisper."
    sure = drafted(monkeypatch, text, seen(text, "attacked", "ASSAULT", modality=("hedged", 0.6)))
    assert events(sure, "attacked")[0][0].modality is Modality.ASSERTED
    unsure = drafted(monkeypatch, text, seen(text, "attacked", "ASSAULT", modality=("hedged", 0.97)))
    assert events(unsure, "attacked")[0][0].modality is Modality.HEDGED


TIE = "Hezbollah, a darling of Iran, met Reuters in Aleppo."


def tie(
    text: str, subject: str, predicate: str, other: str, score: float = 0.95, kind: str = "actor"
) -> SeenTie:
    return SeenTie(span(text, subject), predicate, span(text, other, kind), score)


def test_a_tie_that_only_the_encoder_sees_is_drafted_when_it_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    told = drafted(monkeypatch, TIE, ties=(tie(TIE, "Hezbollah", "backed_by", "Iran"),))
    ((claim, subject, other),) = ties(told, Predicate.BACKED_BY)
    assert (subject, other, claim.score) == ("Hezbollah", "Iran", 0.95)
    assert "darling of Iran" in claim.quote.of(TIE)
    unsure = drafted(monkeypatch, TIE, ties=(tie(TIE, "Hezbollah", "backed_by", "Iran", 0.5),))
    assert ties(unsure, Predicate.BACKED_BY) == []


def test_a_tie_between_things_that_cannot_be_so_tied_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    impossible = (
        tie(TIE, "Reuters", "backed_by", "Iran"),
        tie(TIE, "Hezbollah", "backed_by", "Aleppo", kind="place"),
        tie(TIE, "Hezbollah", "led_by", "Iran"),
        tie(TIE, "Hezbollah", "alias", "Iran"),
    )
    told = drafted(monkeypatch, TIE, ties=impossible)
    assert ties(told, Predicate.ALIAS) == []
    assert all("Reuters" not in s for _, s, _ in ties(told, Predicate.BACKED_BY))
    assert all(o != "Aleppo" for _, _, o in ties(told, Predicate.BACKED_BY))


def test_a_tie_that_both_see_is_told_once_and_is_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Iran-backed Hezbollah left Aleppo."
    (alone,) = ties(drafted(monkeypatch, text), Predicate.BACKED_BY)
    (both,) = ties(
        drafted(monkeypatch, text, ties=(tie(text, "Hezbollah", "backed_by", "Iran"),)), Predicate.BACKED_BY
    )
    assert alone[1:] == both[1:]
    assert alone[0].score is not None and both[0].score is not None  # noqa: PT018
    assert alone[0].score < both[0].score
