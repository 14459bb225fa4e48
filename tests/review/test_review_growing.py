"""A world that takes in new reports is the world put together anew."""

import gzip
import json
import sys
import tempfile
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Draft
from sourcebook.review import kept
from sourcebook.review.books import Books
from sourcebook.review.settings import Settings
from sourcebook.review.world.keeper import Worlds
from sourcebook.story.linker import link_new

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts

AT = datetime(2025, 2, 1, tzinfo=UTC)
POINTING = {"where", "doers", "targets", "subject", "object", "reports", "origin"}
REPORTS, SEED = 30, 5


@cache
def made() -> tuple[Draft, ...]:
    """Made-up reports; many tell what others told, and some copy them."""
    return tuple(drafts(REPORTS, seed=SEED))


def book_without(late: list[int], folder: str) -> Books:
    path = Path(folder) / "growing.sourcebook"
    with Ledger.open(path) as ledger:
        ledger.keep_all([d for n, d in enumerate(made()) if n not in late])
        link_new(ledger)
    return Books(Settings(book=path))


def added(books: Books, draft: Draft) -> None:
    books.writer().keep(draft)
    link_new(books.writer())


def sent(worlds: Worlds, books: Books) -> Any:
    now = books.now()
    if worlds.built(now) is None:
        assert worlds.start(now).done.wait(120)
    return json.loads(gzip.decompress(worlds.packed(now).body))


def anew(books: Books) -> Any:
    """The world of a server that was started only now."""
    with patch.object(kept, "_EVERY", OrderedDict()):
        other = Books(books.settings)
        found = sent(other.worlds, other)
        other.close()
    return found


def meant(world: Any) -> dict[str, dict[str, Any]]:
    """All that is in a world by its id, with ids in place of indexes."""
    ids, reports = world["entities"]["id"], world["reports"]["id"]

    def named(column: str, value: Any) -> Any:
        of = reports if column in {"reports", "origin"} else ids
        return value if value is None else of[value] if isinstance(value, int) else [of[i] for i in value]

    told: dict[str, dict[str, Any]] = {
        part: {
            ident: {k: named(k, v[n]) if k in POINTING else v[n] for k, v in world[part].items()}
            for n, ident in enumerate(world[part]["id"])
        }
        for part in ("entities", "incidents", "ties", "reports")
    }
    for pairs in ("lookalikes", "umbrellas"):
        told[pairs] = {"|".join(sorted(ids[i] for i in pair)): True for pair in world[pairs]}
    return told


def judged(books: Books, n: int, verdict: Verdict) -> None:
    every = sorted(e.claim.id for e in books.now().ledger.claims(ClaimQuery(background=True)))
    books.writer().judge(Judgement(verdict=verdict, by="amal", at=AT, claim=every[n % len(every)]))


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_a_world_that_takes_in_reports_is_the_world_built_anew(data: st.DataObject) -> None:
    late = data.draw(st.lists(st.sampled_from(range(REPORTS)), min_size=1, max_size=4, unique=True))
    with tempfile.TemporaryDirectory() as folder:
        books = book_without(late, folder)
        sent(books.worlds, books)
        for n in late:
            books.writer().keep(made()[n])
            if data.draw(st.booleans()):  # what is not linked yet is shown, too
                sent(books.worlds, books)
            link_new(books.writer())
            if data.draw(st.booleans()):
                judged(books, data.draw(st.integers(0, 10_000)), Verdict.ACCEPT)

            assert meant(sent(books.worlds, books)) == meant(anew(books))
        books.close()


def test_a_world_grows_by_a_report_and_its_indexes_are_given_out_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        books = book_without([REPORTS - 1], folder)
        before, held = sent(books.worlds, books), books.worlds.built(books.now())
        added(books, made()[-1])
        after = sent(books.worlds, books)

        assert books.worlds.built(books.now()) is held
        assert after["build"] != before["build"]
        assert set(after["reports"]["id"]) - set(before["reports"]["id"]) == {made()[-1].report.id}
        books.close()


def test_an_outlet_that_is_new_has_the_world_built_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        books = book_without([REPORTS - 1], folder)
        held = sent(books.worlds, books) and books.worlds.built(books.now())
        told = made()[-1]
        report = replace(told.report, publisher="The Unheard Of")
        claims = tuple(replace(c, report=report.id) for c in told.claims)
        added(books, replace(told, report=report, claims=claims))
        after = sent(books.worlds, books)

        assert books.worlds.built(books.now()) is not held
        assert meant(after) == meant(anew(books))
        books.close()


def test_a_decision_about_actors_has_the_world_built_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        books = book_without([REPORTS - 1], folder)
        held = sent(books.worlds, books) and books.worlds.built(books.now())
        one, other = sorted(a.id for a in made()[0].actors if "@" not in a.id)[:2]
        books.writer().decide(
            Decision(ruling=Ruling.MERGE, by="amal", at=AT, actor=one, other=other, overrule="they are one")
        )
        added(books, made()[-1])
        after = sent(books.worlds, books)

        assert books.worlds.built(books.now()) is not held
        assert meant(after) == meant(anew(books))
        books.close()
