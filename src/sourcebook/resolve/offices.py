"""Who holds it? "The Syrian president", "the prime minister of Israel", "President Bush": by office and date."""

from pathlib import Path

from sourcebook.find.found import Found, Group
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.heads import Head, in_office, titled
from sourcebook.knowledge.places import country_of
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.entries import known_actor, slug

_LIKE = {"premier": "prime minister"}


def officer(cast: Cast, group: Group, project: Path | None) -> str | None:
    """Id of the person that an office and a state mean.

    Somebody whom the report itself calls so comes first, then who held the office on the day that is spoken of.

    Args:
        cast: filled in place.
        group: the phrase ("the Syrian president").
        project: a folder with the user's own knowledge, or None.
    """
    if not group.one or len(group.countries) != 1 or group.subkind != "government" or group.backers:
        return None
    state, title = group.countries[0], _title(cast, group)
    if not title:
        return None
    called = [p for p, t in cast.titles.items() if _bears(cast, p, t, title, state)]
    if called:
        return called[-1] if len(called) == 1 else None
    days = cast.calendar.at(group.found.head)
    head = in_office(state, _LIKE.get(title, title), *days, project) if days else None
    return enter_head(cast, head, project) if head else None


def _title(cast: Cast, group: Group) -> str:
    """The words of an office without the state's name: "prime minister"."""
    doc, f = cast.doc, group.found
    own = (t for t in range(f.first, f.head + 1) if t not in cast.covers and doc.words[t][0].isalnum())
    return fold_name(" ".join(doc.words[t] for t in own if doc.lower[t] not in {"the", "a", "an"}))


def _bears(cast: Cast, person: str, title: str, wanted: str, state: str) -> bool:
    """Whether the report calls a person by a title, and of that state or of none."""
    words = fold_name(title)
    of = next((code for w in title.title().split() if (code := country_of(w))), None)
    own = cast.actors[person].state if person in cast.actors else None
    return (words == wanted or (words.endswith(f" {wanted}") and of is not None)) and (
        of or own or state
    ) == state


def head_meant(cast: Cast, f: Found, project: Path | None) -> Head | None:
    """The head of state or government that a title and a surname mean on the day that is spoken of.

    Args:
        cast: knows the days.
        f: a person's name, with its title.
        project: a folder with the user's own knowledge, or None.
    """
    days = cast.calendar.at(f.head)
    before, _, surname = f.text.rpartition(" ")  # some names are listed with their title: "President Assad"
    title = before or f.title
    if not title or days is None:
        return None
    found = titled(title, surname, *days, project)
    state = next((code for w in title.split() if (code := country_of(w))), None)
    return found if found and state in {None, found.state} else None


def enter_head(cast: Cast, head: Head, project: Path | None) -> str:
    """Enter a head of state or government under the full name; gives the id.

    Args:
        cast: filled in place.
        head: from the table.
        project: a folder with the user's own knowledge, or None.
    """
    known = actors(project)
    for ident, _ in candidates(head.name, project):
        if known[ident].kind is ActorKind.PERSON:
            return cast.add_actor(known_actor(known[ident]))
    ident = f"person-{slug(head.name)}"
    return cast.add_actor(
        Actor(id=ident, name=head.name, kind=ActorKind.PERSON, known=True, state=by_code()[head.state].code)
    )
