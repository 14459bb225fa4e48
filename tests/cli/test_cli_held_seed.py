"""What the questions about time answer on the seed report, which lives beside the project, and the samples."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sourcebook.cli import main
from sourcebook.samples import sample_paths

ROOT = Path(__file__).parents[2]
SEED = Path(os.environ.get("SOURCEBOOK_SHARED", ROOT.parent / "shared")) / "gold" / "report.txt"
if not SEED.is_file():
    pytest.skip(f"the seed report is not at {SEED}", allow_module_level=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "seed.sourcebook"
    for words in ([str(SEED), "--published", "2024-12"], [str(p) for p in sample_paths()]):
        subprocess.run(
            [sys.executable, "-m", "sourcebook", "add", *words, "--book", str(path)],
            check=True,
            capture_output=True,
        )
    return path


def lines(book: Path, *words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, [*words, "--book", str(book), "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def ends(tie: dict[str, Any]) -> tuple[str, str, str]:
    return tie["subject"]["name"], tie["predicate"], tie["object"]["name"]


def edges(book: Path, *words: str) -> dict[tuple[str, str, str], str]:
    return {ends(x): x["held"] for x in lines(book, "network", *words) if x["kind"] == "edge"}


QUDS = ("Quds Force", "led_by", "Qasem Soleimani")


def test_the_network_of_2019_has_soleimani_leading_the_quds_force_and_that_of_2020_has_not(
    book: Path,
) -> None:
    assert edges(book, "--as-of", "2019-06-01")[QUDS] == "unknown"
    assert edges(book, "--as-of", "2019-06-01", "--knowledge")[QUDS] == "yes"
    assert QUDS not in edges(book, "--as-of", "2020-06-01")
    assert QUDS not in edges(book, "--as-of", "2020-06-01", "--knowledge")


def test_december_names_the_fall_of_the_government_on_its_day(book: Path) -> None:
    changed = lines(book, "diff", "--from", "2024-12-07", "--to", "2024-12-31")
    falls = [
        c for c in changed for e in c["claims"][:1] if "regime_fell" in e.get("event", {}).get("mode", ())
    ]

    assert [(c["when"]["edtf"], c["dated"]) for c in falls] == [("2024-12-08", True)]
    assert any("Assad government" in e["name"] for e in falls[0]["entities"])


def test_december_names_the_halt_of_attacks_with_its_speaker(book: Path) -> None:
    words = ["diff", "--from", "2024-12-07", "--to", "2024-12-31", "--book", str(book)]
    shown = CliRunner().invoke(main, words).stdout

    assert "The New Arab says" in next(x for x in shown.splitlines() if "halted their attacks on Israel" in x)


def test_a_pull_back_that_was_possible_is_confirmed(book: Path) -> None:
    changed = lines(book, "diff", "--from", "2024-12-06", "--to", "2024-12-31")
    quotes = [[e["quote"]["text"] for e in c["claims"]] for c in changed if c["change"] == "confirmed"]

    assert any("withdrew" in new and "may pull back" in old for new, old, *_ in quotes)


def test_diff_can_be_narrowed_to_somebody(book: Path) -> None:
    words = ("diff", "--from", "2024-12-07", "--to", "2024-12-31")
    some, every = lines(book, *words, "Syrian Democratic Forces"), lines(book, *words)

    assert 0 < len(some) < len(every)
    assert all("syrian-democratic-forces" in {e["id"] for e in c["entities"]} for c in some)
