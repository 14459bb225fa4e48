"""Links the claims of new readings to those that may tell the same happening, once and for good.

What is linked depends on the two claims as they were drafted and on the knowledge files alone, never on what else is in
the book, so the links are the same in whatever order reports come. Whether linked claims tell one incident is settled
when the book is asked (`sourcebook.story.book`), with the ties, decisions and judgements of that moment.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from sourcebook.knowledge.actor_checks import state_id
from sourcebook.knowledge.actors import actors
from sourcebook.ledger import Entry, Ledger
from sourcebook.ledger.codec import to_json
from sourcebook.ledger.links import number
from sourcebook.ledger.roles import parties
from sourcebook.link.overlap import compared
from sourcebook.link.sketch import near, of_wording
from sourcebook.link.wording import Wording
from sourcebook.model.claim import Event, Predicate
from sourcebook.model.where import Place
from sourcebook.story.kin import Tie, kin_of
from sourcebook.story.pairs import likeness
from sourcebook.story.told import Told, keys, told

LINKER = "story.linker/2"
LIKELY = 0.1
"""Likeness from which a pair is linked; far below what makes an incident, since ties of the book may still raise it."""


def link_new(ledger: Ledger) -> int:
    """Link the claims of every reading that is not linked yet.

    Args:
        ledger: a book that can be written.

    Returns:
        How many readings were linked.
    """
    waiting = ledger.links.waiting(LINKER)
    for run in waiting:
        _link(ledger, run)
    return len(waiting)


def _link(ledger: Ledger, run: int) -> None:
    _compare_texts(ledger, ledger.links.report_of(run))
    numbers = ledger.links.numbers(run)
    own = ready(ledger.entries(numbers, drafted=True), ledger)
    under = {one.id: {number(key) for key in keys(one)} for one in own}
    met = ledger.links.meeting({key for held in under.values() for key in held}, but=run)
    theirs = {ident: n for _, ident, n in met}
    others = {one.id: one for one in ready(ledger.entries(theirs, drafted=True), ledger)}
    here: dict[int, list[Told]] = {}
    for one in own:
        for key in under[one.id]:
            here.setdefault(key, []).append(one)
    pairs = {(one.id, ident): one for key, ident, _ in met if ident in others for one in here[key]}
    likely = [(a, b, likeness(one, others[b]).score) for (a, b), one in pairs.items()]
    likely += [(a.id, b.id, likeness(a, b).score) for a, b in combinations(own, 2)]
    number_of = theirs | numbers
    links = [(number_of[a], number_of[b], score) for a, b, score in likely if score >= LIKELY]
    spots = ((key, numbers[ident]) for ident, held in under.items() for key in held)
    ledger.links.put(run, LINKER, spots=spots, links=links)


def _compare_texts(ledger: Ledger, report: str) -> None:
    """Look for reports that print the same words, whole or in part."""
    source = ledger.source(report)
    wording = Wording.of(ledger.text(report) or "")
    keys = of_wording(wording).keys
    found = []
    for other in near(of_wording(wording), ledger.links.holders):
        if source is not None and other != report:
            shared = compared(wording, Wording.of(ledger.text(other) or ""), ids=(report, other))
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
    return {ident for e in entries for _, ident in parties(e.claim)}


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
