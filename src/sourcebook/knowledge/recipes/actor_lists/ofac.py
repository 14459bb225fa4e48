"""OFAC's organisations, as their names were reviewed by hand in `ofac_reviewed.tsv`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sourcebook.knowledge.folding import fold_name, skeleton
from sourcebook.knowledge.recipes.actor_lists.rows import Entry, Named, Tie, read_table
from sourcebook.knowledge.recipes.actor_lists.wording import (
    capitalised,
    looks_like_acronym,
    split_brackets,
    tidy,
    without_suffix,
)
from sourcebook.model.actor import ActorKind, AliasType

LIST = "ofac"
REVIEWED = "uid name type of kind state note".split()
LINKS = "uid actor name".split()
_OWN_NAME = {
    "canonical": AliasType.ALIAS,
    "alias": AliasType.ALIAS,
    "translation": AliasType.TRANSLATION,
    "transliteration": AliasType.TRANSLITERATION,
    "acronym": AliasType.ACRONYM,
    "former_name": AliasType.FORMER_NAME,
    "unsure": AliasType.UNREVIEWED,
}
_TIE = {
    "front": "front_for",
    "sub_unit": "part_of",
    "media_arm": "part_of",
    "business": "part_of",
    "charity": "part_of",
}
_SHORTEST = 3  # letters of a lone word that is surely no acronym, and more
_LETTERS = 6  # an acronym in the list has at most so many; longer capitals are words

Row = Mapping[str, str]


def read_rows(folder: Path) -> list[dict[str, str]]:
    """The reviewed names.

    Args:
        folder: holds `ofac_reviewed.tsv`; without it the list is empty.
    """
    return read_table(folder / "ofac_reviewed.tsv", REVIEWED)


def read_links(folder: Path) -> dict[tuple[str, str, str], str]:
    """The links that were checked with the review, in the form of `links.tsv`.

    Args:
        folder: holds `ofac_links.tsv`; a link of a name that stands for another number is passed over.
    """
    elsewhere = {(r["uid"], r["name"]) for r in read_rows(folder) if r["of"]}
    rows = (r for r in read_table(folder / "ofac_links.tsv", LINKS) if (r["uid"], r["name"]) not in elsewhere)
    return {(LIST, _body_id(r["uid"], r["name"]) if r["name"] else r["uid"], ""): r["actor"] for r in rows}


def _body_id(uid: str, name: str) -> str:
    """The id of a body of its own: the number it stands under and its name, whatever the spelling."""
    return f"{uid}:{skeleton(capitalised(tidy(name).upper())).strip('=').lower()}"


def _is_own_body(row: Row) -> bool:
    """Whether a row names a body that has no number of its own on the list."""
    return row["type"] not in _OWN_NAME and not row["of"]


def entries(rows: Iterable[Row]) -> list[Entry]:
    """The organisations, and the fronts, wings and others that stand among their names.

    A row whose body is listed under another number is left out: it is named there.

    Args:
        rows: the reviewed names.
    """
    heads: dict[str, Row] = {}
    names: dict[str, dict[str, Named]] = {}
    for r in rows:
        if r["type"] in _OWN_NAME:
            key = r["uid"]
        elif _is_own_body(r):
            key = _body_id(r["uid"], r["name"])
        else:
            continue
        if r["type"] == "canonical" or key not in heads:
            heads[key] = r
        for n in _names(r):
            names.setdefault(key, {}).setdefault(n.text, n)
    return [
        Entry(
            list=LIST,
            id=key,
            kind=ActorKind(r["kind"] or "other"),
            subkind=_SUBKINDS.get(r["kind"], ""),
            state=r["state"],
            names=tuple(names[key].values()),
        )
        for key, r in heads.items()
        if key in names
    ]


_SUBKINDS = {"armed_group": "rebel", "business": "company", "media": "armed_group_media", "party": "movement"}


def _names(r: Row) -> Iterator[Named]:
    """A name in usual capitals, and the acronym that stood behind it in brackets."""
    type_ = _OWN_NAME.get(r["type"], AliasType.ALIAS)
    strong = False if re.search(r"\bweak\b", r["note"]) or type_ is AliasType.UNREVIEWED else None
    text, inside = split_brackets(tidy(r["name"]))
    if type_ is AliasType.ACRONYM or (" " not in text and len(text) <= _LETTERS and not _spoken(text)):
        yield Named(text=text, type=AliasType.ACRONYM if strong is None else type_, strong=strong)
        return
    written = capitalised(text.upper())
    short = without_suffix(written) if r["kind"] == "business" else written
    for t in dict.fromkeys((short, written)):
        yield Named(text=t, type=type_, strong=strong)
    for letters in inside:
        if " " not in letters and len(letters) <= _LETTERS and looks_like_acronym(letters):
            yield Named(text=letters, type=AliasType.ACRONYM, strong=strong)


def _spoken(text: str) -> bool:
    """Whether a lone word of the list can be spoken and is no acronym."""
    return (
        len(text) > _SHORTEST
        and bool(re.search("[AEIOUY]", text))
        and fold_name(text) not in {"hum", "aqim", "aqap", "isis", "isil"}
    )


def ties(rows: Iterable[Row]) -> Iterator[Tie]:
    """Which front, wing, broadcaster, firm or charity is whose.

    Args:
        rows: the reviewed names.
    """
    for r in rows:
        if _is_own_body(r) and r["type"] in _TIE:
            yield Tie(
                subject=_body_id(r["uid"], r["name"]),
                predicate=_TIE[r["type"]],
                object=r["uid"],
                source=f"OFAC list, entry {r['uid']}, reviewed by hand",
            )
