"""Adding reports."""

from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Message

from sourcebook.review.adding import MOST_BYTES, MOST_FILES, Desk, too_large
from sourcebook.review.refusals import RESPONSES
from sourcebook.review.sent import refused
from sourcebook.review.words import Adding, Pasting

router = APIRouter(responses=RESPONSES)
_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


async def desk(request: Request) -> Desk:
    """Where reports are taken in."""
    found: Desk = request.app.state.desk
    return found


TheDesk = Annotated[Desk, Depends(desk)]


@router.post("/reports", openapi_extra=_FILES)
async def add(taken: TheDesk, request: Request) -> Adding:
    """Add files."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise refused("files", "send files as multipart/form-data, in the field `files`")
    parser = MultiPartParser(request.headers, _limited(request).stream(), max_files=MOST_FILES, max_fields=10)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as e:  # the last two of a header without its boundary
        raise refused("files", f"the files cannot be read out of the request: {e}") from e
    try:
        files = [f for f in form.getlist("files") if isinstance(f, UploadFile)]
        if not files:
            raise refused("files", "no file came in the field `files`")
        return await anyio.to_thread.run_sync(taken.files, [(f.filename or "", f.file) for f in files])
    finally:
        await form.close()


def _limited(request: Request) -> Request:
    """The request, whose body ends with a refusal when it grows too large."""
    length, taken = request.headers.get("content-length", ""), 0
    if length.isdecimal() and int(length[:20]) > MOST_BYTES:
        raise _too_many()
    receive = request.receive

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise _too_many()
        return message

    return Request(request.scope, bounded)


def _too_many() -> Exception:
    return too_large(f"one request may hold {MOST_BYTES:,} bytes and {MOST_FILES:,} files")


@router.post("/reports/paste")
def paste(taken: TheDesk, asked: Pasting) -> Adding:
    """Add a pasted text, or what lies at an address."""
    return taken.paste(asked)


@router.get("/adding/{ident}")
def adding(taken: TheDesk, ident: str) -> Adding:
    """How far adding is."""
    return taken.progress(ident)
