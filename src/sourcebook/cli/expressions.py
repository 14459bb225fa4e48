"""Date expressions of a report on stdout: a table for people, or JSON lines."""

from typing import Any

from rich.text import Text

from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, out, put, say
from sourcebook.find.dates import Dates
from sourcebook.find.dates.timex import Timex, annotated
from sourcebook.model.text import Report
from sourcebook.model.when import When

_HEADINGS = ("offsets", "words", "interval", "precision", "ground", "EDTF", "TIMEX3", "counted from")
_FROM = {
    "itself": "–",
    "publication": "publication",
    "nearby": "a date nearby",
    "same_day": "the same day elsewhere",
    "known": "a day known by its name",
}


def print_dates(report: Report, dates: Dates, form: str) -> None:
    """Print the date expressions of a report on stdout.

    Args:
        report: the report.
        dates: what was read in it.
        form: "text" or "jsonl".
    """
    found = annotated(report.text, dates)
    if form == "jsonl":
        for timex in found:
            json_line(_object(report, timex, dates))
    else:
        _table(report, found, dates)


def _when(timex: Timex) -> When | None:
    return timex.dated.when if timex.dated else None


def _basis(timex: Timex) -> str | None:
    return str(timex.dated.basis) if timex.dated and timex.dated.basis else None


def _object(report: Report, timex: Timex, dates: Dates) -> dict[str, Any]:
    when = _when(timex)
    return {
        "report": report.id,
        "address": report.address,
        "read_as": "history" if dates.history else "news",
        "start": timex.start,
        "end": timex.end,
        "text": report.text[timex.start : timex.end],
        "first": when.first.isoformat() if when and when.first else None,
        "last": when.last.isoformat() if when and when.last else None,
        "precision": str(when.precision) if when else None,
        "ground": str(when.ground) if when else None,
        "edtf": when.edtf if when else None,
        "type": timex.type,
        "value": timex.value,
        "counted_from": _basis(timex),
        "clash": when.clash if when else None,
    }


def _table(report: Report, found: list[Timex], dates: Dates) -> None:
    screen = out()
    title = report.title or report.address or report.text.strip().split("\n", 1)[0][:100]
    put(screen, say(clean(title), "bold"))
    published = report.published.edtf if report.published else "no date of publication"
    how = "a history, whose dates are counted from one another" if dates.history else "news"
    count = "1 expression" if len(found) == 1 else f"{len(found)} expressions"
    put(screen, say(f"{published} · read as {how} · {count}", "dim"))
    lines = [_HEADINGS, *(_cells(report, timex) for timex in found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for n, line in enumerate(lines if found else ()):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        text = Text("  ".join(padded).rstrip(), style="" if n else "dim")
        when = _when(found[n - 1]) if n else None
        put(screen, text.append(f"  ! {clean(when.clash)}", style="red") if when and when.clash else text)
    put(screen, Text())


def _cells(report: Report, timex: Timex) -> tuple[str, ...]:
    when = _when(timex)
    told = ("–", "–", "–", "–")
    if when:
        days = f"{when.first or '··'} to {when.last or '··'}"
        interval = str(when.first) if when.first == when.last else days
        told = (interval, str(when.precision), str(when.ground), when.edtf)
    words = clean(report.text[timex.start : timex.end])
    counted = _FROM[_basis(timex) or "itself"]
    return (f"{timex.start}–{timex.end}", words, *told, f"{timex.type} {timex.value}", counted)
