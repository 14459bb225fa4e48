"""Origins of the story kit's reports, found by the package, beside those that the hand gave."""

from itertools import combinations
from pathlib import Path

import pytest

pytest.importorskip("yaml", reason="PyYAML, which the stories are written in, is not installed")

from scoring import Story, load, stories, voices

from sourcebook.link.origins import OriginInput, Origins
from sourcebook.link.origins import origins as found_origins
from sourcebook.link.overlap import compared
from sourcebook.link.wording import Wording
from sourcebook.model.text import Span


def found(story: Story) -> Origins:
    """Origins as the package finds them among the story's reports."""
    reports = {r.id: r for r in story.reports.values()}
    known = frozenset(r.publisher for r in reports.values() if r.publisher)
    words = {ident: Wording.of(r.text, without=r.not_body) for ident, r in reports.items()}
    shared = [compared(words[a], words[b], ids=(a, b)) for a, b in combinations(sorted(reports), 2)]
    return found_origins({i: OriginInput.of(r, known=known) for i, r in reports.items()}, shared)


@pytest.mark.parametrize("folder", stories(), ids=lambda p: p.name)
def test_two_claims_have_one_origin_where_the_hand_says_so(folder: Path) -> None:
    story = load(folder)
    made, wanted = found(story), voices(story)
    said = {e.claim.id: (e.source.id, e.claim.quote) for e in story.entries.values()}
    wrong = []
    for a, b in combinations(sorted(said), 2):
        same = made.count([said[a], said[b]]) == 1
        if same != (wanted[a] == wanted[b]):
            wrong.append((a, b))
    assert wrong == []


def test_ten_copies_and_one_reporter_are_two_origins() -> None:
    (folder,) = [f for f in stories() if f.name == "albukamal-convoy"]
    story = load(folder)
    made = found(story)
    rows = {r["incident"]: r["count"] for r in story.rows["origins"]}
    told = {i["id"]: i["claims"] for i in story.rows["incidents"]}
    for ident, count in rows.items():
        entries = [story.entries[c] for c in told[ident]]
        heard = {voices(story)[e.claim.id] for e in entries}
        assert made.count((e.source.id, e.claim.quote) for e in entries) == len(heard) <= count, ident
    copies = [r for r in story.reports.values() if rows_of(story)[r.id]["origin"] == "harbour-wire"]
    own = [r for r in story.reports.values() if rows_of(story)[r.id]["origin"] == "euphrates-ledger"]
    assert (len(copies), len(own)) == (10, 1)
    assert made.count((r.id, Span(start=0, end=len(r.text))) for r in copies) == 1
    assert made.count((r.id, Span(start=0, end=len(r.text))) for r in (*copies, *own)) == 2


def rows_of(story: Story) -> dict[str, dict[str, str]]:
    """What the hand says of each report, by its id."""
    return {story.reports[row["file"]].id: row for row in story.rows["reports"]}
