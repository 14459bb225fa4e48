"""Which words around a place name belong to it? "30 km north of", "the outskirts of", "the road from A to".

The finders give a name; here it grows by the words that move or widen the place that it names. What the whole means
is for `sourcebook.resolve.wording` to read.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sourcebook.find.found import Found, How
from sourcebook.model.text import Document, MentionKind
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.wording import ABOUT, COMPASS, EDGES, NUMBER, ROADS, UNIT

COMPASS_WORDS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north "
    "south east west north-east north-west south-east south-west northeast northwest southeast southwest "
    "north-eastern north-western south-eastern south-western upper lower".split()
)
NOUNS_OF: dict[PlaceKind | None, str] = {
    PlaceKind.ADMIN1: "province governorate state oblast",
    PlaceKind.ADMIN2: "district",
    PlaceKind.REGION: "region",
    PlaceKind.SETTLEMENT: "city town village camp neighbourhood neighborhood suburb",
    PlaceKind.FACILITY: "airport hospital prison complex market compound",
    PlaceKind.BASE: "base airbase garrison",
    PlaceKind.CROSSING: "crossing",
    PlaceKind.ROUTE: "highway road motorway",
    None: "area countryside outskirts suburbs",
}
KIND_NOUNS = {noun: kind for kind, nouns in NOUNS_OF.items() for noun in nouns.split()}
WORKS = frozenset(
    "military international civilian hospital refugee air army naval border district market".split()
)
_GUARDS = frozenset(
    "guard guards police patrol patrols force forces troops officers agents authorities".split()
)
_SOIL = frozenset({"airspace", "soil", "territory", "waters"})
_BORDERS = frozenset({"border", "frontier"})
_OF = r"(?:the )?(?:(?:city|town|village|port|port city|province|district) of )?"
_NAME = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}"
_STRETCHES = frozenset("between side road highway motorway route railway pipeline".split())
_FAR = rf"{ABOUT}{NUMBER}[\s-]?{UNIT}(?:\s*\([^()]*\))?"
_LYING = "(?:area|stretch|desert|steppe|line|zone|land|valley|somewhere|villages?|towns?|plain)"
_BEFORE = tuple(
    re.compile(rf"(?<![\w-])(?P<more>{more})\s+{_OF}$", re.IGNORECASE if plain else 0)
    for more, plain in (
        (rf"{_FAR}\s+(?:to the |due )?(?:{COMPASS})\s+(?:of|from)", True),
        (rf"{_FAR}\s+(?:(?:away )?from|outside(?: of)?|off(?: the coast of)?|of)", True),
        (rf"(?:just )?(?:(?:in |to )?the )?(?:{COMPASS}|(?<=the )cent(?:er|re))\s+of", True),
        (rf"(?:the )?(?:(?:{COMPASS})(?:ern)?\s+)?(?:{EDGES})\s+of", True),
        (r"off (?:the )?(?:coast|shores?) of", True),
        (rf"(?:the )?{_NAME} side of", False),
        (rf"(?:the )?(?i:{ROADS}) (?:from|between|linking|connecting) {_NAME} (?:to|and|with)", False),
        (rf"(?i:{_LYING}) between {_NAME} and", False),
    )
)  # fmt: skip
_ENDS = frozenset("of from off outside to and with".split())
"""Words in which whatever moves or widens a place ends, but for an article."""
_BETWEEN = re.compile(rf"(?<!\w)(?P<more>between {_NAME} and)\s+(?:the )?$")
_OFF = re.compile(r"(?<!\w)(?P<more>off)\s+(?:the )?$")
_AFTER = re.compile(
    rf"^(?P<more>(?:['’]s)? (?:(?:{COMPASS})(?:ern)? )?(?:countryside|outskirts|suburbs|environs|surroundings))(?!\w)"
)
_SIDE = re.compile(
    rf"^ side of the (?:(?:border|frontier) with (?:the )?{_NAME}|[A-Z]\w+ (?:border|frontier)\b)"
)
_COAST = re.compile(r"^(?P<more>(?:['’]s)? (?:coast|shores?))(?!\w)")


def grown(doc: Document, f: Found) -> tuple[Found, ...]:
    """A place name with the nouns, compass words and distances that belong to it: "East Mosul", "20 km from Homs".

    Args:
        doc: the parsed report.
        f: the name.

    Returns:
        One mention; of a road or stretch between two names that and the second name's own, which keeps its meaning.
    """
    own = _with_nouns(doc, f)
    wide = widened(doc, own)
    noun = next((t for t in range(wide.first, own.first) if doc.lower[t] in _STRETCHES), None)
    return (wide,) if noun is None else (own, replace(wide, head=noun))


def _with_nouns(doc: Document, f: Found) -> Found:
    """The name with "complex", "province", "East" beside it, and the place that owns it ("Syria's Idlib province")."""
    first, last, owner = f.first, f.last, _owner(doc, f.first)
    while (
        last + 1 < len(doc)
        and (doc.lower[last + 1] in KIND_NOUNS or doc.lower[last + 1] in WORKS)
        and doc.sentence_of[last + 1] == doc.sentence_of[first]
    ):
        more = last + 2 < len(doc) and doc.lower[last + 2] in KIND_NOUNS
        if doc.lower[last + 1] in WORKS and not more and not (owner and doc.lower[last + 1] in KIND_NOUNS):
            break
        last += 1
    if (
        first
        and doc.lower[first - 1] in COMPASS_WORDS
        and doc.sentence_of[first - 1] == doc.sentence_of[first]
    ):
        first -= 1
    if owner and not f.parent:
        f = replace(f, parent=owner)
    if (first, last) == (f.first, f.last):
        return f
    kind = KIND_NOUNS.get(doc.lower[last]) if last > f.last else None
    head = last if last > f.last and doc.head[f.head] == last else f.head
    return spanning(doc, replace(f, head=head, kind_hint=kind.value if kind else f.kind_hint), first, last)


_OWNER = re.compile(rf"(?<!\w)({_NAME}(?: (?:region|province|governorate|oblast|state))?)['’]s\s+$")


_GENITIVES = ("'s", "’s")


def _owner(doc: Document, first: int) -> str | None:
    before = _before(doc, first)
    found = _OWNER.search(before) if before.rstrip().endswith(_GENITIVES) else None
    return found[1] if found else None


def spanning(doc: Document, f: Found, first: int, last: int) -> Found:
    """A mention stretched over further tokens."""
    return replace(
        f, first=first, last=last, text=" ".join(doc.text[doc.start[first] : doc.end[last]].split())
    )


def _before(doc: Document, first: int) -> str:
    """The sentence's words before a token, at most a line of them."""
    start = doc.start[doc.sentences[doc.sentence_of[first]][0]]
    return doc.text[max(start, doc.start[first] - 90) : doc.start[first]]


def widened(doc: Document, f: Found) -> Found:
    """A name with the words before and behind it that say how far from it, on which side, or between what.

    Args:
        doc: the parsed report.
        f: the name, or a phrase that names a border.
    """
    before, after = _before(doc, f.first), doc.text[doc.end[f.last] : doc.end[f.last] + 40]
    patterns = _BEFORE if _may_widen(before) else ()
    if patterns and doc.lower[f.last] in _BORDERS:
        patterns = (*_BEFORE, _BETWEEN)
    last = f.last
    if found := _AFTER.match(after):
        last = _token(doc, doc.end[f.last] + found.end("more") - 1)
    elif (coast := _COAST.match(after)) and (off := _OFF.search(before)):
        last = _token(doc, doc.end[f.last] + coast.end("more") - 1)
        return spanning(doc, f, _token(doc, doc.start[f.first] - len(before) + off.start("more")), last)
    for pattern in patterns:
        if found := pattern.search(before):
            return spanning(doc, f, _token(doc, doc.start[f.first] - len(before) + found.start("more")), last)
    return f if last == f.last else spanning(doc, f, f.first, last)


def _may_widen(before: str) -> bool:
    """Whether the words before a name end as those do that move or widen a place: a look before the patterns."""
    words = before.lower().split()
    if words and words[-1] == "the":
        words.pop()
    return bool(words) and words[-1] in _ENDS


def _token(doc: Document, offset: int) -> int:
    """The token that holds a character."""
    return max(0, bisect_left(doc.start, offset + 1) - 1)


def parts_of_lands(doc: Document, names: Sequence[Found]) -> list[Found]:
    """Parts, coasts and borders of countries: "eastern Syria", "the south of Iraq", "the Iraqi border with Syria".

    Args:
        doc: the parsed report.
        names: with their kinds told.
    """
    found = []
    for f in names:
        if not f.country or f.how not in {How.COUNTRY, How.DEMONYM}:
            continue
        part = _part_of_land(doc, f, names)
        grew = widened(doc, part or f)
        if (
            part
            or (f.how is How.COUNTRY and (grew.first, grew.last) != (f.first, f.last))
            or _coast(doc, grew)
        ):
            found.append(replace(grew, kind=MentionKind.PLACE, how=How.COUNTRY))
    return found


def _coast(doc: Document, f: Found) -> bool:
    return doc.lower[f.first] == "off" and doc.lower[f.last] in {"coast", "shore", "shores"}


def _part_of_land(doc: Document, f: Found, names: Sequence[Found]) -> Found | None:
    """A country with a compass word before it, or a demonym with "border" behind it."""
    if f.how is How.COUNTRY and f.first and doc.lower[f.first - 1] in COMPASS_WORDS:
        return spanning(doc, f, f.first - 1, f.last)
    if (side := _SIDE.match(doc.text[doc.end[f.last] : doc.end[f.last] + 60])) and f.last + 1 < len(doc):
        return spanning(
            doc, replace(f, head=f.last + 1), f.first, _token(doc, doc.end[f.last] + side.end() - 1)
        )
    if f.last + 1 < len(doc) and doc.lower[f.last + 1] in _SOIL:
        return spanning(doc, replace(f, head=f.last + 1), f.first, f.last + 1)
    if f.last + 1 < len(doc) and doc.lower[f.last + 1] in _BORDERS:
        last = f.last + 1
        if last + 1 < len(doc) and doc.lower[last + 1] in _GUARDS:
            return None  # "Jordanian border guards" are people
        other = next(
            (g for g in names if g.country and g.first == last + 2 and doc.lower[last + 1] == "with"), None
        )
        return spanning(doc, replace(f, head=last), f.first, other.last if other else last)
    return None
