"""Who and where is named? Names of the knowledge files by longest match, and capitalised names that no file lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sourcebook.find.definitions import spelt_out
from sourcebook.find.found import Found, How
from sourcebook.find.headwords import COMPASS, nouns_before, qualities
from sourcebook.find.longer import known, longer_names
from sourcebook.find.runs import (
    INITIALS,
    JOINERS,
    PARTICLES,
    found_at,
    is_name_word,
    name_starts,
    opens_sentence,
    place_or_body_words,
    run_end,
    shouting,
)
from sourcebook.knowledge.actors import actors, alias_index, candidates, owned_keys
from sourcebook.knowledge.folding import fold_name, folded_words, split_owner
from sourcebook.knowledge.governments import by_government_name, governments
from sourcebook.knowledge.places import countries, country_of, places
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind


@dataclass(frozen=True, slots=True)
class Names:
    """Every listed name; made once per project.

    Attributes:
        keys: folded names, without "the".
        lengths: for each first word the numbers of words of the names that begin with it, largest first.
        countries: code and kind of form by folded name.
        places: folded names of curated places.
        governed: those of them that also stand for whoever governs there ("Puntland").
    """

    keys: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    countries: Mapping[str, tuple[str, How]]
    places: frozenset[str]
    governed: frozenset[str]


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
    governed = frozenset(s for s in spots if s not in lands and s in known)
    spots = frozenset(s for s in spots if s not in lands and s not in known)
    ruled = by_government_name(project)
    owned = (split_owner(n) or "" for g in governments(project).values() for n in g.aliases)
    every = (*known, *lands, *spots, *ruled, *owned_keys(project), *owned)
    keys = frozenset(_without_the(key) for key in every) - {""}
    for key in keys:
        first, _, rest = key.partition(" ")
        lengths.setdefault(first, set()).add(1 + len(rest.split()))
    ordered = {first: tuple(sorted(ns, reverse=True)) for first, ns in lengths.items()}
    return Names(keys=keys, lengths=ordered, countries=lands, places=spots, governed=governed)


def _without_the(key: str) -> str:
    return " ".join(w for w in key.split() if w != "the")


def find_names(doc: Document, project: Path | None = None) -> list[Found]:
    """Every name in a document, left to right, none inside another.

    Args:
        doc: the parsed report.
        project: a folder with the user's own knowledge, or None.
    """
    listed = longer_names(doc, _listed(doc, project), project)
    taken = bytearray(len(doc))
    for f in listed:
        taken[f.first : f.last + 1] = b"\x01" * (f.last + 1 - f.first)
    runs = [known(doc, f.first, f.last, project) or f for f in _capitalised(doc, taken, listed)]
    runs = [f for f in runs if not _is_side(doc, f, listed)]
    return spelt_out(doc, sorted((*_not_inside(listed, runs), *runs), key=lambda f: f.first))


def _is_side(doc: Document, f: Found, listed: list[Found]) -> bool:
    """Whether a run is no more than the side of a place named next: "South" before "Kivu"."""
    alone = f.first == f.last and doc.lower[f.first] in COMPASS
    return alone and any(o.first == f.last + 1 and o.kind is MentionKind.PLACE for o in listed)


def _not_inside(listed: list[Found], runs: list[Found]) -> Iterable[Found]:
    """Listed names that no longer capitalised name has swallowed."""
    swallowed = {t for r in runs for t in range(r.first, r.last + 1)}
    return (f for f in listed if f.first not in swallowed)


# --- listed names ---------------------------------------------------------------------------------------------------


def _listed(doc: Document, project: Path | None) -> Iterable[Found]:
    """Listed names; of two that overlap the longer one stands, then the one further left."""
    table = names(project)
    words, tokens, capitals = _flat(doc)
    capitals.reverse()
    hits: list[Found] = []
    for at, word in enumerate(words):
        if capitals and capitals[-1] < at:
            capitals.pop()
        if not capitals:
            break
        lengths = table.lengths.get(word)
        if lengths and at + lengths[0] > capitals[-1] and (not at or tokens[at - 1] != tokens[at]):
            fit = [n for n in lengths if at + n > capitals[-1]]
            hits += _here(doc, words, tokens, at, fit, table, project)
    taken = bytearray(len(doc))
    for f in sorted(hits, key=lambda f: (-len(f.text.split()), f.first)):
        if not any(taken[f.first : f.last + 1]):
            taken[f.first : f.last + 1] = b"\x01" * (f.last + 1 - f.first)
            yield f


def _flat(doc: Document) -> tuple[list[str], list[int], list[int]]:
    """Folded words with the token each comes from; an empty word wherever no name goes on.

    Last, which of them have a capital, their own or that of a word left out right before.
    """
    words: list[str] = []
    tokens: list[int] = []
    capitals: list[int] = []
    sentence, capital = -1, False
    for i, (word, own) in enumerate(zip(doc.words, doc.sentence_of, strict=True)):
        if own != sentence:
            sentence, capital = own, False
            words.append("")
            tokens.append(-1)
        capital = capital or _capital(word)
        parts = folded_words(word)
        if parts == _THE:
            continue
        if not parts and (word in JOINERS or word.isspace()):
            continue
        if capital:
            capitals += range(len(words), len(words) + max(1, len(parts)))
        words += parts or _NO_WORD
        tokens += [i] * max(1, len(parts))
        capital = False
    words.append("")
    tokens.append(-1)
    return words, tokens, capitals


_THE, _NO_WORD = ("the",), ("",)


def _here(
    doc: Document,
    words: list[str],
    tokens: list[int],
    at: int,
    lengths: Iterable[int],
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
        return found_at(doc, first, last, MentionKind.ACTOR, land[1], country=land[0])
    if first == last and doc.pos[first] not in {"PROPN", "NOUN", "ADJ", "X"} and not surface[1:2].isupper():
        return None
    hits = candidates(surface, project)
    if not hits and (government := by_government_name(project).get(_without_the(key))):
        return found_at(doc, first, last, MentionKind.ACTOR, How.LISTED, ids=(government,))
    strong = [i for i, alias in hits if alias.strong]
    rather = not strong and key in table.governed and _where(doc, last)
    if rather or not hits:
        placed = rather or key in table.places
        return found_at(doc, first, last, MentionKind.PLACE, How.LISTED) if placed else None
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
    return found_at(doc, _with_article(doc, first), last, kind, How.LISTED, ids=ids, hint=hint)


def _where(doc: Document, last: int) -> bool:
    """Whether a name says where something is: "in Transnistria", "the mountains of Puntland"."""
    prep = doc.head[last]
    if doc.dep[last] != "pobj":
        return False
    part = doc.lemma[doc.head[prep]]
    return doc.lower[prep] in _LOCATING or (
        doc.lower[prep] == "of" and (part in _LANDSCAPE or part in nouns_before())
    )


_LOCATING = frozenset("in at near around outside across inside into throughout within off".split())
_LANDSCAPE = frozenset(
    "mountain hill valley coast shore desert forest countryside border north south east west part".split()
)
ORGAN = "organ"  # hint of a name that says no more than "the state's forces"


def _no_longer(doc: Document, first: int, last: int, *, listed: bool) -> bool:
    """Whether the word before a name says that others are meant: "former Syrian rebels", "pro-Russian forces"."""
    former = first > 0 and doc.lower[first - 1] in {"former", "ex"} and not listed
    return former or (first < last and _leaning(doc, first))


def _leaning(doc: Document, first: int) -> bool:
    """Whether "pro-" or "anti-" stands before a name of more than one word."""
    return (
        first > 1 and doc.words[first - 1] in JOINERS and doc.lower[first - 2] in {"pro", "anti", "counter"}
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
    return all(w[0].isupper() for w in doc.words[a:b] if len(w) > INITIALS and w.isalpha())


def _capital(word: str) -> bool:
    """Whether the first letter of a word is a capital, digits before it passed over ("19FortyFive")."""
    first = word[:1]
    return first.isupper() or (first.isdigit() and word.lstrip("0123456789")[:1].isupper())


def _is_country(doc: Document, first: int, surface: str, key: str) -> bool:
    """Whether letters that may be a country's are: "us" is not the US, nor is "IT" in a line of capitals."""
    if len(key) > INITIALS:
        return True
    if surface.isupper():
        return not shouting(doc, first)
    return "." in surface


def _with_article(doc: Document, first: int) -> int:
    """Where a name begins whose Arabic article no list carries: "Al-Abadi"."""
    joined = first > 1 and doc.words[first - 1] in JOINERS and doc.lower[first - 2] in PARTICLES
    return first - 2 if joined and doc.end[first - 1] == doc.start[first] else first


def _part_of_longer_name(doc: Document, first: int, last: int) -> bool:
    """Whether more of a name stands before or behind, articles and hyphens passed over ("Ain al-Asad")."""
    before, after = first - 1, last + 1
    while before > 0 and (doc.words[before] in JOINERS or doc.lower[before] in PARTICLES):
        before -= 1
    sides = [i for i in (before, after) if 0 <= i < len(doc) and doc.sentence_of[i] == doc.sentence_of[first]]
    return any(is_name_word(doc, i) for i in sides)


# --- names that no file lists -----------------------------------------------------------------------------------------


def _capitalised(doc: Document, taken: bytearray, listed: list[Found]) -> Iterable[Found]:
    """Runs of capitalised words; a listed name within one stays apart unless the run goes on past it as one name."""
    starts = {f.first: f for f in listed}
    loud = frozenset(n for n, (a, _) in enumerate(doc.sentences) if shouting(doc, a))
    past = -1
    for i in sorted({*starts, *name_starts(doc)}):
        if i <= past:
            continue
        f = starts.get(i)
        if f:
            last = run_end(doc, f.last, taken)
            longer = last > f.last and _one_name(doc, f, last)
            if longer:
                yield found_at(doc, i, last, MentionKind.ACTOR, How.CAPITALS)
            past = last if longer else f.last
        elif not taken[i] and is_name_word(doc, i) and doc.sentence_of[i] not in loud:
            past = run_end(doc, i, taken)
            if past == i and _only_qualifies(doc, i, starts.get(i + 1)):
                continue
            yield found_at(doc, i, past, MentionKind.ACTOR, How.CAPITALS)


def _only_qualifies(doc: Document, i: int, following: Found | None) -> bool:
    """Whether a word has its capital from the sentence that it opens: "Suspected Boko Haram militants"."""
    if following is None or following.kind is not MentionKind.ACTOR or not opens_sentence(doc, i):
        return False
    word = doc.lower[i]
    return word in qualities() or (len(word) > INITIALS + 1 and word.endswith(("ed", "ing")))


def _one_name(doc: Document, f: Found, last: int) -> bool:
    """Whether a listed name is only the first part of a longer one ("Iraqi Interior Ministry", "Palestine Square")."""
    words = [doc.lower[i] for i in range(f.last + 1, last + 1) if doc.words[i][:1].isalnum()]
    return (
        bool(words) and words[-1] in place_or_body_words() and f.how in {How.COUNTRY, How.DEMONYM, How.LISTED}
    )
