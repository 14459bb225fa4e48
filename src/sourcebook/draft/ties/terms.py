"""Since when and until when does a tie hold? The dates that the words set to it."""

from sourcebook.draft.ties.scene import Scene, Tie
from sourcebook.find.dates import find_dates
from sourcebook.grammar import dependents, is_verb
from sourcebook.model.when import When

_SINCE = frozenset({"since"})
_UNTIL = frozenset({"until", "till"})
_BEGINNING = frozenset({"form", "found", "create", "establish", "join", "pledge", "split", "break", "merge"})


def date_tie(scene: Scene, tie: Tie) -> None:
    """Fill since and until of a tie from "since", "until", and the date of a verb that founds it.

    Args:
        scene: the document.
        tie: filled in place.
    """
    doc = scene.doc
    verbs = [tie.token] if is_verb(doc, tie.token) else []
    verbs += [doc.head[tie.token]] if is_verb(doc, doc.head[tie.token]) else []
    for v in verbs:
        for p in dependents(doc, v, "prep"):
            word = doc.lower[p]
            if word in _SINCE or (word == "in" and doc.lemma[v] in _BEGINNING):
                tie.since = tie.since or _date(scene, p)
            elif word in _UNTIL:
                tie.until = tie.until or _date(scene, p)


def _date(scene: Scene, prep: int) -> When | None:
    """The date that a preposition governs."""
    first, last = scene.doc.edges[prep]
    if first == last:
        return None
    words = scene.doc.text[scene.doc.start[first + 1] : scene.doc.end[last]]
    found = find_dates(words, published=scene.doc.published)
    return found[0].when if found and found[0].span.start == 0 else None
