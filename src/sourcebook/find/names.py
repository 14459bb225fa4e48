"""Who and where is named? Names of the knowledge files by longest match, and capitalised names that no file lists."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sourcebook.find.found import Found, How
from sourcebook.knowledge.actors import actors, alias_index, candidates
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.governments import by_government_name, governments
from sourcebook.knowledge.places import countries, country_of, places
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind

_JOINERS = frozenset({"-", "–", "‑", "'", "’", "/"})
_INSIDE = frozenset(
    "of the for al el and bin ibn de la ul ash an ad ar as ez es et at-tall dhu & il del du des au aux sur le".split()
)
_PARTICLES = frozenset(
    "al el bin ibn ul ash ad ar an de la as ez es et abu umm von van il del du des au aux sur le".split()
)


@dataclass(frozen=True, slots=True)
class Names:
    """Every listed name; made once per project.

    Attributes:
        keys: folded names, without "the".
        lengths: for each first word the numbers of words of the names that begin with it, largest first.
        countries: code and kind of form by folded name.
        places: folded names of curated places.
    """

    keys: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    countries: Mapping[str, tuple[str, How]]
    places: frozenset[str]


@lru_cache(maxsize=4)
def names(project: Path | None = None) -> Names:
    """The listed names, ready for matching.

    Args:
        project: a folder with the user's own knowledge, or None.
    """
    lengths: dict[str, set[int]] = {}
    lands: dict[str, tuple[str, How]] = {}
    known = alias_index(project)
    for c in countries():
        forms = [(n, How.COUNTRY) for n in (c.name, *c.aliases)]
        forms += [(n, How.DEMONYM) for n in (*c.adjectives, *c.people)]
        forms += [(n, How.SEAT) for n in c.seats if fold_name(n) not in known]
        for text, how in forms:
            lands.setdefault(fold_name(text), (c.code, how))
    spots = frozenset(fold_name(n) for p in places(project) for n in (p.place.name, *p.place.aliases)) - {""}
    spots = frozenset(s for s in spots if s not in lands and s not in known)
    ruled = by_government_name(project)
    owned = (_split_owner(a.text) for hits in known.values() for _, a in hits if _OWNER.search(a.text))
    owned_too = (_split_owner(n) for g in governments(project).values() for n in g.aliases)
    every = (*known, *lands, *spots, *ruled, *owned, *owned_too)
    keys = frozenset(_without_the(key) for key in every) - {""}
    for key in keys:
        first, _, rest = key.partition(" ")
        lengths.setdefault(first, set()).add(1 + len(rest.split()))
    ordered = {first: tuple(sorted(ns, reverse=True)) for first, ns in lengths.items()}
    return Names(keys=keys, lengths=ordered, countries=lands, places=spots)


_OWNER = re.compile(r"['’]s\b")


def _split_owner(name: str) -> str:
    """A folded name as the parser cuts it, its possessive a word of its own: "shah s government"."""
    return fold_name(_OWNER.sub(" s", name))


def _without_the(key: str) -> str:
    return " ".join(w for w in key.split() if w != "the")


def find_names(doc: Document, project: Path | None = None) -> list[Found]:
    """Every name in a document, left to right, none inside another.

    Args:
        doc: the parsed report.
        project: a folder with the user's own knowledge, or None.
    """
    listed = list(_listed(doc, project))
    taken = bytearray(len(doc))
    for f in listed:
        taken[f.first : f.last + 1] = b"\x01" * (f.last + 1 - f.first)
    runs = list(_capitalised(doc, taken, listed))
    return sorted((*_not_inside(listed, runs), *runs), key=lambda f: f.first)


def _not_inside(listed: list[Found], runs: list[Found]) -> Iterable[Found]:
    """Listed names that no longer capitalised name has swallowed."""
    swallowed = {t for r in runs for t in range(r.first, r.last + 1)}
    return (f for f in listed if f.first not in swallowed)


# --- listed names ---------------------------------------------------------------------------------------------------


def _listed(doc: Document, project: Path | None) -> Iterable[Found]:
    """Listed names; of two that overlap the longer one stands, then the one further left."""
    table = names(project)
    words, tokens = _flat(doc)
    hits: list[Found] = []
    for at, word in enumerate(words):
        lengths = table.lengths.get(word)
        if lengths and (not at or tokens[at - 1] != tokens[at]):
            hits += _here(doc, words, tokens, at, lengths, table, project)
    taken = bytearray(len(doc))
    for f in sorted(hits, key=lambda f: (-len(f.text.split()), f.first)):
        if not any(taken[f.first : f.last + 1]):
            taken[f.first : f.last + 1] = b"\x01" * (f.last + 1 - f.first)
            yield f


def _flat(doc: Document) -> tuple[list[str], list[int]]:
    """Folded words with the token each comes from; an empty word wherever no name goes on."""
    words: list[str] = []
    tokens: list[int] = []
    sentence = -1
    for i, word in enumerate(doc.words):
        if doc.sentence_of[i] != sentence:
            sentence = doc.sentence_of[i]
            words.append("")
            tokens.append(-1)
        key = fold_name(word)
        if key == "the":
            continue
        if key:
            parts = key.split()
            words += parts
            tokens += [i] * len(parts)
        elif word not in _JOINERS and not word.isspace():
            words.append("")
            tokens.append(i)
    words.append("")
    tokens.append(-1)
    return words, tokens


def _here(
    doc: Document,
    words: list[str],
    tokens: list[int],
    at: int,
    lengths: tuple[int, ...],
    table: Names,
    project: Path | None,
) -> Iterable[Found]:
    """Every listed name that begins at a word, the longest first."""
    for n in lengths:
        end = at + n
        if end >= len(tokens) or tokens[end] == tokens[end - 1] or " ".join(words[at:end]) not in table.keys:
            continue
        found = _entry(doc, tokens[at], tokens[end - 1], table, project)
        if found:
            yield found


def _entry(doc: Document, first: int, last: int, table: Names, project: Path | None) -> Found | None:
    """What a listed name stands for here; None when the words only look like it."""
    if not any(_capital(w) for w in doc.words[first : last + 1]):
        return None
    if doc.words[first][:1].islower() and doc.pos[first] in {"ADP", "DET", "PRON", "CCONJ", "SCONJ"}:
        return None  # "at Tanf" is no spelling of At Tanf
    surface = " ".join(doc.text[doc.start[first] : doc.end[last]].split())
    key = fold_name(surface)
    land = table.countries.get(key)
    if land and _is_country(doc, first, surface, key):
        return _found(doc, first, last, MentionKind.ACTOR, land[1], country=land[0])
    if first == last and doc.pos[first] not in {"PROPN", "NOUN", "ADJ", "X"} and not surface[1:2].isupper():
        return None
    hits = candidates(surface, project)
    if not hits and (government := by_government_name(project).get(_without_the(key))):
        return _found(doc, first, last, MentionKind.ACTOR, How.LISTED, ids=(government,))
    if not hits:
        return _found(doc, first, last, MentionKind.PLACE, How.LISTED) if key in table.places else None
    strong = [i for i, alias in hits if alias.strong]
    if _no_longer(doc, first, last, listed=bool(strong)):
        return None
    ids = tuple(dict.fromkeys(strong or [i for i, _ in hits]))
    person = actors(project)[ids[0]].kind is ActorKind.PERSON
    if person and first == last and _part_of_longer_name(doc, first, last):
        return None
    kind = MentionKind.PERSON if person else MentionKind.ACTOR
    hint = None if strong else "weak"
    if _generic_organ(doc, first, last) and actors(project)[ids[0]].kind is ActorKind.STATE_BODY:
        hint = ORGAN
    return _found(doc, _with_article(doc, first), last, kind, How.LISTED, ids=ids, hint=hint)


ORGAN = "organ"  # hint of a name that says no more than "the state's forces"


def _no_longer(doc: Document, first: int, last: int, *, listed: bool) -> bool:
    """Whether the word before a name says that others are meant: "former Syrian rebels", "pro-Russian forces"."""
    former = first > 0 and doc.lower[first - 1] in {"former", "ex"} and not listed
    return former or (first < last and _leaning(doc, first))


def _leaning(doc: Document, first: int) -> bool:
    """Whether "pro-" or "anti-" stands before a name of more than one word."""
    return (
        first > 1 and doc.words[first - 1] in _JOINERS and doc.lower[first - 2] in {"pro", "anti", "counter"}
    )


# Nouns for people of a state's force; with nothing but the state's name before them they name no body of their own.
_ORGANS = frozenset("forces force troops soldiers police policemen personnel servicemen".split())
_PLAIN_ORGANS = frozenset("security government special ground regime regular state army military".split())


def _generic_organ(doc: Document, first: int, last: int) -> bool:
    """Whether words say only that a state's forces act: "US forces", "Iraqi security forces", "Turkish police".

    What is written as a name is one ("Iraqi Security Forces"), but in a headline capitals prove nothing.
    """
    if doc.lower[last] not in _ORGANS or (doc.words[last][0].isupper() and not _headline(doc, last)):
        return False
    inner = last
    while inner > first and doc.lower[inner - 1] in _PLAIN_ORGANS:
        inner -= 1
    owner = " ".join(doc.text[doc.start[first] : doc.end[inner - 1]].split()) if inner > first else ""
    return country_of(owner.removesuffix("'s").removesuffix("’s")) is not None


def _headline(doc: Document, i: int) -> bool:
    """Whether every longer word of a sentence begins with a capital."""
    a, b = doc.sentences[doc.sentence_of[i]]
    return all(w[0].isupper() for w in doc.words[a:b] if len(w) > _INITIALS and w.isalpha())


def _capital(word: str) -> bool:
    """Whether the first letter of a word is a capital, digits before it passed over ("19FortyFive")."""
    return word.lstrip("0123456789")[:1].isupper()


def _is_country(doc: Document, first: int, surface: str, key: str) -> bool:
    """Whether letters that may be a country's are: "us" is not the US, nor is "IT" in a line of capitals."""
    if len(key) > _INITIALS:
        return True
    if surface.isupper():
        return not _shouting(doc, first)
    return "." in surface


_INITIALS = 3  # letters: names so short are initials, and mean a country only in capitals or with full stops


def _with_article(doc: Document, first: int) -> int:
    """Where a name begins whose Arabic article no list carries: "Al-Abadi"."""
    joined = first > 1 and doc.words[first - 1] in _JOINERS and doc.lower[first - 2] in _PARTICLES
    return first - 2 if joined and doc.end[first - 1] == doc.start[first] else first


def _shouting(doc: Document, i: int) -> bool:
    """Whether the sentence is all capitals, so that capitals prove nothing."""
    a, b = doc.sentences[doc.sentence_of[i]]
    letters = 0
    for word in doc.words[a:b]:
        if word.isalpha():
            if not word.isupper():
                return False
            letters += 1
    return letters > _INITIALS


def _part_of_longer_name(doc: Document, first: int, last: int) -> bool:
    """Whether more of a name stands before or behind, articles and hyphens passed over ("Ain al-Asad")."""
    before, after = first - 1, last + 1
    while before > 0 and (doc.words[before] in _JOINERS or doc.lower[before] in _PARTICLES):
        before -= 1
    sides = [i for i in (before, after) if 0 <= i < len(doc) and doc.sentence_of[i] == doc.sentence_of[first]]
    return any(_is_name_word(doc, i) for i in sides)


def _found(
    doc: Document, first: int, last: int, kind: MentionKind, how: How, *, ids: tuple[str, ...] = (),
    country: str | None = None, hint: str | None = None,
) -> Found:  # fmt: skip
    return Found(
        first=first,
        last=last,
        head=head_of(doc, first, last),
        kind=kind,
        how=how,
        text=" ".join(doc.text[doc.start[first] : doc.end[last]].split()),
        ids=ids,
        country=country,
        kind_hint=hint,
    )


def head_of(doc: Document, first: int, last: int) -> int:
    """The token of a stretch whose governor lies outside it; the last such, since English names end in their head."""
    for i in range(last, first - 1, -1):
        outward = not first <= doc.head[i] <= last or doc.head[i] == i
        if outward and doc.pos[i] not in {"PUNCT", "SPACE", "ADP", "DET", "PART"}:
            return i
    return last


# --- names that no file lists -----------------------------------------------------------------------------------------


def _is_name_word(doc: Document, i: int) -> bool:
    w = doc.words[i]
    if not w[:1].isupper():
        return _numbered_unit(doc, i)
    return doc.pos[i] == "PROPN" or (doc.pos[i] in {"ADJ", "NOUN"} and not opens_sentence(doc, i))


def _numbered_unit(doc: Document, i: int) -> bool:
    """An ordinal that begins a unit's name: "3rd Battalion", "101st Airborne"."""
    if not _ORDINAL.fullmatch(doc.words[i]) or i + 1 >= len(doc):
        return False
    following = doc.words[i + 1]
    return following[:1].isupper() and doc.lower[i + 1] in _UNITS


_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_UNITS = frozenset(
    "battalion brigade division regiment corps army fleet squadron wing infantry marines marine airborne "
    "armored armoured  "
    "cavalry mechanized mechanised mountain guards rifle tank motorized motorised special parachute air "
    "expeditionary".split()
)


def opens_sentence(doc: Document, i: int) -> bool:
    """Whether a token is the first word of its sentence."""
    a = doc.sentences[doc.sentence_of[i]][0]
    while a < i and not doc.words[a][:1].isalnum():
        a += 1
    return a == i


def _capitalised(doc: Document, taken: bytearray, listed: list[Found]) -> Iterable[Found]:
    """Runs of capitalised words; a listed name within one stays apart unless the run goes on past it as one name."""
    starts = {f.first: f for f in listed}
    loud = frozenset(n for n, (a, _) in enumerate(doc.sentences) if _shouting(doc, a))
    i, size = 0, len(doc)
    while i < size:
        f = starts.get(i)
        if f:
            last = _run_end(doc, f.last, taken)
            longer = last > f.last and _one_name(doc, f, last)
            if longer:
                yield _found(doc, i, last, MentionKind.ACTOR, How.CAPITALS)
            i = (last if longer else f.last) + 1
        elif not taken[i] and _is_name_word(doc, i) and doc.sentence_of[i] not in loud:
            last = _run_end(doc, i, taken)
            yield _found(doc, i, last, MentionKind.ACTOR, How.CAPITALS)
            i = last + 1
        else:
            i += 1


def _one_name(doc: Document, f: Found, last: int) -> bool:
    """Whether a listed name is only the first part of a longer one ("Iraqi Interior Ministry", "Palestine Square")."""
    words = [doc.lower[i] for i in range(f.last + 1, last + 1) if doc.words[i][:1].isalnum()]
    return (
        bool(words)
        and words[-1] in _place_or_body_words()
        and f.how in {How.COUNTRY, How.DEMONYM, How.LISTED}
    )


@lru_cache(maxsize=1)
def _place_or_body_words() -> frozenset[str]:
    from sourcebook.knowledge.lexicons import lexicon  # noqa: PLC0415 - avoids a reading at import

    table = lexicon("headwords")
    return frozenset(
        w for part in ("organisation", "place") for ws in table[part].values() for w in ws if " " not in w
    )


def _run_end(doc: Document, i: int, taken: bytearray) -> int:
    last, j, size, sentence = i, i + 1, len(doc), doc.sentence_of[i]
    while j < size and doc.sentence_of[j] == sentence and not taken[j]:
        if (
            doc.words[j] == ","
            and _ORDINAL.fullmatch(doc.words[i])
            and j + 1 < size
            and _numbered_unit(doc, j + 1)
        ):
            pass  # "3rd Battalion, 6th Marines" is one unit
        elif _is_name_word(doc, j) or (doc.words[j][:1].isupper() and doc.words[j - 1] in _JOINERS):
            last = j
        elif not (doc.words[j] in _JOINERS or doc.lower[j] in _INSIDE) or not _goes_on(doc, j, taken):
            break
        j += 1
    return last


def _goes_on(doc: Document, j: int, taken: bytearray) -> bool:
    """Whether a small word inside a name is followed by more of it ("al-Jihad", "Ministry of Defence")."""
    word = doc.lower[j]
    if word == "and" or (word in {"the", "for"} and doc.lower[j - 1] not in {"of", "for"}):
        return False
    k = j + 1
    while k < len(doc) and (doc.words[k] in _JOINERS or doc.lower[k] in _PARTICLES or doc.lower[k] == "the"):
        k += 1
    if k >= len(doc) or taken[k] or doc.sentence_of[k] != doc.sentence_of[j]:
        return False
    if word == "of":
        return doc.words[k][:1].isupper() and doc.lower[j - 1] in _place_or_body_words()
    return doc.words[k][:1].isupper()
