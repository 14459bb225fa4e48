"""The built page."""

from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from sourcebook.review.refusals import Refused

router = APIRouter(include_in_schema=False)
_FOREVER = "public, max-age=31536000, immutable"
_LONGEST = 255  # bytes; no file of the page has a longer path, and the system would refuse to look
_ABSENT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>sourcebook</title>
<h1>The review page is not part of this installation</h1>
<p>The server runs, and answers under <code>/api/v1</code>. The page itself was not built:
install sourcebook from a release, or build the page from its sources.</p></html>
"""


@router.get("/assets/{path:path}")
def asset(request: Request, path: str) -> Response:
    """A file of the built page, which never changes under its name."""
    return FileResponse(_inside(request, f"assets/{path}"), headers={"Cache-Control": _FOREVER})


@router.get("/{path:path}")
def page(request: Request, path: str) -> Response:
    """The page, whatever it shows; a file beside it when the path names one."""
    if path.startswith("api/"):
        raise Refused(404, "missing", f"there is nothing at /{path}; /api/v1/openapi.json has all there is")
    if "." in path.rsplit("/", 1)[-1]:
        return FileResponse(_inside(request, path), headers={"Cache-Control": "no-cache"})
    index = _folder(request) / "index.html"
    if not index.is_file():
        return HTMLResponse(_ABSENT)
    return FileResponse(index, headers={"Cache-Control": "no-cache"})


def _folder(request: Request) -> Path:
    folder: Path = request.app.state.settings.page
    return folder


def _inside(request: Request, path: str) -> Path:
    """A file of the page's folder.

    Raises:
        Refused: there is none, or it lies elsewhere.
    """
    folder = _folder(request).resolve()
    if "\x00" not in path and len(path.encode()) <= _LONGEST:
        found = (folder / path).resolve()
        if found.is_relative_to(folder) and found.is_file():
            return found
    raise Refused(404, "missing", f"there is no file /{path}")
