"""What somebody is tied to, in the order in which it is shown; only the names of what comes first are looked up."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby

from sourcebook.asof.spans import Key, key_of, tie_id
from sourcebook.ledger import Ledger
from sourcebook.ledger.drafted import End
from sourcebook.model.claim import Predicate


class Keyed:
    """What somebody's ties are about, by predicate, then by the names of their ends.

    Args:
        ledger: the book.
        ids: of an actor or place; several for all of a name.
        besides: ties that an index does not know, as `Ledger.drafted` wants them.
        names: gives ids their names.
    """

    def __init__(
        self,
        ledger: Ledger,
        ids: Collection[str],
        besides: Iterable[Key],
        names: Callable[[Iterable[str]], Mapping[str, str]],
    ) -> None:
        self._ledger, self._names = ledger, names
        self._ends = ledger.drafted(ids, besides)
        self._known: dict[Predicate, list[Key]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return sum(map(len, self._ends.values()))

    def first(self, most: int | None) -> list[Key]:
        """The first ones.

        Args:
            most: at most so many; None for all.
        """
        asked: list[Predicate] = []
        for predicate in Predicate:
            if most is not None and sum(len(self._ends[one]) for one in asked) >= most:
                break
            asked.append(predicate)
        self._look_up([one for one in asked if one not in self._known])
        return [key for predicate in asked for key in self._known[predicate]][:most]

    def _look_up(self, predicates: Collection[Predicate]) -> None:
        """Put the ties of some predicates in order, with one question for the ids and one for the names of all."""
        numbers = {n for one in predicates for ends in self._ends[one] for n in ends if isinstance(n, int)}
        words = self._ledger.words(numbers)
        keys = {
            one: [
                key_of(_ident(subject, words), one, _ident(object_, words))
                for subject, object_ in self._ends[one]
            ]
            for one in predicates
        }
        names = self._names({end for some in keys.values() for key in some for end in (key[0], key[2])})
        for one, some in keys.items():
            self._known[one] = list(_in_order(some, names))


def _in_order(keys: Iterable[Key], names: Mapping[str, str]) -> Iterator[Key]:
    """By the names of both ends; of those whose names are equal, by the ids of the ties, which take long to make."""

    def called(key: Key) -> tuple[str, str]:
        return names[key[0]], names[key[2]]

    for _, found in groupby(sorted(keys, key=called), key=called):
        same = list(found)
        yield from sorted(same, key=lambda key: tie_id(*key)) if same[1:] else same


def _ident(end: End, words: Mapping[int, str]) -> str:
    return words[end] if isinstance(end, int) else end
