"""Incidents and origins of a book: what is linked, put together with what is known at the moment of asking."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.ledger.codec import from_json
from sourcebook.link.hops import Citing, Hop, Read, hops
from sourcebook.link.origins import OriginInput, Origins, origins
from sourcebook.link.overlap import Overlap
from sourcebook.model.claim import Event
from sourcebook.model.judgement import Status
from sourcebook.model.text import Report
from sourcebook.story.grouping import Pair, Ruled, grouped
from sourcebook.story.incident import Incident, incident
from sourcebook.story.kin import kin_of, ties_near
from sourcebook.story.linker import known_ties, named, places_of
from sourcebook.story.pairs import likeness
from sourcebook.story.told import Told, told


class Story:
    """What the reports of a book tell together.

    Args:
        ledger: the book, as of any moment.
        like: a story of the same reports, whose origins hold here, too, whatever was judged since; None for none.
    """

    def __init__(self, ledger: Ledger, *, like: "Story | None" = None) -> None:
        self._ledger = ledger
        self._origins: dict[str, Origins] = like._origins if like else {}  # noqa: SLF001 - its own kind
        if like:
            self._publishers = like._publishers  # noqa: SLF001

    def incidents(self, query: ClaimQuery | None = None) -> list[Incident]:
        """The incidents of which at least one claim is asked for, each with all its claims, the first day first.

        Args:
            query: which claims are asked for; None for all events that reports tell.
        """
        asked = replace(query or ClaimQuery(), kind="event", limit=None)
        wanted = {e.claim.id for e in self._ledger.claims(asked)}
        return self._made(wanted, background=asked.background)

    def holding(self, idents: Iterable[str]) -> list[Incident]:
        """The incidents of some claims, the first day first; what reports only allude to belongs to none.

        Args:
            idents: whole ids of claims.
        """
        return self._made(set(idents), background=False)

    def _made(self, wanted: set[str], *, background: bool) -> list[Incident]:
        entries = self._whole(wanted, background=background)
        places = places_of(entries, self._ledger)
        who = named(entries)
        kin = kin_of(ties_near(who, known_ties(who), self._ledger.ties))
        by_id = {e.claim.id: e for e in entries}
        ready = {ident: told(e, places, kin) for ident, e in by_id.items()}
        self._find_origins({e.source.id for e in entries})
        groups = [g for g in self._groups(ready) if not wanted.isdisjoint(g)]
        made = [
            incident([by_id[i] for i in group], places=places, kin=kin, origin=self.origin)
            for group in groups
        ]
        return sorted(made, key=_order)

    def incident_of(self, ident: str) -> Incident | None:
        """The incident of a claim, or of the id of an incident; None when the book has none, or several.

        Args:
            ident: the beginning of a claim's id, or of an incident's.
        """
        claims = self._ledger.claims_like(ident.removeprefix("i"), limit=2)
        if len(claims) != 1 or not isinstance(claims[0].claim.fact, Event):
            return None
        wanted = claims[0].claim
        near = self.incidents(ClaimQuery(report=wanted.report, background=True))
        return next((one for one in near if wanted.id in {e.claim.id for e in one.entries}), None)

    def origin(self, entry: Entry) -> str:
        """The origin of a claim's words: the outlet that printed them first, in whichever of its reports.

        Reports of one outlet are one voice, and so are those whose outlet is not known: nothing shows that they are
        independent.

        Args:
            entry: the claim.
        """
        report = entry.source.id
        if report not in self._origins:
            self._find_origins({report})
        return self._origins[report].voice(report, entry.claim.quote)

    def first_print(self, entry: Entry) -> str:
        """Where a claim's words were printed first.

        Args:
            entry: the claim.

        Returns:
            The id of a report, or the name of an outlet of which the book has no such report.
        """
        report = entry.source.id
        if report not in self._origins:
            self._find_origins({report})
        return self._origins[report].origin_of(report, entry.claim.quote)

    def printed(self, report: str) -> tuple[str, tuple[str, ...]]:
        """Where a report's words were printed first, and the reports that are mostly those words, it among them.

        Args:
            report: its id.

        Returns:
            The id of a report, or the name of an outlet; and ids in order.
        """
        self._find_origins({report})
        found = self._origins[report]
        origin = found.origin_of(report)
        return origin, found.groups()[origin]

    def to_read(self) -> tuple[Hop, ...]:
        """Outlets that claims cite and of which the book has no report from about that day, the most cited first."""
        read = [
            Read(publisher=s.publisher, published=s.published.first if s.published else None)
            for s in self._ledger.sources()
            if s.publisher
        ]
        return hops((Citing.of(e) for e in self._ledger.claims()), read)

    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """Origins of which the book has more than one report, with those reports, in order."""
        reports = {s.id for s in self._ledger.sources()}
        self._find_origins(reports)
        groups: dict[str, set[str]] = {}
        for found in {id(o): o for o in self._origins.values()}.values():
            for origin, held in found.groups().items():
                groups.setdefault(origin, set()).update(r for r in held if self._origins[r] is found)
        return {origin: tuple(sorted(groups[origin])) for origin in sorted(groups) if len(groups[origin]) > 1}

    def _find_origins(self, reports: set[str]) -> None:
        """Origins of some reports and of all whose words they share."""
        edge = reports - self._origins.keys()
        reached = set(edge)  # with all that hangs together with them, whatever was found before
        shared: dict[tuple[str, str], Overlap] = {}
        while edge:
            found = self._ledger.links.overlaps(edge)
            shared |= {pair: from_json(Overlap, body) for pair, body in found.items()}
            edge = {r for pair in found for r in pair} - reached
            reached |= edge
        if not reached:
            return
        inputs = {r: i for r in sorted(reached) if (i := self._input(r))}
        made = origins(inputs, [o for (a, b), o in sorted(shared.items()) if a in inputs and b in inputs])
        self._origins |= dict.fromkeys(inputs, made)

    def _input(self, report: str) -> OriginInput | None:
        source = self._ledger.source(report)
        if source is None:
            return None
        as_read = Report(
            text=self._ledger.text(report) or "",
            title=source.title,
            publisher=source.publisher,
            author=source.author,
            published=source.published,
            address=source.address,
        )
        return OriginInput.of(as_read, known=self._publishers)

    @cached_property
    def _publishers(self) -> frozenset[str]:
        return self._ledger.publishers()

    def _whole(self, wanted: set[str], *, background: bool) -> list[Entry]:
        """Claims with all that links lead to, but those rejected or, unless asked for, only alluded to."""
        reached = self._ledger.links.together(wanted)
        for _ in (joined := self._ledger.standings().joined):  # what a person joined may lead on
            more = {i for pair in joined if not reached.isdisjoint(pair) for i in pair} - reached
            if not more:
                break
            reached |= self._ledger.links.together(more)
        return [
            e
            for e in self._ledger.entries(reached | wanted)
            if isinstance(e.claim.fact, Event)
            and e.standing.status is not Status.REJECTED
            and (background or not e.claim.background or e.claim.id in wanted)
        ]

    def _groups(self, ready: dict[str, Told]) -> tuple[tuple[str, ...], ...]:
        scores: dict[Pair, float] = {}
        forbidden: set[Pair] = set()
        for pair in self._ledger.links.among(ready):
            one, other = sorted(pair)
            found = likeness(ready[one], ready[other])
            if found.vetoes:
                forbidden.add(pair)
            elif found.score:
                scores[pair] = found.score
        return grouped(ready, scores, forbidden=forbidden, decided=_ruled(self._ledger)).groups


def _ruled(ledger: Ledger) -> list[Ruled]:
    judged = ledger.standings()
    sides: Iterable[tuple[tuple[tuple[str, str], ...], bool]] = ((judged.joined, True), (judged.cut, False))
    return [Ruled(one=a, other=b, together=together) for pairs, together in sides for a, b in pairs]


def _order(one: Incident) -> tuple[str, str, str]:
    first = (one.when.first or one.when.last) if one.when else None
    last = one.when.last if one.when else None
    return first.isoformat() if first else "9999", last.isoformat() if last else "9999", one.id
