"""Who may stand for whom? "The Hashd" for one of its brigades, a state for its army, a commander for his group."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sourcebook.model.claim import Predicate

KIN = frozenset(
    {
        Predicate.ALIAS,
        Predicate.PART_OF,
        Predicate.MEMBER_OF,
        Predicate.LED_BY,
        Predicate.FRONT_FOR,
        Predicate.OF_STATE,
    }
)
"""Ties by which one may stand for another."""
Tie = tuple[str, Predicate, str]


def kin_of(ties: Iterable[Tie]) -> Mapping[str, frozenset[str]]:
    """For each actor those that may stand for it in another report.

    One step only: two brigades of one umbrella are not each other, though both may be called by its name. Other names
    are followed further: whoever is kin to a name is kin to all names of its bearer.

    Args:
        ties: subject, predicate, object; all but names, membership, leadership, fronts and states are left out.
    """
    found: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for subject, predicate, other in ties:
        if predicate in KIN and subject != other:
            for one, two in ((subject, other), (other, subject)):
                (names if predicate is Predicate.ALIAS else found).setdefault(one, set()).add(two)
    every = found.keys() | names.keys()
    return {ident: frozenset(_reached(ident, found, names) - {ident}) for ident in sorted(every)}


def _reached(ident: str, found: Mapping[str, set[str]], names: Mapping[str, set[str]]) -> set[str]:
    selves = {ident} | names.get(ident, set())
    near = {kin for one in selves for kin in found.get(one, ())}
    return selves | near | {name for one in near for name in names.get(one, ())}


def ties_near(
    idents: Iterable[str],
    known: Iterable[Tie],
    ask: Callable[[Collection[str], Collection[Predicate]], set[Tie]],
) -> set[Tie]:
    """The ties from which `kin_of` tells of some actors what it would tell from all: theirs, and their kin's names.

    Args:
        idents: ids of the actors.
        known: ties that are known already.
        ask: gives the ties of some predicates that have one of some ids at an end.
    """
    own = set(idents)
    found = set(known) | ask(own, KIN)
    names = _ends(t for t in found if t[1] is Predicate.ALIAS and not own.isdisjoint((t[0], t[2]))) - own
    found |= ask(names, KIN) if names else set()
    kin = _ends(found) - own - names
    return found | (ask(kin, {Predicate.ALIAS}) if kin else set())


def _ends(ties: Iterable[Tie]) -> set[str]:
    return {end for subject, _, other in ties for end in (subject, other)}
