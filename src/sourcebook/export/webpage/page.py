"""The page: what happened, who is tied to whom, and which reports say so; no script, and no request to anywhere."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from sourcebook.asof.network import Network, network
from sourcebook.export.record import Record
from sourcebook.export.webpage.drawing import drawing
from sourcebook.export.webpage.limit import cited, hold, hold_ties
from sourcebook.export.webpage.told import Told
from sourcebook.export.webpage.words import safe, said
from sourcebook.story.incident import Incident
from sourcebook.view.incidents import many

_HALF_A_YEAR = 180  # days; what spans more has no month
_UNDATED = "No date"


def lines(record: Record) -> Iterator[str]:
    """The page, piece by piece.

    Args:
        record: what is exported.

    Raises:
        ExportError: it is more than a page may hold.
    """
    hold(record)
    told, incidents = Told(record), list(record.incidents())
    found = _network(record)
    hold_ties(found)
    reports = list(cited(record, incidents, found, record.sources()))
    yield from _head(record)
    yield _summary(incidents, found, len(reports))
    yield from _timeline(incidents, told)
    yield from _tied(found, record, told)
    yield '<section aria-labelledby="reports"><h2 id="reports">Reports</h2><ul class="reports">\n'
    yield from map(told.source, reports)
    yield "</ul></section>\n</main></body></html>\n"


def _head(record: Record) -> Iterator[str]:
    style = (files(__package__) / "style.css").read_text(encoding="utf-8")
    proof = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{proof}'; base-uri 'none'; form-action 'none'"
    title = f"What the reports of {_name(record)} tell"
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>{safe(title)}</title><style>{style}</style></head>\n"
        f"<body><main><header><h1>{said(title)}</h1>\n"
    )


def _name(record: Record) -> str:
    address = str(record.ledger.path)
    return "a book" if "://" in address else Path(address).stem


def _summary(incidents: list[Incident], found: Network | None, reports: int) -> str:
    ties = f", {many(len(found.edges), 'tie')} on {found.day}" if found else ""
    return (
        f"<p>{many(len(incidents), 'incident')}{ties}, {many(reports, 'report')}. Each line opens to the words that "
        "say it. What a program drafted and nobody has judged bears no mark of acceptance: it may be wrong.</p>\n"
        '<nav aria-label="Contents"><a href="#timeline">Timeline</a> <a href="#network">Network</a> '
        '<a href="#reports">Reports</a></nav></header>\n'
    )


def _timeline(incidents: Iterable[Incident], told: Told) -> Iterator[str]:
    yield '<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>\n'
    count = 0
    for month, some in groupby(incidents, key=_month):
        yield f"<h3>{month}</h3>\n"
        for one in some:
            count += 1
            yield from told.incident(one)
    yield "</section>\n" if count else "<p>Nothing that is told lies in what was asked for.</p></section>\n"


def _month(one: Incident) -> str:
    """The month in which it began, or of what only a year is known the year."""
    day = (one.when.first or one.when.last) if one.when else None
    if day is None:
        return _UNDATED
    days = one.when.closed if one.when else None
    return f"{day:%Y}" if days and (days[1] - days[0]).days > _HALF_A_YEAR else f"{day:%Y-%m}"


def _network(record: Record) -> Network | None:
    """The ties of the day that is asked as of, else of that of the newest report."""
    days = (d for w in record.ledger.published() if (d := w.last or w.first))
    day: date | None = record.as_of or max(days, default=None)
    count = record.count
    found = network(record.ties(), day) if day else None
    record.count = count  # the file is counted by its incidents
    return found


def _tied(found: Network | None, record: Record, told: Told) -> Iterator[str]:
    yield '<section aria-labelledby="network"><h2 id="network">Network</h2>\n'
    if found is None or not found.edges:
        yield "<p>No tie that is told held on that day.</p></section>\n"
        return
    yield f"<p>Who was tied to whom on {found.day}, or may have been.</p>\n"
    yield from drawing(found, record)
    yield "<h3>The ties in words</h3>\n"
    for edge in found.edges:
        yield from told.tie(edge)
    yield "</section>\n"
