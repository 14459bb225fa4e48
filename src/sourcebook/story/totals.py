"""Is a single happening among those that a total counts? "34 strikes on 8 January" and one of them."""

from sourcebook.model.claim import Modality
from sourcebook.model.where import Place
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.told import Told
from sourcebook.story.words import names

_HOLDS = frozenset({Nearness.SAME, Nearness.INSIDE, Nearness.IN_COUNTRY, Nearness.CLOSE})
_TOLD = frozenset({Modality.ASSERTED, Modality.HEDGED})


def part_of(single: Told, whole: Told) -> bool:
    """Whether a total counts a happening, as far as type, means, doer, place and days tell.

    Args:
        single: a claim that tells one happening.
        whole: a claim that gives a total.
    """
    if not whole.aggregate or single.aggregate or single.modality not in _TOLD:
        return False
    if single.families.isdisjoint(whole.families) or (whole.modes and single.modes.isdisjoint(whole.modes)):
        return False
    return _within(single, whole) and _there(single.place, whole.place) and _by(single, whole)


def _within(single: Told, whole: Told) -> bool:
    a, b = single.days, whole.days
    if a is None or b is None or not (a.dated and b.dated):
        return False
    return b.first <= a.first and a.last <= b.last


def _there(single: Place | None, whole: Place | None) -> bool:
    if whole is None or nearness(single, whole) in _HOLDS:
        return True
    called = names(single.name) if single else frozenset()
    return nearness(single, whole) is Nearness.UNKNOWN and bool(called) and called <= names(whole.name)


def _by(single: Told, whole: Told) -> bool:
    a, b = single.doers, whole.doers
    return not (a.named and b.named) or bool(a.named & (b.named | b.kin) or b.named & a.kin)
