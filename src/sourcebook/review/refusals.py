"""Refusals: why a request is not answered, as `Trouble`."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from sourcebook.errors import (
    AccountProblem,
    AccountsFileError,
    BookBusy,
    BookError,
    BookFull,
    KeptApart,
    NameProblem,
    NoSuchAccount,
    NotFound,
    ReadOnlyBook,
    SourcebookError,
    TooLarge,
    TooManyAttempts,
    WrongLogIn,
)
from sourcebook.review.words import Trouble

RESPONSES: dict[int | str, dict[str, Any]] = {
    code: {"model": Trouble} for code in (400, 401, 403, 404, 409, 413, 422, 429, 503, 507)
}
"""What every route may answer instead, for the description of the interface."""
_RETRY_S = 2  # until a page asks again for what a busy book did not answer
_SHORT = {400: "bad", 404: "missing", 405: "method", 413: "too_large"}
_STATUS: tuple[tuple[type[SourcebookError], int, str], ...] = (
    (NotFound, 404, "missing"),
    (TooLarge, 413, "too_large"),
    (KeptApart, 409, "kept_apart"),
    (NameProblem, 404, "name"),
    (BookBusy, 503, "busy"),
    (BookFull, 507, "full"),
    (ReadOnlyBook, 409, "read_only"),
    (BookError, 409, "book"),  # another release's, or damaged: the same request again is refused again
    (WrongLogIn, 401, "log_in"),
    (TooManyAttempts, 429, "wait"),
    (NoSuchAccount, 404, "missing"),
    (AccountProblem, 422, "account"),
    (AccountsFileError, 503, "accounts"),
    (SourcebookError, 400, "bad"),
)


class Refused(SourcebookError):
    """A request that is not answered.

    Args:
        status: of HTTP.
        error: a short name for programs.
        message: what is wrong, where, and what to do.
        current: what stands instead, when somebody else was faster.
        headers: further headers of the answer.
    """

    def __init__(
        self,
        status: int,
        error: str,
        message: str,
        *,
        current: Any = None,  # noqa: ANN401 - whatever stands
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.headers = status, headers
        self.trouble = Trouble(error=error, message=message, current=current)


class NotModified(Exception):
    """What the page has already is what it would be sent."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__("not modified")
        self.headers = dict(headers)


def missing(what: str, ident: str) -> Refused:
    """What a request names is not in the book."""
    return Refused(404, "missing", f"the book has no {what} {ident!r}; it may be another version of the book")


def install(app: FastAPI) -> None:
    """Answer every error of the library with its words.

    Args:
        app: the server.
    """
    app.add_exception_handler(SourcebookError, _of_library)
    app.add_exception_handler(RequestValidationError, _of_words)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(NotModified, _unchanged)


def said(status: int, trouble: Trouble, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A refusal as it is sent."""
    return JSONResponse(jsonable_encoder(trouble), status_code=status, headers=dict(headers or {}))


def _of_library(request: Request, error: Exception) -> Response:
    if isinstance(error, Refused):
        return said(error.status, error.trouble, error.headers)
    status, short = next((s, n) for kind, s, n in _STATUS if isinstance(error, kind))
    headers = {"Retry-After": str(wait)} if (wait := _wait(error)) is not None else None
    lies = str(request.app.state.settings.book)  # where the book lies on its machine is nobody's business
    return said(status, Trouble(error=short, message=str(error).replace(lies, "the book")), headers)


def _wait(error: Exception) -> int | None:
    """Seconds after which the same request may be answered; None when that tells nothing."""
    if isinstance(error, TooManyAttempts):
        return error.wait
    return _RETRY_S if isinstance(error, BookBusy) else None


def _of_words(_request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    told = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in problems)
    return said(422, Trouble(error="words", message=f"the request cannot be read: {told}"))


def _of_http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else ""
    headers = error.headers if isinstance(error, HTTPException) else None
    return said(status, Trouble(error=_SHORT.get(status, "http"), message=str(words)), headers)


def _unchanged(_request: Request, error: Exception) -> Response:
    return Response(status_code=304, headers=error.headers if isinstance(error, NotModified) else None)
