"""Who is named by a common noun? "Houthi gunmen", "the militias", "Iranian-backed groups in Iraq", "civilians"."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sourcebook.find.found import Found, Group, How
from sourcebook.grammar import conjuncts
from sourcebook.knowledge.people import Agent, AgentNumber, agents
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind

_LEFT = frozenset(
    {
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "det",
        "advmod",
        "predet",
        "quantmod",
        "npadvmod",
        "punct",
        "case",
    }
)
# Nouns that say only that people belong together; their adjectives say what they are.
BODY_NOUNS = frozenset("group organisation organization movement faction outfit network".split())
# What governs a state; what kind of government an adjective before it tells.
GOVERNING = frozenset(
    "government regime administration authority junta dictatorship cabinet leadership".split()
)
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "such", "both", "each"})
_BACKING = frozenset(
    {
        "backed",
        "aligned",
        "supported",
        "sponsored",
        "funded",
        "armed",
        "allied",
        "affiliated",
        "linked",
        "trained",
        "led",
        "equipped",
    }
)
_PLAIN = frozenset(
    {
        "key",
        "important",
        "several",
        "many",
        "few",
        "other",
        "various",
        "different",
        "more",
        "most",
        "main",
        "major",
        "same",
        "number",
        "myriad",
        "some",
        "larger",
        "new",
        "own",
        "certain",
        "recent",
    }
)
_PLURALS = frozenset({"forces", "troops", "authorities", "militias", "marines", "militants"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_IN = frozenset({"in", "inside", "across", "within", "throughout"})


def find_groups(doc: Document, names: Iterable[Found], project: Path | None = None) -> list[Group]:
    """Noun phrases whose head makes people actors, left to right.

    Args:
        doc: the parsed report.
        names: what `find_names` found; a noun inside a name is part of the name.
        project: a folder with the user's own knowledge, or None.
    """
    nouns = agents(project)
    by_token: dict[int, Found] = {t: f for f in names for t in range(f.first, f.last + 1)}
    found = []
    for i, lower in enumerate(doc.lower):
        noun = nouns.get(lower)
        if noun is None or i in by_token or not doc.body[i]:
            continue
        if doc.pos[i] not in _NOMINAL or not _is_head(doc, i):
            continue
        if i and doc.head[i - 1] == i:
            noun = nouns.get(f"{doc.lower[i - 1]} {lower}", noun)
        group = _group(doc, i, noun, by_token)
        bare = not (group.owners or group.country or group.definite or group.plural)
        if noun.number is AgentNumber.ONE and doc.pos[i] == "PROPN" and bare:
            continue  # a title in front of a name
        if noun.number is AgentNumber.THING and not (group.owners or group.country or group.backers):
            continue
        leaning = any(t.startswith(("pro-", "anti-")) for t in group.traits)
        told = group.owners or group.country or group.backers or group.within or leaning
        if noun.sure or told or _points_back(group) or _counted(group) or _of_force(doc, i, nouns):
            found.append(group)
    return found


def _counted(group: Group) -> bool:
    """ "Three suspects", "dozens of locals": counted people are people."""
    return group.kind == "population" and group.plural and group.quantified


def _of_force(doc: Document, head: int, nouns: Mapping[str, Agent]) -> bool:
    """ "A police patrol", "an army convoy": a body of the force that stands before it."""
    before = (nouns.get(doc.lower[k]) for k in doc.children[head] if doc.dep[k] == "compound" and k < head)
    return any(n is not None and n.sure and n.kind is ActorKind.STATE_BODY for n in before)


def _points_back(group: Group) -> bool:
    """ "the group", "these forces": a noun that is an actor only because it speaks of one named before."""
    return group.definite or (group.lemma in BODY_NOUNS and group.kind == "armed_group")


def _is_head(doc: Document, i: int) -> bool:
    """Whether the noun heads its phrase; "police commando uniforms" is no police."""
    if (
        doc.pos[i] == "ADJ"
        and doc.tag[i] != "NNS"
        and doc.dep[i] not in {"nsubj", "dobj", "pobj", "nsubjpass", "conj"}
    ):
        return False
    if doc.dep[i] in {"compound", "amod", "nmod"} and doc.head[i] > i:
        return False
    return doc.dep[i] != "npadvmod"


def _group(doc: Document, head: int, noun: Agent, by_token: Mapping[int, Found]) -> Group:
    inside = range(_left_edge(doc, head), head)
    backers = tuple(t for t in inside if _backs(doc, t, head, by_token))
    leaning = {t: word for t in inside if t in by_token and (word := _leaning(doc, by_token[t].first))}
    aside = (*backers, *leaning)
    countries = _countries(doc, inside, head, by_token, aside)
    plain = _PLAIN - {"new"} if doc.lemma[head] in GOVERNING else _PLAIN
    traits = _traits(doc, inside, by_token, plain)
    start = _without_counts(doc, inside, head, by_token, plain)
    plural = _is_plural(doc, head)
    traits |= {f"{word}-{doc.lower[t]}" for t, word in leaning.items()} - {
        f"pro-{doc.lower[t]}" for t in backers
    }
    kind, subkind = _kind(noun, traits)
    if leaning and kind == "state_body" and not countries:
        kind, subkind = "armed_group", "political_militia"  # "pro-Russian forces" are not Russia's
    text = " ".join(doc.text[doc.start[start] : doc.end[head]].split())
    return Group(
        found=Found(
            first=start,
            last=head,
            head=head,
            kind=MentionKind.ACTOR,
            how=How.GROUP,
            text=text,
            kind_hint=kind,
        ),
        lemma=doc.lemma[head],
        kind=kind,
        subkind=subkind,
        plural=plural,
        definite=any(doc.lower[t] in _DEFINITE for t in inside),
        quantified=any(doc.pos[t] == "NUM" or doc.lower[t] in _QUANTIFYING for t in inside),
        country=next(iter(countries), None),
        countries=countries,
        one=noun.number is AgentNumber.ONE and not plural,
        within=_within(doc, head, by_token),
        owners=_owners(doc, inside, head, by_token, aside),
        backers=backers,
        traits=traits,
    )


def _leaning(doc: Document, first: int) -> str | None:
    """Whether those meant are for or against the name that begins at a token: "anti-Houthi", "pro-Russian"."""
    hyphen = first > 1 and doc.words[first - 1] in {"-", "–", "‑"}
    before = doc.lower[first - 2] if hyphen else ""
    return "anti" if before in {"anti", "counter"} else before if before == "pro" else None


_QUANTIFYING = frozenset({"some", "several", "many", "dozens", "a", "an"})
_LEADING = frozenset({"DET", "PUNCT", "NUM", "CCONJ", "SPACE", "PRON"})


def _without_counts(
    doc: Document, inside: range, head: int, by_token: Mapping[int, Found], plain: frozenset[str]
) -> int:
    """First token of the phrase without its article, number and plain adjectives: "more than 40 | fighters"."""
    start = inside.start
    while (
        start < head and start not in by_token and (doc.pos[start] in _LEADING or doc.lower[start] in plain)
    ):
        start += 1
    counted = [t for t in range(start, head) if doc.pos[t] == "NUM" and t not in by_token]
    return counted[-1] + 1 if counted else start


def _owners(
    doc: Document, inside: range, head: int, by_token: Mapping[int, Found], backers: tuple[int, ...]
) -> tuple[int, ...]:
    """Tokens of those whom the group belongs to: "Houthi", "his", "of the SDF"."""
    named = (t for t in inside if t in by_token and by_token[t].head == t and t not in backers)
    own = tuple(t for t in named if by_token[t].country is None and _first_dep(doc, t) in _OWNED)
    pronouns = tuple(t for t in doc.children[head] if doc.tag[t] in {"PRP$", "WP$"} and t < head)
    acronym = () if own else _acronym_before(head, by_token)
    described = tuple(t for t in doc.children[head] if doc.dep[t] == "poss" and doc.lower[t] in _OWNING)
    belonging = _belonging(doc, head, by_token, named=bool(own or acronym))
    return (*own, *acronym, *belonging, *described, *pronouns)


# Bodies spoken of by a noun whose men act for them: "the group's fighters".
_OWNING = BODY_NOUNS | frozenset(
    "party army militia coalition alliance front junta gang cartel brigade".split()
)


def _acronym_before(head: int, by_token: Mapping[int, Found]) -> tuple[int, ...]:
    """The listed acronym right before a noun, whatever the parse takes it for: "IS fighters fled"."""
    f = by_token.get(head - 1)
    listed = f is not None and f.how is How.LISTED and f.country is None and f.last == head - 1
    return (f.head,) if f is not None and listed and f.text.isupper() else ()


_OWNED = frozenset({"compound", "amod", "nmod", "poss"})


def _first_dep(doc: Document, t: int) -> str:
    """The label of a word, or of the first of those that it is coordinated with: "Badr and Mahdi Army officers"."""
    while doc.dep[t] == "conj" and doc.head[t] < t:
        t = doc.head[t]
    return doc.dep[t]


def _countries(
    doc: Document, inside: range, head: int, by_token: Mapping[int, Found], backers: tuple[int, ...]
) -> tuple[str, ...]:
    """Codes of the states whose people or force they are: "Iraqi", else "of Iraq and Iran"."""
    lands = [t for t in inside if t in by_token and t not in backers and by_token[t].country]
    own = lands[:1] + [t for t in lands[1:] if doc.dep[t] == "conj" and doc.head[t] in lands]
    codes = dict.fromkeys(c for t in own if (c := by_token[t].country))
    return tuple(codes) or _of_countries(doc, head, by_token)


def _is_plural(doc: Document, head: int) -> bool:
    named = doc.lemma[head] in {"people", "police", "personnel"} or doc.lower[head] in _PLURALS
    return named or doc.tag[head] in {"NNS", "NNPS"}


def _kind(noun: Agent, traits: frozenset[str]) -> tuple[str, str | None]:
    """What a noun makes of people; "group" and the like take it from their adjectives."""
    if noun.lemma in BODY_NOUNS:
        return ("armed_group" if traits & ARMED else "unidentified"), None
    return noun.kind.value, noun.subkind


# Adjectives that make a group an armed one.
ARMED = frozenset(
    "armed militant terrorist terror jihadist extremist rebel insurgent islamist paramilitary guerrilla "
    "separatist opposition".split()
)


def _left_edge(doc: Document, head: int) -> int:
    """First token of the modifiers that stand before a noun without a break."""
    first = head
    while first > 0 and doc.sentence_of[first - 1] == doc.sentence_of[head]:
        t, steps = first - 1, 0
        while doc.head[t] != head and steps < 6 and doc.head[t] < head and doc.head[t] != t:  # noqa: PLR2004
            t, steps = doc.head[t], steps + 1
        if (
            doc.head[t] != head
            or doc.dep[t] not in _LEFT
            or (doc.dep[t] == "punct" and doc.words[t] not in {"-", "’", "'"})
        ):
            break
        first -= 1
    return first


def _backs(doc: Document, t: int, head: int, by_token: Mapping[int, Found]) -> bool:
    """Whether a name stands in "NAME-backed NOUN"."""
    if t not in by_token or by_token[t].head != t:
        return False
    j = t + 1
    while j < head and doc.words[j] in {"-", "–", "‑"}:
        j += 1
    return j < head and doc.lower[j] in _BACKING and j > t + 1 - 1 and doc.lower[j] != "led"


def _of_countries(doc: Document, head: int, by_token: Mapping[int, Found]) -> tuple[str, ...]:
    """The states of "the Government of Iraq", "the foreign ministers of Iraq and Iran"."""
    heads = [
        k
        for p in doc.children[head]
        if doc.dep[p] == "prep" and doc.lower[p] == "of"
        for o in doc.children[p]
        if doc.dep[o] == "pobj"
        for k in conjuncts(doc, o)
    ]
    return tuple(f.country for k in heads if (f := by_token.get(k)) and f.country and f.head == k)


_OWNERS = frozenset({MentionKind.ACTOR})
_RULERS = _OWNERS | {MentionKind.PERSON}
_LED = GOVERNING | frozenset("army force troop soldier fighter militia guerrilla gang faction".split())
_LOYAL = frozenset({"loyal", "belonging", "faithful", "answering", "answerable"})


def _belonging(doc: Document, head: int, by_token: Mapping[int, Found], *, named: bool) -> tuple[int, ...]:
    """The body of "militants from ISIL", "fighters of the SDF"; the head of "the government of Muammar Gaddafi".

    To whom they are loyal tells whose they are only where no name before does: "a Badr unit loyal to the government".
    """
    loyal = [k for k in doc.children[head] if doc.lower[k] in _LOYAL and k > head and not named]
    return tuple(
        o
        for t in (head, *loyal)
        for p in doc.children[t]
        if doc.dep[p] == "prep" and doc.lower[p] in ({"from", "of"} if t == head else {"to"})
        for o in doc.children[p]
        if doc.dep[o] == "pobj" and o in by_token and by_token[o].country is None
        and by_token[o].head == o
        and by_token[o].kind in (_OWNERS if t == head and doc.lemma[head] not in _LED else _RULERS)
    )  # fmt: skip


def _within(doc: Document, head: int, by_token: Mapping[int, Found]) -> str | None:
    """The country of "militias in Iraq"."""
    for p in doc.children[head]:
        if doc.dep[p] == "prep" and doc.lower[p] in _IN:
            for o in doc.children[p]:
                if doc.dep[o] == "pobj" and o in by_token and by_token[o].country:
                    return by_token[o].country
    return None


def _traits(
    doc: Document, inside: range, by_token: Mapping[int, Found], plain: frozenset[str]
) -> frozenset[str]:
    return frozenset(
        doc.lower[t]
        for t in inside
        if doc.pos[t] in {"ADJ", "NOUN", "PROPN"} and t not in by_token and doc.lower[t] not in plain
        and doc.lower[t] not in _BACKING
    )  # fmt: skip
