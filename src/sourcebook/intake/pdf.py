"""PDF: the text of its pages, a blank line between two."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sourcebook.errors import NoWords, TooLarge, Unreadable
from sourcebook.intake.limits import Limits
from sourcebook.intake.outcome import Raw
from sourcebook.intake.quiet import quiet

DAMAGE = (  # what pypdf raises on damaged files beside its own errors
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError),
    *(OSError, AssertionError, NotImplementedError),
)
FULL = 0.75  # of the longest line: what is shorter ends its paragraph
GIVEN_BY_PROGRAM = ("microsoft word", "untitled", "powerpoint", "layout 1", "document")


def read_pdf(data: bytes, *, source: str, address: str | None, limits: Limits) -> Raw:
    """The report in a PDF. Its creation date tells when the file was made and is not taken for publication.

    Args:
        data: the whole file.
        source: what failures name.
        address: URL, or path as given by the user.
        limits: ``text_chars`` stops reading.

    Raises:
        NoWords: no pages, or pages without text (a scan).
        TooLarge: more text than the limit.
        Unreadable: damaged, or locked with a password.
    """
    with quiet():
        reader = _opened(data)
        text = "\n\n".join(_within(_pages(reader), limits.text_chars))
        information = _guarded(lambda: reader.metadata) or {}
    if not text.strip():
        raise NoWords(
            "the PDF has pages but no text: it is a scan; run text recognition over it "
            "(ocrmypdf IN.pdf OUT.pdf) and read the result"
        )
    return Raw(
        source=source,
        text=text,
        title=_title(information.get("/Title")),
        author=_words(information.get("/Author")),
        address=address,
    )


def _opened(data: bytes) -> Any:  # noqa: ANN401 - pypdf's reader, loaded late
    """The reader of a PDF that is open and has pages."""
    import pypdf  # noqa: PLC0415 - takes a quarter of a second to load; only PDF needs it

    reader = _guarded(lambda: pypdf.PdfReader(io.BytesIO(data)))
    if reader.is_encrypted and not _unlocked(reader):
        raise Unreadable("the PDF is locked with a password; save a copy without one and read that")
    if not _guarded(lambda: len(reader.pages)):
        raise NoWords("the PDF has no pages; export it again")
    return reader


def _unlocked(reader: Any) -> bool:  # noqa: ANN401 - pypdf's reader
    """Whether the empty password opens it, as it does when only printing is restricted."""
    return bool(_guarded(lambda: reader.decrypt("")))


def _pages(reader: Any) -> Iterator[str]:  # noqa: ANN401 - pypdf's reader
    for number in range(len(reader.pages)):
        text = _guarded(lambda n=number: reader.pages[n].extract_text())
        if text.strip():
            yield _unwrapped(text.strip())


def _unwrapped(page: str) -> str:
    """A page with its hard line breaks undone: a line nearly as long as the longest goes on in the next one."""
    lines = page.split("\n")
    full = FULL * max(map(len, lines))
    joined = [
        line + (" " if len(line.rstrip()) >= full and after.strip() else "\n")
        for line, after in pairwise(lines)
    ]
    return "".join([*joined, lines[-1]])


def _within(pages: Iterator[str], most: int) -> Iterator[str]:
    """The pages, unless they grow over the limit."""
    size = 0
    for page in pages:
        size += len(page) + 2
        if size > most:
            raise TooLarge(
                f"the PDF has over {most} characters of text (limit text_chars); split it or raise the limit"
            )
        yield page


def _guarded(step: Any) -> Any:  # noqa: ANN401 - pypdf's objects
    """One step of pypdf; whatever a damaged file makes it raise is told as damage."""
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 - loaded with pypdf

    try:
        return step()
    except DependencyError as error:
        raise Unreadable(
            f"the PDF is locked in a way that cannot be opened here ({error}); save a copy without a password"
        ) from error
    except (PyPdfError, *DAMAGE) as error:
        raise Unreadable(f"the PDF is damaged ({error}); download or export it again") from error


def _words(value: object) -> str | None:
    return (" ".join(str(value).split()) or None) if value is not None else None


def _title(value: object) -> str | None:
    """The title, unless a program made it up."""
    title = _words(value)
    return None if title is None or title.lower().startswith(GIVEN_BY_PROGRAM) else title
