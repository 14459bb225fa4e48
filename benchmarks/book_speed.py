"""How long does a book take to answer as it grows? Each question beside a plain SELECT in the same minute.

    python benchmarks/book_speed.py BOOK [--seed 1] [--rounds 15]

BOOK is one that `synthetic_book.py` wrote with this seed; the questions that write add a few reports and judgements
to it. Prints one JSON line per question: milliseconds (median and 95th percentile of all rounds) on the clock and of
the processor, which a busy machine disturbs less; the same of the plain SELECT; the ratio of the two, of the processor.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles

from synthetic_book import drafts

from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.story.linker import link_new
from sourcebook.view.somebody import Somebody
from sourcebook.view.tied import Tied

Params = tuple[object, ...]
LONG = 60_000  # milliseconds after which a question needs no further rounds
_DAY = date(2019, 6, 30)
SLOW = 100  # milliseconds after which somebody feels that they wait
_TIMELINE = """SELECT claim.body FROM claim WHERE kind = 'event' AND background = 0
    AND n IN (SELECT claim FROM party WHERE entity = ?) ORDER BY first LIMIT ?"""
_TIES = """SELECT claim.body FROM claim WHERE kind = 'relation' AND background = 0
    AND n IN (SELECT claim FROM party WHERE entity = ?)"""
_CLAIMS = """SELECT body FROM claim WHERE background = 0
    AND n IN (SELECT rowid FROM claim_fts WHERE claim_fts MATCH ?) LIMIT ?"""
_SOURCES = "SELECT id FROM report WHERE n IN (SELECT rowid FROM report_fts WHERE report_fts MATCH ?)"
_WEEK = "SELECT body FROM claim WHERE first >= '2019-03-04' AND first <= '2019-03-10'"
_TIED = "SELECT ties, events, parts FROM tied"
_REPORT = "SELECT body FROM claim WHERE report = (SELECT id FROM report ORDER BY n DESC LIMIT 1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something asked of a book.

    Attributes:
        name: what is asked, for the printed line.
        ask: asks it; how many answers there are.
        plain: a SELECT that fetches the same without asking who is who, what was judged, and from which source.
        given: its parameters.
        warm: whether the ledger stays open from round to round, as when many reports are added.
    """

    name: str
    ask: Callable[[Ledger], int]
    plain: str
    given: Params = ()
    warm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Milliseconds of one round.

    Attributes:
        clock: as it passed.
        processor: of this process.
        answers: how many there were.
    """

    clock: float
    processor: float
    answers: int


def timed(work: Callable[[], int]) -> Spent:
    """One round.

    Args:
        work: what is timed; it says how many answers there were.
    """
    clock, processor = time.perf_counter(), time.process_time()
    answers = work()
    return Spent(
        clock=(time.perf_counter() - clock) * 1e3,
        processor=(time.process_time() - processor) * 1e3,
        answers=answers,
    )


def rounds(book: Path, question: Question, count: int) -> tuple[list[Spent], list[Spent]]:
    """The question and its plain SELECT in turn; unless it is warm, a ledger that remembers nothing is asked."""
    ours: list[Spent] = []
    plain: list[Spent] = []
    with closing(sqlite3.connect(book)) as raw, Ledger.open(book) as same:
        if question.warm:
            question.ask(same)
        for _ in range(count):
            with Ledger.open(book) as fresh:
                asked = same if question.warm else fresh
                asked.standings()
                ours.append(timed(lambda asked=asked: question.ask(asked)))  # type: ignore[misc]
            plain.append(timed(lambda: len(raw.execute(question.plain, question.given).fetchall())))
            if sum(s.clock for s in ours) > LONG:
                break
    return ours, plain


def line(question: Question, ours: list[Spent], plain: list[Spent]) -> dict[str, object]:
    """What is printed of a question."""
    took = [s.clock for s in ours]
    middle = median(s.processor for s in ours)
    beside = median(s.processor for s in plain)
    return {
        "question": question.name,
        "answers": ours[-1].answers,
        "median ms": round(median(took), 2),
        "p95 ms": round(quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0], 2),
        "processor ms": round(middle, 2),
        "plain SELECT, processor ms": round(beside, 3),
        "ratio": round(middle / max(beside, 0.001), 1),
        "slow": middle > SLOW,
    }


def questions(book: Path, *, seed: int) -> Iterator[Question]:
    """What is asked."""
    yield from writing(book, seed=seed)
    for how, actor in named(book).items():
        yield _asking(f"timeline, 50, {how} actor", _events(actor, 50), _TIMELINE, (actor, 50))
        yield _asking(f"timeline, whole, {how} actor", _events(actor, None), _TIMELINE, (actor, -1))
        for most in (50, None):
            yield from _ties_over_time(how, actor, most)
        yield _asking(f"ties, {how} actor", ClaimQuery(actors=(actor,), kind="relation"), _TIES, (actor,))
    for how, word in words(book).items():
        yield _asking(f"claims --search, 50, {how} word", _search(word, 50), _CLAIMS, (word, 50))
        yield _asking(f"claims --search, {how} word", _search(word, None), _CLAIMS, (word, -1))
        yield Question(
            name=f"sources --search, {how} word", ask=_sources(word), plain=_SOURCES, given=(word,)
        )
    yield Question(name="network of a day", ask=lambda b: len(Tied(b).on(_DAY).edges), plain=_TIED)
    yield Question(name="network of a day, first 50 with their words", ask=_shown(_DAY, 50), plain=_TIED)
    week = ClaimQuery(first=date(2019, 3, 4), last=date(2019, 3, 10), order=Order.TIME)
    yield _asking("claims of one week", week, _WEEK, ())
    ident = first(book, "SELECT id FROM claim WHERE n = (SELECT max(n) / 2 FROM claim)")
    one = "SELECT body FROM claim WHERE id = ?"
    yield Question(
        name="one claim by its id", ask=lambda b: int(b.claim(ident) is not None), plain=one, given=(ident,)
    )


def writing(book: Path, *, seed: int) -> Iterator[Question]:
    """The questions that add to the book."""
    kept = int(first(book, "SELECT count(*) FROM report"))
    more = drafts(1_000_000, seed=seed, part=kept)
    ids = iter(column(book, "SELECT id FROM claim ORDER BY n DESC LIMIT 1000"))
    at = datetime(2026, 1, 1, tzinfo=UTC)

    def judge(ledger: Ledger) -> int:
        return len(ledger.judge(Judgement(claim=next(ids), verdict=Verdict.ACCEPT, by="speed", at=at)))

    yield Question(name="keep one report", ask=lambda b: b.keep(next(more)).claims, plain=_REPORT, warm=True)
    yield Question(
        name="keep and link one report",
        ask=lambda b: link_new(b, report=b.keep(next(more)).report),
        plain=_REPORT,
        warm=True,
    )
    yield Question(name="judge one claim", ask=judge, plain=_REPORT, warm=True)


def _events(actor: str, limit: int | None) -> ClaimQuery:
    return ClaimQuery(actors=(actor,), kind="event", order=Order.TIME, limit=limit)


def _search(word: str, limit: int | None) -> ClaimQuery:
    return ClaimQuery(search=word, limit=limit)


def _ties_over_time(how: str, actor: str, most: int | None) -> Iterator[Question]:
    """Somebody's ties as they are printed, of all time and of a day."""
    for when, day in (("", None), (" of a day", _DAY)):
        name = f"ties over time{when}, {most or 'whole'}, {how} actor"
        yield Question(name=name, ask=_told(actor, day, most), plain=_TIES, given=(actor,))


def _told(actor: str, day: date | None, most: int | None) -> Callable[[Ledger], int]:
    return lambda ledger: len(Somebody(ledger, {actor}).shown(day, most).ties(whole=False))


def _shown(day: date, most: int) -> Callable[[Ledger], int]:
    """Reads the claims of the first ties of a day."""

    def ask(ledger: Ledger) -> int:
        tied = Tied(ledger)
        seen = tied.on(day)
        return len(tied.outlines(seen.first(tied.names(seen.nodes), most)))

    return ask


def _sources(word: str) -> Callable[[Ledger], int]:
    return lambda ledger: sum(1 for _ in ledger.sources(search=word))


def _asking(name: str, query: ClaimQuery, plain: str, given: Params) -> Question:
    return Question(name=name, ask=lambda b: sum(1 for _ in b.claims(query)), plain=plain, given=given)


def named(book: Path) -> dict[str, str]:
    """A frequent, a middling and a rare actor."""
    by_number = column(
        book, "SELECT entity FROM party WHERE entity NOT LIKE 'place:%' GROUP BY 1 ORDER BY count(*) DESC, 1"
    )
    return {"frequent": by_number[0], "middling": by_number[len(by_number) // 20], "rare": by_number[-1]}


def words(book: Path) -> dict[str, str]:
    """A word that stands in many quotes, in some and in few."""
    names = {
        how: first(book, "SELECT name FROM actor WHERE id = ?", ident) for how, ident in named(book).items()
    }
    return {"frequent": "shelled", "middling": names["middling"].split()[0], "rare": names["rare"].split()[0]}


def column(book: Path, statement: str, *given: object) -> list[str]:
    """The first column of a SELECT."""
    with closing(sqlite3.connect(book)) as raw:
        return [row[0] for row in raw.execute(statement, given)]


def first(book: Path, statement: str, *given: object) -> str:
    """The first value of a SELECT."""
    return column(book, statement, *given)[0]


def main() -> None:
    """Ask, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("book", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    if not asked.book.exists():
        parser.error(f"there is no {asked.book}; make it with benchmarks/synthetic_book.py")
    size = {t: int(first(asked.book, f"SELECT count(*) FROM {t}")) for t in ("report", "claim")}
    for question in questions(asked.book, seed=asked.seed):
        told = line(question, *rounds(asked.book, question, asked.rounds))
        print(json.dumps({"reports": size["report"], "claims": size["claim"]} | told))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
