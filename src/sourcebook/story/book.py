"""Incidents and origins of a book: what is linked, put together with what is known at the moment of asking."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from sourcebook.ledger import ClaimQuery, Entry, Ledger, Order, Source
from sourcebook.ledger.codec import from_json
from sourcebook.link.credits import is_outlet, newsroom
from sourcebook.link.hops import Citing, Hop, Read, hops
from sourcebook.link.origins import OriginInput, Origins, origins
from sourcebook.link.overlap import Overlap
from sourcebook.model.claim import Event
from sourcebook.model.judgement import Status
from sourcebook.model.text import Report
from sourcebook.model.where import Place
from sourcebook.story.grouping import Pair, Ruled, grouped
from sourcebook.story.incident import Incident, incident
from sourcebook.story.kin import Asked, Kinship
from sourcebook.story.linker import known_ties, named
from sourcebook.story.pairs import score
from sourcebook.story.told import Told, told

_REJECTED = Status.REJECTED  # an enumeration's member takes long to look up
BATCH = 1000  # claims
_MANY = 20_000  # claims that name so many that the ties of all are asked for at once


class _Prints(NamedTuple):
    """Origins, and the groups that they make, which take long to gather."""

    origins: Origins
    groups: Mapping[str, tuple[str, ...]]


class Story:
    """What the reports of a book tell together.

    Args:
        ledger: the book, as of any moment.
        like: a story of the same reports or fewer, whose origins hold here, too, whatever was judged since; None for
            none.
        added: ids of the reports that came or were linked since.
    """

    def __init__(self, ledger: Ledger, *, like: "Story | None" = None, added: Collection[str] = ()) -> None:
        self._ledger = ledger
        self._ties = Asked(ledger.ties)
        self._known, self._places = set[str](), dict[str, Place]()
        self._kinship = Kinship(self._ties, known_ties)
        self._origins: dict[str, Origins] = {}
        self._prints: dict[int, _Prints] = {}
        if like is not None and not added:
            self._origins, self._prints = like._origins, like._prints  # noqa: SLF001 - its own kind
            self._publishers = like._publishers  # noqa: SLF001
        elif like is not None and like.newsrooms == self.newsrooms:
            anew = self.sharing(added)
            self._origins = {r: o for r, o in like._origins.items() if r not in anew}  # noqa: SLF001
            self._prints = dict(like._prints)  # noqa: SLF001

    def incidents(self, query: ClaimQuery | None = None) -> list[Incident]:
        """The incidents of which at least one claim is asked for, each with all its claims, the first day first.

        Args:
            query: which claims are asked for; None for all events that reports tell.
        """
        asked = replace(query or ClaimQuery(), kind="event", limit=None)
        wanted = set(self._ledger.idents(asked))
        return self._made(*self._whole(wanted, wanted, background=asked.background), wanted)

    def stream(self, query: ClaimQuery | None = None, *, batch: int = BATCH) -> Iterator[Incident]:
        """The same one at a time while the book is read, so that memory does not grow with it.

        They come in the order in which the claims asked for happened, each with the first of its claims.

        Args:
            query: as for `incidents`.
            batch: how many claims are looked at together.
        """
        asked = replace(query or ClaimQuery(), kind="event", limit=None, order=Order.TIME)
        order = self._ledger.idents(asked)
        wanted, done = set(order), set[str]()
        if len(order) >= _MANY and not self._ledger.who_is_who().touched:
            self._ties.every()
        for start in range(0, len(order), batch):
            some = {i for i in order[start : start + batch] if i not in done}
            whole, links = self._whole(some, wanted, background=asked.background)
            entries = [e for e in whole if e.claim.id not in done]
            done.update(e.claim.id for e in entries)
            yield from self._made(entries, links, wanted)

    def holding(self, idents: Iterable[str]) -> list[Incident]:
        """The incidents of some claims, the first day first; what reports only allude to belongs to none.

        Args:
            idents: whole ids of claims.
        """
        wanted = set(idents)
        return self._made(*self._whole(wanted, wanted, background=False), wanted)

    def _made(self, entries: list[Entry], links: Iterable[Pair], wanted: set[str]) -> list[Incident]:
        """The incidents among some claims with all that hangs together with them, the first day first.

        Most claims are linked to none; nothing is compared of those.
        """
        by_id = {e.claim.id: e for e in entries}
        places = self._places_of(entries)
        links, ruled = [pair for pair in links if pair <= by_id.keys()], _ruled(self._ledger)
        near = {i for pair in links for i in pair} | {i for r in ruled for i in r.pair if i in by_id}
        linked = [by_id[i] for i in sorted(near)]
        who = named(linked)
        kin = self._kinship.of(who)
        ready = {e.claim.id: told(e, places, kin) for e in linked}
        groups = [(i,) for i in by_id if i not in near] + self._groups(ready, links, ruled)
        groups = [g for g in groups if not wanted.isdisjoint(g)]
        self._find_origins({by_id[i].source.id for g in groups if len(g) > 1 for i in g})
        made = [
            incident([by_id[i] for i in g], places=places, kin=kin, origin=self.origin, ready=ready)
            for g in groups
        ]
        return sorted(made, key=_order)

    def _places_of(self, entries: list[Entry]) -> Mapping[str, Place]:
        """The places that events name, with those named before; each id is asked about once."""
        new = named(entries) - self._known
        self._known |= new
        self._places |= self._ledger.places(new) if new else {}
        return self._places

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
        if id(found) not in self._prints:
            self._prints[id(found)] = _Prints(found, found.groups())
        return origin, self._prints[id(found)].groups[origin]

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
        reached, shared = self._overlaps(reports - self._origins.keys())
        if not reached:
            return
        texts = self._ledger.texts(reached)
        inputs = {
            r: self._input(source, texts.get(r, "")) for r, source in self._ledger.sources_of(reached).items()
        }
        made = origins(inputs, [o for (a, b), o in sorted(shared.items()) if a in inputs and b in inputs])
        self._origins |= dict.fromkeys(inputs, made)

    def _overlaps(self, edge: set[str]) -> tuple[set[str], dict[tuple[str, str], Overlap]]:
        """Reports with all that hangs together with them, whatever was found before, and what they share."""
        reached = set(edge)
        shared: dict[tuple[str, str], Overlap] = {}
        while edge:
            found = self._ledger.links.overlaps(edge)
            shared |= {pair: from_json(Overlap, body) for pair, body in found.items()}
            edge = {r for pair in found for r in pair} - reached
            reached |= edge
        return reached, shared

    def _input(self, source: Source, text: str) -> OriginInput:
        as_read = Report(
            text=text,
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

    @cached_property
    def newsrooms(self) -> frozenset[str]:
        """Outlets of reports that nothing but these reports shows to be outlets; origins hang on them."""
        return frozenset(newsroom(p) for p in self._publishers if not is_outlet(p))

    def sharing(self, reports: Collection[str]) -> set[str]:
        """Some reports and all that share words with them, directly or through others.

        Args:
            reports: ids.
        """
        return self._overlaps(set(reports))[0]

    def _whole(
        self, some: set[str], wanted: set[str], *, background: bool
    ) -> tuple[list[Entry], frozenset[Pair]]:
        """Claims with all that links lead to, but those rejected or, unless asked for, only alluded to; and the links.

        What a person joined leads on as a link does.
        """
        found = self._ledger.links.hanging(some)
        for _ in (joined := self._ledger.standings().joined):
            more = {i for pair in joined if not found.ids.isdisjoint(pair) for i in pair} - found.ids
            if not more:
                break
            found = found.with_(self._ledger.links.hanging(more))
        entries = [
            e
            for e in self._ledger.entries(found.ids)
            if isinstance(e.claim.fact, Event)
            and e.standing.status is not _REJECTED
            and (background or not e.claim.background or e.claim.id in wanted)
        ]
        return entries, found.pairs

    def _groups(
        self, ready: dict[str, Told], links: Iterable[Pair], ruled: list[Ruled]
    ) -> list[tuple[str, ...]]:
        scores: dict[Pair, float] = {}
        forbidden: set[Pair] = set()
        for pair in links:
            one, other = sorted(pair)
            found = score(ready[one], ready[other])
            if found is None:
                forbidden.add(pair)
            elif found:
                scores[pair] = found
        return list(grouped(ready, scores, forbidden=forbidden, decided=ruled).groups)


def _ruled(ledger: Ledger) -> list[Ruled]:
    judged = ledger.standings()
    sides: Iterable[tuple[tuple[tuple[str, str], ...], bool]] = ((judged.joined, True), (judged.cut, False))
    return [Ruled(one=a, other=b, together=together) for pairs, together in sides for a, b in pairs]


def _order(one: Incident) -> tuple[str, str, str]:
    first = (one.when.first or one.when.last) if one.when else None
    last = one.when.last if one.when else None
    return first.isoformat() if first else "9999", last.isoformat() if last else "9999", one.id
