import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import drafts
from hostile import NAMES, named_book
from sample_book import sample_book
from sourcebook.cli import main
from sourcebook.export import acled, ged
from sourcebook.export.record import Record
from sourcebook.export.sheet import OURS
from sourcebook.knowledge.countries import countries
from sourcebook.knowledge.event_codes import inter_code, interaction, inters, state_codes, sub_events
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Modality
from sourcebook.model.where import Fineness
from sourcebook.story.linker import link_new

CODEBOOK = Path(__file__).parents[2].joinpath("docs", "codebook.md").read_text(encoding="utf-8")
TABLES = {"acled": acled, "ged": ged}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("samples"))) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(named_book(tmp_path_factory.mktemp("hostile"))) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("small") / "small.sourcebook") as ledger:
        told = drafts.report()
        ledger.keep(drafts.draft(told, claims=(drafts.attack(told), drafts.tie(told))))
        link_new(ledger)
        yield ledger


def test_the_columns_are_those_of_the_codebooks_in_their_order() -> None:
    of_acled = (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
        "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
        "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
    )
    of_ged = (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
        "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
        "number_of_sources source_article source_office source_date source_headline source_original where_prec "
        "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
        "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best "
        "high low gwnoa gwnob"
    )

    assert (*of_acled.split(), *OURS) == acled.COLUMNS
    assert (*of_ged.split(), *OURS) == ged.COLUMNS


def test_how_finely_a_place_is_known_has_the_codes_of_both() -> None:
    """UCDP: the spot, near it, district, region, line or area, country, sea. ACLED: town, part of a region, region."""
    assert [(f.ucdp, f.acled) for f in Fineness] == [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 3), (7, 3)]


def table(name: str, record: Record) -> pd.DataFrame:
    return pd.read_csv(io.StringIO("".join(TABLES[name].lines(record))))


def test_an_attack_reads_as_acled_would_code_it(small: Ledger) -> None:
    row = table("acled", Record(small)).iloc[0]

    assert row["event_id_cnty"].startswith("NOR-i")
    told = {c: row[c] for c in acled.COLUMNS[1:31] if not pd.isna(row[c]) and c not in {"timestamp", "notes"}}
    assert told == {
        "event_date": "2024-05-03",
        "year": 2024,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "River Front",
        "inter1": "Rebel group",
        "actor2": "Norland Army",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "iso": 578,
        "region": "Europe",
        "country": "Norway",
        "location": "Ostby",
        "latitude": 60.5,
        "longitude": 10.5,
        "geo_precision": 1,
        "source": "The Daily",
        "source_scale": "International",
        "fatalities": 12,
    }


def test_an_attack_reads_as_ucdp_would_code_it(small: Ledger) -> None:
    row = table("ged", Record(small)).iloc[0]

    told = {c: row[c] for c in ged.COLUMNS[:49] if not pd.isna(row[c]) and c not in {"id", "relid"}}
    assert told == {
        "year": 2024,
        "code_status": "Clear",
        "type_of_violence": 1,
        "dyad_name": "Norland Army - River Front",
        "side_a": "Norland Army",
        "side_b": "River Front",
        "number_of_sources": 1,
        "source_article": '"The Daily, 2024-05-04, River Front attacks Ostby"',
        "source_office": "The Daily",
        "source_date": "2024-05-04",
        "source_headline": "River Front attacks Ostby",
        "source_original": "Norland Army",
        "where_prec": 1,
        "where_coordinates": "Ostby",
        "where_description": "Ostby; Norway",
        "latitude": 60.5,
        "longitude": 10.5,
        "geom_wkt": "POINT (10.5 60.5)",
        "priogrid_gid": 301 * 720 + 381 + 1,
        "country": "Norway",
        "country_id": 385,
        "region": "Europe",
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": "2024-05-03",
        "date_end": "2024-05-03",
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": 12,
        "best": 12,
        "high": 12,
        "low": 12,
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_incident_is_a_row_or_counted_with_its_reason(samples: Ledger, name: str) -> None:
    record = Record(samples)
    rows = table(name, record)

    assert 0 < len(rows) == record.count
    assert len(rows) + sum(record.left_out.values()) == len(Record(samples).story.incidents())
    assert rows["sb_incident"].is_unique
    assert list(rows.columns) == list(TABLES[name].COLUMNS)


@pytest.mark.parametrize("name", TABLES)
def test_every_claim_and_report_of_a_row_is_in_the_book(samples: Ledger, name: str) -> None:
    for row in TABLES[name].rows(Record(samples)):
        claims = str(row["sb_claims"]).split("; ")
        entries = samples.entries(claims)
        assert len(entries) == len(claims)
        assert {e.source.id for e in entries} == set(str(row["sb_reports"]).split("; "))
        assert all(e.words in str(row["sb_quotes"]) for e in entries)


def test_the_codes_are_those_of_the_codebooks(samples: Ledger) -> None:
    rows = table("acled", Record(samples))
    kinds = {s.name: (s.event, s.disorder) for s in sub_events().values()}

    assert set(rows["sub_event_type"]) <= set(sub_events())
    told = zip(rows["sub_event_type"], rows["event_type"], rows["disorder_type"], strict=True)
    assert [name for name, *rest in told if kinds[name] != tuple(rest)] == []
    assert set(rows["time_precision"].dropna()) | set(rows["geo_precision"].dropna()) <= {1, 2, 3}
    assert set(rows["civilian_targeting"].dropna()) == {"Civilian targeting"}


def test_who_meets_whom_is_told_in_the_words_of_both(samples: Ledger) -> None:
    rows = table("acled", Record(samples))[["inter1", "inter2", "interaction"]].fillna("")
    pairs = [(inter_code(a), inter_code(b)) for a, b in zip(rows["inter1"], rows["inter2"], strict=True)]

    assert set(rows["inter1"]) | set(rows["inter2"]) <= {
        words for code, words in inters().items() if len(code) == 1
    } | {""}
    assert list(rows["interaction"]) == [interaction(*pair) or "" for pair in pairs]


def test_the_codes_of_ged_are_those_of_its_codebook(samples: Ledger) -> None:
    rows = table("ged", Record(samples))
    limits = {"type_of_violence": 3, "where_prec": 7, "date_prec": 5, "event_clarity": 2}

    assert {c for c, most in limits.items() if not set(rows[c].dropna()) <= set(range(1, most + 1))} == set()
    lands = rows.dropna(subset=["country_id"])
    numbers = {c.name: state_codes()[c.code].gw for c in countries()}
    assert [n for n, g in zip(lands["country"], lands["country_id"], strict=True) if numbers[n] != g] == []
    governments = rows["side_a"].fillna("").str.startswith("Government of ")
    assert list(rows["gwnoa"].notna()) == list(governments)
    assert set(rows["gwnob"].dropna()) <= {c.gw for c in state_codes().values()}
    given = ("conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id", "active_year")
    assert all(rows[c].isna().all() for c in given)


def test_the_dead_of_a_row_add_up(samples: Ledger) -> None:
    rows = table("ged", Record(samples)).dropna(subset=["best"])

    parts = rows[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (parts == rows["best"]).all()
    assert (rows["low"] <= rows["best"]).all()
    assert (rows["best"] <= rows["high"]).all()


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.NEGATED, Modality.CONDITIONAL])
def test_what_nobody_says_happened_is_no_row(tmp_path: Path, modality: Modality) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        told = drafts.report()
        ledger.keep(drafts.draft(told, claims=(replace(drafts.attack(told), modality=modality),)))
        record = Record(ledger)

        assert list(acled.rows(record)) == []
        assert record.left_out == {"not said to have happened": 1}


@pytest.mark.parametrize("name", TABLES)
def test_no_name_becomes_a_formula_or_breaks_a_row(hostile: Ledger, name: str) -> None:
    text = "".join(TABLES[name].lines(Record(hostile)))
    rows = list(csv.reader(io.StringIO(text, newline="")))

    assert len(rows) == 1 + len(NAMES)
    assert {len(row) for row in rows} == {len(TABLES[name].COLUMNS)}
    assert not [
        cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "@", "\t", "-"))
    ]
    named = {cell.removeprefix("'") for row in rows for cell in row}
    assert {name.removeprefix("'") for name in NAMES} <= named


@pytest.mark.parametrize("name", TABLES)
def test_the_codebook_explains_every_column(name: str) -> None:
    assert [c for c in TABLES[name].COLUMNS if f"`{c}`" not in CODEBOOK] == []
    assert set(OURS) < set(TABLES[name].COLUMNS)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (34.53, 69.17, 179779), (33.31, 44.36, 177569), (90, 180, 259200)],
)
def test_a_point_lies_in_its_prio_grid_cell(lat: float, lon: float, cell: int) -> None:
    assert ged.priogrid(lat, lon) == cell


def test_the_command_says_how_many_were_left_out(tmp_path: Path) -> None:
    book, out = sample_book(tmp_path), tmp_path / "ged.csv"
    told = CliRunner().invoke(main, ["export", "--to", "ged", str(out), "--book", str(book)])

    assert told.exit_code == 0
    assert f"{len(pd.read_csv(out))} incidents written" in told.stderr
    assert "left out: nobody is said to have died" in told.stderr


def test_filters_hold_for_rows(samples: Ledger) -> None:
    every = table("acled", Record(samples))
    place = every["sb_place"].dropna().iloc[0]
    some = table("acled", Record(samples, ClaimQuery(places=(place,))))

    assert 0 < len(some) < len(every)
    assert set(some["sb_incident"]) <= set(every["sb_incident"])
