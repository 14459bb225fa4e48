import json
import shutil
from pathlib import Path

import pytest

from sourcebook.encode.weights import CARD, FOLDER, GRAPH, HEADS, VOCABULARY, WeightsError, load, name


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "weights"
    shutil.copytree(FOLDER, folder)
    return folder


def test_the_shipped_weights_are_whole_and_at_most_fifty_megabytes() -> None:
    assert load(FOLDER).name == name()
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) <= 50_000_000


@pytest.mark.parametrize("file", [GRAPH, HEADS, VOCABULARY])
def test_a_damaged_file_is_refused_by_name(copy: Path, file: str) -> None:
    (copy / file).write_bytes((copy / file).read_bytes()[:-1] + b"?")
    with pytest.raises(WeightsError, match=rf"{file} is damaged.*install the package again"):
        load(copy)


@pytest.mark.parametrize("file", [GRAPH, HEADS, VOCABULARY])
def test_a_missing_file_is_refused_by_name(copy: Path, file: str) -> None:
    (copy / file).unlink()
    with pytest.raises(WeightsError, match=rf"{file} is not there"):
        load(copy)


@pytest.mark.parametrize(("key", "value"), [("format", 99), ("labels", "of another time")])
def test_weights_of_another_version_are_refused(copy: Path, key: str, value: object) -> None:
    card = json.loads((copy / CARD).read_text(encoding="utf-8"))
    (copy / CARD).write_text(json.dumps(card | {key: value}), encoding="utf-8")
    with pytest.raises(WeightsError, match=rf"{CARD}.*{card['name']}.*this version reads"):
        load(copy)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": 3}', "{"])
def test_a_card_that_says_nothing_is_refused(copy: Path, text: str) -> None:
    (copy / CARD).write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match=CARD):
        load(copy)
    assert name(copy) is None


def test_without_a_folder_there_are_no_weights(tmp_path: Path) -> None:
    assert name(tmp_path / "none") is None
    with pytest.raises(WeightsError, match="is not there"):
        load(tmp_path / "none")
