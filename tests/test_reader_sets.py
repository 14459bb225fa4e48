"""What the scorers of the reader's benchmarks are given, on invented lines."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sourcebook.encode.labels import RE3D_KINDS

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "predict.py"
TEXT = "Norland's army shelled Dalsa on Monday. President Tarek Haddan met Ana Prieto of the United Nations."


def answers(tmp_path: Path, name: str, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), name, str(source), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_entities_of_re3d_are_spans_of_its_types(tmp_path: Path) -> None:
    (told,) = answers(tmp_path, "re3d", {"id": "a", "text": TEXT})
    found = {(TEXT[e["begin"] : e["end"]], e["type"]) for e in told["entities"]}
    assert ("Monday", "Temporal") in found
    assert any("Tarek" in words and kind == "Person" for words, kind in found)
    assert {kind for _, kind in found} <= set(RE3D_KINDS)


def test_relations_stand_between_the_entities_given(tmp_path: Path) -> None:
    held = [
        {"begin": TEXT.index(words), "end": TEXT.index(words) + len(words), "type": kind}
        for words, kind in (
            ("Norland's army", "Organisation"),
            ("Dalsa", "Location"),
            ("Ana Prieto", "Person"),
        )
    ]
    (told,) = answers(tmp_path, "re3d-rel", {"id": "a", "text": TEXT, "entities": held})
    spans = [[e["begin"], e["end"]] for e in held]
    assert all(r["source"] in spans and r["target"] in spans for r in told["relations"])


def test_a_marked_pair_gets_a_type_also_when_one_side_is_not_marked(tmp_path: Path) -> None:
    both = "<s>Norland</s> condemned <t>Sudria</t> for the attack."
    one = "<s>Norland</s> agreed to hold elections."
    told = answers(tmp_path, "plv", *({"id": m, "text": "…", "marked": m} for m in (both, one)))
    assert told[0]["label"] == "ACCUSE"
    assert told[1]["label"] == "AGREE"


def test_who_does_what_to_whom_is_one_event_in_words_of_the_text(tmp_path: Path) -> None:
    text = "Norland's foreign minister condemned Sudria on Friday, officials said."
    (told,) = answers(tmp_path, "gsr", {"id": "a", "text": text})
    assert told["event"] == "ACCUSE"
    assert any("foreign minister" in s for s in told["sources"])
    assert told["targets"] == ["Sudria"]


def test_what_happened_is_surer_than_what_did_not(tmp_path: Path) -> None:
    yes, no = "The army attacked the town on Monday.", "The army did not attack the town on Monday."
    lines = [
        {
            "id": t,
            "text": t,
            "events": [{"token": 0, "begin": t.index("attack"), "end": t.index("attack") + 6}],
        }
        for t in (yes, no)
    ]
    told = answers(tmp_path, "uds_factuality", *lines)
    assert told[0]["events"][0]["value"] > told[1]["events"][0]["value"] + 1


@pytest.mark.parametrize(
    ("name", "key"), [("plv", "marked"), ("re3d-rel", "entities"), ("uds_factuality", "events")]
)
def test_a_line_without_what_its_set_needs_is_named(tmp_path: Path, name: str, key: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "Nothing."}\n', encoding="utf-8")
    command = [sys.executable, str(SCRIPT), name, str(source), str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "line 1: has no" in done.stderr
    assert key in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
