"""Place names on stdout: a paragraph for people, or JSON lines."""

from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.options import Book, open_book
from sourcebook.cli.paint import clean, out, put, say
from sourcebook.export.interchange import place_out, sense_out
from sourcebook.model.record import Draft
from sourcebook.view.places import Naming, gathered, namings, somewhere

SURE = 0.7  # a probability below which a reading is marked


def print_report(draft: Draft, form: str) -> None:
    """Print the places that a report names.

    Args:
        draft: what the reader made of it.
        form: "text" or "jsonl".
    """
    told = namings(draft.report.text, draft.mentions, {p.id: p for p in draft.places})
    report = draft.report
    title = report.title or report.address or report.text.strip().split("\n", 1)[0][:100]
    _show(told, form, title=title, report=report.id)


def print_book(book: Book, form: str) -> None:
    """Print the places that the reports in a book name, with their number.

    Args:
        book: its file.
        form: "text" or "jsonl".
    """
    with open_book(book) as ledger:
        told = gathered(namings(text, mentions, known) for text, mentions, known in ledger.named_places())
    _show(told, form, title=str(book), report=None)


def _show(told: list[Naming], form: str, *, title: str, report: str | None) -> None:
    if form == "jsonl":
        for naming in told:
            json_line(({"report": report} if report else {}) | _object(naming))
        return
    screen = out()
    put(screen, say(clean(title), "bold"))
    unsure = sum(n.fineness is None for n in told)
    count = "1 place name" if len(told) == 1 else f"{len(told)} place names"
    put(screen, say(f"{count}, {unsure} unresolved" if unsure else count, "dim"))
    for naming in told:
        _line(screen, naming)
    put(screen, Text())


def _line(screen: Console, naming: Naming) -> None:
    text = Text("  ").append(clean(naming.words), style="bold")
    text.append(f" ×{naming.times}" if naming.times > 1 else "", style="dim")
    text.append(f" in {naming.reports} reports" if naming.reports > 1 else "", style="dim")
    place, fineness, sense = naming.place, naming.fineness, naming.sense
    if place is None or fineness is None or place.lat is None:
        text.append("  unresolved", style="yellow")
    else:
        shown = f"{clean(place.name)}, " if place.name != naming.words else ""
        text.append(f"  {shown}{place.kind.replace('_', ' ')}", style="cyan").append(f"  {somewhere(place)}")
        far = f" ±{place.radius_km:g} km" if place.radius_km else ""
        text.append(f"  {place.lat:.3f}, {place.lon:.3f}{far}", style="dim")
        text.append(f"  {fineness.replace('_', ' ')}", style="magenta")
    if sense and sense.score:
        text.append(f"  {sense.score:.0%} sure", style="" if sense.score > SURE else "yellow")
    put(screen, text)
    if sense and sense.reasons and fineness is not None:
        put(screen, Text(f"      {'; '.join(map(clean, sense.reasons))}", style="dim"))
    if sense and sense.others:
        others = "; ".join(
            f"{clean(o.name)} ({o.kind.replace('_', ' ')}, {o.score:.0%})" for o in sense.others
        )
        put(screen, Text(f"      considered: {others}", style="dim"))


def _object(naming: Naming) -> dict[str, Any]:
    place, fineness = naming.place, naming.fineness
    return {
        "words": naming.words,
        "spans": [{"start": s.start, "end": s.end} for s in naming.spans],
        "times": naming.times,
        "reports": naming.reports,
        "place": place_out(place) if place and fineness else None,
        "precision": str(fineness) if fineness else None,
        "ucdp_where_prec": fineness.ucdp if fineness else None,
        "acled_geo_precision": fineness.acled if fineness else None,
        "sense": sense_out(naming.sense) if naming.sense else None,
    }
