"""Reach, loss and hinges on stdout: trees of hops, each with the words on which it rests."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.text import Text

from sourcebook.asof.hinges import Hinge
from sourcebook.asof.picture import Basis, Part, Picture, Role
from sourcebook.asof.reach import Hop, Loss, Reach
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, heading, indented, out, put, quote_text, say
from sourcebook.ledger import Entry
from sourcebook.model.claim import Modality

QUOTES = 2  # per hop; --format jsonl has all
_STEP = 3  # columns by which a hop is set in from the one before it
_WAYS = {
    "home": "at home",
    "seat": "is there",
    "move": "is there",
    "connects": "by a passage",
    "adjoins": "next to it",
    "lies in": "lies around it",
    "holds": "lies inside it",
}
_ROLES = {Role.MEMBER: "member of", Role.PART: "part of", Role.FRONT: "possibly a front for"}


def print_reach(picture: Picture, found: Reach, form: str) -> None:
    """A reach: who counts, where it can get, and where it acts without a way that is told."""
    if form == "jsonl":
        _lines(picture, found, lost=())
        return
    screen = out()
    _company(screen, picture, found.parts)
    heading(screen, f"Where it can get ({len(found.hops)} places)")
    _tree(screen, picture, found.hops)
    _apart(screen, picture, found)
    _closed(screen, picture, found)


def print_loss(picture: Picture, found: Loss, form: str) -> None:
    """What is lost, hop by hop, and beside it what the reports say was lost."""
    lost = frozenset(h.place for h in found.lost)
    if form == "jsonl":
        _lines(picture, found.before, lost=lost)
        for entry in found.said:
            json_line({"kind": "said_lost", **entry_out(entry)})
        return
    screen = out()
    removed = found.removal
    gone = ", ".join(
        picture.name(i) for i in (*sorted(removed.places | removed.actors), *sorted(removed.ties))
    )
    _company(screen, picture, found.before.parts)
    heading(screen, f"Lost without {clean(gone)} ({len(found.lost)} of {len(found.before.hops)} places)")
    _tree(screen, picture, found.lost)
    if not found.lost:
        put(screen, say("nothing: every place is still reached", "dim"))
    heading(screen, f"Still reached ({len(found.after.hops)} places)")
    indented(screen, say(", ".join(picture.name(h.place) for h in found.after.hops) or "nowhere"), by=2)
    _closed(screen, picture, found.before)
    if found.said:
        heading(screen, f"What the reports say was lost, left or halted ({len(found.said)})")
        for entry in found.said:
            words(screen, entry, by=2)


def _company(screen: Console, picture: Picture, parts: Iterable[Part]) -> None:
    for part in parts:
        if part.role is Role.ITSELF:
            put(screen, say(picture.name(part.id), "bold"))
        else:
            text = Text(f"  {_ROLES[part.role]} {clean(picture.name(part.of))}: ", style="dim")
            put(screen, text.append(clean(picture.name(part.id)), style="bold"))
            basis(screen, part.basis, by=4, quotes=1)


def _tree(screen: Console, picture: Picture, hops: tuple[Hop, ...]) -> None:
    """The hops below those from which they are reached; what merely lies inside and leads nowhere on one line."""
    shown = {h.place for h in hops}
    below: dict[str | None, list[Hop]] = {}
    for h in hops:
        below.setdefault(h.start if h.start in shown else None, []).append(h)
    todo = [(h, 0) for h in reversed(below.get(None, []))]
    while todo:
        hop, depth = todo.pop()
        _hop(screen, picture, hop, by=depth * _STEP)
        further = below.get(hop.place, [])
        plain = [h for h in further if h.way == "holds" and not h.there and h.place not in below]
        if plain:
            names = ", ".join(picture.name(h.place) for h in plain)
            indented(screen, say(f"and inside it {names}", "dim"), by=(depth + 1) * _STEP)
        todo += [(h, depth + 1) for h in reversed(further) if h not in plain]


def _hop(screen: Console, picture: Picture, hop: Hop, *, by: int) -> None:
    text = Text(" " * by).append("→ " if hop.start else "● ", style="dim")
    text.append(clean(picture.name(hop.place)), style="bold green")
    more = [_WAYS.get(hop.way, hop.way), f"from {clean(picture.name(hop.start))}" if hop.start else None]
    more += ["somewhere in it" if hop.partly else None, "doubtful" if hop.basis.doubt else None]
    put(screen, text.append("  " + " · ".join(m for m in more if m), style="dim"))
    basis(screen, hop.basis, by=by + 4)
    rest = [e for e in hop.there if e not in hop.basis.entries]
    if rest:
        indented(screen, say("there:", "dim"), by=by + 2)
        basis(screen, Basis(entries=tuple(rest)), by=by + 4)


def basis(screen: Console, found: Basis, *, by: int, quotes: int = QUOTES) -> None:
    """The words on which something rests, each with its source, and what is filed."""
    for entry in found.entries[:quotes]:
        words(screen, entry, by=by)
    if len(found.entries) > quotes:
        indented(screen, say(f"and {len(found.entries) - quotes} more", "dim"), by=by)
    for line in found.known:
        indented(screen, say(f"{line} (gazetteer or knowledge file, no report)", "dim"), by=by)


def words(screen: Console, entry: Entry, *, by: int) -> None:
    """The words of a claim, how surely and by whom they are said, and their source."""
    claim = entry.claim
    sure = None if claim.modality is Modality.ASSERTED else str(claim.modality)
    said = [sure, f"{clean(claim.speaker)} says" if claim.speaker else None, clean(entry.source.label)]
    text = quote_text(entry.words).append("  " + " · ".join(s for s in said if s), style="dim")
    indented(screen, text.append(f"  {claim.id[:8]}", style="dim"), by=by)


def _apart(screen: Console, picture: Picture, found: Reach) -> None:
    if not found.apart:
        return
    heading(screen, f"Where it acts though no report names an open way there ({len(found.apart)})")
    for p in found.apart:
        text = Text("  ").append(clean(picture.name(p.place)), style="bold")
        put(screen, text.append("  struck from afar" if p.kind == "strike" else "", style="dim"))
        basis(screen, p.basis, by=4)


def _closed(screen: Console, picture: Picture, found: Reach) -> None:
    for what, places in (("Closed on that day", found.closed), ("Where an opponent sits", found.barred)):
        if places:
            heading(screen, f"{what} ({len(places)})")
        for place, entries in sorted(places.items()):
            indented(screen, say(picture.name(place), "bold"), by=2)
            basis(screen, Basis(entries=entries), by=4)


def entry_out(entry: Entry) -> dict[str, Any]:
    """A claim's id, words, source, speaker and modality."""
    claim = entry.claim
    return {
        "claim": claim.id,
        "words": entry.words,
        "report": entry.source.id,
        "source": entry.source.label,
        "speaker": claim.speaker,
        "modality": str(claim.modality),
        "background": claim.background,
    }


def basis_out(found: Basis) -> dict[str, Any]:
    """What something rests on."""
    claims = [entry_out(e) for e in found.entries]
    return {"claims": claims, "known": list(found.known), "ties": list(found.ties), "doubt": found.doubt}


def part_out(picture: Picture, part: Part) -> dict[str, Any]:
    """A body that counts as the actor."""
    return {
        "id": part.id,
        "name": picture.name(part.id),
        "role": str(part.role),
        "of": part.of,
        **basis_out(part.basis),
    }


def _lines(picture: Picture, found: Reach, *, lost: Iterable[str]) -> None:
    gone = frozenset(lost)
    for part in found.parts:
        json_line({"kind": "part", **part_out(picture, part)})
    for hop in found.hops:
        head = {
            "kind": "hop",
            "place": hop.place,
            "name": picture.name(hop.place),
            "from": hop.start,
            "way": hop.way,
        }
        there = [entry_out(e) for e in hop.there]
        rest = {"partly": hop.partly, "lost": hop.place in gone, **basis_out(hop.basis), "there": there}
        json_line(head | rest)
    for p in found.apart:
        row = {
            "kind": "apart",
            "place": p.place,
            "name": picture.name(p.place),
            "by": p.by,
            "how": str(p.kind),
        }
        json_line(row | basis_out(p.basis))
    for kind, places in (("closed", found.closed), ("barred", found.barred)):
        for place, entries in sorted(places.items()):
            row = {"kind": kind, "place": place, "name": picture.name(place)}
            json_line(row | {"claims": [entry_out(e) for e in entries]})


def print_hinge(picture: Picture, hinge: Hinge, form: str) -> None:
    """A hinge, what falls apart without it, and the words that tie it to the rest."""
    groups = [[{"id": i, "name": picture.name(i)} for i in group] for group in hinge.apart]
    if form == "jsonl":
        ends = [{"id": i, "name": picture.name(i)} for i in hinge.ends]
        row = {"network": str(hinge.network), "ends": ends, "cut": hinge.cut, "apart": groups}
        json_line(row | {"ties": [basis_out(b) for b in hinge.basis]})
        return
    screen = out()
    what = "the tie of " if len(hinge.ends) > 1 else ""
    text = Text(f"{hinge.network}: {what}", style="dim")
    text.append(clean(" and ".join(picture.name(i) for i in hinge.ends)), style="bold")
    put(screen, text.append(f"  without it {len(groups)} groups", style="dim"))
    for group in groups:
        indented(screen, say(", ".join(str(one["name"]) for one in group)), by=4)
    for entry in [b.entries[0] for b in hinge.basis if b.entries][: QUOTES + 1]:
        words(screen, entry, by=8)
