"""Built: a world as the server holds it, found by claim and by actor, and changed line by line."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from secrets import token_hex

from sourcebook.ledger import Entry, Ledger
from sourcebook.ledger.roles import parties
from sourcebook.model.claim import Event, Relation
from sourcebook.review.kept import Kept
from sourcebook.review.shown import Shown
from sourcebook.review.words import Patch, Reports
from sourcebook.review.world import columns
from sourcebook.review.world.around import ends_of, ties_around
from sourcebook.review.world.entities import Everybody
from sourcebook.review.world.lines import IncidentLine, TieLine, incident_line, tie_line
from sourcebook.review.world.pieces import Pieces
from sourcebook.story.kin import KIN, Tie

Line = IncidentLine | TieLine


class Lines:
    """Incidents and ties by id, by claim, and by whom they name."""

    def __init__(self) -> None:
        self.by_id: dict[str, Line] = {}
        self._by_claim: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}

    def put(self, line: Line) -> None:
        """Put a line in, or in the place of the one with its id."""
        self.drop(line.id)
        self.by_id[line.id] = line
        for index, keys in ((self._by_claim, line.claims), (self._by_name, line.named)):
            for key in keys:
                index.setdefault(key, {})[line.id] = None

    def drop(self, ident: str) -> None:
        """Take a line away; nothing happens without one."""
        line = self.by_id.pop(ident, None)
        if line is not None:
            for index, keys in ((self._by_claim, line.claims), (self._by_name, line.named)):
                for key in keys:
                    index.get(key, {}).pop(ident, None)

    def of_claims(self, claims: Iterable[str]) -> list[Line]:
        """The lines of some claims, each once."""
        ids = dict.fromkeys(i for c in claims for i in self._by_claim.get(c, ()))
        return [self.by_id[i] for i in ids]

    def incident_of(self, claim: str) -> str | None:
        """Id of the incident of a claim; None when it is in none."""
        return next((i for i in self._by_claim.get(claim, ()) if i.startswith("i")), None)

    def naming(self, ident: str) -> list[Line]:
        """The lines that name an actor or place."""
        return [self.by_id[i] for i in self._by_name.get(ident, ())]


class Built:
    """A world, held so that parts of it can be exchanged.

    Attributes:
        build: which time its indexes were given out.
        base: how many actors and places it had then.
        newsrooms: the outlets that nothing but its reports shows to be outlets.
        kin: the ties by which one may stand for another.
        spans: its ties over time by id, as they were when all were last gone through.
        patched: ids of the ties that were exchanged since.

    Args:
        kept: the book, gone through once.
    """

    def __init__(self, kept: Kept) -> None:
        shown = kept.shown
        self.build = token_hex(8)
        self.version, self.growth = shown.version, shown.growth
        self.lines = Lines()
        self.everybody = Everybody(shown.ledger, counted(kept.entries))
        self.base = len(self.everybody.at)
        self.reports, self.report_at = reports_of(kept)
        self.newsrooms = kept.story.newsrooms
        self.kin = kin_told(kept.entries)
        self.spans = {span.id: span for span in kept.gathered.ties}
        self.patched: set[str] = set()
        self.pieces = Pieces(self.everybody, self.reports, self.report_at)
        for one in kept.story.incidents():
            self.put(incident_line(one, shown.names))
        for span in self.spans.values():
            self.put(tie_line(span))
        self.enter(shown.ledger, self.lines.by_id.values())

    def put(self, line: Line) -> None:
        """Put a line in, or in the place of the one with its id."""
        self.drop(line.id)
        self.lines.put(line)
        self.pieces.put(line)

    def drop(self, ident: str) -> None:
        """Take a line away; nothing happens without one."""
        line = self.lines.by_id.get(ident)
        if line is not None:
            self.lines.drop(ident)
            self.pieces.drop(line)

    def enter(self, ledger: Ledger, lines: Iterable[Line]) -> None:
        """Put those in whom a line names and no claim does as drafted."""
        named = {i for line in lines for i in line.named} - self.everybody.at.keys()
        self.everybody.add(ledger, dict.fromkeys(named, 1))

    def body(self, *, partial: bool) -> bytes:
        """The world in columns, as JSON, compressed with gzip.

        Args:
            partial: whether a newer one is being put together.
        """
        return self.pieces.body(self.version, self.build, partial=partial)

    def catch_up(self, kept: Kept, touched: Iterable[str]) -> Patch:
        """Exchange what some claims have a part in.

        Args:
            kept: the book as it stands now.
            touched: ids of the claims that were judged since.
        """
        shown = kept.shown
        wanted = set(touched)
        gone, put = self.exchange(kept, wanted)
        gone_ties, put_ties = self._ties(shown, wanted)
        for ident in gone_ties:
            self.drop(ident)
        for line in put_ties:
            self.put(line)
        new: list[Line] = [*put, *put_ties]
        self.enter(shown.ledger, new)
        self.patched |= {*gone_ties, *(x.id for x in put_ties)}
        self.version, self.growth = shown.version, shown.growth
        return Patch(
            build=self.build,
            base=self.base,
            gone=sorted({*gone, *gone_ties, *(x.id for x in new)}),
            entities=self.everybody.since(self.base),
            incidents=columns.incidents(put, self.everybody.at, self.report_at),
            ties=columns.ties(put_ties, self.everybody.at, self.report_at),
        )

    def exchange(self, kept: Kept, touched: AbstractSet[str]) -> tuple[list[str], list[IncidentLine]]:
        """Exchange the incidents of some claims.

        Args:
            kept: the book as it stands now.
            touched: ids of the claims.

        Returns:
            Ids of the incidents that these claims were in, and those in which they and their like are now.
        """
        gone, put = self._incidents(kept, touched)
        for ident in gone:
            self.drop(ident)
        for line in put:
            self.put(line)
        return gone, put

    def _incidents(self, kept: Kept, touched: AbstractSet[str]) -> tuple[list[str], list[IncidentLine]]:
        wanted = set(touched)
        while True:
            old = [x for x in self.lines.of_claims(wanted) if isinstance(x, IncidentLine)]
            told = [e.claim.id for e in kept.shown.ledger.entries(wanted) if _told(e)]
            made = kept.story.holding(told) if told else []
            more = {c for x in old for c in x.claims} | {e.claim.id for one in made for e in one.entries}
            if more <= wanted:
                return [x.id for x in old], [incident_line(one, kept.shown.names) for one in made]
            wanted |= more

    def _ties(self, shown: Shown, touched: set[str]) -> tuple[list[str], list[TieLine]]:
        """The same of ties."""
        old = [x for x in self.lines.of_claims(touched) if isinstance(x, TieLine)]
        told, ends = ends_of(shown.ledger.entries(touched))
        affected = {x.id for x in old} | told
        ends |= {i for x in old for i in x.named}
        made = ties_around(shown, ends) if ends else []
        affected |= {s.id for s in made if touched & {e.claim.id for e in s.entries}}
        return [x.id for x in old], [tie_line(s) for s in made if s.id in affected]


def _told(entry: Entry) -> bool:
    return isinstance(entry.claim.fact, Event) and not entry.claim.background


def counted(entries: Iterable[Entry]) -> Counter[str]:
    """In how many claims each actor and place is named.

    Args:
        entries: claims.
    """
    return Counter(i for e in entries for i in {ident for _, ident in parties(e.claim)})


def kin_told(entries: Iterable[Entry]) -> frozenset[Tie]:
    """The ties by which one may stand for another, as claims tell them.

    Args:
        entries: claims.
    """
    told = (e.claim.fact for e in entries if not e.claim.background)
    return frozenset(
        (f.subject, f.predicate, f.object) for f in told if isinstance(f, Relation) and f.predicate in KIN
    )


def reports_of(kept: Kept) -> tuple[Reports, dict[str, int]]:
    """The reports in columns, and their indexes by id.

    Args:
        kept: the book, gone through once.
    """
    sources = list(kept.shown.ledger.sources())
    at = {s.id: n for n, s in enumerate(sources)}
    copies = {r: origin for origin, held in kept.story.copies().items() for r in held if r != origin}
    return Reports(
        id=[s.id for s in sources],
        label=[s.label for s in sources],
        title=[s.title for s in sources],
        publisher=[s.publisher for s in sources],
        published=[s.published.edtf if s.published else None for s in sources],
        origin=[at.get(copies.get(s.id, "")) for s in sources],
        claims=[s.claims for s in sources],
    ), at
