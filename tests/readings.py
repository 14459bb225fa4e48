"""Readings of sentences that tests write, and what they say in words: for the tables of cases."""

import csv
from functools import cache
from pathlib import Path

import pytest

from drafts import day
from sourcebook.model.claim import Claim, Event, Relation, Toll
from sourcebook.model.record import Draft
from sourcebook.model.text import Document, Report
from sourcebook.model.when import Ground
from sourcebook.parse import parse
from sourcebook.stages import STAGES, Reading, read

Case = dict[str, str]
Row = dict[str, str]
FRIDAY = "2024-12-20"  # when every report of the tables is published
TOLLS = {
    "exact": "{t.best}",
    "at_least": "at least {t.low}",
    "at_most": "at most {t.high}",
    "about": "about {t.best}",
    "range": "{t.low} to {t.high}",
    "vague": "vague",
    "none_reported": "none",
}


def report(text: str) -> Report:
    return Report(text=text.replace("\\n", "\n"), published=day(FRIDAY, ground=Ground.PUBLISHED))


@cache
def parsed(text: str) -> Document:
    return parse(report(text))


@cache
def draft(text: str) -> Draft:
    return read(report(text))


@cache
def reading(text: str, upto: str = "resolve") -> Reading:
    """A reading after the stage of a name."""
    names = [stage.name for stage in STAGES]
    so_far = Reading(report=report(text))
    for stage in STAGES[: names.index(upto) + 1]:
        so_far = stage.run(so_far)
    return so_far


def events(text: str) -> list[Row]:
    """The events of a text in words, one dictionary per claim."""
    d = draft(text)
    return [row(d, claim, claim.fact) for claim in d.claims if isinstance(claim.fact, Event)]


def told(text: str) -> list[Row]:
    """The happenings of a text that are told, those only alluded to left out."""
    return [row for row in events(text) if not row["background"]]


def one(text: str, kind: str) -> Row:
    """The only happening of a type that a text tells."""
    (found,) = [row for row in told(text) if row["type"] == kind]
    return found


def ties(text: str) -> list[tuple[str, str, str]]:
    """The ties of a text: names and predicate."""
    d = draft(text)
    name = names_of(d)
    facts = [claim.fact for claim in d.claims]
    return [(name[f.subject], str(f.predicate), name[f.object]) for f in facts if isinstance(f, Relation)]


def names_of(d: Draft) -> dict[str, str]:
    return {a.id: a.name for a in d.actors} | {p.id: p.name for p in d.places}


def row(d: Draft, claim: Claim, e: Event) -> Row:
    name = names_of(d)
    return {
        "trigger": e.trigger.of(d.report.text),
        "type": str(e.type),
        "mode": "; ".join(e.mode),
        "actor": "; ".join(name[i] for i in e.actor),
        "recipient": "; ".join(name[i] for i in e.recipient),
        "place": name[e.where.place] if e.where else "",
        "date": e.when.edtf if e.when else "",
        "killed": toll(e.killed),
        "wounded": toll(e.wounded),
        "modality": str(claim.modality),
        "speaker": claim.speaker or "",
        "background": "yes" if claim.background else "",
        "quote": claim.quote.of(d.report.text),
    }


def toll(t: Toll | None) -> str:
    return TOLLS[t.expression].format(t=t) if t else ""


# --- tables of cases


def cases(beside: str, name: str) -> list[Case]:
    """The rows of a table that lies beside a test module."""
    return list(csv.DictReader(Path(beside).with_name(name).read_text("utf-8").splitlines()))


def graded(rows: list[Case], *columns: str) -> list[object]:
    """Parameters for pytest: a strong case must hold, a weak one may fail and is reported."""
    may_fail = pytest.mark.xfail(strict=False, raises=AssertionError, reason="a weak case")
    return [
        pytest.param(
            case, id=" | ".join(case[c] for c in columns), marks=may_fail if case["quality"] == "weak" else ()
        )
        for case in rows
    ]


def fits(wanted: str, got: str) -> bool:
    """Whether a cell of a table allows what was read: "*" all, "A/B" either, "A; B" both in any order."""
    if wanted == "*":
        return True
    return any(sorted(one.split("; ")) == sorted(got.split("; ")) for one in wanted.split("/"))
