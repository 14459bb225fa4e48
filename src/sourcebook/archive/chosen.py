"""Which reports of an archive are wanted: a filter on their claims, as SQL over the tables."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from sourcebook.archive.layout import FORM, TABLES, Layout
from sourcebook.errors import ArchiveError


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted; None asks for nothing in particular. A report is wanted whole when one of its claims is.

    Attributes:
        first: published on this day or later.
        last: published on this day or earlier.
        place: name or id of a place, or a country's two letters, where an event happens.
        actor: name or id of somebody who does or suffers, or an end of a tie.
        type: of event.
    """

    first: date | None = None
    last: date | None = None
    place: str | None = None
    actor: str | None = None
    type: str | None = None

    def condition(self) -> tuple[str, dict[str, object]]:
        """A condition on rows of `claims`, and its values; of reports without a filter on claims "true"."""
        parts, values = [], dict[str, object]()
        if self.place:
            parts.append("($place IN (lower(place), lower(place_name), lower(country)))")
            values["place"] = self.place.casefold()
        if self.actor:
            lists = ("actor", "actor_name", "recipient", "recipient_name")
            ends = ("subject", "subject_name", "object", "object_name")
            any_of = [f"list_contains(list_transform({c}, lambda x: lower(x)), $actor)" for c in lists]
            parts.append(f"({' OR '.join([*any_of, *(f'lower({c}) = $actor' for c in ends)])})")
            values["actor"] = self.actor.casefold()
        if self.type:
            parts.append("type = $type")
            values["type"] = self.type.upper()
        return " AND ".join(parts) or "true", values

    @property
    def on_claims(self) -> bool:
        """Whether it asks for anything of claims."""
        return any((self.place, self.actor, self.type))


def tables(root: Path) -> duckdb.DuckDBPyConnection:
    """A connection with a view on each table of an archive.

    Args:
        root: its folder.

    Raises:
        ArchiveError: there are no tables, or they are of a newer release.
    """
    layout = Layout(root)
    missing = [t for t in TABLES if not layout.table(t).is_dir()]
    if missing:
        hint = (
            "go on with `sourcebook archive resume`" if layout.run.exists() else "is it an archive's folder?"
        )
        raise ArchiveError(f"{root} has no table {', '.join(missing)}; {hint}")
    book = duckdb.connect()
    for name in TABLES:
        files = str(layout.table(name) / "**" / "*.parquet").replace("'", "''")
        book.execute(
            f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}', hive_partitioning = true, "
            "hive_types = {'month': VARCHAR})"
        )
    _check_form(book, root)
    return book


def _check_form(book: duckdb.DuckDBPyConnection, root: Path) -> None:
    files = str(Layout(root).table("reports") / "**" / "*.parquet").replace("'", "''")
    told = book.execute(
        f"SELECT max(decode(value)::INTEGER) FROM parquet_kv_metadata('{files}') "
        "WHERE decode(key) = 'sourcebook.schema'"
    ).fetchone()
    if told and told[0] is not None and told[0] > FORM:
        raise ArchiveError(f"{root} was written by a newer release; update sourcebook to read it")
