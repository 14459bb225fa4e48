"""In which order? The stages of the reader, as a tuple that anyone can read, and `read`, which runs them."""

from pathlib import Path

from sourcebook.draft.events import Seen, draft_events
from sourcebook.draft.fill import Dated
from sourcebook.draft.relations import draft_relations
from sourcebook.find.dates import find_dates
from sourcebook.find.found import How
from sourcebook.find.groups import find_groups
from sourcebook.find.kinds import tell_kinds
from sourcebook.find.names import find_names
from sourcebook.find.tolls import find_tolls
from sourcebook.find.weapons import find_weapons
from sourcebook.model.record import Draft
from sourcebook.model.text import Document, Mention, MentionKind, Report
from sourcebook.parse import parse
from sourcebook.resolve.who import resolve

STAGES = (
    "parse/1",
    "find.names/1",
    "find.groups/1",
    "find.dates/1",
    "find.tolls/1",
    "find.weapons/1",
    "resolve.who/1",
    "draft.events/1",
    "draft.relations/1",
)
READER = "rules/1"


def read(report: Report, *, project: Path | None = None) -> Draft:
    doc = parse(report)
    names = tell_kinds(doc, find_names(doc, project), project)
    groups = find_groups(doc, names)
    dates = find_dates(report.text, published=report.published)
    cast = resolve(doc, names, groups, report.id, project)
    seen = Seen(dates=dated(doc, dates), tolls=find_tolls(doc), weapons=find_weapons(doc))
    claims = draft_events(doc, cast, seen, report.id, project)
    claims += draft_relations(doc, cast, claims, report.id, project)
    mentions = [Mention(span=doc.span(f.first, f.last), kind=f.kind, entity=e) for f, e in cast.mentions]
    mentions += dates
    return Draft(
        report=report,
        actors=tuple(cast.actors.values()),
        places=tuple(cast.places.values()),
        mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        claims=tuple(claims),
        reader=READER,
    )


def dated(doc: Document, dates: list[Mention]) -> list[Dated]:
    import bisect

    out = []
    for m in dates:
        first = bisect.bisect_right(doc.start, m.span.start) - 1
        last = bisect.bisect_left(doc.start, m.span.end) - 1
        first = max(first, 0)
        head = next(
            (t for t in range(first, last + 1) if not first <= doc.head[t] <= last or doc.head[t] == t), first
        )
        out.append(Dated(mention=m, first=first, last=last, head=head))
    return out
