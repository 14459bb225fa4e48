"""What columns tell of ties is what all claims tell, whatever is judged, decided, or not known yet."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Step
from hypothesis import strategies as st

import drafts
from books import NewBook
from sourcebook.asof.hinges import hinges
from sourcebook.asof.network import network
from sourcebook.asof.spans import KnownSpan, TieSpan, spans
from sourcebook.asof.transitions import PASSAGES, RULES, TURNING
from sourcebook.errors import SourcebookError
from sourcebook.ledger import Ledger, columns
from sourcebook.ledger.by_hand import adding, marked
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import (
    Claim,
    Event,
    EventType,
    Expression,
    Modality,
    Phase,
    Predicate,
    Relation,
    Toll,
)
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Where
from sourcebook.view.asked import Gathered, gathered, picture_of
from sourcebook.view.held import Filed, read
from sourcebook.view.hinged import hinged
from sourcebook.view.somebody import Somebody
from sourcebook.view.tied import Tied

OLD = Path(__file__).parents[1] / "ledger" / "books"
AT = datetime(2025, 1, 1, tzinfo=UTC)
BEGIN = date(2024, 5, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(8)]
KINDS = {
    "anna": ActorKind.PERSON,
    "berg": ActorKind.PERSON,
    "front": ActorKind.ARMED_GROUP,
    "men@r1": ActorKind.ARMED_GROUP,
    "norland": ActorKind.STATE,
    "regime": ActorKind.STATE_BODY,
}
ACTORS = st.sampled_from(sorted(KINDS))
PLACES = st.sampled_from(["place:ostby", "place:bridge"])
MODES = sorted({r.mode for r in RULES if r.mode} | set(PASSAGES))
SAYS = st.sampled_from([*[Modality.ASSERTED] * 4, *Modality])


@st.composite
def whens(draw: st.DrawFn) -> When:
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    exact = When.of_days(first, first, ground=Ground.STATED)
    span = When.of_days(first, last, ground=Ground.STATED)
    return draw(st.sampled_from((exact, exact, span, exact.up_to(), exact.onward())))


SOMETIME = st.none() | whens()


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    return Relation(
        subject=draw(ACTORS),
        predicate=draw(st.sampled_from([Predicate.CONTROLS, Predicate.LED_BY, *Predicate])),
        object=draw(ACTORS | PLACES),
        since=draw(SOMETIME),
        until=draw(SOMETIME),
        degree=draw(st.sampled_from([None, None, None, "partial", "full"])),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    several = st.lists(ACTORS, max_size=2, unique=True).map(tuple)
    place = draw(st.none() | PLACES)
    return Event(
        type=draw(st.sampled_from([EventType.TRANSITION, *TURNING, EventType.AID])),
        trigger=Span(start=0, end=2),
        mode=draw(st.lists(st.sampled_from([*MODES, "control_gained"]), max_size=2).map(tuple)),
        phase=draw(st.none() | st.just(Phase.START)),
        actor=draw(several),
        recipient=draw(several),
        victim=draw(several),
        co_actor=draw(several),
        origin=draw(st.lists(PLACES, max_size=1).map(tuple)),
        destination=draw(st.lists(PLACES, max_size=1).map(tuple)),
        when=draw(SOMETIME),
        where=Where(place=place, fineness=Fineness.EXACT) if place else None,
        killed=draw(st.sampled_from([None, Toll(best=2), Toll(high=0), Toll(expression=Expression.VAGUE)])),
    )


@st.composite
def told(draw: st.DrawFn) -> list[Draft]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        report = Report(text=f"{number} " + "word " * 20, publisher="A", published=draw(SOMETIME))
        made.append(
            drafted(
                report, draw(st.lists(st.tuples(relations() | events(), SAYS, st.booleans()), max_size=7))
            )
        )
    return made


def drafted(report: Report, facts: list[tuple[Relation | Event, Modality, bool]]) -> Draft:
    claims = [
        Claim(
            report=report.id,
            fact=fact,
            quote=Span(start=n, end=n + 4),
            modality=modality,
            stage="hand/1",
            speaker="somebody" if speaks and n % 2 else None,
            background=speaks,
        )
        for n, (fact, modality, speaks) in enumerate(facts)
    ]
    named = {i for c in claims for i in str(c.fact).replace("'", " ").split() if i in KINDS}
    return Draft(
        report=report,
        actors=tuple(Actor(id=i, name=f"The {i}", kind=KINDS[i]) for i in sorted(named)),
        places=(),
        mentions=(),
        claims=tuple(claims),
        reader=drafts.READER,
    )


FILED = [
    KnownSpan(
        subject="regime",
        predicate=Predicate.LED_BY,
        object="anna",
        since=None,
        until=When.of_days(DAYS[5], DAYS[5], ground=Ground.STATED),
        source="a file",
    ),
    KnownSpan(
        subject="front",
        predicate=Predicate.ALLIED_WITH,
        object="unheard-of",
        since=None,
        until=None,
        source="a file",
    ),
]


def judgements(claims: list[Claim], chance: st.DataObject) -> Iterator[Judgement]:
    for claim in claims:
        what = chance.draw(st.integers(0, 9))
        changes = {"modality": '"negated"', "background": "true"}
        if isinstance(claim.fact, Relation):
            changes |= {
                "subject": '"front"',
                "object": '"newcomer"',
                "since": '"2024-05-03"',
                "until": "null",
            }
        else:
            changes |= {"actor": '["regime"]', "mode": '["control_gained"]', "when": '"2024-05-04"'}
        field = chance.draw(st.sampled_from(sorted(changes)))
        if what == 0:
            yield Judgement(verdict=Verdict.REJECT, by="amal", at=AT, claim=claim.id)
        if what == 1:
            value = changes[field]
            yield Judgement(
                verdict=Verdict.CORRECT, by="amal", at=AT, claim=claim.id, field=field, value=value
            )
        if what == 2:
            fields = {"subject": '"berg"', "object": '"place:ostby"', "since": '"2024-05-02"'}
            new = marked(claim.report, Span(start=9, end=12), Predicate.CONTROLS, fields)
            yield adding(new, by="amal", at=AT)


def decisions(chance: st.DataObject) -> Iterator[Decision]:
    for _ in range(chance.draw(st.integers(0, 2))):
        one, other = chance.draw(ACTORS), chance.draw(ACTORS)
        if one != other:
            yield Decision(ruling=Ruling.MERGE, by="amal", at=AT, actor=one, other=other)


def filled(ledger: Ledger, reports: list[Draft], chance: st.DataObject) -> None:
    for draft in reports:
        ledger.keep(draft)
    claims = {c.id: c for d in reports for c in d.claims}
    for judgement in judgements(list(claims.values()), chance):
        with_luck(partial(ledger.judge, judgement))
    for decision in decisions(chance):
        with_luck(partial(ledger.decide, decision))
    if chance.draw(st.booleans()):  # a later reader leaves out what the first one read
        first = reports[0]
        again = Draft(
            report=first.report,
            actors=first.actors,
            places=(),
            mentions=(),
            claims=first.claims[:2],
            reader="later/1",
        )
        ledger.keep(again)


def with_luck(work: Callable[[], object]) -> None:
    with suppress(SourcebookError):  # it was added before, or stands already
        work()


def check(ledger: Ledger, day: date, known: list[KnownSpan]) -> None:
    everything = read(ledger)
    called = ledger.names()
    names = dict(everything.names) | {end: called[end] for t in known for end in (t.subject, t.object)}
    ties = spans(everything.entries, names=names, known=known, kinds=everything.kinds)
    whole = network(ties, day)

    tied = Tied(ledger, Filed(ties=tuple(known)))
    seen = tied.on(day)

    told_of = {i: actor.kind for i in KINDS if (actor := ledger.actor(i))}
    assert ledger.kinds(KINDS.keys()) == told_of
    edges = [(e.tie.subject, e.tie.predicate, e.tie.object) for e in whole.edges]
    assert sorted(seen.ties.keys(seen.edges)) == sorted(edges)
    assert (seen.sure, seen.silent) == (sum(e.held == "yes" for e in whole.edges), len(whole.silent))
    assert tuple(seen.nodes) == whole.nodes
    some = np.arange(0, len(seen.ties.codes), 2)
    keys = set(seen.ties.keys(some))
    assert {t.id: t for t in tied.spans(some)} == {
        t.id: t for t in ties if (t.subject, t.predicate, t.object) in keys
    }

    for outlines in (tied.outlines(some), list(tied.outlines_in_turn(some))):
        assert {t.id: plain(t) for t in outlines} == {
            t.id: plain(t) for t in ties if (t.subject, t.predicate, t.object) in keys
        }
    assert falls_apart(ledger, day, hinged(ledger)) == falls_apart(ledger, day, gathered(ledger))
    for ident in sorted({"anna", "front", "place:ostby", *(t.object for t in ties[:2])}):
        check_somebody(ledger, ident, day, ties, known)


def check_somebody(
    ledger: Ledger, ident: str, day: date, every: list[TieSpan], known: list[KnownSpan]
) -> None:
    own = [t for t in every if ident in (t.subject, t.object)]
    on_the_day = [t for t in own if t.may_hold(day)]
    somebody = Somebody(ledger, {ident}, Filed(ties=tuple(known)))

    whole = somebody.shown(None, None)
    assert whole.ties(whole=True) == own
    assert list(map(plain, whole.ties(whole=False))) == list(map(plain, own))
    first = somebody.shown(day, 1)
    assert first.ties(whole=True) == on_the_day[:1]
    assert first.rest >= len(on_the_day) - 1
    assert somebody.shown(day, None).ties(whole=True) == on_the_day


def falls_apart(ledger: Ledger, day: date, told: Gathered) -> list[object]:
    return [
        (
            h.network,
            h.ends,
            h.apart,
            [([e.claim for e in b.entries], b.known, b.ties, b.doubt) for b in h.basis],
        )
        for asked in (None, day)
        for h in hinges(picture_of(ledger, asked, told=told))
    ]


def plain(tie: TieSpan) -> object:
    """A tie by what makes it up, whether or not its claims and times have been read."""
    lists = (tie.said, tie.began, tie.ended, tie.denied)
    return (
        (tie.id, tie.subject, tie.predicate, tie.object, tie.known, tie.conflicts),
        [(when.edtf, when.ground) if when else None for when in (tie.since, tie.until)],
        [[(e.id, e.words, e.modality, e.claim, e.source, e.standing) for e in one] for one in lists],
        {(m.turn, m.first, m.last, m.sure, m.when.edtf if m.when else None) for m in tie.marks},
    )


GIVEN = given(reports=told(), day=st.sampled_from(DAYS), known=st.sampled_from([[], FILED]), chance=st.data())
NO_SHRINKING = [Step.explicit, Step.reuse, Step.generate]  # a book to every example
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(deadline=None, max_examples=25, suppress_health_check=SLOW, phases=NO_SHRINKING)
@GIVEN
def test_columns_tell_of_a_day_what_all_claims_tell(
    tmp_path_factory: pytest.TempPathFactory,
    reports: list[Draft],
    day: date,
    known: list[KnownSpan],
    chance: st.DataObject,
) -> None:
    with Ledger.open(tmp_path_factory.mktemp("book") / "a.sourcebook") as ledger:
        filled(ledger, reports, chance)
        check(ledger, day, known)
        check(ledger.known_by(chance.draw(st.sampled_from([AT, datetime.now(UTC)]))), day, known)


@settings(deadline=None, max_examples=3, suppress_health_check=SLOW, phases=NO_SHRINKING)
@GIVEN
def test_columns_tell_the_same_wherever_the_book_lies(
    new_book: NewBook, reports: list[Draft], day: date, known: list[KnownSpan], chance: st.DataObject
) -> None:
    with Ledger.open(new_book()) as ledger:
        filled(ledger, reports, chance)
        check(ledger, day, known)


def test_a_vague_death_bears_on_its_days_although_a_report_gives_the_day(tmp_path: Path) -> None:
    led = Relation(subject="front", predicate=Predicate.LED_BY, object="anna", since=None, until=None)
    whens = [When.of_days(DAYS[a], DAYS[b], ground=Ground.STATED) for a, b in ((0, 6), (2, 2))]
    deaths = [
        Event(
            type=EventType.ASSAULT,
            trigger=Span(start=0, end=2),
            recipient=("anna",),
            when=when,
            killed=Toll(best=1),
        )
        for when in whens
    ]
    published = When.of_days(DAYS[7], DAYS[7], ground=Ground.STATED)
    facts: list[tuple[Relation | Event, Modality, bool]] = [(led, Modality.ASSERTED, False)]
    facts += [(death, Modality.HEDGED, False) for death in deaths]
    with Ledger.open(tmp_path / "a.sourcebook") as ledger:
        ledger.keep(drafted(Report(text="word " * 20, publisher="A", published=published), facts))

        for day in DAYS:
            check(ledger, day, [])
        assert len(Tied(ledger).on(DAYS[4]).edges) == 1


def test_somebodys_ties_of_a_past_moment_are_those_of_the_readings_that_counted_then(tmp_path: Path) -> None:
    report = Report(text="word " * 20, publisher="A", published=None)
    backed, led = (
        drafted(report, [(Relation(subject="front", predicate=p, object="anna"), Modality.ASSERTED, False)])
        for p in (Predicate.BACKED_BY, Predicate.LED_BY)
    )
    with Ledger.open(tmp_path / "a.sourcebook") as ledger:
        ledger.keep(backed, at=AT)
        ledger.keep(replace(led, reader="later/1"), at=AT + timedelta(days=1))

        for book, predicate in ((ledger, Predicate.LED_BY), (ledger.known_by(AT), Predicate.BACKED_BY)):
            (tie,) = Somebody(book, {"front"}).shown(None, 5).ties(whole=False)
            assert tie.predicate is predicate


def test_somebody_who_stands_for_two_in_some_reports_has_only_the_ties_of_the_others(tmp_path: Path) -> None:
    tie = Relation(subject="front", predicate=Predicate.BACKED_BY, object="anna")
    reports = [Report(text=f"{n} " + "word " * 20, publisher="A", published=None) for n in (0, 1)]
    split = Decision(
        ruling=Ruling.SPLIT,
        by="amal",
        at=AT,
        actor="front",
        other="newcomer",
        reports=(reports[0].id,),
        name="New",
        note="two",
    )
    with Ledger.open(tmp_path / "a.sourcebook") as ledger:
        for report in reports:
            ledger.keep(drafted(report, [(tie, Modality.ASSERTED, False)]))
        ledger.decide(split)

        found = {i: Somebody(ledger, {i}).shown(None, 5).ties(whole=False) for i in ("front", "newcomer")}
        assert {i: [e.report for t in ties for e in t.said] for i, ties in found.items()} == {
            "front": [reports[1].id],
            "newcomer": [reports[0].id],
        }


@pytest.mark.parametrize("old", sorted(OLD.glob("v*.sourcebook")), ids=lambda p: p.stem)
def test_a_book_of_an_earlier_release_is_put_in_columns_when_it_is_opened(old: Path, tmp_path: Path) -> None:
    book = tmp_path / old.name
    shutil.copy(old, book)

    with Ledger.open(book) as ledger:
        check(ledger, date(2024, 5, 4), [])
        assert len(ledger.columns().ties["claim"]) > 0


def test_every_type_of_event_that_turns_ties_is_kept_in_columns() -> None:
    assert set(TURNING) <= set(columns.TURNING)
    assert all(rule.mode or "dead" in (rule.subject, rule.object) for rule in RULES)


@pytest.mark.parametrize("rule", [r for r in RULES if r.kinds])
def test_a_rule_about_somebody_of_a_kind_names_one_end_alone(rule: object) -> None:
    assert "any" in (rule.subject, rule.object)  # type: ignore[attr-defined]


def test_a_leaders_base_need_not_be_known_where_rivals_for_the_lead_are_looked_for(tmp_path: Path) -> None:
    led = Relation(subject="regime", predicate=Predicate.LED_BY, object="anna")
    settled = Event(
        type=EventType.TRANSITION,
        trigger=Span(start=0, end=2),
        mode=("base_established",),
        actor=("anna",),
        where=Where(place="place:bridge", fineness=Fineness.EXACT),
    )
    with Ledger.open(tmp_path / "a.sourcebook") as ledger:
        for n, fact in enumerate((led, settled)):
            report = Report(text=f"{n} " + "word " * 20, publisher="A", published=None)
            ledger.keep(drafted(report, [(fact, Modality.ASSERTED, False)]))

        check(ledger, DAYS[4], [])
