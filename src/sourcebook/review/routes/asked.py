"""Questions about time, and what to judge."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from sourcebook.review import asked
from sourcebook.review.clock import first_day, last_day
from sourcebook.review.refusals import RESPONSES
from sourcebook.review.routes.held import Held
from sourcebook.review.words import Change, Diff, HingeLine, Posture, Queue, Reach

router = APIRouter(responses=RESPONSES)
Limit = Annotated[int, Query(ge=1, le=500)]
Name = Annotated[str, Query(min_length=1, max_length=200)]
Day = Annotated[str | None, Query(description="A day or month: 2024-12-08, 2024-12.", max_length=20)]
NEXT = "X-Sourcebook-Next"
"""Header that says where the next page of the history begins."""


@router.get("/diff")
def diff(
    held: Held,
    first: Annotated[str, Query(alias="from", max_length=20)],
    last: Annotated[str, Query(alias="to", max_length=20)],
    name: Annotated[str | None, Query(max_length=200)] = None,
) -> Diff:
    """What changed between two days, both included."""
    return asked.diff(held, first_day(first) or date.min, last_day(last) or date.max, name or None)


@router.get("/posture")
def posture(held: Held, actor: Name, target: Name, *, background: bool = False, as_of: Day = None) -> Posture:
    """What an actor does about a target."""
    return asked.posture(held, actor, target, background=background, day=last_day(as_of))


@router.get("/reach")
def reach(
    held: Held,
    actor: Name,
    *,
    without: Annotated[list[Name], Query()] = [],  # noqa: B006 - the server copies it
    with_members: bool = False,
    as_of: Day = None,
) -> Reach:
    """To which places an actor can get; with something thought away, what is lost."""
    return asked.reach(held, actor, without=without, members=with_members, day=last_day(as_of))


@router.get("/hinges")
def hinges(held: Held, as_of: Day = None) -> list[HingeLine]:
    """What holds the network together."""
    return asked.hinges(held, day=last_day(as_of))


@router.get("/queue")
def queue(held: Held, limit: Limit = 50) -> Queue:
    """What to judge first."""
    return asked.queue(held, limit=limit)


@router.get("/history")
def history(
    held: Held,
    response: Response,
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> list[Change]:
    """Judgements and decisions, newest first; the header X-Sourcebook-Next has the cursor of the next page."""
    found, more = asked.history(held, limit=limit, cursor=cursor)
    if more is not None:
        response.headers[NEXT] = more
    return found
