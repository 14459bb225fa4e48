"""create_app: the server, put together."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from sourcebook import __version__
from sourcebook.review import guard, refusals
from sourcebook.review.adding import Desk
from sourcebook.review.books import Books
from sourcebook.review.routes import about, adding, asked, export, judging, page, session, things, users
from sourcebook.review.settings import Settings

API = "/api/v1"
_AT_ONCE = 8  # requests answered at the same time; each holds one connection to the book, or two

_TURN_S = 0.0005  # how long a thread goes on while others wait; an answer changes threads several times


def create_app(settings: Settings) -> FastAPI:
    """The server of the review page for one book.

    Args:
        settings: which book, and where it is served.

    Raises:
        BookError: the book is not there, or cannot be opened.
    """
    app = FastAPI(
        title="sourcebook",
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.books = Books(settings)
    app.state.desk = Desk(app.state.books)
    refusals.install(app)
    for module in (about, things, export, asked, judging, adding, session, users):
        app.include_router(module.router, prefix=API)
    app.include_router(page.router)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    guard.protect(app, settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = _AT_ONCE
    sys.setswitchinterval(_TURN_S)
    yield
    app.state.desk.close()
    app.state.books.close()
    app.state.entrance.close()
