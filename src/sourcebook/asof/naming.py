"""Of whom the columns of a book must tell, so that they tell of some ties all that they would tell when whole.

A tie's answer hangs on claims about it, on happenings that turn it, on the ties that rival it, and on those that tell
who belongs together. Each is found by somebody who is named in it, and by its predicate or type of event.
"""

from collections.abc import Collection, Iterable, Iterator

import numpy as np

from sourcebook.asof.bearing import rivalled, rivals
from sourcebook.asof.closing import KIN
from sourcebook.asof.coded import PREDICATES, both_ways, distinct, of_predicates
from sourcebook.asof.columns import Ties
from sourcebook.asof.conflicts import ONE_OBJECT, ONE_SUBJECT
from sourcebook.asof.held_many import Flags, Ints
from sourcebook.asof.transitions import PASSAGES, RULES, Part, Rule
from sourcebook.ledger.bearing import Pair
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType, Predicate

_MAKING = tuple(sorted({str(rule.type) for rule in RULES if rule.makes}))


def making(idents: Collection[str]) -> set[Pair]:
    """What proves ties of somebody by itself.

    Args:
        idents: ids of actors and places.
    """
    return {(ident, what) for ident in idents for what in _MAKING}


def beside(ties: Ties, which: Ints) -> set[Pair]:
    """What tells of every tie that rivals some.

    Args:
        ties: all that are known of by now.
        which: places of those that are wanted.
    """
    wanted = _flags(ties, which)
    found = set(_with(ties, np.flatnonzero(rivalled(ties, wanted, ONE_OBJECT)), ties.subject))
    return found | set(_with(ties, np.flatnonzero(rivalled(ties, wanted, ONE_SUBJECT)), ties.object))


def turning(ties: Ties, which: Ints) -> set[Pair]:
    """What may turn some ties and their rivals, and what bears on how they are turned.

    Args:
        ties: all that are known of by now.
        which: places of those that are wanted; their rivals are known of, too, or do not matter.
    """
    wanted = _flags(ties, which)
    wanted |= rivals(ties, wanted)
    found = {pair for rule in RULES if not rule.makes for pair in _by_rule(ties, wanted, rule)}
    holders = _idents(ties, ties.subject[_of(ties, wanted, Predicate.CONTROLS)])
    found |= {(one, what) for one in holders for what in (*map(str, KIN), *_MAKING)}
    posts = _idents(ties, ties.object[_of(ties, wanted, Predicate.HOLDS_OFFICE)])
    found |= {(one, str(Predicate.OFFICE_OF)) for one in posts}
    if len(_of(ties, wanted, Predicate.CONNECTS, Predicate.ADJOINS)):
        found |= {(mode, str(EventType.TRANSITION)) for mode in PASSAGES}
    return found


def _flags(ties: Ties, which: Ints) -> Flags:
    wanted = np.zeros(len(ties.codes), bool)
    wanted[which] = True
    return wanted


def _of(ties: Ties, wanted: Flags, *predicates: Predicate) -> Ints:
    return np.flatnonzero(wanted & of_predicates(ties.predicate, predicates))


def _idents(ties: Ties, numbers: Ints) -> list[str]:
    return [ties.columns.words[n] for n in distinct(numbers).tolist()]


def _with(ties: Ties, which: Ints, end: Ints) -> Iterator[Pair]:
    """Ends of ties with their predicates, and with the happenings that prove such ties."""
    for ident in _idents(ties, end[which]):
        yield from ((ident, what) for what in _MAKING)
    words = ties.columns.words
    for place in which.tolist():
        yield words[end[place]], str(PREDICATES[ties.predicate[place]])


def _by_rule(ties: Ties, wanted: Flags, rule: Rule) -> Iterable[Pair]:
    """Who must have a part in a happening that turns one of some ties by a rule."""
    near = _of(ties, wanted, *rule.ties)
    ends = ties.object if rule.subject in (Part.ANY, Part.OTHERS) else ties.subject
    ways = near[both_ways(ties.predicate[near])]
    named = _idents(ties, np.concatenate([ends[near], ties.subject[ways], ties.object[ways]]))
    if rule.kinds is not None:
        kinds = zip(named, ties.kinds(named), strict=True)
        named = [ident for ident, kind in kinds if (kind or ActorKind.OTHER) in rule.kinds]
    return ((ident, str(rule.type)) for ident in named)
