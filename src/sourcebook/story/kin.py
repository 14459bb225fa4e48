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
Ask = Callable[[Collection[str], Collection[Predicate]], set[Tie]]
NO_KIN: frozenset[str] = frozenset()


def kin_of(ties: Iterable[Tie], *, of: Iterable[str] | None = None) -> Mapping[str, frozenset[str]]:
    """For each actor those that may stand for it in another report.

    One step only: two brigades of one umbrella are not each other, though both may be called by its name. Other names
    are followed further: whoever is kin to a name is kin to all names of its bearer.

    Args:
        ties: subject, predicate, object; all but names, membership, leadership, fronts and states are left out.
        of: the actors that are wanted; None for all.
    """
    found: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for subject, predicate, other in ties:
        if predicate in KIN and subject != other:
            kept = names if predicate is Predicate.ALIAS else found
            kept.setdefault(subject, set()).add(other)
            kept.setdefault(other, set()).add(subject)
    every = found.keys() | names.keys()
    wanted = every if of is None else every & set(of)
    return {ident: frozenset(_reached(ident, found, names) - {ident}) for ident in sorted(wanted)}


def _reached(ident: str, found: Mapping[str, set[str]], names: Mapping[str, set[str]]) -> set[str]:
    selves = {ident} | names.get(ident, set())
    near = {kin for one in selves for kin in found.get(one, ())}
    return selves | near | {name for one in near for name in names.get(one, ())}


def ties_near(
    idents: Iterable[str],
    known: Iterable[Tie],
    ask: Ask,
) -> set[Tie]:
    """The ties from which `kin_of` tells of some actors what it would tell from all: theirs, and their kin's names.

    Args:
        idents: ids of the actors.
        known: ties that are known already.
        ask: gives the ties of some predicates that have one of some ids at an end.
    """
    own = set(idents)
    found = set(known) | ask(own, KIN)
    names = _names(found, own) - own
    found |= ask(names, KIN) if names else set()
    kin = _ends(found) - own - names
    return found | (ask(kin, {Predicate.ALIAS}) if kin else set())


class Asked:
    """Ties of a book by their ends; of each id, or of all at once, the book is asked once.

    Args:
        ask: gives the ties of some predicates that have one of some ids at an end, as the book has them; of all with
            None for the ids.
    """

    def __init__(self, ask: Callable[[Collection[str] | None, Collection[Predicate]], set[Tie]]) -> None:
        self._ask = ask
        self._known: dict[frozenset[Predicate], dict[str, set[Tie]]] = {}
        self._every = False

    def every(self) -> None:
        """From now on ask for the ties of all at once, which takes less where those of many are asked for."""
        self._every = True
        self._known.clear()

    def __call__(self, idents: Collection[str], predicates: Collection[Predicate]) -> set[Tie]:
        """The ties of some predicates that have one of some ids at an end."""
        of = frozenset(predicates)
        if self._every:
            known = self._known[of] if of in self._known else self._learn_every(of)
            return {tie for ident in idents for tie in known.get(ident, ())}
        known = self._known.setdefault(of, {})
        new = set(idents) - known.keys()
        known |= {ident: set() for ident in new}
        for tie in self._ask(new, predicates) if new else ():
            for end in ({tie[0], tie[2]} & new) or new:
                known[end].add(tie)
        return {tie for ident in idents for tie in known[ident]}

    def _learn_every(self, of: frozenset[Predicate]) -> dict[str, set[Tie]]:
        wider = next((held for have, held in self._known.items() if of < have), None)
        known: dict[str, set[Tie]] = {}
        told = self._ask(None, of) if wider is None else {t for some in wider.values() for t in some}
        self._known[of] = known
        for tie in (t for t in told if t[1] in of):
            for end in (tie[0], tie[2]):
                known.setdefault(end, set()).add(tie)
        return known


class Kinship:
    """Who may stand for whom among actors that are asked about a few at a time; of each the book is asked once.

    Args:
        ask: gives the ties of some predicates that have one of some ids at an end, as the book has them.
        known: gives what the knowledge files tie some actors to.
    """

    def __init__(self, ask: Ask, known: Callable[[Iterable[str]], Collection[Tie]]) -> None:
        self._ask, self._known = ask, known
        self._kin: dict[str, frozenset[str]] = {}
        self._names: dict[str, set[str]] = {}

    def of(self, idents: Collection[str]) -> Mapping[str, frozenset[str]]:
        """What `kin_of` tells from the book's ties and what the knowledge files say of these actors.

        Args:
            idents: ids of the actors.
        """
        known = self._known(idents)
        self._learn([i for i in idents if i not in self._kin])
        kin = {i: self._kin[i] for i in idents}
        if any(predicate is Predicate.ALIAS for _, predicate, _ in known):
            more = set(idents)
        else:
            ends = _ends(known)
            more = {i for i in idents if i in ends or not ends.isdisjoint(self._names.get(i, ()))}
        return {**kin, **kin_of(ties_near(idents, known, self._ask), of=more)} if more else kin

    def _learn(self, idents: Collection[str]) -> None:
        """Keep what the book alone tells of some actors."""
        ties = ties_near(idents, (), self._ask) if idents else set()
        self._kin |= {**dict.fromkeys(idents, NO_KIN), **kin_of(ties, of=idents)}
        for subject, predicate, other in ties:
            if predicate is Predicate.ALIAS:
                self._names.setdefault(subject, set()).add(other)
                self._names.setdefault(other, set()).add(subject)


def _names(ties: Iterable[Tie], own: set[str]) -> set[str]:
    """Ends of the names of some actors."""
    return _ends(t for t in ties if t[1] is Predicate.ALIAS and (t[0] in own or t[2] in own))


def _ends(ties: Iterable[Tie]) -> set[str]:
    return {end for subject, _, other in ties for end in (subject, other)}
