"""The story kit kept in a book: which ties hold on a day, and what had been known by a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

pytest.importorskip("yaml", reason="PyYAML, which the stories are written in, is not installed")

from kept import end, kept, moment
from scoring import Story as Answer
from scoring import load, stories, voices

from sourcebook.asof.ground import turns
from sourcebook.asof.marks import Held
from sourcebook.asof.network import network
from sourcebook.asof.passages import passable
from sourcebook.asof.picture import Picture
from sourcebook.asof.spans import Key, TieSpan, key_of, spans
from sourcebook.ledger import Entry, Ledger
from sourcebook.model.claim import Predicate
from sourcebook.story.book import Story
from sourcebook.story.clashes import Field
from sourcebook.story.incident import Incident, incident
from sourcebook.story.kin import kin_of
from sourcebook.view.held import read

Row = dict[str, Any]
"""A row of the hand's answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story of the kit and its book."""

    answer: Answer
    ledger: Ledger

    def ties(self) -> dict[Key, TieSpan]:
        """Ties of the book, as `sourcebook ties` reads them."""
        told = read(self.ledger)
        return {_bare(t): t for t in spans(told.entries, names=told.names, kinds=told.kinds)}

    def key(self, row: Row) -> Key:
        """What makes two claims claims about the tie of a row."""
        ends = (end(self.answer, row[part]) for part in ("s", "o"))
        subject, object_ = (ident.partition("@")[0] for ident in ends)
        return key_of(subject, Predicate(row["p"]), object_)

    def open(self, row: Row) -> Held:
        """Whether a passage was open: the kit says "connects" while it is."""
        every = tuple(self.ledger.claims())
        picture = Picture(
            entries=every,
            ties=(),
            actor=self.ledger.actor,
            place=self.ledger.place,
            named=lambda _: None,
            day=row["day"],
        )
        return passable(turns(picture).get(end(self.answer, row["s"]), ()), row["day"])

    def held(self, row: Row) -> Held:
        """What the book answers to a row of `holds`."""
        if row["p"] == Predicate.CONNECTS:
            return self.open(row)
        tie = self.ties().get(self.key(row))
        return tie.held(row["day"]) if tie else Held.UNKNOWN


def _bare(tie: TieSpan) -> Key:
    ends = (ident.partition("@")[0] for ident in (tie.subject, tie.object))
    subject, object_ = ends  # described ends bear the report that describes them
    return subject, tie.predicate, object_


@pytest.fixture(scope="module", params=stories(), ids=lambda folder: folder.name)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder: Path = request.param
    book = tmp_path_factory.mktemp("kit") / f"{folder.name}.sourcebook"
    with kept(folder, book) as ledger:
        yield Told(answer=load(folder, same=True), ledger=ledger)


def test_no_tie_is_said_to_hold_when_it_does_not_or_not_to_when_it_does(told: Told) -> None:
    rows = [(row, told.held(row)) for row in told.answer.rows["holds"]]

    assert [row for row, held in rows if held is (Held.NO if row["holds"] else Held.YES)] == []


def test_most_answers_to_what_holds_are_those_of_the_hand_and_the_rest_are_unknown(told: Told) -> None:
    rows = told.answer.rows["holds"]

    assert mean(told.held(row) is (Held.YES if row["holds"] else Held.NO) for row in rows) >= 0.8


def test_a_tie_that_holds_on_a_day_is_in_the_network_of_that_day(told: Told) -> None:
    ties = told.ties()
    for row in told.answer.rows["holds"]:
        if row["holds"] and row["p"] != Predicate.CONNECTS:
            shown = {_bare(edge.tie) for edge in network(ties.values(), row["day"]).edges}
            assert told.key(row) in shown, row


def by_hand(told: Told, row: Row) -> tuple[set[str], Incident]:
    """The claims of a row's incident that the book had by its moment, and what they tell together."""
    with told.ledger.known_by(moment(row["by"])) as past:
        wanted = next(i["claims"] for i in told.answer.rows["incidents"] if i["id"] == row["incident"])
        key = {told.answer.entries[c].claim.id: c for c in wanted}
        entries: list[Entry] = past.entries(key)
        places = {p.id: p for p in told.answer.places.values()}
        made = incident(entries, places=places, kin=kin_of(told.answer.ties), origin=Story(past).origin)
        return {key[e.claim.id] for e in entries}, made


def test_what_was_known_of_an_incident_is_what_had_been_read(told: Told) -> None:
    rows = told.answer.rows["known"]

    assert [row for row in rows if by_hand(told, row)[0] != set(row["claims"])] == []


def test_the_range_of_a_toll_as_it_was_known_is_that_of_the_hand(told: Told) -> None:
    for row in (r for r in told.answer.rows["known"] if "killed" in r):
        figure = by_hand(told, row)[1].tolls[Field.KILLED]
        assert (figure.low, figure.high) == (row["killed"]["low"], row["killed"]["high"]), row


def test_the_number_put_down_at_a_moment_is_mostly_that_of_the_hand(told: Told) -> None:
    rows = [r for r in told.answer.rows["known"] if "killed" in r]

    assert mean(by_hand(told, r)[1].tolls[Field.KILLED].best == r["killed"]["best"] for r in rows) >= 0.75


def test_the_origins_known_at_a_moment_are_the_outlets_whose_words_the_hand_hears(told: Told) -> None:
    outlet = voices(told.answer)
    for row in told.answer.rows["known"]:
        heard = {outlet[told.answer.entries[c].claim.id] for c in row["claims"]}
        assert by_hand(told, row)[1].origins == len(heard) <= row["origins"], row


def test_a_book_knows_nothing_that_was_read_a_moment_later(told: Told) -> None:
    for row in told.answer.rows["reports"]:
        at = moment(row["read"])
        with told.ledger.known_by(at - timedelta(seconds=1)) as past:
            assert past.source(told.answer.reports[row["file"]].id) is None
