"""With what? Weapons in the text, their class and mode, and the one that an event was done with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon, words
from sourcebook.model.text import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention:
    """A weapon or means of attack.

    Attributes:
        first: first token.
        last: last token.
        lemma: dictionary form ("car bomb").
        kind: class, from the lexicon ("car bomb", "drone", "aircraft").
        mode: the event mode that the class implies ("explosives", "drone", "aerial").
        implied: the word names the act, and the means only by it ("airstrike", "shelling").
    """

    first: int
    last: int
    lemma: str
    kind: str
    mode: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class WeaponWords:
    """The weapon lexicon: by first word, the rest of each name (longest first) with its class."""

    names: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    modes: Mapping[str, str]
    launching: frozenset[str]
    means: frozenset[str]
    acts: frozenset[str]


@cache
def weapon_words(project: Path | None = None) -> WeaponWords:
    """The weapon lexicon.

    Args:
        project: the project's folder, whose lexicon/weapons.toml adds words.

    Raises:
        KnowledgeError: a word's class has no mode.
    """
    raw = lexicon("weapons", project)
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, kind in raw["words"].items():
        if kind not in raw["modes"]:
            raise KnowledgeError(
                f"weapons.toml: {name!r} is of class {kind!r}, which [modes] does not name; add it"
            )
        head, *rest = name.split()
        names.setdefault(head, []).append((tuple(rest), kind))
    return WeaponWords(
        names={k: tuple(sorted(v, key=lambda n: -len(n[0]))) for k, v in names.items()},
        modes=raw["modes"],
        launching=words(raw["launching"], where="weapons.toml, 'launching',"),
        acts=words(raw["acts"], where="weapons.toml, 'acts',"),
        means=words(raw["means"], where="weapons.toml, 'means',"),
    )


def find_weapons(doc: Document, lexicon_: WeaponWords | None = None) -> list[WeaponMention]:
    """Every weapon named, in the order of the text.

    Args:
        doc: the parsed report.
        lexicon_: from `weapon_words`; ours when left out.
    """
    known = lexicon_ or weapon_words()
    names, found, past = known.names, [], -1
    for i, lemma in enumerate(doc.lemma):
        if lemma in names and i > past and (m := _mention(doc, i, known)):
            found.append(m)
            past = m.last
    return found


def _mention(doc: Document, i: int, known: WeaponWords) -> WeaponMention | None:
    for rest, kind in known.names[doc.lemma[i]]:
        last = _matches(doc, i, rest)
        if last >= 0 and (rest or doc.pos[i] in {"NOUN", "PROPN"}):
            name = " ".join((doc.lemma[i], *rest))
            mode, implied = known.modes[kind], name in known.acts
            return WeaponMention(first=i, last=last, lemma=name, kind=kind, mode=mode, implied=implied)
    return None


def _matches(doc: Document, i: int, rest: tuple[str, ...]) -> int:
    """Last token of a name whose first word stands here; -1 when the rest does not follow."""
    at = i
    for word in rest:
        at += 1
        if at < len(doc) and doc.words[at] == "-":
            at += 1
        if at >= len(doc) or (doc.lemma[at] != word and doc.lower[at] != word):
            return -1
    return at


def weapon_of(
    doc: Document, trigger: int, weapons: list[WeaponMention], lexicon_: WeaponWords | None = None
) -> WeaponMention | None:
    """What an event was done with.

    Args:
        doc: the parsed report.
        trigger: index of the token that names the event.
        weapons: from `find_weapons`.
        lexicon_: from `weapon_words`; ours when left out.

    Returns:
        The weapon closest in the parse: the trigger itself or what stands before it ("drone attack"), its
        object ("fired rockets"), its "with", its subject ("a drone struck"); None when none is named. What is
        hit, destroyed or seized is no means.
    """
    if not weapons:
        return None
    at = {k: w for w in weapons for k in range(w.first, w.last + 1)}
    known = lexicon_ or weapon_words()
    return next((at[k] for k in _candidates(doc, trigger, known) if k in at), None)


def _candidates(doc: Document, trigger: int, known: WeaponWords) -> Iterator[int]:
    """Tokens that could name the means, nearest first."""
    yield trigger
    kids = doc.children[trigger]
    yield from (
        k for k in reversed(kids) if doc.dep[k] in {"compound", "amod", "nmod", "poss"} and k < trigger
    )
    node = trigger
    for _ in range(4):  # strike, carry out, use, conjunct: never more light verbs than these
        yield from _around(doc, node, known)
        head, dep = doc.head[node], doc.dep[node]
        if head == node or not _light(doc, node, head, dep):
            return
        node = head


def _around(doc: Document, node: int, known: WeaponWords) -> Iterator[int]:
    verb = doc.pos[node] in {"VERB", "AUX"}
    for k in doc.children[node]:
        dep = doc.dep[k]
        if dep == "dobj" and doc.lemma[node] in known.launching:
            yield from _heads(doc, k)
        elif (
            dep in {"prep", "agent"}
            and doc.lower[k] in known.means
            and (dep == "agent" or _fits(doc, k, verb=verb))
        ):
            yield from (h for o in doc.children[k] if doc.dep[o] in {"pobj", "pcomp"} for h in _heads(doc, o))
        elif dep in {"advcl", "acl", "prep", "xcomp"} and doc.lemma[k] in known.launching:
            yield from (h for o in doc.children[k] if doc.dep[o] in {"dobj", "pobj"} for h in _heads(doc, o))
    if verb:
        passive = any(doc.dep[k] == "auxpass" for k in doc.children[node])
        wanted = "nsubjpass" if passive and doc.lemma[node] in known.launching else "nsubj"
        yield from (h for k in doc.children[node] if doc.dep[k] == wanted for h in _heads(doc, k))


_WITH = frozenset({"by", "from", "involving", "through", "using", "via", "with"})


def _fits(doc: Document, prep: int, *, verb: bool) -> bool:
    """Whether a preposition can bring the means: attacked with, a barrage of; not "destroyed in a tank"."""
    return doc.lower[prep] in _WITH or (doc.lower[prep] == "of" and not verb)


def _heads(doc: Document, i: int) -> Iterator[int]:
    """A noun, what stands before it, what it is a number of, and its conjuncts."""
    yield i
    for k in doc.children[i]:
        if doc.dep[k] in {"compound", "amod", "nmod"}:
            yield k
        elif doc.dep[k] == "conj":
            yield from _heads(doc, k)
        elif doc.dep[k] == "prep" and doc.lower[k] == "of":
            yield from (o for o in doc.children[k] if doc.dep[o] == "pobj")


_CARRYING = frozenset(
    {
        "carry",
        "cause",
        "conduct",
        "deliver",
        "do",
        "execute",
        "hit",
        "launch",
        "make",
        "mount",
        "perform",
        "stage",
    }
    | {"trigger"}
)
_SERVING = frozenset({"deploy", "detonate", "employ", "explode", "fire", "hit", "launch", "strike", "use"})


def _light(doc: Document, node: int, head: int, dep: str) -> bool:
    """Whether the governor only carries the event: carried out a strike, used a drone to kill."""
    if dep in {"dobj", "nsubjpass"}:
        return doc.lemma[head] in _CARRYING
    if dep == "xcomp":
        return doc.pos[head] == "VERB"
    if dep == "advcl":
        return doc.lemma[head] in _SERVING
    return dep == "conj" and not any(doc.dep[k] in {"nsubj", "nsubjpass"} for k in doc.children[node])
