import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sourcebook.cli import main
from standin import Run

TEXT = (
    "Shells fell on Karabilah and Husaybah in Iraq on Tuesday, and near Mosul, Iraq. "
    "Clashes went on in Mosul. Nobody has heard of Qwertyuiopia."
)
ENTRY = '[[place]]\nname = "Qwertyuiopia"\nkind = "settlement"\ncountry = "IQ"\nlat = 34.0\nlon = 42.0\n'
DUMP = (
    "13\tTall Nahr\tTall Nahr\tTel Nahr\t34.61\t38.41\tP\tPPL\tSY\t\t08\t\t\t\t4200\t\t5\tAsia/Damascus"
    "\t2020-01-01\n"
)


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs a command with the real reader, in the folder."""
    del folder

    def command(*words: str, **given: object) -> Result:
        return CliRunner().invoke(main, [str(w) for w in words], **given)  # type: ignore[arg-type]

    return command


@pytest.fixture
def shells(folder: Path) -> str:
    (folder / "shells.txt").write_text(TEXT, encoding="utf-8")
    (folder / "mine").mkdir()
    return "shells.txt"


def test_every_place_is_told_with_its_region_precision_and_certainty(run: Run, shells: str) -> None:
    done = run("places", shells)
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]

    assert done.exit_code == 0
    assert any(row.startswith("Mosul ×") and "settlement Mosul, Nineveh, IQ" in row for row in rows)
    assert any(row.startswith("Karabilah") and "exact" in row and "sure" in row for row in rows)


def test_for_programs_every_wording_is_an_object_with_its_spans_and_codes(run: Run, shells: str) -> None:
    done = run("places", shells, "--format", "jsonl")
    told = {o["words"]: o for o in map(json.loads, done.stdout.splitlines())}

    mosul = told["Mosul"]
    assert [TEXT[s["start"] : s["end"]] for s in mosul["spans"]] == ["Mosul"] * mosul["times"]
    assert (mosul["precision"], mosul["ucdp_where_prec"], mosul["acled_geo_precision"]) == ("exact", 1, 1)
    assert mosul["sense"]["score"] > 0.8
    assert mosul["place"]["admin2"] == "Mosul"


def test_a_place_of_ones_own_is_found(run: Run, shells: str, folder: Path) -> None:
    (folder / "mine/places.toml").write_text(ENTRY, encoding="utf-8")
    done = run("places", shells, "--project", str(folder / "mine"), "--format", "jsonl")
    told = {o["words"]: o for o in map(json.loads, done.stdout.splitlines())}
    assert told["Qwertyuiopia"]["place"]["lat"] == 34.0


def test_places_of_a_book_are_counted(run: Run, shells: str) -> None:
    run("add", shells, "--book", "b.sourcebook")
    done = run("places", "--book", "b.sourcebook", "--format", "jsonl")
    told = {o["words"]: o for o in map(json.loads, done.stdout.splitlines())}
    assert told["Mosul"]["reports"] == 1
    assert "spans" in told["Mosul"]


@pytest.mark.parametrize("words", [(), ("shells.txt", "--book", "b.sourcebook")])
def test_reports_or_a_book_are_asked_for_and_not_both(run: Run, shells: str, words: tuple[str, ...]) -> None:
    del shells
    assert run("places", *words).exit_code == 2


def test_a_report_that_cannot_be_read_is_named(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    done = run("places", "empty.txt")
    assert done.exit_code == 1
    assert "empty.txt" in done.stderr


def test_the_gazetteer_is_asked_for_a_name_in_any_script(run: Run) -> None:
    done = run("gazetteer", "find", "حلب", "--format", "jsonl")
    assert {"Aleppo"} <= {json.loads(line)["name"] for line in done.stdout.splitlines()}


def test_a_name_that_nobody_bears_is_refused_with_a_hint(run: Run) -> None:
    done = run("gazetteer", "find", "Qwertyuiopia")
    assert done.exit_code == 1
    assert "places.toml" in done.stderr


def test_a_dump_is_imported_and_its_places_are_found(run: Run, shells: str, folder: Path) -> None:
    del shells
    (folder / "SY.txt").write_text(DUMP, encoding="utf-8")
    done = run("gazetteer", "import", "SY.txt", "--project", str(folder / "mine"))
    assert done.exit_code == 0, done.stderr
    assert "1 places (1 settlement)" in done.stderr
    found = run("gazetteer", "find", "Tall Nahr", "--project", str(folder / "mine"))
    assert "4,200 people" in found.stdout
    assert "1 imported places" in run("gazetteer", "check", str(folder / "mine")).stderr


def test_a_broken_dump_and_a_wrong_place_are_refused_by_line(run: Run, shells: str, folder: Path) -> None:
    del shells
    (folder / "SY.txt").write_text("SY\t12345\n", encoding="utf-8")
    assert (
        "line 1 has 2 columns"
        in run("gazetteer", "import", "SY.txt", "--project", str(folder / "mine")).stderr
    )
    (folder / "mine/places.toml").write_text(ENTRY.replace("34.0", "340"), encoding="utf-8")
    assert "line 5, place 1, field 'lat': is 340" in run("gazetteer", "check", str(folder / "mine")).stderr
