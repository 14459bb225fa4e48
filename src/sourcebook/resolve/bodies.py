"""Which body is meant? What the report itself explains, then what files list, then a body that no file lists."""

from dataclasses import replace

from sourcebook.find.found import Found
from sourcebook.find.headwords import COMPASS, head_words, says_another_name
from sourcebook.find.names import ORGAN
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.folding import exact_key, fold_name, is_acronym
from sourcebook.knowledge.governments import governments
from sourcebook.knowledge.meaning import is_plain
from sourcebook.knowledge.places import country_of
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.resolve.defined import abbreviates, capitals, explained
from sourcebook.resolve.entries import known_actor, slug, state_actor
from sourcebook.resolve.governments import (
    RULERS,
    TELLING,
    described_as,
    enter_outright,
    listed_bare,
)
from sourcebook.resolve.learnt import Naming, without_initial_the
from sourcebook.resolve.weak import bearer

_SHORTEST = 2  # letters of a name


def body(naming: Naming, f: Found) -> str | None:
    """The body that a name means, entered when it is new; None when the words prove none.

    Args:
        naming: what the report has told so far; grows.
        f: the name.
    """
    defined = _defined(naming, f)
    if defined:
        return defined
    if f.ids:
        known = _listed(naming, f)
        of_several = len(f.ids) > 1 and " " in f.text
        return known if known or not (is_acronym(f.text) or of_several) else _new_body(naming, f)
    return _new_body(naming, f)


def _defined(naming: Naming, f: Found) -> str | None:
    """The body whose acronym this is in the report's own words, here or before."""
    if not capitals(f.text):
        return None
    key = exact_key(f.text)
    end = explained(naming.doc, f)
    ident, name = naming.ends.get(-1 if end is None else end, ("", ""))
    if ident in naming.cast.actors and abbreviates(f.text, name):
        naming.defined[key] = ident
        body = naming.cast.actors[ident]
        if key not in {exact_key(a.text) for a in body.aliases}:
            alias = Alias(text=f.text, type=AliasType.ACRONYM)
            naming.cast.actors[ident] = replace(body, aliases=(*body.aliases, alias))
    return naming.defined.get(key)


def _new_body(naming: Naming, f: Found) -> str | None:
    """A body that no file lists, or an acronym that may be several's."""
    name = without_initial_the(f.text)
    key = fold_name(name)
    if len(key) < _SHORTEST or key.isdigit():
        return None
    known = naming.bodies.get(key) or _spelt_out(naming, name) or _shortened(naming, name)
    if known:
        return known
    ident = slug(name)
    if ident in actors(naming.project):
        ident = f"{ident}-2"
    kind = _KINDS.get(f.kind_hint or "", ActorKind.OTHER)
    body = Actor(id=ident, name=name, kind=kind, state=_state_in(name), known=False)
    other = _other_name(naming, f, name)
    naming.cast.add_actor(body)
    _remember(naming, name, other or ident)
    naming.bodies.setdefault(key, other or ident)
    return ident


def _listed(naming: Naming, f: Found) -> str | None:
    """Which of the bodies that bear a listed name is meant; None when the words prove none."""
    if f.kind_hint == ORGAN and not naming.strong & set(f.ids):
        return _organ(naming, f)
    before = frozenset(naming.doc.lower[max(f.first - 1, 0) : f.first])
    state = listed_bare(f.ids, naming.project) if f.kind_hint == "weak" else None
    if state:
        return described_as(naming.cast, state, f.head, "government", before & TELLING, naming.project)
    for ident in f.ids:
        if government := governments(naming.project).get(ident):
            return enter_outright(naming.cast, government, naming.project)
    meant = bearer(naming.doc, f, naming.around) if f.kind_hint == "weak" else f.ids[0]
    if meant is None:
        return None
    entry = actors(naming.project)[meant]
    _remember(naming, entry.name, naming.cast.add_actor(known_actor(entry)))
    return meant


def _shortened(naming: Naming, name: str) -> str | None:
    """The one body before whose name holds these words: "Nujaba" after "Harakat al-Nujaba"."""
    key = fold_name(name)
    telling = next((w for w in key.split() if not _common(w)), None)
    if telling is None:
        return None
    longer = (b for b in naming.by_word.get(telling, ()) if b != key and f" {key} " in f" {b} ")
    fits = {naming.bodies[b] for b in longer}
    if len(fits) != 1:
        return None
    return naming.bodies.setdefault(key, fits.pop())


def _common(word: str) -> bool:
    """Whether a word of a name stands in many names."""
    return word in _SMALL or word in COMPASS or word in head_words() or is_plain(word)


def _remember(naming: Naming, name: str, ident: str) -> None:
    """Note a body's name, for short forms of it further on."""
    key = fold_name(name)
    if key not in naming.bodies and naming.cast.actors[ident].kind in _BODIES:
        naming.bodies[key] = ident
        for word in key.split():
            naming.by_word.setdefault(word, []).append(key)


_KINDS = {kind.value: kind for kind in ActorKind}
_BODIES = frozenset(
    {ActorKind.ARMED_GROUP, ActorKind.FRONT_NAME, ActorKind.COALITION, ActorKind.PARTY, ActorKind.OTHER}
)
_SMALL = frozenset(
    "al el the of and for in new united people joint combined special task operation mission state regional local "
    "federal global international general".split()
)


def _other_name(naming: Naming, f: Found, name: str) -> str | None:
    """The body whose further name this is, which later mentions mean: "Kataib X (the X Brigades)", "also known as"."""
    doc, before = naming.doc, f.first - 1
    start, furthest = doc.sentences[doc.sentence_of[f.first]][0], f.first - 1 - _LINKS
    while before >= start and before > furthest and before not in naming.cast.covers:
        before -= 1
    words = list(doc.lower[before + 1 : f.first])
    if before < start or not words:
        return None
    if not says_another_name(words, doc.words[f.last + 1] if f.last + 1 < len(doc) else ""):
        return None
    ident = next((i for i in naming.cast.at(before) if naming.cast.is_actor(i)), None)
    body = naming.cast.actors.get(ident or "")
    if body is None or body.kind in {ActorKind.PERSON, ActorKind.STATE, ActorKind.POPULATION}:
        return None
    alias = Alias(text=name, type=AliasType.ALIAS)
    naming.cast.actors[body.id] = replace(body, aliases=(*body.aliases, alias))
    return body.id


_LINKS = 7  # words between two names of one


def _organ(naming: Naming, f: Found) -> str | None:
    """ "US forces", where no body of that name is spoken of in full: the state acting, or the government they serve."""
    state = actors(naming.project)[f.ids[0]].state
    ruler = next((w for w in fold_name(f.text).split() if w in RULERS), None)
    if state and ruler:
        return described_as(naming.cast, state, f.head, ruler, frozenset(), naming.project)
    return naming.cast.add_actor(state_actor(state)) if state else None


def _spelt_out(naming: Naming, name: str) -> str | None:
    """The body that an acronym was introduced for: "Mujahideen Army of Nowhere (MAN)"."""
    if not is_acronym(name):
        return None
    letters = name.replace(".", "").lower()
    for key, ident in naming.bodies.items():
        words = [w for w in key.split() if w not in {"of", "the", "for", "and", "in"}]
        if "".join(w[0] for w in words) == letters or "".join(w[0] for w in key.split()) == letters:
            naming.bodies[fold_name(name)] = ident
            body = naming.cast.actors[ident]
            alias = Alias(text=name, type=AliasType.ACRONYM)
            naming.cast.actors[ident] = replace(body, aliases=(*body.aliases, alias))
            return ident
    return None


def _state_in(name: str) -> str | None:
    return next((c for w in name.split() if (c := country_of(w))), None)
