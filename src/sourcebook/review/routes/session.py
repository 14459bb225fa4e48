"""Logging in and out."""

from functools import partial

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Request, Response

from sourcebook.review.accounts import Asker, Entrance
from sourcebook.review.accounts.sessions import LONGEST
from sourcebook.review.guard import Asking
from sourcebook.review.refusals import RESPONSES, Refused
from sourcebook.review.words import LogIn, Who

router = APIRouter(responses=RESPONSES)
_AT_ONCE = 2  # passwords tried at a time; each takes 64 MiB, and those who read should not wait for them


@router.get("/session")
def who(asking: Asking) -> Who:
    """Who asks; answered before anybody logs in."""
    return asking.who


@router.post("/session")
async def log_in(asked: LogIn, asking: Asking, request: Request, response: Response) -> Who:
    """Log in; a session that came with the request ends."""
    if not asking.who.accounts:
        raise Refused(
            400, "no_accounts", "this server has no accounts; you may do everything without logging in"
        )
    entrance: Entrance = request.app.state.entrance
    address = request.client.host if request.client else ""
    tried = partial(entrance.log_in, asked.name, asked.password, address=address, former=asking.token)
    asker = await anyio.to_thread.run_sync(tried, limiter=_limiter(request))
    _set_cookie(request, response, asker)
    return asker.who


@router.delete("/session")
def log_out(asking: Asking, request: Request, response: Response) -> Who:
    """Log out."""
    entrance: Entrance = request.app.state.entrance
    entrance.log_out(asking.token)
    state = request.app.state
    response.delete_cookie(state.cookie, path="/", secure=state.https, httponly=True, samesite="strict")
    return entrance.asker(None).who


def _limiter(request: Request) -> CapacityLimiter:
    state = request.app.state
    if not hasattr(state, "log_ins"):  # made by the first request, within the loop that answers it
        state.log_ins = CapacityLimiter(_AT_ONCE)
    limiter: CapacityLimiter = state.log_ins
    return limiter


def _set_cookie(request: Request, response: Response, asker: Asker) -> None:
    state = request.app.state
    response.set_cookie(
        state.cookie,
        asker.token or "",
        max_age=int(LONGEST),
        path="/",
        secure=state.https,
        httponly=True,
        samesite="strict",
    )
