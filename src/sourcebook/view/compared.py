"""Two books side by side, the first taken as right: which incidents of one are in the other, and why not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.model.where import Place
from sourcebook.story.book import Story
from sourcebook.story.grouping import JOIN
from sourcebook.story.incident import Incident
from sourcebook.story.kin import kin_of, ties_near
from sourcebook.story.linker import known_ties, named, places_of
from sourcebook.story.pairs import likeness
from sourcebook.story.told import Kin, Told, keys, told
from sourcebook.view.agreeing import Aspect, Fit, fits

_CLAIMS = 8  # of an incident, that are held against those of another
_REASONS = 3  # that are told of a pair
_WRITTEN = 1.0, ("one was written out from the other",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two incidents, one of each book, held against each other.

    Attributes:
        a: that of the first book.
        b: that of the second.
        score: how likely they are one, 0 to 1; 0 where something forbids it.
        reasons: what speaks for and against, or what forbids it, in words.
        fits: how far they agree.
    """

    a: Incident
    b: Incident
    score: float
    reasons: tuple[str, ...]
    fits: Mapping[Aspect, Fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """An incident that the other book does not have.

    Attributes:
        one: the incident.
        nearest: the likeliest of the other book's; None when none is of its kind and time.
        taken: whether the nearest is likely enough, and matches another one better.
    """

    one: Incident
    nearest: Pairing | None
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two books gave.

    Attributes:
        matched: incidents that both have, in the order of the first book.
        missing: those of the first that the second has not.
        extra: those of the second that the first has not.
    """

    matched: tuple[Pairing, ...]
    missing: tuple[Alone, ...]
    extra: tuple[Alone, ...]

    @property
    def precision(self) -> float | None:
        """How many of the second book's incidents the first has, 0 to 1; None when it has none."""
        return _share(len(self.matched), len(self.extra))

    @property
    def recall(self) -> float | None:
        """How many of the first book's incidents the second has, 0 to 1; None when it has none."""
        return _share(len(self.matched), len(self.missing))

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None when both books have none."""
        rest = len(self.missing) + len(self.extra)
        return _share(2 * len(self.matched), rest)


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def compare(
    a: Ledger, b: Ledger, *, of_a: ClaimQuery | None = None, of_b: ClaimQuery | None = None
) -> Comparison:
    """Hold two books against each other; every incident is matched with one of the other book at most.

    Two incidents come into question where claims of theirs share a key, as for linking; they are as likely one as
    their likeliest claims are. The likeliest pairs are matched first. What was read from a row that this program wrote
    of an incident is matched with that incident.

    Args:
        a: the book that is taken as right.
        b: the book that is checked.
        of_a: which of its incidents.
        of_b: likewise.
    """
    ours, theirs = Story(a).incidents(of_a), Story(b).incidents(of_b)
    every = [e for one in (*ours, *theirs) for e in one.entries]
    places = {**places_of(every, b), **places_of(every, a)}
    who = named(every)
    kin = kin_of(ties_near(who, known_ties(who), lambda ids, of: a.ties(ids, of) | b.ties(ids, of)))
    sides = _Side(ours, places, kin, "a"), _Side(theirs, places, kin, "b")
    pairs = sorted(_pairs(*sides, places, kin), key=lambda p: (-p.score, p.a.id, p.b.id))
    return _matched(ours, theirs, pairs)


class _Side:
    """The incidents of a book with their claims made ready.

    Reports count as those of their book alone: that both books have a report says nothing for or against.
    """

    def __init__(
        self, incidents: Sequence[Incident], places: Mapping[str, Place], kin: Kin, name: str
    ) -> None:
        self.told = {one.id: tuple(_ready(one.entries, places, kin, name)) for one in incidents}
        self.incidents = {one.id: one for one in incidents}

    def met(self) -> dict[str, set[str]]:
        """Ids of incidents by the keys under which they are found."""
        found: dict[str, set[str]] = {}
        for ident, claims in self.told.items():
            for key in {key for one in claims for key in keys(one)}:
                found.setdefault(key, set()).add(ident)
        return found


def _ready(entries: Iterable[Entry], places: Mapping[str, Place], kin: Kin, name: str) -> Iterator[Told]:
    for entry in list(entries)[:_CLAIMS]:
        yield replace(told(entry, places, kin), report=f"{name} {entry.source.id}")


def _pairs(a: _Side, b: _Side, places: Mapping[str, Place], kin: Kin) -> Iterator[Pairing]:
    met = b.met()
    near: dict[str, set[str]] = {}
    for key, idents in a.met().items():
        for ident in idents:
            near.setdefault(ident, set()).update(met.get(key, ()))
    written = {*_written(a, b), *((one, other) for other, one in _written(b, a))}
    for ident, other in written:
        near.setdefault(ident, set()).add(other)
    for ident, others in sorted(near.items()):
        for other in sorted(others):
            one, two = a.incidents[ident], b.incidents[other]
            same = (ident, other) in written
            score, reasons = _WRITTEN if same else _likeliest(a.told[ident], b.told[other])
            yield Pairing(
                a=one, b=two, score=score, reasons=reasons, fits=fits(one, two, places=places, kin=kin)
            )


def _written(a: _Side, b: _Side) -> Iterator[tuple[str, str]]:
    """Incidents of one book with those of the other that were read from rows written of them.

    The address of such a row ends with the incident's id.
    """
    for other in b.incidents.values():
        for entry in other.entries:
            ident = (entry.source.address or "").rpartition("#")[2].rpartition("-")[2]
            if ident in a.incidents:
                yield ident, other.id


def _likeliest(a: Sequence[Told], b: Sequence[Told]) -> tuple[float, tuple[str, ...]]:
    if {one.id for one in a} & {other.id for other in b}:
        return 1.0, ("both hold the same claim",)
    found = max((likeness(x, y) for x in a for y in b), key=lambda one: one.score)
    reasons = found.vetoes or tuple(r.words for r in found.reasons if r.trait != "always")
    return found.score, reasons[:_REASONS]


def _matched(ours: Sequence[Incident], theirs: Sequence[Incident], pairs: Sequence[Pairing]) -> Comparison:
    """Match the likeliest first; `pairs` come in that order."""
    of_a: dict[str, Pairing] = {}
    of_b: dict[str, Pairing] = {}
    for pair in pairs:
        if pair.score >= JOIN and pair.a.id not in of_a and pair.b.id not in of_b:
            of_a[pair.a.id] = of_b[pair.b.id] = pair
    near_a = {p.a.id: p for p in reversed(pairs)}  # the likeliest is put in last
    near_b = {p.b.id: p for p in reversed(pairs)}
    return Comparison(
        matched=tuple(of_a[one.id] for one in ours if one.id in of_a),
        missing=tuple(_alone(one, near_a.get(one.id)) for one in ours if one.id not in of_a),
        extra=tuple(_alone(one, near_b.get(one.id)) for one in theirs if one.id not in of_b),
    )


def _alone(one: Incident, nearest: Pairing | None) -> Alone:
    return Alone(one=one, nearest=nearest, taken=nearest is not None and nearest.score >= JOIN)
