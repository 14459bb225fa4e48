"""Growing: a world takes in new reports without being put together anew.

What new reports bring changes the incidents that their claims belong to; those that name somebody of whom they say more
than was known; those of people and bodies that stand for each other since; and those whose words were printed first
elsewhere, as it turns out. All others stay as they are.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from secrets import token_hex

from sourcebook.ledger.since import Added
from sourcebook.review.kept import Kept
from sourcebook.review.shown import Since, since
from sourcebook.review.world.built import Built, Line, counted, kin_told, reports_of
from sourcebook.review.world.lines import IncidentLine, tie_line
from sourcebook.story.kin import Tie
from sourcebook.story.linker import known_ties


def growth(built: Built, kept: Kept) -> Since | None:
    """What a world has to take in to be that of a later version; None when it must be put together anew.

    Args:
        built: the world.
        kept: the later version of the book.
    """
    later = since(kept.shown, built.growth)
    same = later is not None and kept.story.newsrooms == built.newsrooms  # origins hang on them
    return later if same else None


def grow(built: Built, kept: Kept, later: Since) -> None:
    """Have a world take in what came since.

    Args:
        built: the world; afterwards that of the later version.
        kept: the later version of the book.
        later: what came since.
    """
    ledger, everybody = kept.shown.ledger, built.everybody
    counts = counted(kept.entries)
    told = everybody.renew(ledger, later.added.entities, counts)
    everybody.add(ledger, counts)
    elsewhere = set(_retold(built, kept, told, later.added))
    _renew_reports(built, kept)
    _, put = built.exchange(kept, later.touched | elsewhere)
    lines: list[Line] = [*put, *_renew_ties(built, kept)]
    built.enter(ledger, lines)
    built.build, built.base = token_hex(8), len(everybody.at)
    built.version, built.growth = kept.shown.version, kept.shown.growth


def _retold(built: Built, kept: Kept, told: AbstractSet[str], added: Added) -> Iterator[str]:
    """Claims that were known before and whose incidents may be others now."""
    kin = kin_told(kept.entries)
    names = told | _near(kin ^ built.kin, {*kin, *built.kin, *known_ties(built.everybody.at)})
    built.kin = kin
    copies = kept.story.sharing(added.reports)
    for line in list(built.lines.by_id.values()):
        if isinstance(line, IncidentLine):
            shared = len(line.claims) > 1 and not copies.isdisjoint(line.reports)
            if shared or not names.isdisjoint(line.named):
                yield from line.claims


def _near(changed: AbstractSet[Tie], every: AbstractSet[Tie]) -> set[str]:
    """Those for whom others may stand since some ties changed: their ends, and whom ties lead to from there.

    Two steps are enough: `kin_of` looks no further than from a name to its bearer, his kin, and their names.
    """
    near = {end for tie in changed for end in (tie[0], tie[2])}
    for _ in range(2) if near else ():
        near |= {end for t in every if t[0] in near or t[2] in near for end in (t[0], t[2])}
    return near


def _renew_reports(built: Built, kept: Kept) -> None:
    before = list(built.report_at)
    built.reports, at = reports_of(kept)
    built.report_at.clear()
    built.report_at.update(at)
    built.pieces.renew(built.reports, moved=built.reports.id[: len(before)] != before)


def _renew_ties(built: Built, kept: Kept) -> list[Line]:
    """Exchange the ties over time that are others now."""
    spans = {span.id: span for span in kept.gathered.ties}
    lines: list[Line] = [
        tie_line(span)
        for ident, span in spans.items()
        if ident in built.patched or built.spans.get(ident) != span
    ]
    for ident in (built.spans.keys() | built.patched) - spans.keys():
        built.drop(ident)
    for line in lines:
        built.put(line)
    built.spans, built.patched = spans, set()
    return lines
