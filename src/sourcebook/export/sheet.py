"""Rows of incidents as CSV, with the columns of ours that follow those of a codebook."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sourcebook.export.cell import SEPARATOR, Cell, guarded
from sourcebook.export.happened import Happened
from sourcebook.story.clashes import Field

OURS = tuple(
    f"sb_{name}"
    for name in (
        "incident", "claims", "reports", "sources", "origins", "modality", "modalities", "score", "status",
        "contradictions", "type", "modes", "doers", "targets", "place", "place_precision", "radius_km", "date",
        "date_ground", "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high",
        "speakers", "quotes",
    )
)  # fmt: skip
"""What every row says of the evidence for it."""
_KILLED, _WOUNDED = Field.KILLED, Field.WOUNDED
QUOTES = " | "  # between several quotes in one cell


def ours(told: Happened) -> dict[str, Cell]:
    """The cells of our columns.

    Args:
        told: the incident.
    """
    one, proof = told.one, told.evidence
    cells: dict[str, Cell] = {
        "sb_incident": one.id,
        "sb_claims": listed(proof.claims),
        "sb_reports": listed(proof.reports),
        "sb_sources": listed(proof.sources),
        "sb_origins": one.origins,
        "sb_modality": str(proof.modality),
        "sb_modalities": listed(proof.modalities),
        "sb_score": proof.score,
        "sb_status": str(proof.status),
        "sb_contradictions": len(one.contradictions),
        "sb_type": str(one.type),
        "sb_modes": listed(told.modes),
        "sb_doers": listed(told.doers.ids),
        "sb_targets": listed(told.targets.ids),
        "sb_place": one.where,
        "sb_place_precision": str(told.fineness) if told.fineness else None,
        "sb_radius_km": told.place.radius_km if told.place else None,
        "sb_date": one.when.edtf if one.when else None,
        "sb_date_ground": str(one.when.ground) if one.when else None,
        "sb_speakers": listed(proof.speakers),
        "sb_quotes": QUOTES.join(proof.quotes),
    }
    return cells | _numbers(_KILLED, told) | _numbers(_WOUNDED, told)


def _numbers(field: Field, told: Happened) -> dict[str, Cell]:
    figure = told.one.tolls.get(field)
    if figure is None:
        return {}
    return {f"sb_{field}_low": figure.low, f"sb_{field}_best": figure.best, f"sb_{field}_high": figure.high}


def listed(values: Iterable[str]) -> str:
    """Several texts in one cell."""
    return SEPARATOR.join(values)


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """Lines of CSV (RFC 4180), the header first; no cell can pass for a formula.

    Args:
        columns: their names, in order.
        rows: cells by column; what is missing or None is left empty.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    yield _taken(buffer)
    for row in rows:
        writer.writerow([guarded(row.get(c)) for c in columns])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
