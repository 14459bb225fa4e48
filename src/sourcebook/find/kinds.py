"""What bears a capitalised name: a person, a body, a place, or something else?

The words inside it tell ("Diyala Province", "Saray al-Jihad Group"), then those before it ("the town of", "Gen."), then
those after it ("district", ", 34,"), then what is known: given names and the gazetteer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from sourcebook.encode.see import SeenSpan, Sight
from sourcebook.find.capitals import SPEAKING, acting_capital
from sourcebook.find.definitions import SPELT_OUT
from sourcebook.find.found import Found, How
from sourcebook.find.headwords import (
    COMPASS,
    LONE,
    arms,
    head_words,
    is_calendar,
    named_things,
    nouns_before,
    nouns_beside,
    organisation,
    peoples,
)
from sourcebook.find.runs import head_of, opens_sentence
from sourcebook.find.titles import title_at, title_before
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.people import TitleKind, agents, given_names
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.text import Document, MentionKind

_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "around",
        "outside",
        "across",
        "inside",
        "from",
        "to",
        "into",
        "toward",
        "towards",
        "through",
        "over",
        "on",
        "between",
        "and",
    }
)
_FIRMLY_WHERE = frozenset(
    {"in", "at", "near", "around", "outside", "across", "inside", "into", "toward", "towards"}
)
_AREA_NOUNS = frozenset(
    "district area region city town village province governorate camp airport base hospital market highway "
    "neighbourhood neighborhood suburb valley mountain river border crossing square prison front countryside "
    "resident residents".split()
)
_SERVICES = frozenset("police fire power bus train railway gas petrol border customs radio".split())
_POSTS = frozenset("station post checkpoint plant terminal depot".split())


def tell_kinds(
    doc: Document, names: Iterable[Found], project: Path | None = None, *, sight: Sight | None = None
) -> list[Found]:
    """Decide for each capitalised name what bears it; listed names pass as they are.

    Args:
        doc: the parsed report.
        names: what `find_names` found.
        project: a folder with the user's own knowledge, or None.
        sight: what the encoder sees; it is asked where neither words nor lists tell. None without one.
    """
    out: list[Found] = []
    seen = {doc.tokens(m.start, m.end): m for m in (sight.mentions if sight else ()) if m.score >= SURE}
    for f in names:
        if f.how is How.CAPITALS:
            told = _told(doc, f, project, seen)
            out.extend(t for t in told if doc.body[t.first] or t.kind is MentionKind.PERSON or _is_body(t))
        elif f.kind is MentionKind.PERSON:
            out.append(replace(f, title=title_before(doc, f.first, project)))
        else:
            out.append(f)
    return [acting_capital(doc, f) for f in _surnames(out)]


def _named_like_a_person(doc: Document, f: Found, project: Path | None) -> bool:
    """Whether a name that begins with a title is a known town's: "near Sheikh Zuweid", "in General Santos"."""
    located = f.first > 0 and doc.lower[f.first - 1] in _FIRMLY_WHERE
    return (
        located
        and title_at(doc, f.first, f.last - 1, project) is not None
        and (gazetteer(project).knows(f.text))
    )


def _is_body(f: Found) -> bool:
    """Whether a head word says what bears the name; outside the body nothing less is taken for one."""
    return f.kind is MentionKind.ACTOR and f.kind_hint not in {None, "other", "population"}


def _told(
    doc: Document, f: Found, project: Path | None, seen: Mapping[tuple[int, int], SeenSpan]
) -> list[Found]:
    """One capitalised name with what bears it; nothing when it turns out to be no name."""
    if f.first != f.last and f.kind_hint != SPELT_OUT and _named_like_a_person(doc, f, project):
        return [replace(f, kind=MentionKind.PLACE, parent=_parent(doc, f))]
    first, last, title = _without_title(doc, f.first, f.last, project)
    if first > last:
        return []  # a title alone: who holds it stands elsewhere
    title = title or title_before(doc, first, project)
    f = _cut(doc, f, first, last)
    words = [w.lower() for w in f.text.replace("-", " ").split()]
    if f.kind_hint == SPELT_OUT:
        return [replace(f, kind_hint=organisation(words) or "other")]
    if title and not organisation(words):
        return [replace(f, kind=MentionKind.PERSON, title=title)]
    if first == last and (alone := _single(doc, f, words[0], project)) is not None:
        return alone
    told = next((t for way in _WAYS if (t := way(doc, f, words, project))), None)
    return [told or _as_seen(doc, f, seen, project) or _by_company(doc, f, words, project)]


def _as_seen(
    doc: Document, f: Found, seen: Mapping[tuple[int, int], SeenSpan], project: Path | None
) -> Found | None:
    """What the encoder takes the name for; a known place that seems to act is left to its company."""
    m = seen.get((f.first, f.last))
    if m is None or m.kind not in _SEEN or (m.kind == "actor" and gazetteer(project).knows(f.text)):
        return None
    kind, hint = _SEEN[m.kind]
    return replace(
        f, kind=kind, kind_hint=hint, parent=_parent(doc, f) if kind is MentionKind.PLACE else None
    )


SURE = 0.9
"""Score from which the encoder's word counts on what bears a name."""
_SEEN: dict[str, tuple[MentionKind, str | None]] = {
    "person": (MentionKind.PERSON, None),
    "place": (MentionKind.PLACE, None),
    "actor": (MentionKind.ACTOR, "other"),
    "media": (MentionKind.ACTOR, "media"),
    "platform": (MentionKind.OBJECT, None),
    "weapon": (MentionKind.OBJECT, None),
    "object": (MentionKind.OBJECT, None),
}


def _single(doc: Document, f: Found, word: str, project: Path | None) -> list[Found] | None:
    """A single capitalised word that is no name by itself, or names a people; None when it may be a name."""
    if (
        word in LONE
        or word.rstrip("s") in arms()
        or (word in peoples() and doc.dep[f.first] in {"amod", "compound", "nmod"})
    ):
        return []
    if word in agents(project) and doc.dep[f.first] not in {"compound", "appos"}:
        return []  # "the Government of Iraq", "the Department": a common noun in its Sunday clothes
    return [replace(f, kind_hint="population")] if word in peoples() else None


def _as_thing(_doc: Document, f: Found, words: list[str], _project: Path | None) -> Found | None:
    """Days, months, wars, treaties."""
    thing = is_calendar(words) or (set(words) & named_things() and not organisation(words[-1:]))
    return replace(f, kind=MentionKind.OBJECT) if thing else None


def _as_described(doc: Document, f: Found, _words: list[str], _project: Path | None) -> Found | None:
    """What a common noun beside it says: "news agency Sana"."""
    kind = _by_common_noun(doc, f)
    return replace(f, kind_hint=kind) if kind else None


def _as_part(doc: Document, f: Found, words: list[str], project: Path | None) -> Found | None:
    """ "East Mosul": a side of a known place."""
    part = (
        words[0] in COMPASS
        and len(words) > 1
        and not organisation(words)
        and gazetteer(project).knows(" ".join(f.text.split()[1:]))
    )
    return replace(f, kind=MentionKind.PLACE, parent=_parent(doc, f)) if part else None


def _as_outlet(doc: Document, f: Found, words: list[str], _project: Path | None) -> Found | None:
    """A name with a capital article within a sentence is a publication's."""
    outlet = f.text.startswith("The ") and not opens_sentence(doc, f.first) and len(words) > 1
    return replace(f, kind_hint="media") if outlet else None


def _as_unit(_doc: Document, f: Found, words: list[str], _project: Path | None) -> Found | None:
    """ "3rd Battalion"."""
    unit = words[0][0].isdigit() and words[0][-2:] in {"st", "nd", "rd", "th"}
    return replace(f, kind_hint="state_body") if unit else None


def _as_place(doc: Document, f: Found, words: list[str], _project: Path | None) -> Found | None:
    kind = _place_by_words(doc, f, words)
    return replace(f, kind=MentionKind.PLACE, kind_hint=kind, parent=_parent(doc, f)) if kind else None


def _as_body(_doc: Document, f: Found, words: list[str], _project: Path | None) -> Found | None:
    kind = organisation(words)
    return replace(f, kind_hint=kind) if kind else None


def _as_person(_doc: Document, f: Found, words: list[str], project: Path | None) -> Found | None:
    person = words[0] in given_names(project) and len(words) > 1
    return replace(f, kind=MentionKind.PERSON) if person else None


def _by_common_noun(doc: Document, f: Found) -> str | None:
    """Actor kind told by a common noun right before or after the name."""
    j = f.first - 1
    if (
        j >= 0
        and doc.lower[j] in nouns_beside()
        and doc.head[j] == f.head
        and doc.dep[j] in {"compound", "nmod", "appos"}
    ):
        return nouns_beside()[doc.lower[j]]
    k = f.last + 1
    if (
        k < len(doc)
        and doc.lower[k] in nouns_beside()
        and doc.head[f.head] == k
        and doc.dep[f.head] in {"compound", "nmod"}
    ):
        return nouns_beside()[doc.lower[k]]
    return None


def _cut(doc: Document, f: Found, first: int, last: int) -> Found:
    if (first, last) == (f.first, f.last):
        return f
    text = " ".join(doc.text[doc.start[first] : doc.end[last]].split())
    return replace(f, first=first, last=last, head=head_of(doc, first, last), text=text)


def _without_title(doc: Document, first: int, last: int, project: Path | None) -> tuple[int, int, str | None]:
    """Cut titles off both ends: "Navy Capt. Jeff Davis", "Inherent Resolve Commander"."""
    end, i = None, first
    while i <= last:
        hit = title_at(doc, i, last, project)
        if hit:
            end = hit[0]
            i = end
        i += 1
    if end is not None and end < last and head_words().get(doc.lower[last], ("",))[0] != "organisation":
        start = end + 1
        while start < last and not doc.words[start][:1].isalnum():
            start += 1
        return start, last, " ".join(doc.words[first : end + 1])
    whole = title_at(doc, first, last, project)
    if whole and whole[0] == last:
        return last + 1, last, None
    for cut in range(max(first + 1, last - 2), last + 1):
        tail = title_at(doc, cut, last, project)
        if tail and tail[0] == last and tail[1] & {TitleKind.OFFICE, TitleKind.LEADERSHIP}:
            return first, cut - 1, None
    return first, last, None


def _place_by_words(doc: Document, f: Found, words: list[str]) -> str | None:
    """Place kind by a head word inside, or by a common noun beside."""
    hit = head_words().get(words[-1])
    if hit and hit[0] == "place" and len(words) > 1:
        return hit[1]
    hit = head_words().get(words[0])
    if (
        hit
        and hit[0] == "place"
        and len(words) > 1
        and words[0] in {"mount", "lake", "wadi", "camp", "fort", "port", "cape"}
    ):
        return hit[1]
    if (
        f.last + 1 < len(doc)
        and doc.lower[f.last + 1] in _AREA_NOUNS
        and doc.sentence_of[f.last + 1] == doc.sentence_of[f.last]
    ):
        return nouns_before().get(doc.lower[f.last + 1], "settlement")
    if len(words) == 1 and _serves(doc, f.last + 1):
        return "settlement"
    j = f.first - 1
    while j >= 0 and doc.lower[j] in {"the", "'s"}:
        j -= 1
    if j >= 1 and doc.lower[j] == "of" and doc.lower[j - 1] in nouns_before():
        return nouns_before()[doc.lower[j - 1]]
    if j >= 0 and doc.lower[j] in nouns_before() and doc.pos[j] == "NOUN":
        return nouns_before()[doc.lower[j]]
    return None


def _serves(doc: Document, i: int) -> bool:
    """ "The Solino police station": a site that has the name of where it stands."""
    return i + 1 < len(doc) and doc.lower[i] in _SERVICES and doc.lower[i + 1] in _POSTS


def _parent(doc: Document, f: Found) -> str | None:
    """ "Karrada, Baghdad" and "Albukamal in Syria": the words of the larger place."""
    j = f.last + 1
    if j < len(doc) and doc.lower[j] in _AREA_NOUNS:
        j += 1
    if j + 1 < len(doc) and doc.lower[j] in {",", "in", "of", "("} and doc.words[j + 1][:1].isupper():
        k = j + 1
        while k + 1 < len(doc) and doc.words[k + 1][:1].isupper() and doc.pos[k + 1] == "PROPN":
            k += 1
        return " ".join(doc.words[j + 1 : k + 1])
    if (
        j + 2 < len(doc)
        and doc.words[j] == ","
        and doc.lower[j + 1] in {"northern", "southern", "eastern", "western", "central"}
    ):
        return doc.words[j + 2]
    return None


def _by_company(doc: Document, f: Found, words: list[str], project: Path | None) -> Found:
    """A bare name: what the words around it and the gazetteer make likeliest."""
    known = gazetteer(project).knows(f.text)
    before = doc.lower[f.first - 1] if f.first else ""
    if before == "the" and f.first > 1:
        before = doc.lower[f.first - 2] if doc.pos[f.first - 2] == "ADP" else before
    parent = _parent(doc, f)
    if known and (before in _WHERE or parent):
        return replace(f, kind=MentionKind.PLACE, parent=parent)
    if before in _FIRMLY_WHERE and len(words) < 4 and not f.text.isupper():  # noqa: PLR2004
        return replace(f, kind=MentionKind.PLACE, parent=parent)
    head = doc.head[f.head]
    speaks = doc.dep[f.head] == "nsubj" and doc.lemma[head] in SPEAKING
    if f.text.isupper() or any(len(w) > 1 and w.isupper() for w in f.text.split()):
        return replace(f, kind_hint="other")
    if len(words) > 1 and (speaks or words[0] in given_names() or not known):
        return replace(
            f,
            kind=MentionKind.PERSON if speaks or _person_like(doc, f, words) else MentionKind.ACTOR,
            kind_hint="other",
        )
    if speaks:
        return replace(f, kind=MentionKind.PERSON)
    if known:
        return replace(f, kind=MentionKind.PLACE, parent=parent)
    return replace(f, kind_hint="other")


def _person_like(doc: Document, f: Found, words: list[str]) -> bool:
    """Two to four words that read as given name and surname, or an age or office behind."""
    after = f.last + 1
    if (
        after + 1 < len(doc)
        and doc.words[after] == ","
        and (doc.pos[after + 1] == "NUM" or title_at(doc, after + 1, after + 1) is not None)
    ):
        return True
    return words[0] in given_names() or any(w in {"al", "bin", "ibn", "abu"} for w in words[:-1])


def _surnames(found: list[Found]) -> list[Found]:
    """A last word that was part of a person's full name is that person again."""
    last_names = {
        fold_name(f.text).split()[-1] for f in found if f.kind is MentionKind.PERSON and fold_name(f.text)
    }
    out = []
    for f in found:
        single = (
            f.how is How.CAPITALS
            and f.kind in {MentionKind.ACTOR, MentionKind.PLACE}
            and f.kind_hint in {None, "other"}
        )
        if single and fold_name(f.text) in last_names:
            out.append(replace(f, kind=MentionKind.PERSON, kind_hint=None))
        else:
            out.append(f)
    return out


# How it is told what bears a name, surest first; where none tells, the encoder does, and then its company.
_WAYS: tuple[Callable[[Document, Found, list[str], Path | None], Found | None], ...] = (
    _as_thing,
    _as_described,
    _as_part,
    _as_outlet,
    _as_unit,
    _as_place,
    _as_body,
    _as_person,
)
