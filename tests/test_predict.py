"""What the scorers of published benchmarks are given."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "predict.py"
LINES = [
    {
        "id": "a",
        "text": "The mill burnt on Monday.",
        "date": "2024-12-11",
        "domain": "mill.example",
        "title": "Mill",
    },
    {"id": "b", "text": "It burnt in 1920. The next year it ran.", "dct": "2024-12-11T08:00:00"},
    {"id": "c", "text": "Nothing."},
]
PREDICTED = [
    {"id": "a", "timexes": [{"start": 18, "end": 24, "type": "DATE", "value": "2024-12-09"}]},
    {
        "id": "b",
        "timexes": [
            {"start": 12, "end": 16, "type": "DATE", "value": "1920"},
            {"start": 18, "end": 31, "type": "DATE", "value": "1921"},
        ],
    },
    {"id": "c", "timexes": []},
]


def predict(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_dates_gives_one_line_for_each_line(tmp_path: Path, name: str) -> None:
    data = "\n".join(map(json.dumps, LINES)).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)

    done = predict("dates", tmp_path / name, tmp_path / "out.jsonl")

    assert done.returncode == 0, done.stderr
    out = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in out.splitlines()] == PREDICTED


def test_what_goes_to_a_packed_file_is_packed(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(LINES[0]), encoding="utf-8")

    predict("dates", tmp_path / "in.jsonl", tmp_path / "out.jsonl.gz")

    assert json.loads(gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes())) == PREDICTED[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: is no JSON"),
        ("[1]", "line 2: is no JSON object; write"),
        ('{"id": "b"}', "line 2: has no text under 'text'; add it, or take the line out"),
        ('{"text": "b"}', "line 2: has no text under 'id'"),
        ('{"id": "b", "text": "", "date": "Monday"}', "write the date as 2024-12-08, or leave it out"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "in.jsonl").write_text(f"{json.dumps(LINES[0])}\n{line}\n", encoding="utf-8")

    done = predict("dates", tmp_path / "in.jsonl", tmp_path / "out.jsonl")

    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = predict("dates", tmp_path / "missing.jsonl", tmp_path / "out.jsonl")

    assert done.returncode == 1
    assert "missing.jsonl: No such file" in done.stderr


PAIRS = """id,name_a,name_b,note
1,Kataib Hezbollah,Kataeb Hizbullah,x
2,Syrian Free Army,Free Syrian Army,x
3,United States,"United States of America",x
4,Deir ez-Zor,Dayr az-Zawr,x
5,Niger,Nigeria,x
"""


def test_aliases_says_of_each_pair_whether_it_is_one_actor(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(PAIRS, encoding="utf-8")

    done = predict("aliases", tmp_path / "in.csv", tmp_path / "out.csv")

    assert done.returncode == 0, done.stderr
    out = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert out.splitlines() == ["id,same_actor", "1,1", "2,0", "3,1", "4,1", "5,0"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("id,name_a\n1,x\n", "no column 'name_b'"), ("id,name_a,name_b\n1,x,\n", "line 2: lacks a name")],
)
def test_pairs_that_lack_something_are_refused_and_nothing_is_written(
    tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")

    done = predict("aliases", tmp_path / "in.csv", tmp_path / "out.csv")

    assert done.returncode == 1
    assert words in done.stderr
    assert not (tmp_path / "out.csv").exists()
