"""What do people write and read? Labelled passages in YAML, checked, and turned into offsets.

    python -m training.passages FILE.yaml ...        checks, and counts

A quote is an exact part of its passage's text; "#2" at its end means the second time that it occurs there as words of
its own. What is wrong is named with file, passage and quote.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from sourcebook.encode import labels

ROLES = labels.ROLES[1:10]
_EVENT = {
    "t",
    "type",
    "mode",
    "modality",
    "phase",
    "speaker",
    "cue",
    "mark",
    "killed",
    "wounded",
    "same",
    *ROLES,
}
_MENTION = {"q", "kind", "head", "ref"}
_RELATION = {"s", "p", "o", "cue", "modality", "speaker"}
_NTH = re.compile(r"(.*?)#(\d+)", re.DOTALL)
Row = dict[str, Any]


class BadPassageError(ValueError):
    """A passage that does not hold together."""


def passages(path: Path) -> Iterator[Row]:
    """The passages of a file, with offsets.

    Raises:
        BadPassageError: one does not hold together; the text names file, passage and quote.
    """
    held = (
        yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        or []
    )
    seen: set[str] = set()
    for passage in held:
        name = passage.get("id") if isinstance(passage, dict) else passage
        try:
            row = compiled(passage)
        except (BadPassageError, KeyError, TypeError) as why:
            raise BadPassageError(f"{path}: passage {name!r}: {why}") from why
        if name in seen:
            raise BadPassageError(f"{path}: passage {name!r} stands there twice")
        seen.add(row["id"])
        yield row


def compiled(passage: Row) -> Row:
    """One passage with offsets in place of quotes.

    Raises:
        BadPassageError: a quote, label or key is not what it must be.
    """
    text = passage["text"]
    row: Row = {"id": passage["id"], "source": passage["source"], "text": text}
    row["mentions"] = [_mention(text, m) for m in passage.get("mentions") or []]
    at = {(m["start"], m["end"]): n for n, m in enumerate(row["mentions"])}

    def mention(quote: object) -> int:
        span = found_at(text, str(quote))
        if span not in at:
            raise BadPassageError(f"{quote!r} is used but stands not among the mentions")
        return at[span]

    row["events"] = [_event(text, e, mention) for e in passage.get("events") or []]
    row["relations"] = [_relation(text, r, mention) for r in passage.get("relations") or []]
    return row


def _mention(text: str, m: Row) -> Row:
    _keys(m, _MENTION, "mention")
    _one_of(m["kind"], labels.KINDS, "kind")
    out = _span(text, m["q"]) | {"kind": m["kind"]}
    out |= {"head": m["head"]} if m.get("head") else {}
    return out | ({"ref": _span(text, m["ref"])} if m.get("ref") else {})


def _event(text: str, e: Row, mention: Any) -> Row:  # noqa: ANN401 - a function from a quote to its index
    _keys(e, _EVENT, "event")
    _one_of(e["type"], labels.TYPES, "type")
    _one_of(e["modality"], labels.MODALITIES, "modality")
    _one_of(e.get("phase") or "", labels.PHASES, "phase")
    out: Row = {"trigger": _span(text, e["t"])} | {
        k: e.get(k) for k in ("type", "mode", "modality", "phase", "same")
    }
    for role in ROLES:
        said = e.get(role) or []
        out[role] = [mention(q) for q in (said if isinstance(said, list) else [said])]
    return out | {
        k: _span(text, e[k]) if e.get(k) else None for k in ("speaker", "cue", "mark", "killed", "wounded")
    }


def _relation(text: str, r: Row, mention: Any) -> Row:  # noqa: ANN401 - a function from a quote to its index
    _keys(r, _RELATION, "relation")
    _one_of(r["p"], labels.PREDICATES[1:], "predicate")
    _one_of(r.get("modality", "asserted"), labels.MODALITIES, "modality")
    out: Row = {"subject": mention(r["s"]), "predicate": r["p"], "object": mention(r["o"])}
    out["modality"] = r.get("modality", "asserted")
    return out | {k: _span(text, r[k]) if r.get(k) else None for k in ("cue", "speaker")}


def _keys(held: Row, known: set[str], what: str) -> None:
    if extra := set(held) - known:
        raise BadPassageError(
            f"{what} {held!r} has unknown keys {sorted(extra)}; known: {', '.join(sorted(known))}"
        )


def _one_of(said: object, known: Sequence[str], what: str) -> None:
    if said not in known:
        raise BadPassageError(f"{what} {said!r} is none of {', '.join(k for k in known if k)}")


def _span(text: str, quote: object) -> Row:
    start, end = found_at(text, str(quote))
    return {"start": start, "end": end}


def found_at(text: str, quote: str) -> tuple[int, int]:
    """Where a quote stands in a text.

    Args:
        text: the passage.
        quote: an exact part of it; "#2" at its end means the second time.

    Raises:
        BadPassageError: it does not stand there so often.
    """
    numbered = _NTH.fullmatch(quote)
    want, nth = (numbered[1], int(numbered[2])) if numbered else (quote, 1)
    if not want.strip():
        raise BadPassageError("a quote is empty")
    left = r"(?<!\w)" if want[0].isalnum() else ""
    right = r"(?!\w)" if want[-1].isalnum() else ""
    hits = [m.span() for m in re.finditer(left + re.escape(want) + right, text)]
    if len(hits) < nth:
        raise BadPassageError(f"{want!r} occurs {len(hits)} times in the text, not {nth}")
    return hits[nth - 1]


def tally(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """How often each label occurs, by layer."""
    found = {k: Counter[str]() for k in ("kind", "type", "mode", "modality", "phase", "role", "predicate")}
    for row in rows:
        found["kind"].update(m["kind"] for m in row["mentions"])
        for e in row["events"]:
            for layer in ("type", "mode", "modality", "phase"):
                found[layer].update([e[layer]] if e[layer] else [])
            found["role"].update({role: len(e[role]) for role in ROLES})
            found["role"].update(r for r in ("speaker", "cue", "mark", "killed", "wounded") if e[r])
        found["predicate"].update(r["predicate"] for r in row["relations"])
    return found


def main(paths: Sequence[str]) -> int:
    """Check files and count what is in them; 1 when one is wrong."""
    rows: list[Row] = []
    wrong = 0
    for path in paths:
        try:
            rows += passages(Path(path))
        except (BadPassageError, OSError, yaml.YAMLError) as why:
            wrong += 1
            print(why, file=sys.stderr)
    print(f"{len(rows)} passages")
    for layer, counts in tally(rows).items():
        print(f"{layer}: {', '.join(f'{k} {n}' for k, n in counts.most_common())}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
