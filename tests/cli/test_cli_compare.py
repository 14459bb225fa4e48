import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hostile import loud_book
from sample_book import sample_book
from sourcebook.cli import main
from sourcebook.cli.compared import COLUMNS

HEAD = "event_id_cnty,event_date,sub_event_type,actor1,actor2,country,location,latitude,longitude,notes,fatalities\n"
KIND = "Non-state actor overtakes territory"
ROW = f"SYR1,2024-12-05,{KIND},Hayat Tahrir al-Sham,,Syria,Hama,35.13,36.75,HTS took Hama.,\n"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_book(tmp_path_factory.mktemp("compare"))


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    path = tmp_path / "coded.csv"
    path.write_text(HEAD + ROW + ROW.replace("SYR1,2024-12-05", "SYR2,soon"), encoding="utf-8")
    return path


def run(*words: object) -> tuple[int, str, str]:
    out = CliRunner().invoke(main, ["compare", *map(str, words)])
    return out.exit_code, out.stdout, out.stderr


DAYS = ("--from", "2024-12-05", "--until", "2024-12-06")


def test_a_file_of_coded_events_is_compared_with_a_book(coded: Path, samples: Path) -> None:
    code, out, err = run(coded, samples, *DAYS)

    assert code == 0
    assert "1 matched: precision" in out
    assert "recall 1.00" in out
    assert "In B alone: extra" in out
    assert "line 3: event_date 'soon' is no day" in err


def test_json_lines_begin_with_the_figures(coded: Path, samples: Path) -> None:
    summary, *rows = map(json.loads, run(coded, samples, *DAYS, "--format", "jsonl")[1].splitlines())

    kinds = [row["kind"] for row in rows]
    assert (summary["kind"], summary["matched"], summary["missing"]) == ("summary", 1, 0)
    assert (kinds.count("matched"), kinds.count("extra")) == (1, summary["extra"])
    assert summary["precision"] == pytest.approx(1 / (1 + summary["extra"]))
    assert rows[0]["place"] == "same"
    assert set(rows[0]) <= set(COLUMNS)


def test_csv_has_a_row_to_each_match_and_to_each_incident_without_one(coded: Path, samples: Path) -> None:
    out = run(coded, samples, *DAYS, "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out, newline="")))

    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["kind"] == "matched"
    assert rows[0]["a_words"] == "HTS took Hama."
    assert {row["kind"] for row in rows[1:]} == {"extra"}


def test_no_cell_begins_a_formula(tmp_path: Path) -> None:
    book = loud_book(tmp_path)
    out = run(book, book, "--format", "csv")[1]
    cells = [cell for row in csv.reader(io.StringIO(out, newline="")) for cell in row]

    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_a_terminal_is_not_steered_by_what_a_book_holds(tmp_path: Path) -> None:
    book = loud_book(tmp_path)
    code, out, _ = run(book, book)

    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("text", "message"), [("a,b\n1,2\n", "has neither the columns of ACLED"), ("", "has neither the columns")]
)
def test_a_file_of_neither_format_is_refused(tmp_path: Path, samples: Path, text: str, message: str) -> None:
    (tmp_path / "other.csv").write_text(text, encoding="utf-8")
    code, _, err = run(samples, tmp_path / "other.csv")

    assert code == 1
    assert message in err


def test_a_book_that_is_not_there_is_told(tmp_path: Path, samples: Path) -> None:
    for missing in ("none.sourcebook", "none.csv"):
        code, _, err = run(samples, tmp_path / missing)

        assert code == 1
        assert missing in err
