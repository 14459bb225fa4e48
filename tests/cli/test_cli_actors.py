import json
from pathlib import Path

import pytest

import drafts
import strangers
from sourcebook.cli import main
from sourcebook.cli.actors import actors as group
from sourcebook.knowledge.actor_entry import entries_of
from sourcebook.knowledge.actor_files import read_folder
from sourcebook.knowledge.actors import actors
from sourcebook.ledger import Ledger
from sourcebook.model.actor import ActorKind
from standin import Run

ATTACK = "attacked the Joint River Command at dawn"
NOOR, NOUR, COMMAND = "harakat-an-noor", "harakat-al-nour", "joint-river-command"
THIRD = strangers.third().report.id
pytestmark = pytest.mark.usefixtures("strange")


@pytest.fixture
def strange(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book with three reports, where commands look for it, and an analyst."""
    monkeypatch.setenv("SOURCEBOOK_BY", "amal")
    strangers.book(folder / "book.sourcebook").close()


def done(run: Run, *words: str) -> str:
    """What a command says on stderr when it succeeds."""
    out = run("actors", *words)
    assert out.exit_code == 0, out.output
    return out.stderr


def refused(run: Run, *words: str, code: int = 1) -> str:
    out = run("actors", *words)
    assert out.exit_code == code, out.output
    assert out.stdout == ""
    return out.stderr


def objects(run: Run, *words: str) -> list[dict[str, object]]:
    out = run(*words, "--format", "jsonl")
    assert out.exit_code == 0, out.output
    return [json.loads(line) for line in out.stdout.splitlines()]


def who(run: Run, name: str) -> dict[str, object]:
    return objects(run, "who", name)[0]


def test_review_lists_pairs_and_new_names_with_reasons_and_sentences(run: Run) -> None:
    out = run("actors", "review").stdout

    for words in (
        "Which may be one (1)",
        "Harakat al-Nour (armed group of IQ)  is  Harakat an-Noor (armed group)",
        f"{NOUR}+{NOOR}",
        "one name in two independent reports",
        "»Harakat al-Nour« said on Sunday that it had nothing to do with the raid.",
        "Who is new",
        "Joint River Command  state body  3 times in 3 reports, 3 independent",
        "Fighters of Harakat an-Noor attacked the »Joint River Command« at dawn.  The Daily, 2024-05-04",
    ):
        assert words in out


def test_review_gives_the_same_as_json_lines(run: Run) -> None:
    found = objects(run, "actors", "review")

    assert [(x["proposal"], x["id"]) for x in found[:2]] == [("merge", f"{NOUR}+{NOOR}"), ("actor", COMMAND)]
    assert all(x["sentences"] for x in found)


def test_review_shows_at_most_so_many_of_each(run: Run) -> None:
    assert [x["proposal"] for x in objects(run, "actors", "review", "--limit", "1")] == ["merge", "actor"]
    assert "Who is new (1 of 3)" in run("actors", "review", "--limit", "1").stdout


def test_review_ranks_known_names_that_come_near(run: Run, folder: Path) -> None:
    near = drafts.Actor(id="kataib-hizbolla", name="Kataib Hizbolla of Ostby", kind=ActorKind.ARMED_GROUP)
    with Ledger.open(folder / "book.sourcebook") as ledger:
        ledger.keep(strangers.told("Fourth Hand", "Kataib Hizbolla of Ostby left.", near))

    found = {x["id"]: x for x in objects(run, "actors", "review")}
    shown = [n["id"] for n in found["kataib-hizbolla"]["near"]]  # type: ignore[attr-defined]
    assert "kataib-hezbollah" in shown


def test_an_accepted_pair_is_one_in_every_answer(run: Run) -> None:
    said = done(run, "accept", f"{NOUR}+{NOOR}")

    assert "decision 1: harakat-al-nour is harakat-an-noor" in said
    assert who(run, "Harakat al-Nour")["id"] == NOOR
    assert len(objects(run, "claims", "--actor", "Harakat al-Nour")) == 3
    timeline = objects(run, "timeline", "--actor", NOUR)
    assert [x["actor"] for x in timeline] == [["Harakat an-Noor"]]
    assert "Harakat al-Nour" not in run("export", "--to", "csv").stdout.replace("Harakat al-Nour ", "")


def test_merge_takes_names_and_undo_takes_it_back(run: Run) -> None:
    before = run("claims", "--format", "jsonl").stdout
    done(run, "merge", "Harakat an-Noor", "Harakat al-Nour", "--by", "badr", "--note", "two spellings")
    merged = run("claims", "--format", "jsonl").stdout
    done(run, "undo")

    assert merged != before
    assert run("claims", "--format", "jsonl").stdout == before
    assert [(d["ruling"], d["by"], d["undone"]) for d in objects(run, "actors", "log")] == [
        ("merge", "badr", 2),
        ("undo", "amal", None),
    ]


def test_undo_without_a_number_goes_back_step_by_step(run: Run) -> None:
    done(run, "accept", COMMAND)
    done(run, "reject", "person-odd-berg")

    assert "taken back: decision 2" in done(run, "undo")
    assert "taken back: decision 1" in done(run, "undo")
    assert "nothing to undo" in refused(run, "undo")


def test_a_merge_across_a_warning_is_refused_and_names_the_warning(run: Run) -> None:
    said = refused(run, "merge", "River Front", "Front of the River")

    assert "Front of the River is not River Front, says the knowledge files" in said
    assert "--overrule" in said
    done(run, "merge", "River Front", "Front of the River", "--overrule", "a cover name")
    assert who(run, "River Front")["id"] == "front-of-the-river"
    assert "a warning was overruled: a cover name" in run("actors", "log").stdout


def test_distinct_wants_a_reason_and_stops_the_proposal(run: Run) -> None:
    assert "say why" in refused(run, "distinct", NOOR, NOUR, code=2)
    done(run, "distinct", NOOR, NOUR, "--note", "two valleys")

    assert [x for x in objects(run, "actors", "review") if x["proposal"] == "merge"] == []
    assert "two valleys" in refused(run, "merge", NOOR, NOUR)
    assert "not to be confused with Harakat al-Nour" in run("who", NOOR).stdout


def test_a_split_report_goes_to_a_new_actor(run: Run) -> None:
    said = done(run, "split", "Joint River Command", "--report", THIRD[:6], "--to", "Southern River Command")

    assert "in 1 report joint-river-command is southern-river-command" in said
    assert [x["report"]["id"] for x in objects(run, "claims", "--actor", "Southern River Command")] == [THIRD]  # type: ignore[index]
    assert THIRD not in {x["report"]["id"] for x in objects(run, "claims", "--actor", COMMAND)}  # type: ignore[index]


def test_a_name_that_two_bear_after_a_split_is_refused_with_both(run: Run) -> None:
    done(run, "split", COMMAND, "--report", THIRD, "--to", "Southern River Command")

    said = refused(run, "accept", "Joint River Command")
    assert f"{COMMAND}  Joint River Command" in said
    assert "southern-river-command  Southern River Command" in said


def test_a_split_by_name_counts_the_reports_that_it_moves(run: Run, folder: Path) -> None:
    with Ledger.open(folder / "book.sourcebook") as ledger:
        ledger.keep(strangers.told("Fourth Hand", "RF won the cup at home.", strangers.RIVERS))

    said = done(run, "split", "river-front", "--called", "RF", "--to", "Rowing Federation")
    assert "in 1 report river-front is rowing-federation" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("split", COMMAND, "--to", "X"), "say where"),
        (("split", COMMAND, "--report", "0", "--called", "RF", "--to", "X"), "one of the two"),
        (("accept", COMMAND, "--state", "Norland"), "no ISO 3166-1"),
        (("accept", COMMAND, "--kind", "ship"), "'ship' is not one of"),
        (("accept", f"{NOUR}+{NOOR}", "--kind", "party"), "a pair is accepted as it is"),
    ],
)
def test_a_misused_command_says_what_to_write(run: Run, words: tuple[str, ...], said: str) -> None:
    assert said in refused(run, *words, code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept", "nobody"), "no actor called 'nobody'"),
        (("accept", "harakat"), "did you mean Harakat al-Nour (harakat-al-nour), Harakat an-Noor"),
        (("merge", NOOR, "nobody"), "no actor called 'nobody'"),
        (("split", COMMAND, "--report", "zz", "--to", "X"), "beginning of no report"),
        (("split", COMMAND, "--called", "Nobody", "--to", "X"), "nothing to split"),
        (("split", COMMAND, "--report", THIRD, "--to", "…"), "no Latin letters"),
        (("undo", "9"), "there is no decision 9"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_what_to_do(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(run, *words)
    assert objects(run, "actors", "log") == []


def test_an_actor_of_the_knowledge_files_that_no_report_names_can_be_merged_into(run: Run) -> None:
    done(run, "merge", NOOR, "Kataib Hezbollah")

    merged = who(run, "Harakat an-Noor")
    assert (merged["id"], merged["name"]) == ("kataib-hezbollah", actors()["kataib-hezbollah"].name)
    assert merged["known"] is True


def test_rejected_actors_are_not_proposed_again(run: Run) -> None:
    done(run, "reject", COMMAND, "Odd Berg", f"{NOUR}+{NOOR}", "--note", "not now")

    assert [x["id"] for x in objects(run, "actors", "review")] == [NOOR, NOUR]
    assert "rejected as no actor by amal" in run("who", COMMAND).stdout


def test_nothing_to_decide_is_said_on_stderr(run: Run, folder: Path) -> None:
    path = folder / "other.sourcebook"
    Ledger.open(path).close()
    out = run("actors", "review", "--book", path)

    assert (out.exit_code, out.stdout) == (0, "")
    assert "nothing to decide" in out.stderr


def test_an_accepted_actor_shows_who_accepted_it(run: Run) -> None:
    done(run, "accept", COMMAND, "--name", "River Command", "--kind", "coalition", "--state", "NO")

    out = run("who", "River Command").stdout
    assert out.startswith("River Command  coalition  accepted by amal\n  also called Joint River Command\n")
    assert "River Command" in run("timeline").stdout


def test_an_accepted_actor_can_be_written_as_a_knowledge_file(run: Run, folder: Path) -> None:
    done(run, "accept", "Odd Berg", "--name", "Odd Berg Jr", "--state", "NO", "--into", "levant")

    entry = entries_of(read_folder(folder / "levant").raw)["person-odd-berg"]
    assert (entry.name, entry.kind, entry.state) == ("Odd Berg Jr", ActorKind.PERSON, "NO")
    assert [(n.text, n.strong) for n in entry.names] == [
        ("Odd Berg Jr", True),
        ("Berg", False),
        ("Odd Berg", True),
    ]
    assert entry.sources == ("Southern Star, 2024-05-04", "The Daily, 2024-05-04")
    assert "person-odd-berg" in actors(folder / "levant")


def test_a_knowledge_file_is_never_overwritten_and_nothing_is_decided_then(run: Run, folder: Path) -> None:
    done(run, "accept", COMMAND, "--into", "levant")
    path = folder / "levant/actors/joint-river-command.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")

    assert "is there already" in refused(run, "accept", COMMAND, "--into", "levant")
    assert path.read_text(encoding="utf-8").endswith("# mine\n")
    assert len(objects(run, "actors", "log")) == 1


@pytest.mark.parametrize(
    ("name", "said"), [("River Front", "stands in the knowledge files already"), ("r1@gunmen", "has no name")]
)
def test_a_known_actor_and_one_that_is_only_described_are_not_written(
    run: Run, folder: Path, name: str, said: str
) -> None:
    gunmen = drafts.Actor(id="r1@gunmen", name="gunmen", kind=ActorKind.UNIDENTIFIED)
    with Ledger.open(folder / "book.sourcebook") as ledger:
        ledger.keep(strangers.told("Fourth Hand", "Some gunmen left.", gunmen))

    assert said in refused(run, "accept", name, "--into", "levant")
    assert objects(run, "actors", "log") == []


def test_a_file_that_would_not_hold_together_is_refused_before_anything_is_decided(run: Run) -> None:
    said = refused(run, "accept", COMMAND, "--name", "Kataib Hezbollah", "--into", "levant")

    assert "is a strong name of" in said
    assert objects(run, "actors", "log") == []


def test_the_login_name_stands_in_for_who_decides(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCEBOOK_BY")
    monkeypatch.setattr("getpass.getuser", lambda: "nour")
    done(run, "accept", COMMAND)

    assert objects(run, "actors", "log")[0]["by"] == "nour"


def test_without_a_login_name_it_is_asked_who_decides(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.delenv("SOURCEBOOK_BY")
    monkeypatch.setattr("getpass.getuser", nobody)

    assert "say who decides" in refused(run, "accept", COMMAND, code=2)


def test_decisions_are_not_made_in_a_book_that_is_not_there(run: Run, folder: Path) -> None:
    assert "there is no book" in refused(run, "accept", COMMAND, "--book", "none.sourcebook")
    assert not (folder / "none.sourcebook").exists()


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_of_the_group_has_help_with_examples(run: Run, name: str) -> None:
    shown = run("actors", name, "--help").output

    assert main.commands["actors"] is group
    assert f"sourcebook actors {name}" in shown
