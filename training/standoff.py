"""Where are labels kept whose text is not ours? In files that name the text, with its digest and offsets.

python -m training.standoff FILE.yaml ... > labels/FILE.jsonl     turns passages into labels without their words
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from training.passages import Row, passages
from training.public import lines

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[1].parent / "shared"))
"""Where texts of others lie: beside the project."""
_SETS = SHARED / "bench/data/train_only"


class NoTextError(LookupError):
    """A label's text is not there, or is another."""


def detokenised(text: str) -> str:
    """A text whose signs were set apart by blanks, as it was printed."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.;:!?%\)\]}])", r"\1", text)
    text = re.sub(r"([\(\[{$£€#]) ", r"\1", text)
    text = re.sub(r"(\w) ?([’']) ?(s|re|ve|ll|d|m|t)\b(?! ?[’'])", r"\1\2\3", text)
    text = re.sub(r"(\w) n([’'])t\b", r"\1n\2t", text)
    text = re.sub(r"(\w) - (\w)", r"\1-\2", text)
    text = text.replace("“ ", "“").replace(" ”", "”").replace("‘ ", "‘")
    return re.sub(r"\s+", " ", re.sub(r'" ([,.;:!?\)])', r'"\1', _quoted(text))).strip()


def _quoted(text: str) -> str:
    """Straight quotation marks: by turns they open and close."""
    out: list[str] = []
    opened = False
    for part in re.split(r'(\s?"\s?)', text):
        if part.strip() != '"':
            out.append(part)
            continue
        if opened:
            out.append('" ')
        else:
            out.append(' "' if out and out[-1] and not out[-1].endswith(("(", " ")) else '"')
        opened = not opened
    return "".join(out)


def digest(text: str) -> str:
    """What a label says of its text: the first 16 digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _handed() -> dict[str, str]:
    """Texts of passages that were handed to the project with labels, by id."""
    found = {}
    for path in sorted((SHARED / "labelled/passages").glob("public-*.yaml")):
        held = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        )
        found |= {p["id"]: p["text"] for p in held}
    return found


@cache
def _corpus(name: str) -> dict[str, str]:
    path = next(_SETS.glob(f"{name}/train.jsonl*"))
    return {str(row["id"]): row["text"] for row in lines(path)}


def text_of(where: Row) -> str:
    """The text that labels speak of.

    Args:
        where: "set" (labelled, causal_news_corpus or gum_news), "id", and for part of a text "start" and "end".

    Raises:
        NoTextError: it is not there.
    """
    try:
        if where["set"] == "labelled":
            return _handed()[where["id"]]
        text = _corpus(where["set"])[where["id"]]
    except (KeyError, OSError, StopIteration) as why:
        raise NoTextError(
            f"no text {where!r} under {SHARED}; set SOURCEBOOK_SHARED to where the sets lie"
        ) from why
    return detokenised(text[where["start"] : where["end"]] if "start" in where else text)


def bare(row: Row, where: Row) -> Row:
    """A passage without its words."""
    return {"id": row["id"], "source": row["source"], "text": where | {"sha256": digest(row["text"])},
            **{k: row[k] for k in ("mentions", "events", "relations")}}  # fmt: skip


def whole(row: Row) -> Row:
    """A passage with its words again.

    Raises:
        NoTextError: the text is not there, or its digest is another.
    """
    text = text_of(row["text"])
    if digest(text) != row["text"]["sha256"]:
        raise NoTextError(f"the text of {row['id']} is not the one that was labelled: {row['text']!r}")
    return row | {"text": text}


def labelled(path: Path) -> Iterator[Row]:
    """Passages of a file of labels, with their words."""
    for row in lines(path):
        yield whole(row)


def _where(row: Row) -> Row:
    ident: str = row["id"]
    if ident in _handed():
        return {"set": "labelled", "id": ident}
    if ident.startswith("cnc-"):
        return {"set": "causal_news_corpus", "id": ident.removeprefix("cnc-")}
    return _in_gum(ident, row["text"])


def _in_gum(ident: str, text: str) -> Row:
    _, name, start = ident.split("-")
    doc = f"GUM_news_{name}"
    held = _corpus("gum_news")[doc]
    for end in range(int(start) + len(text) - 5, len(held) + 1):
        if detokenised(held[int(start) : end]) == text:
            return {"set": "gum_news", "id": doc, "start": int(start), "end": end}
    raise NoTextError(f"{ident}: its words are not in {doc}")


def main(paths: Sequence[str]) -> None:
    """Print labels without words."""
    for path in paths:
        for row in passages(Path(path)):
            told: dict[str, Any] = bare(row, _where(row))
            print(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1:])
