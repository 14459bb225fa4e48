"""What resolving names has learnt about a report so far."""

from dataclasses import dataclass, field
from pathlib import Path

from sourcebook.model.text import Document
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.weak import Surroundings


@dataclass(slots=True)
class Naming:
    """What resolving names has learnt about the report so far.

    Attributes:
        doc: the document.
        cast: filled in place.
        project: the user's own knowledge, or None.
        strong: ids of actors that the report names beyond doubt.
        around: all names that it has.
        people: person id by folded last name.
        bodies: actor id by folded name, for names that no file lists and the full ones of those that one does.
        by_word: the folded names of bodies by each of their words.
        defined: actor id by acronym, for those that the report explains.
        ends: actor id and words by the last token of a name.
    """

    doc: Document
    cast: Cast
    project: Path | None
    strong: frozenset[str]
    around: Surroundings
    people: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)
    ends: dict[int, tuple[str, str]] = field(default_factory=dict)
    by_word: dict[str, list[str]] = field(default_factory=dict)


def without_initial_the(text: str) -> str:
    """A name without the article that it begins with."""
    return text[4:] if text[:4] in {"The ", "the "} else text
