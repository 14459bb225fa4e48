"""UCDP Actor Dataset: organised groups with their names, splits, mergers and alliances."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sourcebook.knowledge.recipes.actor_lists.rows import Entry, Named, Tie
from sourcebook.knowledge.recipes.actor_lists.states import OF_GLEDITSCH_WARD
from sourcebook.knowledge.recipes.actor_lists.wording import (
    is_latin,
    looks_like_acronym,
    split_brackets,
    tidy,
)
from sourcebook.model.actor import ActorKind, AliasType

LIST = "ucdp"
VERSION = "22.1"
ORGANISED = "1"  # the column Org: formally organised groups; 2 are supporters, 3 communal groups, 4 states
MEMBERS = 2  # a group that so many others named their alliance is a coalition
# Words for people who had no name of their own: soldiers of a coup, a warlord's men, "insurgents".
_DESCRIBED = re.compile(
    r"(?i)^(?:military faction|forces of (?!the )|opposition coalition|supporters of|opponents of|"
    r"[a-z -]+ (?:insurgents|irregulars|rebels)$)"
)
_CRIMINAL = re.compile(
    r"(?i)\b(?:cartel|c[aá]rtel|gang|mara|comando|bonde|fam[ií]lia|zetas|mafia|confraternity|outlaws|hells angels|"
    r"rock machine|los (?:lobos|choneros|tiguerones|chone killers|rojos|ardillos|aztecas|tlacos|virus|mayas|"
    r"colombianos|pipos)|sindicato|black axe|eyie|maphite|amigos|union de tepito|guerreros unidos)\b"
)
_TONGUES = (
    (
        "fra",
        re.compile(
            r"(?i)\b(?:pour|mouvement|arm[ée]es?|congolais|tchadien|libération|forces armées|maï|conseil)\b"
        ),
    ),
    (
        "spa",
        re.compile(
            r"(?i)\b(?:ej[ée]rcito|movimiento|fuerzas|revolucionari[ao]s?|los|autodefensas|frente .*ción)\b"
        ),
    ),
    (
        "por",
        re.compile(r"(?i)\b(?:movimento|libertação|primeiro|resistência|guardiões|partido africano|união)\b"),
    ),
)

Row = Mapping[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of `ucdp-actor-221.csv`.

    Args:
        path: the file.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]


def entries(rows: Iterable[Row]) -> Iterator[Entry]:
    """The organised groups that bear a name.

    Args:
        rows: the data set.
    """
    rows = list(rows)
    members = Counter(i for r in rows for i in _listed(r["ActorIdAlliance"]))
    for r in rows:
        if r["Org"] != ORGANISED or _DESCRIBED.match(tidy(r["NameData"])):
            continue
        kind, subkind = _kind(r, members[r["ActorId"]])
        states = _listed(r["GWNOLoc"])
        yield Entry(
            list=LIST,
            id=r["ActorId"],
            kind=kind,
            subkind=subkind,
            state=OF_GLEDITSCH_WARD.get(states[0], "") if states else "",
            names=tuple(_names(r)),
        )


def _kind(r: Row, members: int) -> tuple[ActorKind, str]:
    if members >= MEMBERS:
        return ActorKind.COALITION, "umbrella"
    if _CRIMINAL.search(f"{r['NameData']} {r['NameOrigFull']} {r['NameOrigFullEng']}"):
        return ActorKind.ARMED_GROUP, "criminal"
    return ActorKind.ARMED_GROUP, "rebel" if r["ConflictId"] else "unspecified"


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _given(text: str) -> Iterator[str]:
    """The names in one cell, in Latin letters, without remarks in brackets."""
    for part in text.split(" / ") if not is_latin(text) else [text]:
        name, _ = split_brackets(tidy(part))
        if name.lower() != "n/a" and is_latin(name):
            yield name


def _names(r: Row) -> Iterator[Named]:
    """Every name of a row: the present one first, then the full ones, then the old ones."""
    changed = r["NameChange"] == "1"
    now = tidy(r["NameData"])
    yield from (_named(n, AliasType.ALIAS) for n in _given(r["NameData"]))
    for n in _brackets(r["NameData"]):
        yield Named(text=n)
    new = {c: _listed(r[c]) for c in ("NewName", "NewNameFullEng", "NewNameFullMotherTongue")}
    for column, cells in new.items():
        for place, cell in enumerate(cells):
            last = place == len(cells) - 1
            usual = AliasType.TRANSLITERATION if column.endswith("Tongue") else AliasType.TRANSLATION
            yield from (_named(n, usual if last else AliasType.FORMER_NAME) for n in _given(cell))
    native = any(_given(r["NameOrigFull"]))
    usual = AliasType.TRANSLATION if native else AliasType.ALIAS
    for column, kind in (
        ("NameOrigFullEng", usual),
        ("NameOrigFull", AliasType.TRANSLITERATION),
        ("NameOrig", AliasType.ALIAS),
    ):
        for n in _given(r[column]):
            yield _named(n, AliasType.FORMER_NAME if changed and n != now else kind)


def _brackets(cell: str) -> Iterator[str]:
    """Short names in brackets: "IZL [Etzel]"."""
    _, inside = split_brackets(tidy(cell))
    return (n for n in inside if "[" in cell and is_latin(n))


def _named(text: str, type_: AliasType) -> Named:
    if looks_like_acronym(text):
        return Named(text=text, type=AliasType.ACRONYM)
    lang = next((code for code, words in _TONGUES if words.search(text)), "")
    if type_ is AliasType.TRANSLATION and lang:
        type_ = AliasType.TRANSLITERATION  # the columns are changed round in places
    return Named(text=text, type=type_, lang=lang)


def ties(rows: Iterable[Row]) -> Iterator[Tie]:
    """What the data set says about descent and alliance; by its ids, undated, since it gives no dates.

    `Splinter` and `SplitTemp` name the parent that was left, `Alliance` the new body that was formed, `JoinGroup`
    the standing body that was joined. A cell with many bodies behind `JoinGroup` tells of a break-up and is left out,
    as is whatever ties a group to a government.

    Args:
        rows: the data set.
    """
    rows = list(rows)
    organised = {r["ActorId"] for r in rows if r["Org"] == ORGANISED}
    for r in rows:
        if r["ActorId"] not in organised:
            continue
        for column, predicate in (
            ("ActorIdPrev", "split_from"),
            ("ActorIdSplitTemp", "split_from"),
            ("ActorIdAlliance", "part_of"),
            ("ActorIdGroup", "merged_into"),
        ):
            others = [i for i in _listed(r[column]) if i in organised and i != r["ActorId"]]
            if predicate == "merged_into" and len(others) > MEMBERS:
                continue
            for other in others:
                source = f"UCDP Actor Dataset {VERSION}, actor {r['ActorId']}"
                yield Tie(subject=r["ActorId"], predicate=predicate, object=other, source=source)
