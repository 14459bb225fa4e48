"""What do we write in re3d's manner? Passages of our own with that corpus's entities and relations.

re3d's training part has 259 relations, too few to learn from. These passages are written for this project and labelled
by its habits, so that the layer that speaks its language has more to learn from. A quote is an exact part of the text,
"#2" at its end means the second time, as in `training.passages`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sourcebook.encode import labels
from training.examples import Example
from training.passages import BadPassageError, found_at
from training.public import re3d_pieces

FOLDER = Path(__file__).parent / "like_re3d"


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The passages of a file as documents in re3d's own form.

    Raises:
        BadPassageError: one does not hold together; the text names file, passage and quote.
    """
    for passage in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
        try:
            yield _document(passage)
        except (BadPassageError, KeyError, TypeError) as why:
            raise BadPassageError(f"{path}: passage {passage.get('id')!r}: {why}") from why


def examples() -> Iterator[Example]:
    """What the network learns from them."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for document in documents(path):
            yield from re3d_pieces(document)


def _document(passage: dict[str, Any]) -> dict[str, Any]:
    text = passage["text"]
    held: dict[tuple[int, int], str] = {}
    for entity in passage["entities"]:
        if entity["type"] not in labels.RE3D_KINDS:
            raise BadPassageError(f"type {entity['type']!r} is none of {', '.join(labels.RE3D_KINDS)}")
        held[found_at(text, entity["q"])] = entity["type"]
    ties = []
    for tie in passage.get("relations") or []:
        if tie["r"] not in labels.RE3D_TIES[1:]:
            raise BadPassageError(f"relation {tie['r']!r} is none of {', '.join(labels.RE3D_TIES[1:])}")
        ends = [found_at(text, tie[end]) for end in "so"]
        if missing := [text[a:b] for a, b in ends if (a, b) not in held]:
            raise BadPassageError(f"{missing[0]!r} is used but stands not among the entities")
        ties.append({"source": ends[0], "target": ends[1], "type": tie["r"], "confidence": 1.0})
    entities = [{"begin": a, "end": b, "type": kind, "confidence": 1.0} for (a, b), kind in held.items()]
    return {"id": passage["id"], "text": text, "entities": entities, "relations": ties}
