"""The passages in re3d's manner hold together and have relations enough to learn from."""

import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
yaml = pytest.importorskip("yaml", reason="PyYAML, which the passages are written in, is not installed")

from training.like_re3d import FOLDER, documents, examples  # noqa: E402
from training.passages import BadPassageError  # noqa: E402


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_every_passage_of_a_file_holds_together(path: Path) -> None:
    for held in documents(path):
        assert all(held["text"][e["begin"] : e["end"]].strip() for e in held["entities"])


def test_there_are_more_relations_than_the_corpus_itself_has_to_learn_from() -> None:
    every = [d for path in FOLDER.glob("*.yaml") for d in documents(path)]
    counts = Counter(r["type"] for d in every for r in d["relations"])
    assert len({d["id"] for d in every}) == len(every) == 180
    assert sum(counts.values()) >= 2000
    assert min(counts.values()) >= 40
    assert sum(len(e.re3d_ties) for e in examples()) >= 2000


@pytest.mark.parametrize(
    ("entity", "tie", "why"),
    [
        ({"q": "Dalsa", "type": "Town"}, None, "type 'Town' is none of"),
        (
            {"q": "Dalsa", "type": "Location"},
            {"s": "Rebels", "r": "CoLocated", "o": "Dalsa"},
            "'Rebels' is used",
        ),
        ({"q": "Dalsa", "type": "Location"}, {"s": "Dalsa", "r": "Near", "o": "Dalsa"}, "relation 'Near'"),
    ],
)
def test_a_wrong_label_is_named_with_its_passage(
    tmp_path: Path, entity: dict[str, str], tie: dict[str, str] | None, why: str
) -> None:
    held = {
        "id": "x",
        "source": "s",
        "text": "Rebels left Dalsa.",
        "entities": [entity],
        "relations": [tie] if tie else [],
    }
    path = tmp_path / "x.yaml"
    path.write_text(yaml.safe_dump([held]), encoding="utf-8")
    with pytest.raises(BadPassageError, match=f"passage 'x': {why}"):
        list(documents(path))
