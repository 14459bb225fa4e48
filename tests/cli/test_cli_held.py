import json
from pathlib import Path

import pytest

from standin import Run

pytestmark = pytest.mark.usefixtures("book")


def told(run: Run, *words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ties_shows_a_tie_with_its_words_and_source(run: Run) -> None:
    shown = run("ties", "River Front").stdout

    assert shown.startswith("backed by Norland · 1 claim · t")
    assert "said    “The group, which Norland once armed”" in shown
    assert shown.rstrip().endswith(", 2024-05-04")


def test_ties_is_seen_from_the_one_asked_for(run: Run) -> None:
    assert run("ties", "Norland").stdout.startswith("backs River Front")


def test_ties_of_a_day_before_any_report_are_left_out_with_a_word(run: Run) -> None:
    done = run("ties", "River Front", "--as-of", "2019")

    assert done.stdout == ""
    assert "1 tie does not hold on 2019-12-31, or nothing said reaches that day" in done.stderr


def test_ties_as_lines_have_every_claim(run: Run) -> None:
    (one,) = told(run, "ties", "River Front", "--as-of", "2024-05-04")

    assert (one["predicate"], one["held"], one["may_hold"]) == ("backed_by", "yes", True)
    assert [c["quote"]["text"] for c in one["said"]] == ["The group, which Norland once armed"]  # type: ignore[attr-defined]
    assert one["said"][0]["report"]["published"] == "2024-05-04"  # type: ignore[index]


def test_ties_of_an_actor_that_only_the_files_know_are_shown_when_asked_for(run: Run) -> None:
    done = run("ties", "quds-force", "--as-of", "2019-06-01", "--knowledge")

    assert "led by Qasem Soleimani · 1998-··-·· to 2020-01-03 · holds · in the knowledge files" in done.stdout
    assert "Soleimani" not in run("ties", "quds-force", "--as-of", "2020-06-01", "--knowledge").stdout


@pytest.mark.parametrize(
    ("day", "words"), [((), "more ties; raise --limit"), (("--as-of", "2019"), "more ties may hold; raise")]
)
def test_of_many_ties_only_the_first_are_shown_and_the_others_counted(
    run: Run, day: tuple[str, ...], words: str
) -> None:
    done = run("ties", "quds-force", "--knowledge", *day, "--format", "jsonl", "--limit", "2")
    every = run("ties", "quds-force", "--knowledge", *day, "--format", "jsonl")

    assert done.stdout.splitlines() == every.stdout.splitlines()[:2]
    assert words in done.stderr


def test_ties_of_nobody_are_refused(run: Run) -> None:
    done = run("ties", "Unheard Of")

    assert done.exit_code == 1
    assert "nobody and nothing called 'Unheard Of'" in done.stderr


def test_the_network_is_that_of_the_newest_report_unless_a_day_is_given(run: Run) -> None:
    assert run("network").stdout.startswith("2024-05-04: ties that hold: 1 surely (●), 0 perhaps (○)")
    assert "○ River Front backed by Norland" in run("network", "--as-of", "2024-05-05").stdout
    assert "1 more ties" in run("network", "--as-of", "2024-05-03").stderr


def test_the_network_as_lines_has_nodes_and_edges(run: Run) -> None:
    assert [(x["kind"], x.get("name")) for x in told(run, "network")] == [
        ("node", "Norland"),
        ("node", "River Front"),
        ("edge", None),
    ]


def test_days_the_wrong_way_round_are_refused(run: Run) -> None:
    done = run("diff", "--from", "2024-12-31", "--to", "2024-12-01")

    assert done.exit_code == 2
    assert "lies after" in done.stderr


def test_a_time_in_which_nothing_changed_gives_nothing(run: Run) -> None:
    assert told(run, "diff", "--from", "2024-01", "--to", "2024-12") == []


def test_a_book_without_dates_asks_for_a_day(run: Run, folder: Path) -> None:
    (folder / "undated.txt").write_text("River Front holds.", encoding="utf-8")
    run("add", "undated.txt", "--book", "undated.sourcebook")
    done = run("network", "--book", "undated.sourcebook")

    assert done.exit_code == 1
    assert "say which day with --as-of" in done.stderr
