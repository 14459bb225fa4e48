import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.cli import main
from sourcebook.errors import SourcebookError, ValueProblem
from sourcebook.export.coded import acled, ged
from sourcebook.export.coded.sheet import rows
from sourcebook.export.imports import Brought, Given
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.model.claim import Event, EventType, Expression
from sourcebook.model.where import Fineness, PlaceKind
from sourcebook.story.book import Story

GIVEN = Given(name="sheets/coded.csv", by="amal", at=datetime(2025, 1, 1, tzinfo=UTC))
ACLED = {
    "event_id_cnty": "SYR1", "event_date": "2024-12-05", "time_precision": "1", "sub_event_type": "Armed clash",
    "actor1": "Hayat Tahrir al-Sham", "assoc_actor_1": "", "inter1": "2",
    "actor2": "Military Forces of Syria (2000-2024)", "assoc_actor_2": "", "inter2": "1", "country": "Syria",
    "admin1": "Hama", "location": "Hama", "latitude": "35.1318", "longitude": "36.7578", "geo_precision": "1",
    "source": "Observatory", "notes": "On 5 December 2024 fighters and soldiers clashed in Hama.", "fatalities": "7",
}  # fmt: skip
GED = {
    "id": "512", "date_start": "2024-12-05 00:00:00.000", "date_end": "2024-12-07 00:00:00.000",
    "type_of_violence": "1", "side_a": "Government of Syria", "side_b": "IS", "country": "Syria",
    "where_prec": "1", "where_coordinates": "Hama town", "where_description": "Hama", "adm_1": "Hama governorate",
    "adm_2": "", "latitude": "35.1318", "longitude": "36.7578", "event_clarity": "1", "low": "4", "best": "6",
    "high": "9", "source_office": "Reuters", "source_headline": "Fighting in Hama",
}  # fmt: skip


def sheet(*told: dict[str, str], mark: str = ",") -> io.StringIO:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(told[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(told)
    return io.StringIO(out.getvalue(), newline="")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "book.sourcebook")


def bring(ledger: Ledger, *told: dict[str, str]) -> Brought:
    return (acled if "actor1" in told[0] else ged).bring(ledger, sheet(*told), GIVEN)


def only(ledger: Ledger) -> tuple[Entry, Event]:
    (entry,) = ledger.claims(ClaimQuery())
    assert isinstance(entry.claim.fact, Event)
    return entry, entry.claim.fact


def test_a_row_of_acled_becomes_a_report_of_its_notes_with_one_claim(ledger: Ledger) -> None:
    brought = bring(ledger, ACLED)
    entry, event = only(ledger)
    names = ledger.names()

    assert (brought.new, brought.known, brought.remarks) == (1, 0, ())
    assert entry.words == ACLED["notes"]
    assert (entry.source.publisher, entry.source.reader) == ("coded.csv", "acled-csv/2")
    assert entry.source.address == "sheets/coded.csv#SYR1"
    assert entry.claim.speaker == "Observatory"
    assert (event.type, event.mode) == (EventType.ASSAULT, ("clash",))
    assert event.when is not None
    assert event.when.closed == (date(2024, 12, 5), date(2024, 12, 5))
    assert [names[i] for i in event.actor] == ["Hay'at Tahrir al-Sham"]
    assert event.where is not None
    assert (names[event.where.place], event.where.fineness) == ("Hama", Fineness.EXACT)
    assert event.killed is not None
    assert event.killed.best == 7


def test_the_armed_forces_of_a_state_are_known(ledger: Ledger) -> None:
    bring(ledger, ACLED)
    found = ledger.actor(only(ledger)[1].recipient[0])

    assert found is not None
    assert (found.known, found.state) == (True, "SY")


def test_a_row_of_ged_keeps_its_days_and_its_doubt(ledger: Ledger) -> None:
    bring(ledger, GED)
    entry, event = only(ledger)

    assert event.when is not None
    assert event.when.closed == (date(2024, 12, 5), date(2024, 12, 7))
    assert event.killed is not None
    assert (event.killed.low, event.killed.best, event.killed.high) == (4, 6, 9)
    assert event.killed.expression is Expression.RANGE
    assert "Government of Syria and IS (state-based), Hama" in entry.words
    assert "Fighting in Hama" in entry.words
    assert event.actor == ("syria",)


@pytest.mark.parametrize(
    ("changed", "place", "kind", "fineness"),
    [
        ({}, "Hama", PlaceKind.SETTLEMENT, Fineness.EXACT),
        ({"geo_precision": "2"}, "Hama", PlaceKind.SETTLEMENT, Fineness.NEAR),
        ({"geo_precision": "3"}, "Hama", PlaceKind.ADMIN1, Fineness.ADMIN1),
        ({"location": "", "admin1": ""}, "Syria", PlaceKind.COUNTRY, Fineness.COUNTRY),
        ({"location": "Nowhere at All"}, "Nowhere at All", PlaceKind.SETTLEMENT, Fineness.EXACT),
        ({"latitude": "33.0", "longitude": "44.0"}, "Hama", PlaceKind.SETTLEMENT, Fineness.EXACT),
    ],
)
def test_a_place_is_the_gazetteers_where_name_country_and_point_agree(
    ledger: Ledger, changed: dict[str, str], place: str, kind: PlaceKind, fineness: Fineness
) -> None:
    bring(ledger, ACLED | changed)
    where = only(ledger)[1].where
    assert where is not None
    found = ledger.place(where.place)

    assert found is not None
    assert (found.name, found.kind, where.fineness) == (place, kind, fineness)
    assert found.known is not (("location" in changed and bool(changed["location"])) or "latitude" in changed)


@pytest.mark.parametrize(
    ("name", "ident", "known"),
    [
        ("QSD: Syrian Democratic Forces", "syrian-democratic-forces", True),
        ("Civilians (Iraq)", "people-iq", True),
        ("Civilians", "people-sy", True),
        ("Zorbian Front", "zorbian-front", False),
        ("Unidentified Armed Group (Syria)", "unidentified-armed-group@coded.csv-syr1", False),
    ],
)
def test_an_actor_is_that_of_the_knowledge_files_or_a_new_one(
    ledger: Ledger, name: str, ident: str, known: bool
) -> None:
    bring(ledger, ACLED | {"actor1": name})
    found = ledger.actor(only(ledger)[1].actor[0])

    assert found is not None
    assert (found.id, found.known) == (ident, known)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"event_date": "2024-13-01"}, "event_date '2024-13-01' is no day"),
        ({"event_date": ""}, "event_date is empty"),
        ({"sub_event_type": "Tea party"}, "sub_event_type 'Tea party' is none of ACLED's"),
        ({"fatalities": "many"}, "fatalities 'many' is no whole number"),
        ({"latitude": "95"}, "latitude '95' is not between -90 and 90 degrees"),
        ({"longitude": "nan"}, "longitude 'nan' is not between"),
        ({"country": ""}, "country is empty"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_rest_is_kept(
    ledger: Ledger, changed: dict[str, str], message: str
) -> None:
    brought = bring(
        ledger, ACLED, ACLED | {"event_id_cnty": "SYR2"} | changed, ACLED | {"event_id_cnty": "SYR3"}
    )

    assert brought.new == 2
    assert len(brought.remarks) == 1
    assert brought.remarks[0].startswith(f"line 3: {message}")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"date_end": "2024-12-01"}, "date_start 2024-12-05 lies after date_end 2024-12-01"),
        ({"where_prec": "9"}, "where_prec 9 is none of 1 to 7"),
        ({"type_of_violence": "5"}, "type_of_violence '5' is none of 1, 2, 3"),
        ({"low": "8", "best": "6"}, "toll low 8, best 6"),
    ],
)
def test_a_bad_row_of_ged_is_told_too(ledger: Ledger, changed: dict[str, str], message: str) -> None:
    assert bring(ledger, GED | changed).remarks[0].startswith(f"line 2: {message}")


def test_the_same_file_again_adds_nothing(ledger: Ledger) -> None:
    twins = (ACLED, ACLED | {"event_id_cnty": "SYR2"})  # the same notes under two ids are two events

    assert (bring(ledger, *twins).new, bring(ledger, *twins).known) == (2, 2)
    assert len(list(ledger.claims())) == 2


def test_a_file_of_another_format_is_refused_whole(ledger: Ledger) -> None:
    with pytest.raises(ValueProblem, match="line 1 has no column event_id_cnty"):
        acled.bring(ledger, sheet(GED), GIVEN)
    assert list(ledger.sources()) == []


def test_semicolons_and_older_ways_to_write_a_day_are_read(ledger: Ledger) -> None:
    told = sheet(ACLED | {"event_date": "05 December 2024"}, mark=";")

    assert acled.bring(ledger, told, GIVEN).new == 1
    when = only(ledger)[1].when
    assert when is not None
    assert when.first == date(2024, 12, 5)


def test_coded_events_join_the_incidents_of_what_was_read(ledger: Ledger) -> None:
    bring(ledger, ACLED)
    other = Given(name="other.csv", by="amal", at=GIVEN.at)
    own = {"event_id_cnty": "X9", "fatalities": "9", "notes": "HTS fought the army at Hama; nine died."}
    acled.bring(ledger, sheet(ACLED | own), other)

    (one,) = Story(ledger).incidents()
    assert (len(one.entries), one.origins) == (2, 2)
    assert [c.field for c in one.contradictions] == ["killed"]


def test_the_command_tells_bad_rows_and_counts_the_rest(tmp_path: Path) -> None:
    path, book = tmp_path / "coded.csv", str(tmp_path / "book.sourcebook")
    path.write_text(sheet(ACLED, ACLED | {"event_date": "soon"}).getvalue(), encoding="utf-8")
    Ledger.open(tmp_path / "book.sourcebook").close()

    out = CliRunner().invoke(main, ["import", "--from", "acled", str(path), "--by", "amal", "--book", book])

    assert out.exit_code == 0
    assert "line 3: event_date 'soon' is no day" in out.stderr
    assert "1 events imported" in out.stderr


@settings(deadline=None, max_examples=25)  # each makes a book
@given(st.dictionaries(st.sampled_from(sorted(ACLED)), st.text(max_size=20)))
def test_whatever_stands_in_a_cell_is_kept_or_told(
    tmp_path_factory: pytest.TempPathFactory, odd: dict[str, str]
) -> None:
    with Ledger.open(tmp_path_factory.mktemp("odd") / "book.sourcebook") as ledger:
        try:
            brought = bring(ledger, ACLED | odd)
        except SourcebookError as e:
            assert str(e).startswith("line ")  # noqa: PT017 - what cannot be read as CSV at all
        else:
            assert brought.new + len(brought.remarks) <= 1


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_file_is_read_as_rows_or_refused(text: str) -> None:
    try:
        found = list(rows(io.StringIO(text, newline=""), ("a",)))
    except ValueProblem as e:
        assert str(e).startswith("line ")  # noqa: PT017
    else:
        assert all(row.line >= 2 for row in found)
