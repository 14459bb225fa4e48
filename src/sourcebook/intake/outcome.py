"""Failure and Raw: what comes out of a source that could not, or could, be opened."""

from dataclasses import dataclass

from sourcebook.errors import IntakeError
from sourcebook.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One source, or one item of it, that gave no report.

    Attributes:
        source: path, address, or path and line of the item.
        stage: the stage that failed; here always "intake".
        message: what is wrong, where, and what to do.
        kind: name of the error's class.
    """

    source: str
    stage: str = "intake"
    message: str
    kind: str

    @classmethod
    def of(cls, source: str, error: IntakeError) -> "Failure":
        """The failure that an error stands for."""
        return cls(source=source, message=str(error), kind=type(error).__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A report's words and what its source says about them, before anything is checked.

    Attributes:
        source: what a failure would name.
        text: the words; never changed again.
        title: headline, as the source gives it.
        published: publication date, as the source gives it.
        publisher: name of the outlet.
        author: byline.
        address: URL, or path as given by the user.
        language: what the source says its language is, as ISO 639-1 code.
    """

    source: str
    text: str
    title: str | None = None
    published: When | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One item that cannot be read, in a source whose other items can.

    Attributes:
        source: the item.
        error: why.
    """

    source: str
    error: IntakeError
