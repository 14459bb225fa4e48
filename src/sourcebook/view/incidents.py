"""Incidents in words: numbers from the lowest to the highest, and what a reader must know of who tells it."""

from sourcebook.story.incident import Figure, Incident


def figure_words(figure: Figure) -> str:
    """Low to high with the best between: "14", "14–17 (best 17)", "9+", "some".

    Args:
        figure: a number of people over all claims.
    """
    if figure.low is None:
        return "some"
    if figure.low == figure.high:
        return f"{figure.low}+" if figure.open else str(figure.low)
    best = "" if figure.best is None else f" (best {figure.best})"
    return f"{figure.low}–{figure.high}{'+' if figure.open else ''}{best}"


def notes(one: Incident) -> list[str]:
    """How many tell it, and what disagrees, is claimed, hedged or denied.

    Args:
        one: the incident.
    """
    reports = len({e.claim.report for e in one.entries})
    told = f"{many(len(one.entries), 'claim')} in {many(reports, 'report')} of {many(one.origins, 'origin')}"
    found = [told]
    found += ["a total over several incidents"] if one.aggregate else []
    found += ["days disagree"] if not one.when_agreed else []
    found += ["places disagree"] if not one.where_agreed else []
    fields = sorted({str(c.field) for c in one.contradictions})
    found += [f"contradicted: {', '.join(fields)}"] if fields else []
    for word, entries in (("claimed", one.claimed), ("hedged", one.hedged), ("denied", one.denied)):
        found += [f"{word} by {len(entries)}"] if entries else []
    return found


def many(n: int, what: str) -> str:
    """A number of things: "1 claim", "2 claims"."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
