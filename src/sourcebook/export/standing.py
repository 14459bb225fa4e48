"""Where a claim stands with people, for other programs."""

from typing import Any

from sourcebook.model.judgement import Standing


def standing_out(standing: Standing) -> dict[str, Any]:
    """Where a claim stands, who judged it last and when.

    Args:
        standing: what the judgements that count make of the claim.

    Returns:
        `status`; of a claim that was judged also `by`, `at` and `note` of the last judgement, `fields` that were
        corrected, and `again`, whether it is to be looked at once more.
    """
    status = {"status": str(standing.status)}
    if not standing.history:
        return status
    last = standing.history[-1].judgement
    fields = dict.fromkeys(j.judgement.field for j in standing.history if j.judgement.field)
    told = {"by": last.by, "at": last.at.isoformat(), "note": last.note}
    return status | told | {"fields": list(fields), "again": standing.again}
