"""Which places a report or a book names, how each was told from others of its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sourcebook.model.text import Mention, MentionKind, Span
from sourcebook.model.where import Fineness, Place, Sense, fineness_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place as one wording names it.

    Attributes:
        words: the wording.
        spans: where it stands, in the order of the text; empty where several reports are told together.
        times: how often.
        reports: in how many reports.
        place: the place meant; None when no gazetteer knows it or no place is likely enough.
        sense: how surely, why, and what else was considered; the least sure of all namings.
    """

    words: str
    spans: tuple[Span, ...] = ()
    times: int = 1
    reports: int = 1
    place: Place | None = None
    sense: Sense | None = None

    @property
    def fineness(self) -> Fineness | None:
        """How finely an event there is placed; None for a place that is not known."""
        return fineness_of(self.place) if self.place and self.place.lat is not None else None


def namings(text: str, mentions: Iterable[Mention], places: Mapping[str, Place]) -> list[Naming]:
    """The places that a report names, each wording once, in the order of their first naming.

    Args:
        text: the report's text.
        mentions: of the report, of any kind.
        places: by id.
    """
    found: dict[tuple[str, str | None], list[Mention]] = {}
    for m in mentions:
        if m.kind is MentionKind.PLACE:
            words = " ".join(m.span.of(text).split())
            found.setdefault((words, m.entity), []).append(m)
    return [
        Naming(
            words=words,
            spans=tuple(m.span for m in same),
            times=len(same),
            place=places.get(entity) if entity else None,
            sense=_least_sure(m.sense for m in same),
        )
        for (words, entity), same in found.items()
    ]


def gathered(reports: Iterable[Iterable[Naming]]) -> list[Naming]:
    """The same over several reports: the most often named first.

    Args:
        reports: the namings of each report.
    """
    found: dict[tuple[str, str], list[Naming]] = {}
    for told in reports:
        for each in told:
            found.setdefault((each.words, each.place.id if each.place else ""), []).append(each)
    several = [
        Naming(
            words=words,
            times=sum(n.times for n in same),
            reports=len(same),
            place=same[0].place,
            sense=_least_sure(n.sense for n in same),
        )
        for (words, _), same in found.items()
    ]
    return sorted(several, key=lambda n: (-n.times, n.words))


def _least_sure(senses: Iterable[Sense | None]) -> Sense | None:
    return min((s for s in senses if s), key=lambda s: s.score, default=None)


def somewhere(place: Place) -> str:
    """Where a place lies, from the smaller to the larger: "Jebel Saman, Aleppo, SY"."""
    parts = (place.admin2, place.admin1 if place.admin1 != place.name else None, place.country)
    return ", ".join(dict.fromkeys(p for p in parts if p))
