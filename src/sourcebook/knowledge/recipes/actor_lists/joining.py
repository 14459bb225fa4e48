"""Joining the lists: which entries are one actor, which of its names prove who is meant, which ties hold."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.folding import exact_key, fold_name, skeleton
from sourcebook.knowledge.recipes.actor_lists.hand import Hand
from sourcebook.knowledge.recipes.actor_lists.pack import Body
from sourcebook.knowledge.recipes.actor_lists.rows import NEITHER, Entry, Named, NameRow, Tie
from sourcebook.knowledge.recipes.actor_lists.wording import looks_like_acronym, proves
from sourcebook.model.actor import ActorKind, AliasType

LISTS = ("ucdp", "petrarch2", "ofac", "factbook")
"""The lists, the one whose word counts first."""


@dataclass(slots=True)
class _Gathered:
    """An actor as its names come in."""

    id: str
    kind: str = ""
    subkind: str = ""
    state: str = ""
    names: list[tuple[Entry, Named]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The tables.

    Attributes:
        names: rows of `names.tsv`.
        ids: (list, id, actor), rows of `ids.tsv`.
        ties: rows of `ties.tsv`.
    """

    names: tuple[NameRow, ...]
    ids: tuple[tuple[str, str, str], ...]
    ties: tuple[Tie, ...]


def join(
    entries: Iterable[Entry],
    ties: Mapping[str, Sequence[Tie]],
    pack: Mapping[str, Body],
    hand: Hand,
    states: frozenset[str],
    ambiguous: frozenset[str] = frozenset(),
) -> Joined:
    """Join the entries of all lists into actors.

    Args:
        entries: of every list.
        ties: by list, between its ids.
        pack: the hand-made actors.
        hand: what a person decided.
        states: folded names of states, which no actor of the lists may bear.
        ambiguous: folded names that prove nothing, whatever their wording.

    Raises:
        KnowledgeError: a link names an unknown entry, or ties run in a circle.
    """
    entries = sorted(entries, key=lambda e: (LISTS.index(e.list), len(e.id), e.id))
    _check_links(entries, hand)
    actor_of = _actors(entries, pack, hand)
    gathered = _gather(entries, actor_of, pack, hand)
    names = _rows(gathered, pack, hand, states, ambiguous)
    living = {r.actor for r in names} | set(pack)
    joined = {
        Tie(
            subject=actor_of.get((lst, t.subject), NEITHER),
            predicate=t.predicate,
            object=actor_of.get((lst, t.object), NEITHER),
            since=t.since,
            until=t.until,
            source=t.source,
        )
        for lst, found in ties.items()
        for t in found
    }
    ids = tuple(sorted((lst, i, a) for (lst, i), a in actor_of.items() if a in living))
    return Joined(names=tuple(sorted(names)), ids=ids, ties=_ties([*hand.ties, *sorted(joined)], living))


def _check_links(entries: Sequence[Entry], hand: Hand) -> None:
    known = {(e.list, e.id): {n.text for n in e.names} for e in entries}
    for lst, i, name in hand.links:
        if lst in {e.list for e in entries} and (
            (lst, i) not in known or (name and name not in known[lst, i])
        ):
            raise KnowledgeError(f"links.tsv: {lst} has no entry {i!r} with the name {name!r}; mend the row")


def best_name(names: Sequence[Named]) -> str:
    """The name that an actor is called by: the present one, unless it is an acronym and a full one is known.

    Args:
        names: its names, the list's own order.
    """
    full = [n for n in names if n.type is not AliasType.ACRONYM and not looks_like_acronym(n.text)]
    present = [n for n in full if n.type is not AliasType.FORMER_NAME]
    order = present or full or list(names)
    english = [n for n in order if not n.lang]
    return (english or order)[0].text if order else ""


def slug_of(name: str) -> str:
    """An id made of a name.

    Args:
        name: the name.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold_name(name)).strip("-")


def _actors(entries: Sequence[Entry], pack: Mapping[str, Body], hand: Hand) -> dict[tuple[str, str], str]:
    """The actor of every entry: as linked, else a new one with an id of its own."""
    found: dict[tuple[str, str], str] = {}
    taken = set(pack) | {a for a in hand.links.values() if a != NEITHER}
    for e in entries:
        linked = hand.links.get((e.list, e.id, ""))
        if linked is None and not e.names:
            linked = NEITHER
        if linked is None:
            own = [n for n in e.names if (e.list, e.id, n.text) not in hand.links]
            linked = _free(slug_of(best_name(own or e.names)), e, taken)
            taken.add(linked)
        found[e.list, e.id] = linked
    return found


def _free(slug: str, entry: Entry, taken: set[str]) -> str:
    """An id that nobody has: the name, with the state or the list's id behind it if need be."""
    choices = [slug, f"{slug}-{entry.state.lower()}", f"{slug}-{entry.list}-{slug_of(entry.id)}"]
    return next(c for c in choices if c and not c.endswith("-") and c not in taken)


def _gather(
    entries: Sequence[Entry], actor_of: Mapping[tuple[str, str], str], pack: Mapping[str, Body], hand: Hand
) -> dict[str, _Gathered]:
    found: dict[str, _Gathered] = {}
    for e in entries:
        whole = actor_of[e.list, e.id]
        for n in e.names:
            actor = hand.links.get((e.list, e.id, n.text), whole)
            if actor == NEITHER:
                continue
            g = found.setdefault(actor, _Gathered(actor))
            g.names.append((e, n))
            if not g.kind and (actor == whole or actor in pack):
                g.kind, g.subkind, g.state = e.kind.value, e.subkind, e.state
    for actor, g in found.items():
        body, mending = pack.get(actor), hand.mended.get(actor)
        if body:
            g.kind, g.subkind, g.state = body.kind, body.subkind, body.state
        elif mending:
            if mending.kind:
                g.kind, g.subkind = mending.kind, mending.subkind
            g.state = {"": g.state, NEITHER: ""}.get(mending.state, mending.state)
        if not g.kind:
            e = g.names[0][0]
            g.kind, g.subkind, g.state = e.kind.value, e.subkind, g.state or e.state
    return found


def _rows(
    gathered: Mapping[str, _Gathered],
    pack: Mapping[str, Body],
    hand: Hand,
    states: frozenset[str],
    ambiguous: frozenset[str],
) -> list[NameRow]:
    """The rows of all actors, each name once, strong only where it is nobody else's."""
    rows = [r for a, g in gathered.items() for r in _own_rows(g, pack.get(a), hand, states)]
    bearers: dict[str, set[str]] = defaultdict(set)
    for body in pack.values():
        for name in body.names:
            bearers[exact_key(name)].add(body.id)
            bearers["~" + skeleton(name)].add(body.id)
    for r in rows:
        bearers[exact_key(r.name)].add(r.actor)
    sure = []
    for r in rows:
        alone = bearers[exact_key(r.name)] == {r.actor} and bearers["~" + skeleton(r.name)] <= {r.actor}
        strong = r.strong and alone and fold_name(r.name) not in ambiguous
        sure.append(replace(r, strong=int(strong)))
    return sure


def _own_rows(g: _Gathered, body: Body | None, hand: Hand, states: frozenset[str]) -> Iterable[NameRow]:
    """The rows of one actor."""
    seen = {fold_name(n) for n in body.names} if body else set()
    mending = hand.mended.get(g.id)
    chosen = (mending.name if mending else "") or best_name([n for _, n in g.names])
    for e, n in sorted(g.names, key=lambda pair: pair[1].text != chosen):
        key = fold_name(n.text)
        if not key or key in seen or key in states:
            continue
        seen.add(key)
        type_ = AliasType.CANONICAL if not body and n.text == chosen else n.type
        proof = proves(n.text, ActorKind(g.kind)) if n.strong is None else n.strong
        yield NameRow(
            actor=g.id, name=n.text, list=e.list, id=e.id, kind=g.kind, subkind=g.subkind, state=g.state,
            type=type_.value, strong=int(proof and type_ is not AliasType.UNREVIEWED), lang=n.lang,
        )  # fmt: skip


def _ties(ties: Iterable[Tie], living: set[str]) -> tuple[Tie, ...]:
    """Each tie once, between actors that the tables hold; the first that says it names the source."""
    found: dict[tuple[str, str, str], Tie] = {}
    for t in ties:
        if t.subject in living and t.object in living and t.subject != t.object:
            found.setdefault((t.subject, t.predicate, t.object), t)
    _check_circles([t for t in found.values() if t.predicate == "part_of"])
    members = {(t.subject, t.object) for t in found.values() if t.predicate == "part_of"}
    # Who left an alliance is no splinter of it: that he was its member is what the lists know.
    kept = (t for t in found.values() if t.predicate != "split_from" or (t.subject, t.object) not in members)
    return tuple(sorted(kept))


def _check_circles(ties: Sequence[Tie]) -> None:
    wholes: dict[str, set[str]] = defaultdict(set)
    for t in ties:
        wholes[t.subject].add(t.object)

    def above(actor: str, path: tuple[str, ...]) -> None:
        if actor in path:
            raise KnowledgeError(f"ties: {' is part of '.join((*path, actor))}; a tie must go")
        for whole in sorted(wholes.get(actor, ())):
            above(whole, (*path, actor))

    for actor in sorted(wholes):
        above(actor, ())
