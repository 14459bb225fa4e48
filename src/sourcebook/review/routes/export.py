"""The book's claims as files."""

from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response, StreamingResponse

from sourcebook.errors import ExportError
from sourcebook.review.export import FILES, lines
from sourcebook.review.kept import kept
from sourcebook.review.refusals import RESPONSES, Refused
from sourcebook.review.routes.asking import Asked
from sourcebook.review.routes.held import Anew

router = APIRouter(responses=RESPONSES)


@router.get("/export/{name}")
def export(held: Anew, name: Annotated[str, Path(max_length=100)], asked: Asked) -> Response:
    """Claims in a format that other programs read."""
    file = FILES.get(name)
    if file is None:
        raise Refused(404, "missing", f"no export is called {name!r}; there are {', '.join(FILES)}")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    told = lines(kept(held), file, asked.query(held.ledger))
    try:
        first = next(told, "")  # what cannot be written is refused before the answer begins
    except ExportError as e:
        raise Refused(413, "too_large", str(e)) from e
    return StreamingResponse(chain((first,), told), media_type=file.media, headers=headers)
