"""Which claims a request asks for."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Depends, Query

from sourcebook.errors import ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.ledger.query import Order
from sourcebook.model.claim import EventType, Modality, Predicate
from sourcebook.model.judgement import Status
from sourcebook.review.clock import first_day, last_day
from sourcebook.review.lists import the_actors, the_places

Name = Annotated[str | None, Query(max_length=300)]
Day = Annotated[str | None, Query(max_length=10, description="A day or a month.")]


class Filter:
    """The filters of /claims, not yet looked up in a book."""

    def __init__(
        self,
        *,
        actor: Name = None,
        place: Name = None,
        report: Annotated[str | None, Query(max_length=64)] = None,
        type: EventType | None = None,  # noqa: A002 - the interface's own word
        predicate: Predicate | None = None,
        modality: Modality | None = None,
        status: Status | None = None,
        kind: Literal["event", "relation"] | None = None,
        first: Day = None,
        last: Day = None,
        as_of: Day = None,
        search: Annotated[str | None, Query(max_length=200)] = None,
        background: bool = False,
        order: Order = Order.TIME,
    ) -> None:
        if type is not None and predicate is not None:
            raise ValueProblem("type is of events and predicate of ties; give one of them")
        self._actor, self._place = actor, place
        self._query = ClaimQuery(
            report=report,
            type=type,
            predicate=predicate,
            modality=modality,
            status=status,
            kind=kind,
            first=first_day(first),
            last=last_day(last),
            as_of=last_day(as_of),
            search=search or None,
            background=background,
            order=order,
        )

    def query(self, ledger: Ledger) -> ClaimQuery:
        """What is asked of a book.

        Args:
            ledger: the book.

        Raises:
            Refused: it knows nobody, or no place, of a name.
        """
        return replace(
            self._query, actors=the_actors(ledger, self._actor), places=the_places(ledger, self._place)
        )


Asked = Annotated[Filter, Depends()]
