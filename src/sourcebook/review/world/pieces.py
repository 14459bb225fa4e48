"""Pieces: a world as it is sent, of which a judgement makes little anew."""

from collections.abc import Iterator
from itertools import count

from pydantic_core import to_json

from sourcebook.model.claim import Predicate
from sourcebook.review.words import Incidents, Reports, Ties
from sourcebook.review.world import columns
from sourcebook.review.world.blocks import Blocks, glue
from sourcebook.review.world.deflated import Piece, gzipped, piece
from sourcebook.review.world.entities import Everybody
from sourcebook.review.world.lines import IncidentLine, TieLine

_UNDER = frozenset({Predicate.PART_OF, Predicate.MEMBER_OF})
_PAIRING = frozenset({Predicate.DISTINCT_FROM, *_UNDER})


class Pieces:
    """The parts of a world.

    Attributes:
        incidents, ties: lines in their order.

    Args:
        everybody: its actors and places.
        reports: its reports.
        report_at: indexes of the reports by id.
    """

    def __init__(self, everybody: Everybody, reports: Reports, report_at: columns.Index) -> None:
        self._everybody, later = everybody, count()
        at = everybody.at
        self.incidents = Blocks[IncidentLine](
            order=columns.in_time, shape=Incidents, columns=lambda x: columns.incidents(x, at, report_at)
        )
        self.ties = Blocks[TieLine](
            order=lambda _: (next(later),), shape=Ties, columns=lambda x: columns.ties(x, at, report_at)
        )
        self._reports = piece(to_json(reports))
        self._entities: tuple[int, Piece] = (-1, glue(""))
        self._pairs: tuple[int, Piece] | None = None

    def renew(self, reports: Reports, *, moved: bool) -> None:
        """Make anew what hangs on the reports, and what is told of actors and places.

        Args:
            reports: the reports, now.
            moved: whether indexes of reports are others than before.
        """
        self._reports = piece(to_json(reports))
        self._entities, self._pairs = (-1, glue("")), None
        if moved:
            self.incidents.forget()
            self.ties.forget()

    def put(self, line: IncidentLine | TieLine) -> None:
        """Put a line in, or in the place of the one with its id.

        Args:
            line: the line.
        """
        if isinstance(line, IncidentLine):
            self.incidents.put(line)
        else:
            self.ties.put(line)
            self._forget(line)

    def drop(self, line: IncidentLine | TieLine) -> None:
        """Take a line away; nothing happens without one.

        Args:
            line: the line.
        """
        if isinstance(line, IncidentLine):
            self.incidents.drop(line.id)
        else:
            self.ties.drop(line.id)
            self._forget(line)

    def _forget(self, line: TieLine) -> None:
        if line.predicate in _PAIRING:
            self._pairs = None

    def body(self, version: str, build: str, *, partial: bool) -> bytes:
        """The world as JSON, compressed with gzip.

        Args:
            version: of the book.
            build: which time it was put together.
            partial: whether a newer one is being put together.
        """
        return gzipped(self._all({"version": version, "build": build, "partial": partial}))

    def _all(self, head: dict[str, str | bool]) -> Iterator[Piece]:
        yield piece(to_json(head)[:-1])
        yield glue(',"entities":')
        yield self._of_entities()
        yield glue(',"incidents":')
        yield from self.incidents.pieces()
        yield glue(',"ties":')
        yield from self.ties.pieces()
        yield glue(',"reports":')
        yield self._reports
        yield self._of_pairs()
        yield glue("}")

    def _of_entities(self) -> Piece:
        known = len(self._everybody.at)
        if self._entities[0] != known:
            self._entities = (known, piece(to_json(self._everybody.columns)))
        return self._entities[1]

    def _of_pairs(self) -> Piece:
        known = len(self._everybody.at)
        if self._pairs is None or self._pairs[0] != known:
            pairs = [t for t in self.ties if t.predicate in _PAIRING]
            apart = [t.named for t in pairs if t.predicate not in _UNDER]
            under = [t.named for t in pairs if t.predicate in _UNDER]
            alike = to_json(self._everybody.lookalikes(apart))
            whole = to_json(self._everybody.pairs(under))
            self._pairs = (known, piece(b',"lookalikes":' + alike + b',"umbrellas":' + whole))
        return self._pairs[1]
