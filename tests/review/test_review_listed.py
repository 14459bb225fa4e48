"""Lists and the pieces of a world: changed by judgements they are what would be made anew."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sample_book import sample_book
from sourcebook.ledger import ClaimQuery
from sourcebook.ledger.query import Order
from sourcebook.model.claim import Modality
from sourcebook.model.judgement import Judgement, Status, Verdict
from sourcebook.review.books import Books
from sourcebook.review.kept import kept
from sourcebook.review.listed import Lists
from sourcebook.review.settings import Settings
from sourcebook.review.world.blocks import Blocks
from sourcebook.review.world.deflated import gzipped, piece

AT = datetime(2025, 2, 1, tzinfo=UTC)
QUERIES = (
    ClaimQuery(background=True),
    ClaimQuery(),
    ClaimQuery(background=True, order=Order.REPORT),
    ClaimQuery(status=Status.CANDIDATE),
    ClaimQuery(status=Status.REJECTED),
    ClaimQuery(kind="event", search="the"),
    ClaimQuery(modality=Modality.ASSERTED, background=True),
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    made = Books(Settings(book=sample_book(tmp_path_factory.mktemp("listed"))))
    yield made
    made.close()


step = st.tuples(st.sampled_from(["accept", "reject", "correct", "undo"]), st.integers(0, 10_000))
DAYS = ("1990-01-01", "2024-12-08", "2031-05")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(plan=st.lists(step, min_size=1, max_size=4))
def test_a_list_that_is_changed_with_judgements_is_the_list_asked_for_anew(
    books: Books, plan: list[tuple[str, int]]
) -> None:
    ledger, lists = books.now().ledger, Lists()
    every = sorted(ledger.overview.ordered(ClaimQuery(background=True)))
    events = sorted(ledger.overview.ordered(ClaimQuery(kind="event")))
    for query in QUERIES:
        lists.claims(books.now(), query)
    made: list[int] = []
    try:
        for what, n in plan:
            _step(books, what, n, every, events, made)
            now = books.now()
            changed = [lists.claims(now, query) for query in QUERIES]

            assert changed == [now.ledger.overview.ordered(query) for query in QUERIES]
            assert list(kept(now).entries) == list(now.ledger.claims(QUERIES[0]))
    finally:
        while made:
            _step(books, "undo", 0, every, events, made)


def _step(books: Books, what: str, n: int, every: list[str], events: list[str], made: list[int]) -> None:
    if what == "undo":
        if made:
            told = Judgement(verdict=Verdict.UNDO, by="amal", at=AT, undoes=made.pop(n % len(made)))
            books.writer().judge(told)
    elif what == "correct":
        value = json.dumps(DAYS[n % len(DAYS)])
        made += _judged(books, events[n % len(events)], Verdict.CORRECT, field="when", value=value)
    else:
        made += _judged(books, every[n % len(every)], Verdict(what))


def _judged(books: Books, claim: str, verdict: Verdict, **more: Any) -> list[int]:
    return books.writer().judge(Judgement(verdict=verdict, by="amal", at=AT, claim=claim, **more))


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    day: int
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    id: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def columns(lines: Any) -> Columns:
    every = list(lines)
    return Columns([x.id for x in every], [x.words for x in every])


a_line = st.builds(Line, st.integers(0, 40).map(str), st.integers(0, 3), st.text(max_size=5))
steps = st.lists(st.tuples(st.sampled_from(["put", "drop", "send"]), a_line), max_size=120)


@pytest.mark.usefixtures("small_blocks")
@settings(deadline=None)
@given(steps=steps)
def test_blocks_are_sent_as_the_lines_that_are_in_them_in_order(steps: list[tuple[str, Line]]) -> None:
    blocks = Blocks[Line](order=lambda x: (x.day,), shape=Columns, columns=columns)
    held: dict[str, Line] = {}
    for what, line in steps:
        if what == "put":
            blocks.put(line)
            held[line.id] = line
        elif what == "drop":
            blocks.drop(line.id)
            held.pop(line.id, None)
        else:
            gzipped(blocks.pieces())

    told = columns(sorted(held.values(), key=lambda x: (x.day, x.id)))
    assert json.loads(gzip.decompress(gzipped(blocks.pieces()))) == {"id": told.id, "words": told.words}
    assert [x.id for x in blocks] == told.id


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks so small that they are cut all the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sourcebook.review.world.blocks._MOST", 3)
        yield


@given(st.lists(st.binary(max_size=200)))
def test_pieces_unpack_as_one_file(pieces: list[bytes]) -> None:
    assert gzip.decompress(gzipped(piece(p) for p in pieces)) == b"".join(pieces)
