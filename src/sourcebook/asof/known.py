"""The ties that knowledge files state, as spans over time."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from sourcebook.asof.spans import KnownSpan
from sourcebook.knowledge.actor_entry import KnownTie
from sourcebook.knowledge.actors import actors
from sourcebook.model.when import Ground, When


def known_spans(
    among: Collection[str],
    *,
    outward: bool = False,
    place_id: Callable[[str], str] = str,
    project: Path | None = None,
) -> Iterator[KnownSpan]:
    """Ties of the knowledge files.

    Args:
        among: ids of actors; ties between two of them, or of one of them to a place.
        outward: whether one end among them is enough.
        place_id: from a place as the files write it ("Sanaa, YE") to its id in the book.
        project: a folder with the user's own knowledge, or None.
    """
    wanted = frozenset(among)
    for subject, entry in actors(project).items():
        for tie in entry.ties:
            inside = [end in wanted for end in (subject, tie.other) if end is not None]
            if inside and (any(inside) if outward else all(inside)):
                yield _span(subject, tie, place_id)


def known_names(project: Path | None = None) -> Mapping[str, str]:
    """Names of the actors of the knowledge files, by id.

    Args:
        project: a folder with the user's own knowledge, or None.
    """
    return {ident: entry.name for ident, entry in actors(project).items()}


def _span(subject: str, tie: KnownTie, place_id: Callable[[str], str]) -> KnownSpan:
    return KnownSpan(
        subject=subject,
        predicate=tie.predicate,
        object=tie.other if tie.other is not None else place_id(tie.place or ""),
        since=_when(tie.since),
        until=_when(tie.until),
        source=tie.source,
    )


def _when(edtf: str | None) -> When | None:
    return When.parse(edtf, ground=Ground.STATED) if edtf else None
