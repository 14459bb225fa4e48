"""Which claims bear on some ties: on their marks, on what rivals them, and on who counts as another."""

from collections.abc import Collection

import numpy as np

from sourcebook.asof.closing import KIN
from sourcebook.asof.coded import among, code, distinct, found_in, of_predicates
from sourcebook.asof.columns import Ties
from sourcebook.asof.conflicts import ONE_OBJECT, ONE_SUBJECT
from sourcebook.asof.held_many import Flags, Ints, joined
from sourcebook.asof.turned import shared, turned
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate


def claims_on(ties: Ties, which: Ints) -> Ints:
    """Numbers of the claims from which `spans` makes the same of some ties as from every claim of the book.

    Args:
        ties: all ties.
        which: places of those that are wanted.
    """
    wanted = np.zeros(len(ties.codes), bool)
    wanted[which] = True
    wanted |= rivals(ties, wanted)
    told = _helpers(ties, wanted)
    base = ties.base.where((wanted | told)[ties.base.tie])
    marks = joined(base, turned(ties, ties.happenings, only=wanted))
    found = [marks.claim, _sharing(ties, wanted)]
    if _any_of(ties, wanted, Predicate.CONNECTS, Predicate.ADJOINS).any():
        found.append(ties.happenings.passages())
    every: Ints = np.setdiff1d(np.concatenate(found), [0])
    return every


def _any_of(ties: Ties, wanted: Flags, *predicates: Predicate) -> Flags:
    found: Flags = wanted & of_predicates(ties.predicate, predicates)
    return found


def rivals(ties: Ties, wanted: Flags) -> Flags:
    """Ties of which only one may hold at a time with one that is wanted, those included.

    Args:
        ties: all ties.
        wanted: which are wanted.
    """
    found = np.zeros(len(wanted), bool)
    every = np.ones(len(wanted), bool)
    for predicates, end in ((ONE_OBJECT, ties.subject), (ONE_SUBJECT, ties.object)):
        places = code(ties.predicate, end, np.zeros(len(end), np.int64))
        asked = places[rivalled(ties, wanted, predicates)]
        found |= rivalled(ties, _any_of(ties, every, *predicates) & np.isin(places, asked), predicates)
    return found


def contested(ties: Ties, among_these: Flags) -> Flags:
    """Of some ties those that may have a rival at either end.

    Args:
        ties: all ties.
        among_these: which are looked at.
    """
    return rivalled(ties, among_these, ONE_OBJECT) | rivalled(ties, among_these, ONE_SUBJECT)


def rivalled(ties: Ties, among_these: Flags, predicates: Collection[Predicate]) -> Flags:
    """Of some ties those that may have a rival: of several leaders only persons rule each other out.

    Args:
        ties: all ties.
        among_these: which are looked at.
        predicates: of those that are wanted.
    """
    found = _any_of(ties, among_these, *predicates)
    led = np.flatnonzero(_any_of(ties, found, Predicate.LED_BY))
    leaders = distinct(ties.object[led])
    kinds = ties.kinds([ties.columns.words[n] for n in leaders.tolist()])
    persons = leaders[[kind is ActorKind.PERSON for kind in kinds]] if len(leaders) else leaders
    found[led] = among(ties.object[led], persons)
    return found


def _helpers(ties: Ties, wanted: Flags) -> Flags:
    """Ties that tell whose an office is, and who belongs together with one who holds a place."""
    every = np.ones(len(wanted), bool)
    posts = ties.object[_any_of(ties, wanted, Predicate.HOLDS_OFFICE)]
    holders = ties.subject[_any_of(ties, wanted, Predicate.CONTROLS)]
    offices = _any_of(ties, every, Predicate.OFFICE_OF) & among(ties.subject, posts)
    near = among(ties.subject, holders) | among(ties.object, holders)
    found: Flags = offices | (_any_of(ties, every, *KIN) & near)
    return found


def _sharing(ties: Ties, wanted: Flags) -> Ints:
    """Numbers of the claims that say of a wanted tie of control that it is not full."""
    rows, codes = shared(ties.columns)
    there, at = found_in(ties.codes, codes)
    found: Ints = ties.columns.ties["claim"][rows[there & wanted[at]]] if len(wanted) else rows[:0]
    return found
