"""Join the bulk lists (`lists/names.tsv`, `lists/ties.tsv`) to the curated actors, before both are compiled.

The curated files win: a list's name that is a strong name of another actor becomes a weak one, a name that the actor
has already is not added, and a list says nothing about the kind of a curated actor. Every name and tie keeps the list
and the row that it comes from.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_checks import state_codes
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import exact_key
from sourcebook.knowledge.toml_files import Raw

_NAME_COLUMNS = "list id actor kind subkind state name type strong lang from to".split()
_HEAD_COLUMNS = "state role title name actor from to".split()
_TIE_COLUMNS = "subject predicate object from to source".split()

Row = Mapping[str, str]


def table(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """Rows of a tab-separated table.

    Args:
        path: the table, in UTF-8, with a header.
        columns: what its header must hold.

    Raises:
        KnowledgeError: a column is missing, or a line has too few or too many cells.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise KnowledgeError(f"{path}: has no column {', '.join(sorted(missing))}; run its recipe again")
        for row in reader:
            if None in row or None in row.values():
                raise KnowledgeError(
                    f"{path}, line {reader.line_num}: has not one cell for each column; mend it"
                )
            yield row


def joined(raw: Mapping[str, Raw], lists: Path) -> dict[str, Raw]:
    """Curated and listed actors together.

    Args:
        raw: fields of the curated actors by id.
        lists: folder of the tables.

    Returns:
        Fields by id, in the order of the ids; listed actors have `origin`, listed names have `list`.

    Raises:
        KnowledgeError: a table does not hold together.
    """
    every = {slug: _copied(fields) for slug, fields in raw.items()}
    rows = list(table(lists / "names.tsv", _NAME_COLUMNS))
    owners = {
        exact_key(text): slug for slug, fields in every.items() for text, strong in _texts(fields) if strong
    }
    for row in rows:
        if row["actor"] not in every:
            strong = (
                row["strong"] == "1"
                and owners.setdefault(exact_key(row["name"]), row["actor"]) == row["actor"]
            )
            every[row["actor"]] = _actor(row, strong=strong)
    _add_names(every, rows, owners)
    _add_heads(every, table(lists / "heads.tsv", _HEAD_COLUMNS), owners)
    for row in table(lists / "ties.tsv", _TIE_COLUMNS):
        _add_tie(every, row, lists / "ties.tsv")
    return dict(sorted(every.items()))


def _copied(fields: Raw) -> Raw:
    return {**fields, "names": list(fields.get("names", ())), "ties": list(fields.get("ties", ()))}


def _actor(row: Row, *, strong: bool) -> Raw:
    """An actor that only lists know, from its first row."""
    given = {key: row[key] for key in ("subkind", "state") if row[key]}
    weak = {} if strong else {"strong": False}
    return {
        "name": row["name"],
        "kind": row["kind"],
        "names": [],
        "ties": [],
        "origin": row["list"],
        **given,
        **weak,
    }


def _add_names(every: dict[str, Raw], rows: Iterable[Row], owners: dict[str, str]) -> None:
    seen = {slug: {exact_key(text) for text, _ in _texts(fields)} for slug, fields in every.items()}
    for row in rows:
        fields, key = every[row["actor"]], exact_key(row["name"])
        if key in seen[row["actor"]]:
            continue
        seen[row["actor"]].add(key)
        strong = row["strong"] == "1" and owners.setdefault(key, row["actor"]) == row["actor"]
        fields["names"].append(_name(row, strong=strong))


def _add_heads(every: dict[str, Raw], rows: Iterable[Row], owners: dict[str, str]) -> None:
    """Heads of state and government that no curated file has, by their full names."""
    for row in rows:
        slug, name = row["actor"], row["name"]
        if " " not in name or owners.setdefault(exact_key(name), slug) != slug:
            continue
        office = f"{row['title']} of {by_code()[row['state']].name}, {row['from']} to {row['to'] or 'today'}"
        if slug not in every:
            raw = {
                "name": name,
                "kind": "person",
                "state": row["state"],
                "origin": "factbook",
                "names": [],
                "ties": [],
            }
            every[slug] = {**raw, "description": office}
        elif every[slug].get("origin") == "factbook" and office not in every[slug].get("description", ""):
            every[slug]["description"] = f"{every[slug].get('description', '')}; {office}".removeprefix("; ")


def _texts(fields: Raw) -> Iterator[tuple[str, bool]]:
    yield fields["name"], fields.get("strong", True)
    yield from ((n["text"], n.get("strong", True)) for n in fields["names"])


def _name(row: Row, *, strong: bool) -> Raw:
    given = {key: row[key] for key in ("lang", "from", "to") if row[key]}
    kind = "alias" if row["type"] == "canonical" else row["type"]
    weak = {} if strong else {"strong": False}
    return {"text": row["name"], "type": kind, "list": f"{row['list']}:{row['id']}", **given, **weak}


def _add_tie(every: dict[str, Raw], row: Row, path: Path) -> None:
    """A tie of a list, unless the curated file states one of the kind between the two."""
    for end in (row["subject"], row["object"]):
        if end not in every and end not in state_codes():
            raise KnowledgeError(f"{path}: {end!r} is no actor of the tables or files; run the recipe again")
    if row["subject"] not in every:
        return
    ties = every[row["subject"]]["ties"]
    if not any(t["tie"] == row["predicate"] and t.get("other") == row["object"] for t in ties):
        days = {key: row[key] for key in ("from", "to") if row[key]}
        ties.append({"tie": row["predicate"], "other": row["object"], "source": row["source"], **days})
