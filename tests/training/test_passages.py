"""The labelled passages hold together, are as many and as mixed as the model card says, and never in the wheel."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
pytest.importorskip("yaml", reason="PyYAML, which the passages are written in, is not installed")

from training.passages import BadPassageError, Row, compiled, main, passages, tally  # noqa: E402

from training import standoff  # noqa: E402

FILES = sorted((ROOT / "training/passages").glob("*.yaml"))
LABELS = sorted((ROOT / "training/labels").glob("*.jsonl"))
SMALL: Row = {
    "id": "x-1",
    "source": "written for this project",
    "text": "Rebels attacked Dalsa and Dalsa fell.",
    "mentions": [{"q": "Rebels", "kind": "actor"}, {"q": "Dalsa#2", "kind": "place"}],
    "events": [{"t": "attacked", "type": "ASSAULT", "modality": "asserted", "actor": ["Rebels"], "place": "Dalsa#2"}],
    "relations": [{"s": "Rebels", "p": "controls", "o": "Dalsa#2", "modality": "hedged"}],
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_passage_of_a_file_holds_together(path: Path) -> None:
    assert all(row["text"] and row["mentions"] is not None for row in passages(path))


def test_there_are_more_than_sixteen_hundred_passages_and_each_type_and_tie_comes_often() -> None:
    rows = [r for p in FILES for r in passages(p)]
    rows += [r for p in LABELS for r in standoff.lines(p)]
    assert len({r["id"] for r in rows}) == len(rows) >= 1600
    counts = tally(rows)
    assert min(counts["type"].values()) >= 100
    assert min(counts["predicate"].values()) >= 20
    assert min(counts["modality"].values()) >= 100


def test_labels_of_public_texts_hold_none_of_their_words() -> None:
    for path in LABELS:
        for row in standoff.lines(path):
            assert set(row["text"]) <= {"set", "id", "start", "end", "sha256"}
            assert all("text" not in m for m in row["mentions"])


def test_labels_of_public_texts_find_their_words_again() -> None:
    if not standoff.SHARED.joinpath("labelled").is_dir():
        pytest.skip(f"the public texts are not at {standoff.SHARED}")
    for path in LABELS:
        for row in standoff.labelled(path):
            assert all(0 <= m["start"] < m["end"] <= len(row["text"]) for m in row["mentions"])


def test_a_quote_may_say_which_time_it_occurs() -> None:
    row = compiled(SMALL)
    assert row["mentions"][1] == {"start": 26, "end": 31, "kind": "place"}
    assert row["events"][0]["place"] == [1]
    assert row["relations"][0] | {"cue": None} == row["relations"][0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"mentions": [{"q": "Rebel", "kind": "actor"}]}, "'Rebel' occurs 0 times"),
        ({"mentions": [{"q": "Rebels", "kind": "army"}]}, "kind 'army' is none of actor"),
        ({"mentions": [{"q": "Rebels", "kind": "actor", "hue": 1}]}, "unknown keys"),
        ({"events": [{"t": "fell", "type": "FALL", "modality": "asserted"}]}, "type 'FALL' is none of AGREE"),
        ({"events": [{"t": "fell", "type": "ASSAULT", "modality": "sure"}]}, "modality 'sure'"),
        ({"events": [{"t": "fell", "type": "ASSAULT", "modality": "asserted", "actor": ["fell"]}]}, "stands not among"),
        ({"relations": [{"s": "Rebels", "p": "owns", "o": "Dalsa#2"}]}, "predicate 'owns'"),
        ({"mentions": [{"q": "Dalsa#3", "kind": "place"}]}, "occurs 2 times in the text, not 3"),
        ({"mentions": [{"q": " ", "kind": "place"}]}, "a quote is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_passage_is_said(change: Row, why: str) -> None:
    with pytest.raises(BadPassageError, match=why):
        compiled(SMALL | {"events": [], "relations": []} | change)


def test_a_wrong_file_is_named_and_the_others_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "- {id: a, source: s, text: Nothing., mentions: [{q: Some, kind: actor}]}\n", encoding="utf-8"
    )
    assert main([str(bad), str(FILES[0])]) == 1
    said = capsys.readouterr()
    assert "bad.yaml: passage 'a': 'Some' occurs 0 times" in said.err
    assert not said.out.startswith("0 passages")


def test_a_text_set_apart_by_blanks_is_written_as_printed() -> None:
    told = standoff.detokenised('He said : " We wo n\'t go , " and left ( at 5 % ) .')
    assert told == 'He said: "We won\'t go," and left (at 5%).'
