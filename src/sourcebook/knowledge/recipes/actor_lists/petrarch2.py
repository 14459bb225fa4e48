"""The Phoenix dictionaries of petrarch2: armed groups, and international organisations, charities, firms and media."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.people import given_names
from sourcebook.knowledge.recipes.actor_lists.pack import state_names
from sourcebook.knowledge.recipes.actor_lists.rows import Entry, Named
from sourcebook.knowledge.recipes.actor_lists.states import OF_ALPHA_3
from sourcebook.knowledge.recipes.actor_lists.wording import (
    HERE,
    SHORT_WORD,
    capitalised,
    looks_like_acronym,
    plain_words,
    split_brackets,
    tidy,
    without_suffix,
)
from sourcebook.model.actor import ActorKind, AliasType

LIST = "petrarch2"
_CODE = re.compile(r"\[([A-Z]+)([^\]]*)\]")
_SECTION = "KEDS Project"  # behind this line of the armed groups, heads are mostly persons
SHORT_ARMED = 4  # letters of an armed group's acronym; "HAMAS" and "PROVOS" are words
LONGEST_INITIALS = 6
PERSON_WORDS = 4  # a longer name is no person's
_UNION, _FAITH = ("LAB",), ("CHR", "MOS", "JEW", "HIN", "BUD", "REL", "SIK")


@dataclass(slots=True)
class _Head:
    """An entry as it is being read."""

    name: str
    codes: list[tuple[str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    persons: bool = False


def _heads(lines: Iterable[str]) -> Iterator[_Head]:
    """Entries with their further names; a name whose head stands in a comment is left out."""
    head: _Head | None = None
    persons = False
    for raw in lines:
        line, _, remark = raw.partition("#")
        persons = persons or _SECTION in remark
        name, codes = re.sub(r"\[[^\]]*\]", " ", line), _CODE.findall(line)
        opens = bool(name.strip()) and not line.startswith("+")
        closes = not line.strip() and bool(remark) and not remark.startswith("+")
        if head and (opens or closes):
            yield head
            head = None
        if opens:
            head = _Head(name=name, codes=codes, persons=persons)
        elif head:
            head.codes += codes
            if line.startswith("+"):
                head.others.append(name[1:])
    if head:
        yield head


def read_lines(path: Path) -> list[str]:
    """The lines of a dictionary.

    Args:
        path: the file, in Latin-1.
    """
    return path.read_text(encoding="latin-1").splitlines()


def entries(folder: Path) -> list[Entry]:
    """The entries of both dictionaries; those under one head are one.

    Args:
        folder: holds the two files.
    """
    found: dict[str, Entry] = {}
    for e in (
        *armed_groups(read_lines(folder / "Phoenix.MilNonState.actors.txt")),
        *organisations(read_lines(folder / "Phoenix.International.actors.txt")),
    ):
        first = found.get(e.id)
        if first is None:
            found[e.id] = e
        else:
            had = {n.text for n in first.names}
            more = tuple(n for n in e.names if n.text not in had)
            found[e.id] = replace(first, names=first.names + more, state=first.state or e.state)
    return list(found.values())


def armed_groups(lines: Iterable[str]) -> Iterator[Entry]:
    """The groups of `Phoenix.MilNonState.actors.txt`.

    Args:
        lines: the file's.
    """
    for head in _heads(lines):
        if head.persons and not _is_body(head.name):
            continue
        yield _entry(head, ActorKind.ARMED_GROUP, "rebel", _state(head.codes))


def organisations(lines: Iterable[str]) -> Iterator[Entry]:
    """The organisations of `Phoenix.International.actors.txt`; persons, who have dates, are left out.

    Args:
        lines: the file's.
    """
    for head in _heads(lines):
        if not head.codes or any(dates.strip() for _, dates in head.codes) or _is_person(head.name):
            continue
        kind, subkind = _civil_kind(head.codes[0][0])
        if kind is not None:
            yield _entry(head, kind, subkind, _state(head.codes))


def _civil_kind(code: str) -> tuple[ActorKind | None, str]:
    """What the first letters of a code say."""
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    if code.startswith("IGO"):
        if "JUD" in parts:
            return ActorKind.INTL_ORG, "court"
        wide = len(parts) > 1 and parts[1] not in {"UNO", "BUS", "DEV", "ENV", "JUD", "AGR", "COP"}
        return ActorKind.INTL_ORG, "regional" if wide else "universal"
    if code.startswith("NGO"):
        finer = (("union", _UNION), ("religious", _FAITH), ("education", ("EDU",)), ("health", ("HLH",)))
        subkind = next((s for s, marks in finer if any(m in parts for m in marks)), "ngo")
        return ActorKind.CIVIL_ORG, subkind
    if code.startswith("MNC"):
        return None, ""  # firms, mostly of the American stock exchanges of 2010: no actors of conflict
    return (ActorKind.MEDIA, "outlet") if "MED" in parts else (None, "")


def _state(codes: list[tuple[str, str]]) -> str:
    """The state that a code names, at its beginning or behind the kind of body."""
    for code, _ in codes:
        for at in (3,) if code[:3] in {"IGO", "NGO", "MNC"} else (0,):
            if code[at : at + 3] in OF_ALPHA_3:
                return OF_ALPHA_3[code[at : at + 3]]
    return ""


@cache
def _body_words() -> frozenset[str]:
    """Words that only an organisation has in its name."""
    return frozenset((HERE / "body_words.txt").read_text(encoding="utf-8").split())


def _words(shouted: str) -> list[str]:
    return fold_name(shouted.replace("_", " ")).split()


def _is_body(shouted: str) -> bool:
    return any(w in _body_words() for w in _words(shouted))


def _is_person(shouted: str) -> bool:
    """Whether a name opens like a person's and has no word of a body."""
    words = _words(shouted)
    return (
        1 < len(words) <= PERSON_WORDS
        and words[0] in given_names()
        and not any(w in _body_words() for w in words)
    )


def _entry(head: _Head, kind: ActorKind, subkind: str, state: str) -> Entry:
    names: dict[str, Named] = {}
    short = SHORT_WORD if kind is not ActorKind.ARMED_GROUP else SHORT_ARMED
    for shouted in [head.name, *head.others]:
        for named in _names(shouted, short):
            if kind is not ActorKind.BUSINESS:
                names.setdefault(named.text, named)
            elif " " in named.text:  # "Target", "Apache": a firm's lone word is another thing in most reports
                names |= {text: Named(text=text) for text in (without_suffix(named.text), named.text)}
    return Entry(
        list=LIST, id=_id(head.name), kind=kind, subkind=subkind, state=state, names=tuple(names.values())
    )


def _id(shouted: str) -> str:
    """The head as a slug; what tells namesakes apart in brackets is part of it."""
    outside, inside = split_brackets(tidy(re.sub(r"[_+]+", " ", shouted)))
    told = [w for w in inside if not _initials(w)]
    return fold_name(" ".join([outside, *told])).replace(" ", "-")


def _initials(letters: str) -> bool:
    """Whether what stands in brackets is an acronym, and not a country or a faction."""
    country = fold_name(letters) in state_names()
    return (
        len(letters) <= LONGEST_INITIALS
        and looks_like_acronym(letters)
        and " " not in letters
        and not country
    )


def _names(shouted: str, short: int) -> Iterator[Named]:
    """The name and, in a row of its own, the acronym that stood behind it in brackets."""
    text = re.sub(r"[_+]+", " ", shouted)
    outside, inside = split_brackets(tidy(text))
    outside = re.sub(r",? (?:THE)$", "", outside)
    if _lone_acronym(outside, short):
        yield Named(text=outside, type=AliasType.ACRONYM)
    elif re.search("[A-Za-z]", outside):
        yield Named(text=capitalised(outside.upper()))
    for letters in inside:
        if _initials(letters):
            yield Named(text=letters, type=AliasType.ACRONYM)


def _lone_acronym(text: str, short: int) -> bool:
    """Whether a lone word in capitals is letters rather than a word: unknown to reports in small letters, and short."""
    bare = re.sub(r"[^A-Z]", "", text)
    if " " in text or not bare or bare.lower() in plain_words():
        return False
    return len(bare) <= short or not re.search("[AEIOU]", bare)
