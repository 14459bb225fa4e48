import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import drafts
from sourcebook.export.lines import jsonl
from sourcebook.export.readback import from_interchange
from sourcebook.export.table import COLUMNS, guarded, rows
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Claim, Relation
from sourcebook.model.judgement import Judgement, Verdict

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("book") / "book.sourcebook") as opened:
        told = drafts.report()
        tie = drafts.tie(told)
        assert isinstance(tie.fact, Relation)
        held = replace(
            tie, fact=replace(tie.fact, since=drafts.month("2014-06"), until=drafts.month("2019-03"))
        )
        opened.keep(
            drafts.draft(told, claims=(drafts.attack(told), drafts.threat(told), held, drafts.allusion(told)))
        )
        yield opened


def table(ledger: Ledger) -> list[dict[str, str]]:
    text = "".join(rows(ledger.claims(ClaimQuery(background=True)), ledger))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_is_a_row(ledger: Ledger) -> None:
    row = table(ledger)[0]

    assert tuple(row) == COLUMNS
    assert {k: v for k, v in row.items() if v and not k.endswith("_id")} == {
        "publisher": "The Daily",
        "published": "2024-05-04",
        "kind": "event",
        "type_or_predicate": "ASSAULT",
        "mode": "firearms",
        "actor": "River Front",
        "recipient_or_subject": "Norland Army",
        "place": "Ostby",
        "lat": "60.5",
        "lon": "10.5",
        "where_precision": "exact",
        "first": "2024-05-03",
        "last": "2024-05-03",
        "date_precision": "day",
        "ground": "stated",
        "killed_best": "12",
        "weapon": "rifles",
        "modality": "asserted",
        "speaker": "Norland Army",
        "background": "false",
        "quote": "The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024",
        "quote_start": "27",
        "quote_end": "104",
        "stage": "draft.events/1",
        "score": "0.75",
        "status": "candidate",
    }


def test_a_tie_is_a_row_with_the_time_over_which_it_holds(ledger: Ledger) -> None:
    row = table(ledger)[2]

    names = ("kind", "type_or_predicate", "recipient_or_subject", "object", "first", "last", "date_precision")
    assert [row[n] for n in names] == [
        "relation",
        "backed_by",
        "River Front",
        "Norland",
        "2014-06-01",
        "2019-03-31",
        "month",
    ]


def test_what_is_not_said_is_empty_and_never_zero(ledger: Ledger) -> None:
    row = table(ledger)[1]

    assert [row[n] for n in ("place", "lat", "lon", "first", "killed_best", "speaker", "score")] == [""] * 7


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "＝1"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["a=b", "", None, -33.5, 0, "1-2"])
def test_other_cells_are_left_alone(cell: str | float | None) -> None:
    assert guarded(cell) == cell


@given(st.text())
def test_no_cell_starts_a_formula(cell: str) -> None:
    out = guarded(cell)

    assert isinstance(out, str)
    assert not out.lstrip(" ").startswith(("=", "+", "-", "@"))


def test_each_line_of_json_holds_a_claim_its_report_and_those_it_names(ledger: Ledger) -> None:
    line = json.loads(next(jsonl(ledger.claims(), ledger)))

    assert line["report"]["publisher"] == "The Daily"
    assert line["event"]["killed"]["best"] == 12
    assert [e["id"] for e in line["entities"]] == ["river-front", "norland-army", "place:7"]


def test_exported_claims_can_be_read_back(ledger: Ledger) -> None:
    lines = [json.loads(x) for x in jsonl(ledger.claims(ClaimQuery(background=True)), ledger)]
    data = {
        "report": lines[0]["report"],
        "reader": "hand/1",
        "entities": [],
        "mentions": [],
        "claims": [{k: v for k, v in x.items() if k not in ("report", "entities")} for x in lines],
    }
    back: tuple[Claim, ...] = from_interchange(data, text=drafts.TEXT).claims

    assert [c.id for c in back] == [e.claim.id for e in ledger.claims(ClaimQuery(background=True))]


def test_a_judged_claim_is_written_out_with_who_judged_it_and_when(tmp_path: Path) -> None:
    told = drafts.report()
    attack, threat = drafts.attack(told), drafts.threat(told)
    with Ledger.open(tmp_path / "b.sourcebook") as book:
        book.keep(drafts.draft(told, claims=(attack, threat)))
        book.judge(
            Judgement(claim=attack.id, verdict=Verdict.ACCEPT, by="amal", at=NOON),
            Judgement(
                claim=attack.id,
                verdict=Verdict.CORRECT,
                by="bo",
                at=NOON,
                field="weapon",
                value='"knife"',
                note="typo",
            ),
        )
        cells = {r["claim_id"]: r for r in table(book)}
        lines = {d["id"]: d["standing"] for d in map(json.loads, jsonl(book.claims(), book))}

    judged = [
        cells[attack.id][c] for c in ("status", "judged_by", "judged_at", "judged_fields", "judged_note")
    ]
    assert judged == ["corrected", "bo", NOON.isoformat(), "weapon", "typo"]
    assert lines[attack.id] == {
        "status": "corrected", "by": "bo", "at": NOON.isoformat(), "note": "typo", "fields": ["weapon"], "again": False,
    }  # fmt: skip
    assert (cells[threat.id]["status"], cells[threat.id]["judged_by"]) == ("candidate", "")
    assert lines[threat.id] == {"status": "candidate"}
