"""Listed: ids in order, kept from one version of the book to the next and changed with what was judged and added."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from threading import RLock

from sourcebook.ledger import ClaimQuery
from sourcebook.ledger.overview import Growth, Overview
from sourcebook.ledger.query import Key
from sourcebook.review.shown import Shown, since

_HELD = 24  # lists that are kept; one of a million claims takes some hundred megabytes
_MANY = 100  # claims judged or added since, from which on a list is asked for anew


@dataclass(frozen=True, slots=True)
class _List:
    growth: Growth
    ids: list[str]


class Lists:
    """Lists of claims that are asked for again and again."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], _List] = OrderedDict()
        self._lock = RLock()

    def claims(self, shown: Shown, query: ClaimQuery) -> list[str]:
        """Ids of all claims that are asked for, in their order.

        Args:
            shown: the book.
            query: what is asked for, without a limit.
        """
        key = (shown.clock, repr(query))
        with self._lock:
            held = self._held.get(key)
        if held is None or held.growth != shown.growth:
            held = _List(shown.growth, _ids(shown, query, held))
        with self._lock:
            self._held[key] = held
            self._held.move_to_end(key)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return held.ids


def _ids(shown: Shown, query: ClaimQuery, held: _List | None) -> list[str]:
    later = since(shown, held.growth) if held is not None else None
    if held is not None and later is not None and len(later.touched) <= _MANY:
        return changed(shown.ledger.overview, query, held.ids, later.touched)
    return shown.ledger.overview.ordered(query)


def changed(overview: Overview, query: ClaimQuery, ids: list[str], touched: AbstractSet[str]) -> list[str]:
    """A list after some of its claims, or others, were judged, or came with a new report.

    Args:
        overview: of the book as it stands.
        query: what the list answers.
        ids: the list as it was.
        touched: ids of the claims that were judged or added since.
    """
    at = [n for n, ident in enumerate(ids) if ident in touched]
    near = {ids[m] for n in at for m in (n - 1, n + 1) if 0 <= m < len(ids)}
    keys = overview.placed(query, touched | near)
    out = {ids[n] for n in at if not _stays(ids, n, keys, touched)}
    left = [ident for ident in ids if ident not in out] if out else list(ids)
    for key, ident in sorted((keys[i], i) for i in (touched - {ids[n] for n in at}) | out if i in keys):
        left.insert(bisect_left(left, key, key=lambda i: _key(overview, query, i, keys)), ident)
    return left


def _stays(ids: list[str], n: int, keys: dict[str, Key], touched: AbstractSet[str]) -> bool:
    """Whether a claim is still asked for and stands between its neighbours, which were not judged."""
    key = keys.get(ids[n])
    before, after = ids[n - 1] if n else None, ids[n + 1] if n + 1 < len(ids) else None
    if key is None or before in touched or after in touched:
        return False
    return (before is None or keys[before] < key) and (after is None or key < keys[after])


def _key(overview: Overview, query: ClaimQuery, ident: str, keys: dict[str, Key]) -> Key:
    if ident not in keys:
        keys |= overview.placed(query, [ident])
    return keys[ident]
