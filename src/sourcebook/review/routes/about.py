"""The book and the server, and the whole book in columns."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from sourcebook.review import about as telling
from sourcebook.review.refusals import RESPONSES, NotModified
from sourcebook.review.routes.held import Anew, TheBooks, matches, tagged
from sourcebook.review.words import About, World

router = APIRouter(responses=RESPONSES)


@router.get("/about")
def about(request: Request, books: TheBooks, held: Anew) -> About:
    """The book and the server."""
    reader = getattr(request.app.state, "reader", None)
    return telling.about(books, held, reading=bool(reader and reader.busy))


@router.get("/world", response_model=World)
def world(request: Request, books: TheBooks, held: Anew) -> Response:
    """The whole book in columns; an older one, or an empty one, marked as partial while it is put together."""
    found = books.worlds.packed(held)
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    if not found.partial:
        headers |= tagged(found.version)
        if matches(request, found.version):
            raise NotModified(tagged(found.version))
    return Response(found.body, media_type="application/json", headers=headers)
