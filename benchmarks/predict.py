"""Predictions for benchmarks, one JSON object or one row a line.

    python benchmarks/predict.py dates IN.jsonl[.gz] OUT.jsonl[.gz]
    python benchmarks/predict.py toponyms IN.jsonl[.gz] OUT.jsonl[.gz]
    python benchmarks/predict.py aliases IN.csv OUT.csv
    python benchmarks/predict.py re3d|re3d-rel|gsr|plv|polnear|uds_factuality IN.jsonl OUT.jsonl [--adapted]
    python benchmarks/predict.py ecbplus IN.jsonl OUT.jsonl

`aliases` says of pairs of names whether they are one actor's: IN has the columns id, name_a, name_b, OUT id and
same_actor (1 or 0), in the same order.

The last two lines' sets are the reader's benchmarks, read through the weights that ship: IN is what the kit's
`score.py strip` prints, OUT what it scores. With --adapted, `plv` and `polnear` go through a thin adapter that is
fitted on their training part over the shipped encoder (see adapters.py); `polnear` has no other way. Neither has
`ecbplus`, which says of the mentions given which are of one happening (see event_coreference.py): it looks at all
documents of IN together, so OUT depends on which stand there, though not on their order.

For the others each line of IN has `id` and `text`, and if known `date` or `dct` (the publication date); OUT has one
line for each, in the same order. `dates` gives TIMEX3 annotations: {"id", "timexes": [{"start", "end", "type",
"value"}]}. `toponyms` gives {"id", "toponyms": [{"start", "end", "lat"?, "lon"?, "geonameid"?}]}: of the spans under
`toponyms` in IN ([{"start", "end"}]), or of those that the reader finds itself when IN has none; `domain` or `url`
tells the outlet. Offsets count code points, the end is excluded. A report without a day of publication, or one whose
own dates tell a history, is read as a history.
"""

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import reader_sets
from aliases import BadPairsError, decide, pairs
from toponyms import geonames_id, named_countries, outlet_of_document

from sourcebook.errors import DateProblem, SourcebookError
from sourcebook.find.dates.timex import timexes
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.text import MentionKind, Report
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.places import resolve_places
from sourcebook.resolve.wording import parent_after
from sourcebook.stages import read

DAY = len("2024-12-08")


class BadLineError(ValueError):
    """A line of IN that cannot be used; its text says which, why, and what to do."""


def dates(line: dict[str, Any]) -> dict[str, Any]:
    """TIMEX3 annotations of one report."""
    found = timexes(line["text"], published=published(line))
    return {"timexes": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found]}


def toponyms(line: dict[str, Any]) -> dict[str, Any]:
    """Places of the spans given, or of the place names that the reader finds."""
    spans = line.get("toponyms")
    if spans is None:
        return {"toponyms": found_toponyms(line)}
    text = line["text"]
    for span in spans:
        if not (isinstance(span, dict) and _offsets(span, text)):
            raise BadLineError(f'has the toponym {span!r}; write {{"start": 0, "end": 5}}, within the text')
    queries = [
        PlaceQuery(text=text[s["start"] : s["end"]], parent=parent_after(text, s["end"])) for s in spans
    ]
    meant = resolve_places(
        queries, gazetteer=gazetteer(), countries=named_countries(text), outlet=outlet_of_document(line)
    )
    return {
        "toponyms": [
            {"start": s["start"], "end": s["end"], **_point(place)}
            for s, place in zip(spans, meant, strict=True)
        ]
    }


def _offsets(span: dict[str, Any], text: str) -> bool:
    start, end = span.get("start"), span.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)


def _point(place: Place | None) -> dict[str, Any]:
    if place is None or place.lat is None:
        return {}
    return {"lat": place.lat, "lon": place.lon, "geonameid": geonames_id(place)}


def found_toponyms(line: dict[str, Any]) -> list[dict[str, Any]]:
    """Place names and countries as the reader finds and resolves them."""
    address = line.get("url") or (f"https://{line['domain']}/" if line.get("domain") else None)
    report = Report(text=line["text"], title=line.get("title"), published=published(line), address=address)
    try:
        draft = read(report)
    except SourcebookError as why:
        raise BadLineError(f"cannot be read: {why}") from why
    places = {p.id: p for p in draft.places}
    lands = {a.id: places.get(f"place:{(a.state or '').lower()}") for a in draft.actors if a.kind == "state"}
    told = []
    for m in draft.mentions:
        place = places.get(m.entity or "") or lands.get(m.entity or "")
        if m.kind is MentionKind.PLACE or place:
            told.append({"start": m.span.start, "end": m.span.end, **_point(place)})
    return told


def _adapted(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The way through an adapter, which asks for scikit-learn and is imported when it is taken."""

    def way(line: dict[str, Any]) -> dict[str, Any]:
        import adapters  # noqa: PLC0415 - nothing else here needs what it imports

        told: dict[str, Any] = getattr(adapters, name)(line)
        return told

    return way


COMMANDS: dict[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], str]] = {
    "dates": (dates, "TIMEX3 annotations of date expressions"),
    "toponyms": (toponyms, "places of place names"),
    "re3d": (reader_sets.entities_and_ties, "entities and relations of re3d"),
    "re3d-rel": (reader_sets.ties, "relations of re3d between the entities given"),
    "gsr": (reader_sets.who_does_what, "who does what to whom, in PLOVER's types"),
    "plv": (reader_sets.pair_type, "PLOVER type of a marked pair"),
    "uds_factuality": (reader_sets.factuality, "how sure each happening is"),
    "polnear": (_adapted("polnear"), "who says what in which words, through an adapter"),
}
ADAPTED = {"plv": _adapted("plv"), "polnear": COMMANDS["polnear"][0]}
"""Ways through an adapter that is fitted on a set's training part; the first call fits it, which takes minutes."""
NEEDS = {"re3d-rel": ("entities", list), "plv": ("marked", str), "uds_factuality": ("events", list)}
"""What else a line of a set must hold."""


def published(line: dict[str, Any]) -> When | None:
    """The publication date of a line, under either of its names.

    Raises:
        BadLineError: there is one that cannot be read.
    """
    said = line.get("date") or line.get("dct")
    if said is None:
        return None
    try:
        return When.parse(str(said)[:DAY], ground=Ground.STATED)
    except DateProblem as why:
        raise BadLineError(f"{why}; write the date as 2024-12-08, or leave it out") from why


def opened(path: Path, mode: str) -> TextIO:
    """A file of text, packed when its name ends in .gz."""
    if path.suffix == ".gz":
        return gzip.open(path, f"{mode}t", encoding="utf-8")
    return path.open(mode, encoding="utf-8")


def predictions(
    path: Path, predict: Callable[[dict[str, Any]], dict[str, Any]], needs: tuple[str, type] | None = None
) -> Iterator[str]:
    """Lines of OUT for the lines of a file.

    Args:
        path: IN.
        predict: from a line to what is said of it.
        needs: what a line must hold besides id and text, and of which type.

    Raises:
        BadLineError: a line cannot be used; the text begins with its number.
    """
    with opened(path, "r") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = _object(raw)
                if needs and not isinstance(line.get(needs[0]), needs[1]):
                    raise BadLineError(  # noqa: TRY301 - the line's number is added below
                        f"has no {needs[1].__name__} under {needs[0]!r}; write what `score.py strip` does"
                    )
                yield json.dumps({"id": line["id"], **predict(line)}, ensure_ascii=False)
            except BadLineError as why:
                raise BadLineError(f"line {number}: {why}") from why


def ecbplus(source: Path) -> Iterator[str]:
    """Lines of OUT for a file of documents whose mentions are known; all are read before any is answered.

    Raises:
        BadLineError: a line cannot be used; the text begins with its number.
    """
    import event_coreference  # noqa: PLC0415 - nothing else here needs what it imports

    lines = [json.loads(raw) for raw in predictions(source, _with_mentions, ("mentions", list))]
    for line, told in zip(lines, event_coreference.clusters(lines), strict=True):
        yield json.dumps({"id": line["id"], "clusters": told}, ensure_ascii=False)


def _with_mentions(line: dict[str, Any]) -> dict[str, Any]:
    """What is read of a document: its text and its mentions."""
    for m in line["mentions"]:
        where = isinstance(m, dict) and {"start": m.get("begin"), "end": m.get("end")}
        if not (where and _offsets(where, line["text"]) and isinstance(m.get("id"), str)):
            raise BadLineError(
                f'has the mention {m!r}; write {{"id": "a_1", "begin": 0, "end": 5}}, within the text'
            )
    return {"text": line["text"], "mentions": line["mentions"]}


def _object(raw: str) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except json.JSONDecodeError as why:
        raise BadLineError(f"is no JSON ({why}); write one object a line") from why
    if not isinstance(line, dict):
        raise BadLineError('is no JSON object; write {"id": ..., "text": ...}')
    for key in ("id", "text"):
        if not isinstance(line.get(key), str):
            raise BadLineError(f"has no text under {key!r}; add it, or take the line out")
    return line


def predict_aliases(source: Path, out: Path) -> None:
    """Decisions for a file of pairs.

    Raises:
        BadPairsError: a column or name is missing; nothing is written then.
    """
    done = list(decide(pairs(source)))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "same_actor"))
        writer.writerows(done)


def predict_lines(command: str, source: Path, out: Path, *, adapted: bool = False) -> None:
    """Predictions for a file of JSON lines.

    Raises:
        BadLineError: a line cannot be used; nothing is written then.
    """
    if command == "ecbplus":
        done = list(ecbplus(source))
    else:
        way = ADAPTED[command] if adapted else COMMANDS[command][0]
        done = list(predictions(source, way, NEEDS.get(command)))
    with opened(out, "w") as file:
        file.writelines(f"{line}\n" for line in done)


def main() -> None:
    """Read, predict, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        {n: words for n, (_, words) in COMMANDS.items()}
        | {"ecbplus": "which mentions are of one happening, across documents", "aliases": "one actor or two"}
    ).items():
        part = parts.add_parser(name, help=words)
        part.add_argument("input", type=Path, metavar="IN")
        part.add_argument("output", type=Path, metavar="OUT")
        if name in ADAPTED:
            part.add_argument(
                "--adapted", action="store_true", help="through the adapter, which is fitted first"
            )
    asked = parser.parse_args()
    try:
        if asked.command == "aliases":
            predict_aliases(asked.input, asked.output)
        else:
            predict_lines(asked.command, asked.input, asked.output, adapted=getattr(asked, "adapted", False))
    except BadPairsError as why:
        sys.exit(str(why))
    except BadLineError as why:
        sys.exit(f"{asked.input}, {why}")
    except UnicodeDecodeError as why:
        sys.exit(f"{asked.input}: is not UTF-8 ({why}); save it as UTF-8")
    except OSError as why:
        sys.exit(f"{why.filename or asked.input}: {why.strerror or why}")


if __name__ == "__main__":
    main()
