"""What does a clause tell about the words that point back in it? Whom they must mean, and whom they cannot."""

from sourcebook.model.text import Document

_RELATIVE = frozenset({"who", "which", "that"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FREE = frozenset("with around behind before after about near over under beside between among".split())
_STEPS = 8  # governors between a word and its clause


def antecedents(doc: Document, at: int) -> list[int]:
    """The nouns of whom the relative clause around a word tells: "NAME, a group which has its base in Y".

    Args:
        doc: the parsed report.
        at: the word.

    Returns:
        The noun that the clause hangs on and those in apposition to it, when "who" or "which" is the clause's subject.
    """
    node = at
    for _ in range(_STEPS):
        head = doc.head[node]
        if doc.dep[node] == "relcl":
            return _one(doc, head) if _of_its_noun(doc, node) else []
        if head == node or doc.dep[node] in {"ccomp", "advcl"}:
            return []
        node = head
    return []


def tellers(doc: Document, at: int) -> list[int]:
    """Whom a word means that stands in what a relative clause tells: "NAME, which announced that it ... its".

    Args:
        doc: the parsed report.
        at: the word.

    Returns:
        For the subject of what is told, the nouns that the clause hangs on; for a possessive there, that subject.
    """
    node = at
    while doc.dep[node] not in {"ccomp", "relcl", "ROOT"} and doc.head[node] != node:
        node = doc.head[node]
    telling = doc.head[node]
    if doc.dep[node] != "ccomp" or doc.dep[telling] != "relcl":
        return []
    subject = [k for k in doc.children[node] if doc.dep[k] in _SUBJECTS and doc.tag[k] == "PRP"]
    if at not in subject:
        return subject
    return _one(doc, doc.head[telling]) if _of_its_noun(doc, telling) else []


def _of_its_noun(doc: Document, verb: int) -> bool:
    """Whether "who" or "which" is the subject of a relative clause, so that it tells of the noun that it hangs on."""
    return any(doc.dep[k] in _SUBJECTS and doc.lower[k] in _RELATIVE for k in doc.children[verb])


def owners(doc: Document, whose: int) -> list[int]:
    """The nouns that "whose" speaks of: the one that its clause hangs on and those in apposition to it.

    Args:
        doc: the parsed report.
        whose: the word.
    """
    node = doc.head[whose]
    for _ in range(_STEPS):
        if doc.dep[node] == "relcl":
            return _one(doc, doc.head[node])
        if doc.head[node] == node:
            return []
        node = doc.head[node]
    return []


def barred(doc: Document, at: int) -> list[int]:
    """The nouns that an object pronoun cannot mean: the subject of its own verb ("a faction that broke away from it").

    Chomsky 1981, principle B: a pronoun is free in its own clause. "They took it with them" is left out.

    Args:
        doc: the parsed report.
        at: the pronoun.
    """
    verb = _governor(doc, at)
    if verb is None or doc.lower[at].endswith(("self", "selves")):
        return []
    own = [k for k in doc.children[verb] if doc.dep[k] in _SUBJECTS]
    found = [] if any(doc.lower[k] in _RELATIVE for k in own) and doc.dep[verb] == "relcl" else own
    if own and not found:
        found = [doc.head[verb]]
    return [k for t in found for k in _one(doc, t)]


def _governor(doc: Document, at: int) -> int | None:
    """The verb of which a pronoun is the object, or the object of a preposition."""
    if doc.dep[at] == "dobj":
        return doc.head[at]
    p = doc.head[at]
    if doc.dep[at] != "pobj" or doc.lower[p] in _FREE:
        return None
    node = p
    while doc.dep[node] in {"prep", "advmod", "prt", "agent"} and doc.head[node] != node:
        node = doc.head[node]
    return node if doc.pos[node] in {"VERB", "AUX"} else None


def _one(doc: Document, noun: int) -> list[int]:
    """A noun and those in apposition to it."""
    found = [noun, *(k for k in doc.children[noun] if doc.dep[k] == "appos")]
    return [*found, doc.head[noun]] if doc.dep[noun] == "appos" else found
