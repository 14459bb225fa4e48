"""Links the claims of new readings to those that may tell the same happening, once and for good.

What is linked depends on the two claims as they were drafted and on the knowledge files alone, never on what else is in
the book, so the links are the same in whatever order reports come. Whether linked claims tell one incident is settled
when the book is asked (`sourcebook.story.book`), with the ties, decisions and judgements of that moment.

One thing hangs on the book: under a key that thousands share a new claim meets only the last ones (`links`).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from sourcebook.knowledge.actor_checks import state_id
from sourcebook.knowledge.actors import actors
from sourcebook.ledger import Entry, Ledger, roles
from sourcebook.ledger.codec import to_json
from sourcebook.ledger.links import Scene, number
from sourcebook.link.overlap import compared
from sourcebook.link.sketch import near, of_wording
from sourcebook.link.wording import Wording
from sourcebook.model.claim import Event, Predicate
from sourcebook.model.where import Place
from sourcebook.story.kin import Tie, kin_of
from sourcebook.story.pairs import likeness
from sourcebook.story.scene import DEGREES, apart, scene_of
from sourcebook.story.told import Told, keys_by_week, told

LINKER = "story.linker/4"
LIKELY = 0.1
"""Likeness from which a pair is linked; far below what makes an incident, since ties of the book may still raise it."""


def link_new(ledger: Ledger, *, report: str | None = None) -> int:
    """Link the claims of every reading that is not linked yet.

    Args:
        ledger: a book that can be written.
        report: id of the only report that is looked at; None for all.

    Returns:
        How many readings were linked.
    """
    waiting = ledger.links.waiting(LINKER, report=report)
    for run in waiting:
        with ledger.at_once():
            _link(ledger, run)
    return len(waiting)


def _link(ledger: Ledger, run: int) -> None:
    _compare_texts(ledger, ledger.links.report_of(run))
    numbers = ledger.links.numbers(run)
    own = ready(ledger.entries(numbers, drafted=True), ledger)
    under = {one.id: {number(key, week=week) for week, key in keys_by_week(one)} for one in own}
    scenes = {one.id: scene_of(one) for one in own}
    likely = [(numbers[a.id], n, score) for a, n, score in _elsewhere(ledger, run, own, under, scenes)]
    likely += [(numbers[a.id], numbers[b.id], likeness(a, b).score) for a, b in combinations(own, 2)]
    ledger.links.put(
        run,
        LINKER,
        spots=((key, numbers[ident]) for ident, held in under.items() for key in held),
        scenes={numbers[ident]: scene for ident, scene in scenes.items()},
        links=(one for one in likely if one[2] >= LIKELY),
    )


def _elsewhere(
    ledger: Ledger, run: int, own: list[Told], under: Mapping[str, set[int]], scenes: Mapping[str, Scene]
) -> Iterator[tuple[Told, int, float]]:
    """A reading's claims with the numbers of other readings' that may tell the same, and how likely it is.

    Of those that meet under a key only those are read that are not apart already by their scenes.
    """
    close: list[tuple[str, int]] = []
    for ident, scene in scenes.items():
        met = ledger.links.meeting(under[ident], scene, degrees=DEGREES)
        close += ((ident, n) for n, other in met.items() if not apart(scene, other))
    theirs = ledger.links.ids({n for _, n in close}, but=run)
    others = {one.id: one for one in ready(ledger.entries(theirs.values(), drafted=True), ledger)}
    mine = {one.id: one for one in own}
    for ident, n in close:
        if n in theirs:
            yield mine[ident], n, likeness(mine[ident], others[theirs[n]]).score


def _compare_texts(ledger: Ledger, report: str) -> None:
    """Look for reports that print the same words, whole or in part."""
    source = ledger.source(report)
    wording = Wording.of(ledger.text(report) or "")
    keys = of_wording(wording).keys
    found = []
    others = [other for other in near(of_wording(wording), ledger.links.holders) if other != report]
    texts = ledger.texts(others) if others and source is not None else {}
    for other in (other for other in others if other in texts):
        shared = compared(wording, Wording.of(texts[other]), ids=(report, other))
        found += [(other, to_json(shared))] if shared.passages else []
    ledger.links.put_overlaps(report, keys, found)


def ready(entries: Iterable[Entry], ledger: Ledger) -> list[Told]:
    """Event claims made ready for comparison with what the knowledge files say alone.

    Args:
        entries: claims; ties among them are left out.
        ledger: the book, for places.
    """
    events = [e for e in entries if isinstance(e.claim.fact, Event)]
    kin = kin_of(known_ties(named(events)))
    places = places_of(events, ledger)
    return [told(e, places, kin) for e in events]


def named(entries: Iterable[Entry]) -> set[str]:
    """Ids of all that events name."""
    return {ident for e in entries for ident in roles.named(e.claim)}


def places_of(entries: Iterable[Entry], ledger: Ledger) -> Mapping[str, Place]:
    """The places that events name, by id."""
    return ledger.places(named(entries))


def known_ties(idents: Iterable[str]) -> list[Tie]:
    """What the knowledge files tie some actors to: bodies above them, leaders, fronts, and the state of an organ.

    Args:
        idents: ids of actors.
    """
    found: list[Tie] = []
    every = actors()
    for ident in sorted(set(idents)):
        entry = every.get(ident)
        if entry is None:
            continue
        found += [(ident, t.predicate, t.other) for t in entry.ties if t.other]
        if entry.state and "state" in entry.kind and state_id(entry.state) != ident:
            found.append((ident, Predicate.OF_STATE, state_id(entry.state)))
    return found
