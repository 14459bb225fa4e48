"""What comparing two books gave, on stdout."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, heading, indented, out, put, say
from sourcebook.export.cell import guarded
from sourcebook.story.incident import Incident, Party
from sourcebook.view.agreeing import Agreement, Aspect, Fit, agreements, kappa
from sourcebook.view.compared import Alone, Comparison, Pairing
from sourcebook.view.incidents import figure_words, many
from sourcebook.view.words import drawn

Names = Mapping[str, str]
_SIDE = ("incident", "type", "day", "place", "doers", "targets", "killed", "words")
COLUMNS = (
    "kind", *(f"a_{c}" for c in _SIDE), *(f"b_{c}" for c in _SIDE), "score", *Aspect, "reasons",
)  # fmt: skip
"""Columns of the CSV."""


def print_comparison(found: Comparison, books: tuple[str, str], names: tuple[Names, ...], form: str) -> None:
    """The figures, then what is matched, missing and extra.

    Args:
        found: the comparison.
        books: how the two are called.
        names: ids to names, of each.
        form: "text", "jsonl" or "csv".
    """
    if form == "text":
        _text(found, books, names)
    elif form == "jsonl":
        json_line(_summary(found, books))
        for row in rows(found, names):
            json_line({name: value for name, value in row.items() if value is not None})
    else:
        writer = csv.DictWriter(sys.stdout, COLUMNS)
        writer.writeheader()
        writer.writerows({n: guarded(v) for n, v in row.items()} for row in rows(found, names))


def rows(found: Comparison, names: Sequence[Names]) -> Iterator[dict[str, Any]]:
    """A row to each match and to each incident without one, by column.

    Args:
        found: the comparison.
        names: ids to names, of each book.
    """
    for pair in found.matched:
        yield _row("matched", names, pair.a, pair.b, pair)
    for alone in found.missing:
        yield _row("missing", names, alone.one, alone.nearest.b if alone.nearest else None, alone.nearest)
    for alone in found.extra:
        yield _row("extra", names, alone.nearest.a if alone.nearest else None, alone.one, alone.nearest)


def _row(
    kind: str, names: Sequence[Names], a: Incident | None, b: Incident | None, pair: Pairing | None
) -> dict[str, Any]:
    sides = [_cells(one, called, side) for one, called, side in zip((a, b), names, "ab", strict=True)]
    fits = {str(aspect): str(fit) for aspect, fit in pair.fits.items()} if pair else {}
    told = {"score": round(pair.score, 3), "reasons": "; ".join(pair.reasons)} if pair else {}
    return dict.fromkeys(COLUMNS) | {"kind": kind} | sides[0] | sides[1] | fits | told


def _cells(one: Incident | None, names: Names, side: str) -> dict[str, str]:
    if one is None:
        return {}
    killed = next((figure_words(f) for field, f in one.tolls.items() if field == "killed"), "")
    values = (
        one.id, str(one.type), drawn(one.when), names[one.where] if one.where else "", _called(one.doers, names),
        _called(one.targets, names), killed, one.entries[0].words,
    )  # fmt: skip
    return {f"{side}_{name}": value for name, value in zip(_SIDE, values, strict=True)}


def _summary(found: Comparison, books: tuple[str, str]) -> dict[str, Any]:
    counts = {"matched": len(found.matched), "missing": len(found.missing), "extra": len(found.extra)}
    shares = {name: getattr(found, name) for name in ("precision", "recall", "f1")}
    fields = {
        str(aspect): {n: getattr(one, n) for n in ("both", "same", "near", "only_a", "only_b", "share")}
        for aspect, one in agreements(p.fits for p in found.matched).items()
    }
    return {
        "kind": "summary", "a": books[0], "b": books[1], **counts, **shares, "kappa_type": _kappa(found),
        "fields": fields,
    }  # fmt: skip


def _kappa(found: Comparison) -> float | None:
    return kappa([(str(p.a.type), str(p.b.type)) for p in found.matched])


def _text(found: Comparison, books: tuple[str, str], names: Sequence[Names]) -> None:
    screen, matched = out(), len(found.matched)
    for name, book, rest in (("A", books[0], len(found.missing)), ("B", books[1], len(found.extra))):
        put(screen, say(f"{name}  {many(matched + rest, 'incident')}  {book}"))
    shares = f"precision {_two(found.precision)}, recall {_two(found.recall)}, F1 {_two(found.f1)}"
    put(screen, say(f"{matched:,} matched: {shares}", "bold"))
    _fields(screen, found)
    for title, some in (("In A alone: missing", found.missing), ("In B alone: extra", found.extra)):
        if some:
            heading(screen, title)
        for alone in some:
            _alone(screen, alone, names[0 if some is found.missing else 1])
    disagree = [p for p in found.matched if Fit.OTHER in p.fits.values()]
    if disagree:
        heading(screen, "In both, and not alike")
    for pair in disagree:
        _differing(screen, pair, names)


def _fields(screen: Console, found: Comparison) -> None:
    heading(screen, "Agreement by field")
    for aspect, one in agreements(p.fits for p in found.matched).items():
        put(screen, Text(f"  {aspect:<8} {_two(one.share):>5}  {_counts(one)}"))
    beyond = _kappa(found)
    if beyond is not None:
        put(screen, Text(f"  type beyond chance (Cohen's kappa): {beyond:.2f}"))


def _counts(one: Agreement) -> str:
    return (
        f"of {one.both:,} told by both {one.same:,} the same, {one.near:,} near; {one.only_a:,} by A alone, "
        f"{one.only_b:,} by B alone"
    )


def _alone(screen: Console, alone: Alone, names: Names) -> None:
    put(screen, _line(alone.one, names))
    indented(screen, say(f"“{alone.one.entries[0].words}”", "italic"))
    indented(screen, say(_why(alone), "dim"))


def _why(alone: Alone) -> str:
    near = alone.nearest
    if near is None:
        return "the other book tells nothing of that kind at that time of anybody or any place named here"
    other = near.b if near.a is alone.one else near.a
    lead = "matched with another that is likelier" if alone.taken else f"likeness {near.score:.2f}"
    return f"nearest {other.id[:9]} ({drawn(other.when)}), {lead}: {'; '.join(near.reasons)}"


def _differing(screen: Console, pair: Pairing, names: Sequence[Names]) -> None:
    fields = ", ".join(str(aspect) for aspect, fit in pair.fits.items() if fit is Fit.OTHER)
    put(screen, say(f"not alike in {fields}; likeness {pair.score:.2f}", "yellow"))
    for mark, one, called in (("A", pair.a, names[0]), ("B", pair.b, names[1])):
        indented(screen, Text(f"{mark} ", style="dim").append_text(_line(one, called)), by=2)


def _line(one: Incident, names: Names) -> Text:
    text = Text(f"{drawn(one.when):<12} ", style="cyan").append(one.type, style="bold")
    text.append(f"  {clean(_called(one.doers, names)) or '?'}")
    text.append(f" → {clean(_called(one.targets, names))}" if one.targets else "")
    text.append(f"  at {clean(names[one.where])}" if one.where else "", style="green")
    for field, figure in one.tolls.items():
        text.append(f"  {figure_words(figure)} {field}", style="red")
    return text.append(f"  {one.id[:9]}", style="dim")


def _called(parties: Sequence[Party], names: Names) -> str:
    return ", ".join(names[p.actor] for p in parties)


def _two(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"
