"""Reading reports into a book, one at a time: what is there already is left, what cannot be read is put down."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sourcebook import stages
from sourcebook.errors import BookError, SourcebookError
from sourcebook.intake import Failure
from sourcebook.ledger import Ledger
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, digest
from sourcebook.story.linker import link_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one report.

    Attributes:
        report: its id; None when it could not be read.
        read: whether it had to be read; it need not be when this reader's draft is in.
        new: whether its claims were added.
        claims: how many were.
        failure: why it could not be read.
    """

    report: str | None = None
    read: bool = False
    new: bool = False
    claims: int = 0
    failure: Failure | None = None


def add(ledger: Ledger, item: Report | Failure, project: Path | None = None) -> Done:
    """Read a report, keep what it says and link it; a failure is put down in the book.

    Args:
        ledger: a book that can be written.
        item: the report, or why a source gave none.
        project: folder with the user's own knowledge, or None.

    Raises:
        BookError: the book cannot be written; what was kept before stays.
    """
    if isinstance(item, Report) and ledger.has(item, reader=reader(project)):
        return Done(report=item.id)
    draft = drafted(item, project)
    if isinstance(draft, Failure):
        ledger.fail(draft.source, stage=draft.stage, message=draft.message, kind=draft.kind)
        return Done(read=True, failure=draft)
    kept = ledger.keep(draft)
    link_new(ledger, report=kept.report)
    return Done(report=kept.report, read=True, new=kept.new, claims=kept.claims)


def drafted(item: Report | Failure, project: Path | None = None) -> Draft | Failure:
    """What the reader makes of a report, or why it makes nothing of it.

    Args:
        item: the report, or why a source gave none.
        project: folder with the user's own knowledge, or None.

    Raises:
        BookError: a book that the reader needs cannot be opened.
    """
    if not isinstance(item, Report):
        return item
    try:
        draft = stages.read(item, project=project)
    except BookError:
        raise
    except Exception as e:  # noqa: BLE001 - one bad report must not stop a batch: it becomes a failure
        message = str(e) if isinstance(e, SourcebookError) else f"the reader failed: {type(e).__name__}: {e}"
        called = item.address or item.title or item.id
        return Failure(source=called, stage=_stage(e), message=message, kind=type(e).__name__)
    return draft if project is None else replace(draft, reader=reader(project))


def _stage(error: Exception) -> str:
    """The stage that an error's note names; "read" without one."""
    notes: list[str] = getattr(error, "__notes__", [])
    return next((n.removeprefix("in stage ") for n in notes if n.startswith("in stage ")), "read")


def reader(project: Path | None) -> str:
    """Name and version of the reader; knowledge of one's own, and each change of it, makes another reader.

    Args:
        project: folder with the user's own knowledge, or None.
    """
    return stages.READER if project is None else f"{stages.READER}+{_own(project)}"


@cache
def _own(project: Path) -> str:
    files = sorted(path for path in project.rglob("*") if path.is_file())
    return digest(*(f"{path.relative_to(project)} {path.read_bytes().hex()}" for path in files))
