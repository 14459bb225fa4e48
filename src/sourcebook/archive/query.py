"""Asking an archive's tables in SQL, without a book."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from sourcebook.archive.chosen import tables
from sourcebook.errors import ArchiveError

VIEWS = {
    "events": "SELECT * FROM claims WHERE kind = 'event' AND NOT background",
    "ties": "SELECT * FROM claims WHERE kind = 'relation'",
    "counts_by_month": (
        "SELECT strftime(month, '%Y-%m') AS event_month, type, claims, reports FROM ("
        "SELECT date_trunc('month', first) AS month, type, count(*) AS claims, count(DISTINCT report) AS reports "
        "FROM events WHERE first IS NOT NULL AND date_trunc('month', first) = date_trunc('month', last) GROUP BY ALL"
        ") ORDER BY ALL"
    ),
    "counts_by_actor": (
        "SELECT actor, min(actor_name) AS actor_name, type, count(*) AS claims FROM (SELECT unnest(actor) AS actor, "
        "unnest(actor_name) AS actor_name, type FROM events) GROUP BY actor, type ORDER BY claims DESC, actor, type"
    ),
    "counts_by_place": (
        "SELECT place, min(place_name) AS place_name, country, type, count(*) AS claims FROM events "
        "WHERE place IS NOT NULL GROUP BY place, country, type ORDER BY claims DESC, place, type"
    ),
    "acled_like": (
        "SELECT id AS event_id_cnty, first AS event_date, year(first) AS year, "
        "CASE WHEN first = last THEN 1 WHEN last - first <= 7 THEN 2 ELSE 3 END AS time_precision, "
        "type AS sb_type, mode AS sb_mode, actor_name[1] AS actor1, actor_name[2] AS assoc_actor_1, "
        "recipient_name[1] AS actor2, recipient_name[2] AS assoc_actor_2, country, admin1, place_name AS location, "
        "lat AS latitude, lon AS longitude, "
        "CASE where_precision WHEN 'exact' THEN 1 WHEN 'near' THEN 2 WHEN 'admin2' THEN 2 ELSE 3 END AS geo_precision, "
        "publisher AS source, quote AS notes, coalesce(killed_best, killed_low, 0) AS fatalities, "
        "modality AS sb_modality, score AS sb_score, report AS sb_report FROM events "
        "WHERE type IN ('ASSAULT', 'PROTEST', 'COERCE', 'MOBILIZE', 'RETREAT', 'AGREE', 'TRANSITION') "
        "AND first IS NOT NULL AND last IS NOT NULL AND modality IN ('asserted', 'hedged')"
    ),
    "ged_like": (
        "SELECT id, year(first) AS year, actor_name[1] AS side_a, recipient_name[1] AS side_b, "
        "publisher AS source_office, published_first AS source_date, "
        "place_name AS where_coordinates, country, admin1 AS adm_1, "
        "CASE where_precision WHEN 'exact' THEN 1 WHEN 'near' THEN 2 WHEN 'admin2' THEN 3 WHEN 'admin1' THEN 4 "
        "WHEN 'line_or_region' THEN 5 WHEN 'country' THEN 6 ELSE 7 END AS where_prec, "
        "lat AS latitude, lon AS longitude, "
        "CASE WHEN first = last THEN 1 WHEN last - first <= 6 THEN 2 WHEN last - first <= 30 THEN 4 ELSE 5 END "
        "AS date_prec, first AS date_start, last AS date_end, "
        "killed_best AS best, killed_high AS high, killed_low AS low, "
        "quote AS sb_quote, modality AS sb_modality, report AS sb_report FROM events "
        "WHERE type = 'ASSAULT' AND coalesce(killed_high, killed_best, killed_low, 0) > 0 AND first IS NOT NULL "
        "AND modality IN ('asserted', 'hedged')"
    ),
}
"""Views on the tables, by name. What they say of claims holds for claims: one happening that five reports tell counts
five times; `archive load` brings it into a book, which knows incidents."""


def query(root: Path, asked: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Ask an archive's tables and views.

    Args:
        root: the archive's folder.
        asked: one SQL statement that reads.

    Returns:
        Names of the columns, and rows.

    Raises:
        ArchiveError: there are no tables, or the database cannot do what is asked; its text says why.
    """
    book = tables(root)
    for name, text in VIEWS.items():
        book.execute(f"CREATE VIEW {name} AS {text}")
    book.execute(f"SET allowed_directories = ['{str(root.resolve()).replace(chr(39), chr(39) * 2)}']")
    book.execute("SET enable_external_access = false")
    book.execute("SET lock_configuration = true")
    try:
        statements = book.extract_statements(asked)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ArchiveError("give one statement that reads (SELECT ...); the tables are never changed")
        book.execute(asked)
    except duckdb.Error as error:
        raise ArchiveError(f"the database says: {error}") from error
    columns = [d[0] for d in book.description or ()]
    return columns, _rows(book)


def _rows(book: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    with book:
        while some := book.fetchmany(1000):
            yield from some
