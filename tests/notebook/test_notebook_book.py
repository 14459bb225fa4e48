import doctest
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import drafts
import sourcebook
from sample_book import sample_book
from sourcebook.cli import main
from sourcebook.errors import BookError, NameProblem, ValueProblem
from sourcebook.ledger import Ledger
from sourcebook.notebook import Book, Table
from sourcebook.notebook.asked import Asked
from sourcebook.notebook.rows import CLAIMS

PAGE = Path(__file__).parents[2] / "docs/notebooks.md"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_book(tmp_path_factory.mktemp("notebook"))


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[Book]:
    with sourcebook.open(path) as opened:
        yield opened


def told(path: Path, *words: str) -> list[dict[str, object]]:
    """What a command tells as JSON lines."""
    out = CliRunner().invoke(main, [*words, "--format", "jsonl", "--book", str(path)])
    return [json.loads(line) for line in out.stdout.splitlines()]


def test_incidents_are_those_of_the_command(path: Path, book: Book) -> None:
    command = told(path, "incidents", "--actor", "Israel", "--type", "ASSAULT")

    table = book.incidents(actor="Israel", type="ASSAULT")

    assert len(table) > 1
    assert table["id"] == [one["id"] for one in command]
    assert table["type"] == ["ASSAULT"] * len(table)


def test_claims_and_timeline_are_those_of_the_commands(path: Path, book: Book) -> None:
    asked = ("--place", "Syria", "--from", "2024-12")

    assert book.claims(place="Syria", first="2024-12")["id"] == [
        c["id"] for c in told(path, "claims", *asked)
    ]
    assert book.timeline(place="Syria", first="2024-12")["id"] == [
        c["id"] for c in told(path, "timeline", *asked)
    ]


def test_ties_of_a_day_are_those_of_the_command(path: Path, book: Book) -> None:
    command = told(path, "ties", "Bashar al-Assad", "--as-of", "2024-12-08")

    assert set(book.ties(actor="Bashar al-Assad", as_of="2024-12-08")["id"]) == {one["id"] for one in command}


def test_the_network_is_that_of_the_command(path: Path, book: Book) -> None:
    command = told(path, "network", "--as-of", "2024-12-08")

    found = book.network("2024-12-08")
    graph = found.to_networkx()

    assert found.ties["id"] == [one["id"] for one in command if one["kind"] == "edge"]
    assert found.nodes["id"] == [one["id"] for one in command if one["kind"] == "node"]
    assert set(graph.nodes) == set(found.nodes["id"])
    assert graph.number_of_edges() == len(found) > 10


def test_the_network_without_a_day_is_that_of_the_newest_report(book: Book) -> None:
    days = [day for day in book.sources()["last"] if isinstance(day, date)]

    assert book.network().day == max(days)


def test_changes_are_those_of_the_command(path: Path, book: Book) -> None:
    command = told(path, "diff", "--from", "2024-12-01", "--to", "2024-12-31")

    table = book.diff(date(2024, 12, 1), date(2024, 12, 31))

    assert table["change"] == [one["change"] for one in command]
    assert len(table) > 10


def test_changes_of_one_party_are_fewer(book: Book) -> None:
    every, own = book.diff("2024-11", "2024-12"), book.diff("2024-11", "2024-12", name="Aleppo")

    assert 0 < len(own) < len(every)


def test_every_incident_says_on_what_it_rests(book: Book) -> None:
    claims = {row["id"]: row for row in book.claims(background=True)}

    for row in book.incidents():
        assert isinstance(row["claims"], tuple)
        assert row["words"] == tuple(claims[ident]["words"] for ident in row["claims"])
        assert row["status"] == "candidate"


def test_every_row_has_every_column(book: Book) -> None:
    tables: list[Table] = [
        book.incidents(), book.claims(), book.timeline(), book.ties(), book.diff("2024-11", "2024-12"), book.sources(),
        book.network().nodes, book.network().ties,
    ]  # fmt: skip

    for table in tables:
        assert len(table) > 0
        assert {frozenset(row) for row in table} == {frozenset(table.columns)}


def test_a_data_frame_has_a_row_per_claim_and_days_as_datetimes(book: Book) -> None:
    table = book.claims()
    frame = table.to_pandas()

    dated = [day for day in table["first"] if isinstance(day, date)]
    assert list(frame.columns) == list(CLAIMS)
    assert len(frame) == len(table)
    assert frame["first"].min() == pd.Timestamp(min(dated))
    assert frame["first"].isna().sum() == len(table) - len(dated)


def test_every_table_becomes_a_data_frame_also_when_it_is_empty(book: Book) -> None:
    empty = book.incidents(first="1900", last="1901", actor="Israel")

    assert len(empty) == 0
    assert list(empty.to_pandas().columns) == list(empty.columns)
    assert len(book.network().nodes.to_pandas()) == len(book.network().nodes)


def test_a_name_that_nobody_has_is_told_with_what_comes_near(book: Book) -> None:
    with pytest.raises(NameProblem, match=r"no actor called 'Quds'.*Quds Force"):
        book.incidents(actor="Quds")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"type": "ATTACK"}, "'ATTACK' is no eventtype; there are .*ASSAULT"),
        ({"first": "soon"}, "'soon' is no day"),
        ({"first": "2024-13"}, "'2024-13' is no day"),
        ({"whom": "Israel"}, "there is no whom to ask by; there are actor"),
        ({"status": "liked"}, "'liked' is no status"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(book: Book, asked: Asked, message: str) -> None:
    with pytest.raises(ValueProblem, match=message):
        book.claims(**asked)


def test_days_the_wrong_way_round_are_refused(book: Book) -> None:
    with pytest.raises(ValueProblem, match="exchange the two"):
        book.diff("2024-12", "2024-11")


def test_a_network_of_a_book_without_dates_asks_for_a_day(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "empty.sourcebook").close()

    with (
        sourcebook.open(tmp_path / "empty.sourcebook") as empty,
        pytest.raises(ValueProblem, match="say which day with as_of"),
    ):
        empty.network()


def test_a_book_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no book"):
        sourcebook.open(tmp_path / "none.sourcebook")

    assert list(tmp_path.iterdir()) == []


def test_the_past_is_opened_by_moment_or_release(tmp_path: Path) -> None:
    path = tmp_path / "book.sourcebook"
    noon = datetime(2025, 1, 1, 12, tzinfo=UTC)
    first, second = drafts.report(), drafts.report(publisher="The Weekly")
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(first, claims=(drafts.attack(first),)), at=noon)
        ledger.releases.make("one", by="amal", at=noon)
        ledger.keep(drafts.draft(second, claims=(drafts.attack(second),)), at=noon.replace(day=3))

    counts = [
        len(sourcebook.open(path, **past).claims())
        for past in (
            {},
            {"release": "one"},
            {"known_by": date(2025, 1, 1)},
            {"known_by": noon.replace(hour=11)},
        )
    ]

    assert counts == [2, 1, 1, 0]
    with pytest.raises(ValueProblem, match="give one of them"):
        sourcebook.open(path, known_by=noon, release="one")


def test_the_package_loads_the_notebook_only_when_it_is_asked_for() -> None:
    seen = "'sourcebook.notebook' in sys.modules"
    code = f"import sourcebook, sys; print({seen}, 'open' in dir(sourcebook)); sourcebook.open; print({seen})"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.split() == ["False", "True", "True"]
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        sourcebook.close  # type: ignore[attr-defined] # noqa: B018 - asked for on purpose


def test_what_the_page_shows_is_what_comes(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "book.sourcebook").write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)

    blocks = re.findall(r"^```pycon\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shown = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "notebooks.md", str(PAGE), 0)
    done = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL).run(shown)

    assert done.attempted > 12
    assert done.failed == 0
