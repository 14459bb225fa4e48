"""Reach, hinges and posture on a book of the seed report, which lives beside the project, and of the samples."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli import main
from sourcebook.samples import sample_paths

ROOT = Path(__file__).parents[2]
SEED = Path(os.environ.get("SOURCEBOOK_SHARED", ROOT.parent / "shared")) / "gold" / "report.txt"
MILITIAS = "Iran-backed militias in Iraq"

if not SEED.is_file():
    pytest.skip(f"the seed report is not at {SEED}", allow_module_level=True)


class Books(dict[str, str]):
    """Books by name, each made when first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> str:
        reports = {"seed": [SEED], "both": [SEED, *sample_paths()]}[name]
        path = self._folder / name
        asked_for = ["add", *map(str, reports), "--published", "2024-12", "--book", str(path)]
        done = CliRunner().invoke(main, asked_for)
        assert done.exit_code == 0, done.output
        self[name] = str(path)
        return str(path)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A book of the seed report alone ("seed"), and one of it and the samples ("both")."""
    return Books(tmp_path_factory.mktemp("books"))


def asked(book: str, *words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(main, [*words, "--book", book, "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(book: str, *words: str) -> str:
    done = CliRunner().invoke(main, [*words, "--book", book])
    return done.output


@pytest.mark.parametrize("book", ["seed", "both"])
def test_without_the_crossing_the_militias_lose_what_lies_beyond_it(books: Books, book: str) -> None:
    rows = asked(books[book], "reach", MILITIAS, "--without", "Albukamal")
    lost = {r["name"]: r for r in rows if r["kind"] == "hop" and r["lost"]}
    kept = {r["name"] for r in rows if r["kind"] == "hop" and not r["lost"]}

    assert {"eastern Syria", "Middle Euphrates River Valley"} <= lost.keys()
    assert {"Iraq", "Al Qaim"} <= kept
    assert all(r["claims"] for r in lost.values())
    assert any("could no longer operate in Iraq" in str(r["words"]) for r in rows if r["kind"] == "said_lost")


def test_the_text_shows_each_hop_with_its_words(books: Books) -> None:
    out = said(books["seed"], "reach", MILITIAS, "--without", "Albukamal")

    assert "→ eastern Syria" in out
    assert "“The Iranian-backed militias ended up in eastern Syria via Albukamal”" in out
    assert "The New Arab says" in out


@pytest.mark.parametrize("book", ["seed", "both"])
def test_the_militias_attack_then_increase_then_halt(books: Books, book: str) -> None:
    rows = [r for r in asked(books[book], "posture", MILITIAS, "Israel") if not r["possibly"]]

    assert [r["move"] for r in rows] == ["attack", "increase", "halt"]
    assert rows[-1]["speaker"] == "The New Arab"


def test_a_posture_is_drawn_as_a_lane(books: Books) -> None:
    out = said(books["seed"], "posture", MILITIAS, "Israel").splitlines()

    assert [line.split()[1] if "no date" not in line else line.split()[2] for line in out[::2]] == [
        "···│···●·",
        "···│····●",
        "··●│·····",
    ]


def test_hinges_name_sponsors_and_crossings_and_no_person(books: Books) -> None:
    rows = asked(books["seed"], "hinges")
    ends = {str(e["name"]) for r in rows for e in r["ends"]}  # type: ignore[attr-defined]

    assert {"Iran", "Albukamal"} <= ends
    assert ends.isdisjoint({"Qasem Soleimani", "Abu Mahdi al-Muhandis"})
    assert "without it" in said(books["seed"], "hinges")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("reach", MILITIAS, "--without", "Abu Mahdi al-Muhandis"), "is a person"),
        (("reach", "Abu Mahdi al-Muhandis"), "follows nobody about"),
        (("reach", MILITIAS, "--without", MILITIAS.replace("Iran-", "Iranian-")), "is the actor asked about"),
        (("reach", "nobody at all"), "no actor called"),
        (("reach", MILITIAS, "--without", "nowhere at all"), "to go without"),
        (("reach", MILITIAS, "--without", "Israel"), "may be any of these"),
    ],
)
def test_what_cannot_be_answered_is_refused(books: Books, words: tuple[str, ...], answer: str) -> None:
    done = CliRunner().invoke(main, [*words, "--book", books["seed"]])

    assert done.exit_code == 1
    assert answer in done.stderr
