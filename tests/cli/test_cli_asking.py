import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import drafts
from sourcebook.cli import main
from sourcebook.export.table import COLUMNS
from sourcebook.ledger import Ledger
from standin import Run

ATTACK = "The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024"
ASKING = ("sources", "timeline", "claims", "show", "who", "failures", "export")
pytestmark = pytest.mark.usefixtures("book")


def told(run: Run, *words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def first_id(run: Run) -> str:
    return str(told(run, "claims", "--limit", "1")[0]["id"])


def test_sources_lists_reports(run: Run) -> None:
    assert "3 events" not in run("sources").stdout
    assert "2 events, 4 claims" in run("sources").stdout
    assert told(run, "sources")[0]["claims"] == 4


def test_sources_can_be_searched(run: Run) -> None:
    assert len(told(run, "sources", "--search", "official")) == 1
    assert told(run, "sources", "--search", "unheard") == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 3),
        (("--background",), 4),
        (("--actor", "rf"), 3),
        (("--actor", "Norland"), 1),
        (("--place", "Norland"), 1),
        (("--type", "assault"), 2),
        (("--predicate", "backed_by"), 1),
        (("--modality", "hedged"), 1),
        (("--from", "2024-05", "--to", "2024"), 1),
        (("--to", "2019", "--background"), 1),
        (("--search", "killed soldiers"), 1),
        (("--limit", "2"), 2),
    ],
)
def test_claims_are_narrowed(run: Run, words: tuple[str, ...], count: int) -> None:
    assert len(told(run, "claims", *words)) == count


def test_claims_shows_each_claim_with_its_words(run: Run) -> None:
    out = run("claims").stdout

    assert f"“{ATTACK}”" in out
    assert "River Front backed by Norland · arms" in out


def test_the_timeline_goes_by_day(run: Run) -> None:
    assert [x["drawn"] for x in told(run, "timeline", "--background")] == [
        "2019-··-··",
        "2024-05-03",
        "no date",
    ]
    assert "2024-05-03   ASSAULT" in run("timeline").stdout


def test_show_marks_the_words_in_their_sentence(run: Run) -> None:
    out = run("show", first_id(run)[:6]).stdout

    assert f"»{ATTACK}«, the army said." in out
    for words in (
        "Norland Army",
        "asserted",
        "27 to 104",
        "draft.events/1",
        "2024-05-03 (day, stated)",
        "Ostby (exact)",
    ):
        assert words in out


def test_show_opens_a_tie_too(run: Run) -> None:
    tie = told(run, "claims", "--predicate", "backed_by")[0]["id"]

    assert "River Front backed by Norland" in run("show", tie).stdout
    assert told(run, "show", str(tie))[0]["id"] == tie


def test_show_refuses_what_is_not_there(run: Run) -> None:
    done = run("show", "ffffffffffffffff")

    assert done.exit_code == 1
    assert "no claim 'ffffffffffffffff'" in done.stderr


def test_a_beginning_of_several_ids_is_refused_with_a_list(run: Run) -> None:
    done = run("show", "")

    assert done.exit_code == 1
    assert "several claims" in done.stderr


def test_who_tells_names_ties_events_and_lookalikes(run: Run) -> None:
    out = run("who", "rf").stdout

    for words in (
        "River Front  armed group/rebel",
        "also called RF, Front of the Rivers",
        "not to be confused with Front of the River",
        "backed by Norland",
        "2024-05-03   ASSAULT",
    ):
        assert words in out
    assert told(run, "who", "rf")[0]["id"] == "river-front"


def test_who_takes_places(run: Run) -> None:
    out = run("who", "Østby").stdout

    assert "lies at 60.500, 10.500" in out
    assert "River Front" in out


def test_a_country_is_shown_as_no_point(run: Run) -> None:
    assert "lies around 60.000, 10.000" in run("who", "place:no").stdout


def test_a_name_of_an_actor_and_a_place_means_the_actor_and_says_so(run: Run) -> None:
    done = run("who", "Norland")

    assert "Norland  state" in done.stdout
    assert "place:no" in done.stderr


def test_an_ambiguous_name_lists_whom_it_may_mean(run: Run, folder: Path) -> None:
    twins = tuple(
        drafts.Actor(id=i, name="Guard", kind=drafts.ActorKind.ARMED_GROUP) for i in ("guard-a", "guard-b")
    )
    told_ = drafts.report(drafts.TEXT + " Guards.")
    with Ledger.open(folder / "book.sourcebook") as ledger:
        ledger.keep(
            drafts.Draft(report=told_, actors=twins, places=(), mentions=(), claims=(), reader="hand/1")
        )
    done = run("who", "guard")

    assert done.exit_code == 1
    assert "guard-a  Guard (armed group)" in done.stderr
    assert "guard-b" in done.stderr
    assert run("who", "guard-a").exit_code == 0


@pytest.mark.parametrize(
    "words", [("who", "River"), ("claims", "--actor", "River"), ("timeline", "--actor", "River")]
)
def test_an_unknown_name_gets_suggestions(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)

    assert done.exit_code == 1
    assert "did you mean" in done.stderr
    assert "River Front" in done.stderr


def test_type_and_predicate_together_are_misuse(run: Run) -> None:
    assert run("claims", "--type", "ASSAULT", "--predicate", "part_of").exit_code == 2


@pytest.mark.parametrize(
    "words", [("--from", "May"), ("--to", "2024-5"), ("--type", "WAR"), ("--limit", "0")]
)
def test_misuse_exits_with_2(run: Run, words: tuple[str, ...]) -> None:
    assert run("timeline", *words).exit_code == 2


def test_export_writes_csv_that_reads_back(run: Run, folder: Path) -> None:
    done = run("export", "--to", "csv", "out.csv")

    assert done.stderr == "4 claims written to out.csv\n"
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["quote"] == ATTACK
    assert not list(folder.glob("*.part"))


def test_export_to_stdout_is_the_same(run: Run, folder: Path) -> None:
    run("export", "--to", "jsonl", "out.jsonl")

    assert run("export", "--to", "jsonl").stdout == (folder / "out.jsonl").read_text(encoding="utf-8")
    assert len(run("export", "--to", "jsonl", "--no-background").stdout.splitlines()) == 3


def test_an_export_to_a_folder_that_is_not_there_is_refused(run: Run) -> None:
    done = run("export", "--to", "csv", "nowhere/out.csv")

    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("command", ASKING)
def test_a_missing_book_says_how_to_make_one(run: Run, command: str) -> None:
    words = {"show": ["x"], "who": ["x"], "export": ["--to", "csv"]}.get(command, [])
    done = run(command, *words, "--book", "none.sourcebook")

    assert done.exit_code == 1
    assert "make one with `sourcebook add REPORT...`" in done.stderr


def test_asking_leaves_the_book_as_it_was(run: Run, book: Path) -> None:
    before = book.read_bytes()
    for words in (
        ("sources",),
        ("timeline",),
        ("claims",),
        ("who", "rf"),
        ("failures",),
        ("export", "--to", "csv"),
    ):
        assert run(*words).exit_code == 0

    assert book.read_bytes() == before
    assert sorted(p.name for p in book.parent.iterdir()) == ["book.sourcebook", "ostby.txt"]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_shows_an_example(name: str) -> None:
    done = CliRunner().invoke(main, [name, "--help"])

    assert done.exit_code == 0
    assert re.search(rf"Examples:\n  .*sourcebook {name}", done.stdout)


def test_help_shows_examples_line_by_line() -> None:
    out = CliRunner().invoke(main, ["--help"]).stdout

    assert "\n    sourcebook demo  " in out
    assert "\n    sourcebook read report.txt" in out


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("sourcebook, version 0.")


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, sourcebook.cli; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert {"sqlalchemy", "rich.console", "pydantic", "spacy", "numpy", "sqlite3", "lxml"}.isdisjoint(out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_asks_sourcebook(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])

    assert done.exit_code == 0
    assert f"_SOURCEBOOK_COMPLETE={shell}_complete" in done.stdout
    if shell == "bash" and shutil.which("bash"):
        subprocess.run(["bash", "-n"], input=done.stdout, text=True, check=True)


def test_completion_completes_commands() -> None:
    env = {"_SOURCEBOOK_COMPLETE": "bash_complete", "COMP_WORDS": "sourcebook ti", "COMP_CWORD": "1"}
    out = CliRunner().invoke(main, [], env=env, prog_name="sourcebook").stdout

    assert "timeline" in out


FILED = """
name = "River Front"
kind = "armed_group"
state = "NO"
description = "Invented rebels of the river"
names = [
  {text = "RF", type = "acronym", strong = false},
  {text = "Bank Front", type = "former_name", to = "2019"},
]
ties = [
  {tie = "backed_by", other = "denmark", from = "2015", to = "2020-06", source = "The Quarry Papers"},
  {tie = "part_of", other = "bridge-council", from = "2021", source = "The Quarry Papers"},
]
distinct_from = [{id = "bridge-council", why = "the council talks, the front fights"}]
sources = ["https://example.org/rf"]
"""
COUNCIL = 'name = "Bridge Council"\nkind = "coalition"\nsubkind = "umbrella"\n'


@pytest.fixture
def own(folder: Path) -> Path:
    """A project with two actors."""
    (folder / "own" / "actors").mkdir(parents=True)
    (folder / "own" / "actors" / "river-front.toml").write_text(FILED, encoding="utf-8")
    (folder / "own" / "actors" / "bridge-council.toml").write_text(COUNCIL, encoding="utf-8")
    return folder / "own"


@pytest.mark.usefixtures("book")
def test_who_shows_what_files_say_with_sources_beside_what_reports_say(run: Run, own: Path) -> None:
    out = run("who", "rf", "--project", own).stdout
    assert "Invented rebels of the river" in out
    assert "backed by Denmark · 2015 to 2020-06 · The Quarry Papers" in out
    assert "Bank Front (former name, until 2019-12-31)" in out
    assert "the council talks, the front fights" in out
    assert "Ties that reports state" in out


@pytest.mark.usefixtures("book")
def test_who_as_of_a_day_leaves_out_what_did_not_hold(run: Run, own: Path) -> None:
    then = run("who", "rf", "--project", own, "--as-of", "2016").stdout
    assert "backed by Denmark" in then
    assert "part of Bridge Council" not in then
    later = run("who", "rf", "--project", own, "--as-of", "2022-01-01").stdout
    assert "backed by Denmark" not in later
    assert "part of Bridge Council" in later
    assert "Bank Front" not in later
    assert "Events" in later  # undated ones may have happened
    (told,) = run_told(run, "who", "rf", "--project", own, "--as-of", "2022-01-01", "--format", "jsonl")
    assert [t["other"] for t in told["known_by_files"]["ties"]] == ["bridge-council"]


def run_told(run: Run, *words: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*map(str, words)).stdout.splitlines()]


def test_who_shows_a_tie_from_its_other_end_too(run: Run, own: Path) -> None:
    out = run("who", "Bridge Council", "--project", own).stdout
    assert "has as a part River Front · since 2021" in out
    assert "the council talks, the front fights" in out


def test_whom_no_report_names_is_shown_from_the_files(run: Run) -> None:
    done = run("who", "Syrian Free Army", "--book", "none")
    assert done.exit_code == 0
    assert "there is no book at none; this is what the knowledge files say" in done.stderr
    assert "Free Syrian Army  free-syrian-army" in done.stdout
    (told,) = run_told(run, "who", "Syrian Free Army", "--format", "jsonl")
    assert told["id"] == "syrian-free-army"


def test_a_name_of_several_in_the_files_lists_them(run: Run) -> None:
    done = run("who", "National Salvation Front")
    assert done.exit_code == 1
    assert "national-salvation-front" in done.stderr
    assert "may be any of these" in done.stderr


@pytest.mark.usefixtures("book")
def test_rolling_up_needs_an_actor(run: Run) -> None:
    assert "name it with --actor" in run("timeline", "--with-members").stderr
    rolled = run("timeline", "--actor", "River Front", "--with-members")
    assert rolled.stdout == run("timeline", "--actor", "River Front").stdout
