"""What tells most cheaply that two claims tell two happenings: `apart(one, other)` says what `pairs.vetoes` would.

Most claims that meet under a key lie elsewhere or at another time. Their scenes show it, without a claim being read.
"""

from sourcebook.ledger.links import Scene
from sourcebook.model.claim import Modality
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.geometry import km_between
from sourcebook.story.nearness import APART_KM
from sourcebook.story.pairs import FAR_DATED, FAR_UNDATED, sweeping, undone
from sourcebook.story.told import Told

DEGREES = APART_KM / 111.19
"""Of latitude that two settlements of one happening may lie apart, on the sphere of `geometry`."""
_NEVER = -1  # a sort that is like no other, itself included


def scene_of(one: Told) -> Scene:
    """What is kept of a claim.

    Args:
        one: the claim.
    """
    days, place = one.days, one.place
    town = place is not None and place.kind is PlaceKind.SETTLEMENT and not place.based_on
    return Scene(
        first=days.first.toordinal() if days else None,
        last=days.last.toordinal() if days else None,
        slack=days.slack if days else None,
        dated=days.dated if days else None,
        lat=place.lat if place and town else None,
        lon=place.lon if place and town else None,
        sort=_sort(one),
    )


def apart(one: Scene, other: Scene) -> bool:
    """Whether two claims certainly tell two happenings; what is not apart must be compared.

    Args:
        one: a claim's scene.
        other: another's.
    """
    return one.sort != other.sort or one.sort == _NEVER or _in_time(one, other) or _in_space(one, other)


def _sort(one: Told) -> int:
    if one.modality is Modality.GENERIC:
        return _NEVER
    return one.aggregate + 2 * undone(one) + 4 * sweeping(one)


def _in_time(one: Scene, other: Scene) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    allowed = FAR_DATED if one.dated and other.dated else FAR_UNDATED
    gap = max(other.first - one.last, one.first - other.last)
    return gap > max(one.slack or 0, other.slack or 0) + allowed


def _in_space(one: Scene, other: Scene) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    if abs(one.lat - other.lat) > DEGREES:
        return True
    return km_between(one.lat, one.lon, other.lat, other.lon) > APART_KM
