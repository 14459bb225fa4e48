"""Heads of state and government since 2014, from the editions of the World Factbook, mended by hand.

The Factbook gives the day on which somebody took office; when he left is inferred from who came next. No edition
of 2018 and 2019 was at hand, so that who came and went in those years is missing unless `heads_mended.tsv` has it.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from sourcebook.knowledge.countries import countries
from sourcebook.knowledge.folding import fold_name, skeleton
from sourcebook.knowledge.recipes.actor_lists.joining import slug_of
from sourcebook.knowledge.recipes.actor_lists.pack import Body
from sourcebook.knowledge.recipes.actor_lists.rows import read_table
from sourcebook.knowledge.recipes.actor_lists.states import OF_FACTBOOK, TERRITORIES
from sourcebook.knowledge.recipes.actor_lists.wording import tidy

HEADS = "state role title name actor from to to_basis".split()
MENDED = [*HEADS, "why"]
LISTED, INFERRED, STILL = "listed", "inferred", "still"

_ROLES = {"chief of state": "head_of_state", "head of government": "head_of_government"}
# Offices that head a state or its government; governors for a queen or over a territory are none.
_TITLE = re.compile(
    r"(?:(?:Acting|Interim|Caretaker|Transitional?|transitional|Executive) )*"
    r"(President|Prime Minister|Premier|King|Queen|Supreme Leader|Chancellor|Amir|Emir|Sultan|Pope|Prince|Grand Duke)"
)
_RANK = re.compile(
    r"^(?:(?:Sr|Lt|Maj|Brig|Gen|Col|Dr|Capt|Adm|Field Marshal|General|Major|Colonel|Captain|Lieutenant|"
    r"Brigadier|Sir|Dame|Sheikh|Shaykh|Ratu|Dato|Tun|Prime minister|Interim Prime|Prime)\.? +)+(?=\S)"
)
_PREAMBLE = re.compile(
    r"^(?:of|and|for) [^,]*?(?:Republic|Kingdom|State|[Gg]overnment|Confederation|Council)[^,]*?"
    r"(?:,| (?=[A-Z][a-z]+ [A-Z]{2}))\s*"
)
_INITIAL = re.compile(r"\b[A-Z]\. ?(?=\S)")
_CAPITALS = 2  # capitals that a word in usual spelling has at most: "MacDonald"
_NAMED = 2  # words that a name needs; a king has one and a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One term of one holder.

    Attributes:
        state: ISO 3166-1 alpha-2 code.
        role: head_of_state or head_of_government.
        title: the office.
        name: as news write it.
        actor: id in `persons.toml`, or a slug.
        since: EDTF day, month or year.
        until: likewise, with "~" where only the last edition that lists him is known; empty while in office.
        basis: listed, inferred or still.
        still: whether the last edition at hand lists him.
        seen: the last edition that lists him.
    """

    state: str
    role: str
    title: str
    name: str
    actor: str
    since: str
    until: str = ""
    basis: str = ""
    still: bool = False
    seen: str = ""


@cache
def _codes() -> Mapping[str, str]:
    return {fold_name(n): c.code for c in countries() for n in (c.name, *c.aliases)}


def person_name(written: str) -> str:
    """A holder's name without ranks, initials and remarks, in usual capitals.

    Args:
        written: "of the Islamic Republic of X Ashraf GHANI", "Joseph R. BIDEN Jr.", "HAMAD bin Isa, Dr.".
    """
    text = tidy(re.sub(r"\([^)]*\)|\"[^\"]*\"|\s-\s.*| previously .*|;.*", " ", written))
    text = _PREAMBLE.sub("", _INITIAL.sub("", text))
    text = tidy(text.split(",")[0]) if "," in text else text
    text = re.sub(r" (?:Jr|Sr)\.?$", "", _RANK.sub("", text))
    words = text.split()
    loud = [n for n, w in enumerate(words) if _is_loud(w)]
    if loud and loud[-1] > 0:
        del words[loud[-1] + 1 :]  # a mother's name or a clan's behind the surname
    return tidy(" ".join(_cased(w) for w in words))


def _is_loud(word: str) -> bool:
    """Whether a word is a surname in capitals ("GHANI", "al-ASAD", "SASSOU-Nguesso")."""
    return bool(re.search("[A-Z]{2,}", word)) and not re.fullmatch(r"[IVX]+", word)


def _cased(word: str) -> str:
    """One word of a name: shouted parts are lowered, the rest stays."""
    return word if re.fullmatch(r"[IVX]+", word) else re.sub(r"[^\W\d_]{2,}", _lowered, word)


def _lowered(m: re.Match[str]) -> str:
    """A part of a word in its usual capitals: "WiDODO" is a slip for "WIDODO"."""
    part = m.group()
    loud = part.isupper() or sum(c.isupper() for c in part) > _CAPITALS
    return part.capitalize() if loud else part


def people_index(pack: Mapping[str, Body]) -> dict[str, tuple[str, str]]:
    """Public persons by the skeletons of their full names: id and the name shown.

    Args:
        pack: the hand-made actors.
    """
    found: dict[str, tuple[str, str]] = {}
    for body in pack.values():
        if body.kind == "person":
            shown = next(iter(body.names))
            for name in body.names:
                if " " in name:
                    found.setdefault(skeleton(name), (body.id, shown))
    return found


def _person(name: str, people: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Id and name of a holder: a known person's by the whole name, or by its first and last or first two words.

    The last word is the surname: what follows it in the source was dropped.
    """
    words = name.split()
    for n in (words, [words[0], words[-1]], words[:2]):
        if len(n) > 1 and (known := people.get(skeleton(" ".join(n)))):
            return known
    return slug_of(name), name


def read_heads(path: Path, people: Mapping[str, tuple[str, str]]) -> list[Head]:
    """The holders of the highest offices, one row for each time they are listed.

    Args:
        path: `heads_factbook_2014_2026.csv`.
        people: from `people_index`.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [head for r in rows if (head := _read_head(r, people))]


def _read_head(r: Mapping[str, str], people: Mapping[str, tuple[str, str]]) -> Head | None:
    """One row; None when it is of no state, no full name, or no holder of the office."""
    state = OF_FACTBOOK.get(r["cc"]) or _codes().get(fold_name(r["country"]))
    title = _TITLE.fullmatch(r["title"])
    if not (state and title and _counts(r, state)):
        return None
    name, royal = person_name(r["name"]), title[1] in _ROYAL
    if not royal and len(name.split()) < _NAMED:
        return None
    if r["role2"] == "chief of state" and title[1] in {"Prime Minister", "Premier"}:
        return None
    if royal and fold_name(title[1]) in fold_name(name).split():
        return None
    actor, shown = _person(f"{title[1]} {name}" if royal else name, people)
    return Head(
        state=state,
        role=_ROLES[r["role2"]],
        title=_title(r["title"]),
        name=shown if not royal or shown.startswith(title[1]) else f"{title[1]} {name}",
        actor=actor,
        since=r["start"],
        still=r["end_basis"].startswith("still"),
        seen=r["last_seen"],
    )


_ROYAL = frozenset({"King", "Queen", "Pope", "Prince", "Grand Duke", "Sultan", "Amir"})


def _counts(r: Mapping[str, str], state: str) -> bool:
    """Whether a row is of one of the two offices of a state, with a first day, and held already."""
    held = r["start"] and "elect" not in r["name"].lower()
    return bool(held) and state not in TERRITORIES and r["role2"] in _ROLES


def _title(written: str) -> str:
    return re.sub(r"^(?:Transition|transitional)\b", "Transitional", written)


def _same(one: Head, other: Head) -> bool:
    """Whether two rows of one office tell of one term: one holder, or one day and part of a name."""
    if one.actor == other.actor:
        return True
    first, second = ([skeleton(w) for w in h.name.removeprefix(h.title).split()] for h in (one, other))
    shared = set(first) & set(second)
    whole = set(first) <= set(second) or set(second) <= set(first)
    alike = first[0] == second[0] and first[-1] == second[-1]
    return bool(shared) and (whole or alike or one.since == other.since)


def terms(heads: Iterable[Head]) -> list[Head]:
    """One row for each term: doubles joined, ends inferred from who came next.

    Args:
        heads: from `read_heads`.
    """
    offices: dict[tuple[str, str], list[Head]] = defaultdict(list)
    for h in sorted(heads, key=lambda h: (h.state, h.role, h.since, h.seen)):
        held = offices[h.state, h.role]
        if held and _same(held[-1], h):
            last = held[-1]
            newer = h if h.seen >= last.seen else last
            held[-1] = replace(
                newer, since=last.since, still=h.still or last.still, seen=max(h.seen, last.seen)
            )
        else:
            held.append(h)
    return [t for held in offices.values() for t in _ended(held)]


def _ended(held: Sequence[Head]) -> list[Head]:
    """The terms of one office with their ends."""
    found = []
    for term, following in pairwise(held):
        found.append(replace(term, until=following.since, basis=INFERRED))
    last = held[-1]
    found.append(
        replace(last, basis=STILL) if last.still else replace(last, until=f"{last.seen[:7]}~", basis=INFERRED)
    )
    return found


def mended(found: Sequence[Head], path: Path) -> list[Head]:
    """The terms, those of an office that was mended by hand replaced whole.

    Args:
        found: from `terms`.
        path: `heads_mended.tsv`.
    """
    rows = read_table(path, MENDED)
    by_hand = {(r["state"], r["role"]) for r in rows}
    kept = [h for h in found if (h.state, h.role) not in by_hand]
    kept += [
        Head(
            state=r["state"],
            role=r["role"],
            title=r["title"],
            name=r["name"],
            actor=r["actor"] or slug_of(r["name"]),
            since=r["from"],
            until=r["to"],
            basis=r["to_basis"],
        )
        for r in rows
    ]
    return sorted(kept, key=lambda h: (h.state, h.role, h.since))


def row(head: Head) -> list[str]:
    """The cells of a row of `heads.tsv`.

    Args:
        head: the term.
    """
    return [head.state, head.role, head.title, head.name, head.actor, head.since, head.until, head.basis]
