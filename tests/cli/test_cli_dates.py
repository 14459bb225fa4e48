import json
from pathlib import Path

import pytest

from standin import Run

TEXT = (
    "The bridge fell on 3 May 2024, two days after the ferry stopped. It will be rebuilt on Friday. "
    "Six years ago, in May 2016, it was blown up. Since 3 May nobody crosses it now, every morning is quiet, "
    "and the garrison has waited for two weeks. In 480 BC a Persian army came this way."
)


@pytest.fixture
def bridge(folder: Path) -> str:
    (folder / "bridge.txt").write_text(TEXT, encoding="utf-8")
    return "bridge.txt"


def objects(run: Run, *words: str) -> list[dict[str, object]]:
    done = run("dates", *words, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_expression_has_a_row_with_its_interval_and_from_what_it_was_counted(
    run: Run, bridge: str
) -> None:
    done = run("dates", bridge, "--published", "2024-05-08")
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]

    assert rows[1] == "2024-05-08 · read as news · 10 expressions"
    assert "19–29 3 May 2024 2024-05-03 day stated 2024-05-03 DATE 2024-05-03 –" in rows
    assert "87–93 Friday 2024-05-10 day relative 2024-05-10 DATE 2024-05-10 publication" in rows
    assert any(row.endswith("DATE 2024-05-03 the same day elsewhere") for row in rows)
    assert any(row.endswith("every morning – – – – SET XXXX-XX-XXTMO –") for row in rows)
    assert any(row.endswith("480 BC – – – – DATE BC0480 –") for row in rows)


def test_a_clash_stands_at_the_end_of_its_row(run: Run, bridge: str) -> None:
    done = run("dates", bridge, "--published", "2024-05-08")

    clashes = [line for line in done.stdout.splitlines() if "! 'Six years ago'" in line]
    assert len(clashes) == 2


def test_json_lines_give_offsets_into_the_report(run: Run, bridge: str) -> None:
    found = objects(run, bridge, "--published", "2024-05-08")

    assert [TEXT[slice(int(str(x["start"])), int(str(x["end"])))] for x in found] == [
        x["text"] for x in found
    ]
    assert found[0] | {"report": ""} == {
        "report": "",
        "address": "bridge.txt",
        "read_as": "news",
        "start": 19,
        "end": 29,
        "text": "3 May 2024",
        "first": "2024-05-03",
        "last": "2024-05-03",
        "precision": "day",
        "ground": "stated",
        "edtf": "2024-05-03",
        "type": "DATE",
        "value": "2024-05-03",
        "counted_from": "itself",
        "clash": None,
    }


def test_without_a_day_of_publication_the_report_is_read_as_a_history(run: Run, bridge: str) -> None:
    assert {x["read_as"] for x in objects(run, bridge)} == {"history"}


def test_a_report_that_cannot_be_read_is_named_and_the_others_are_shown(run: Run, bridge: str) -> None:
    done = run("dates", "missing.txt", bridge)

    assert done.exit_code == 0
    assert "missing.txt: " in done.stderr
    assert "3 May 2024" in done.stdout


def test_it_ends_with_1_when_nothing_could_be_read(run: Run) -> None:
    done = run("dates", "missing.txt")

    assert done.exit_code == 1
    assert "no report could be read" in done.stderr
