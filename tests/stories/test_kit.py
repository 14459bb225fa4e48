"""The story kit holds together: its words stand in its reports, and its totals follow from its claims."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sourcebook.encode.labels import MODES
from sourcebook.model.claim import EventType, Modality, Predicate, Stance
from sourcebook.model.when import Ground, When

yaml = pytest.importorskip("yaml", reason="PyYAML, which the stories are written in, is not installed")

HERE = Path(__file__).parent
NAMES = sorted(path.parent.name for path in HERE.glob("*/story.yaml"))
STORIES: dict[str, Any] = {
    name: yaml.safe_load((HERE / name / "story.yaml").read_text(encoding="utf-8")) for name in NAMES
}
FIELDS = frozenset({"killed", "wounded", "actor", "where", "when", "modality"})
TOLL = re.compile(r"(?:at least |about |more than |at most )?\d+|\d+ to \d+|[a-z ]+")
HEAD = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
FAMILIES = (
    {"ASSAULT", "COERCE", "MOBILIZE"},  # force
    {"TRANSITION", "RETREAT", "COERCE", "ASSAULT"},  # who leads, holds or may pass
    {"AGREE", "CONSULT", "RETREAT", "COOPERATE", "AID", "SUPPORT", "CONCEDE"},  # accord
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SANCTION", "PROTEST"},  # dispute
)
LINKS = frozenset({"part_of", "caused_by", "retaliation_for", "follows"})

each = pytest.mark.parametrize("name", NAMES)


def parts(name: str, file: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a report."""
    found = HEAD.fullmatch((HERE / name / "reports" / file).read_text(encoding="utf-8"))
    assert found
    return yaml.safe_load(found[1]), found[2]


def by_id(name: str, kind: str) -> dict[str, dict[str, Any]]:
    """Claims, ties or incidents of a story under their ids."""
    return {row["id"]: row for row in STORIES[name].get(kind, [])}


def read_at(name: str) -> dict[str, datetime]:
    """The moment at which each report was read."""
    return {row["file"]: moment(row["read"]) for row in STORIES[name]["reports"]}


def moment(value: datetime) -> datetime:
    """A moment of the story, in UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def origin(name: str, claim: dict[str, Any]) -> str:
    """From whom the words of a claim come: the copied paragraph's origin, or the report's own."""
    (row,) = (r for r in STORIES[name]["reports"] if r["file"] == claim["report"])
    paragraphs = parts(name, row["file"])[1].strip().split("\n\n")
    number = next(n for n, text in enumerate(paragraphs, 1) if claim["q"] in text)
    copied = [whose for whose, numbers in row.get("copied", {}).items() if number in numbers]
    return copied[0] if copied else str(row["origin"])


def numbers(claim: dict[str, Any]) -> list[int]:
    """The numbers of dead that a claim gives."""
    return [int(n) for n in re.findall(r"\d+", str(claim.get("killed", "")))]


def range_of(name: str, claims: list[str]) -> tuple[int, int] | None:
    """The smallest and the largest number of dead among claims."""
    said = [n for c in claims for n in numbers(by_id(name, "claims")[c])]
    return (min(said), max(said)) if said else None


def test_there_are_six_stories_with_sixty_reports() -> None:
    assert len(NAMES) >= 6
    assert sum(len(story["reports"]) for story in STORIES.values()) >= 60


def test_there_are_150_claims_and_40_ties() -> None:
    assert sum(len(story["claims"]) for story in STORIES.values()) >= 150
    assert sum(len(story["ties"]) for story in STORIES.values()) >= 40


def test_one_wire_stands_in_ten_other_reports_whole_or_in_part() -> None:
    held = Counter(
        (name, whose)
        for name in NAMES
        for row in STORIES[name]["reports"]
        for whose in {row["origin"], *row.get("copied", {})}
    )

    assert max(held.values()) > 10


@each
def test_the_reports_listed_are_the_reports_there_in_the_order_of_reading(name: str) -> None:
    listed = list(read_at(name))

    assert sorted(listed) == sorted(path.name for path in (HERE / name / "reports").iterdir())
    assert list(read_at(name).values()) == sorted(read_at(name).values())


@each
def test_a_report_has_a_title_an_outlet_and_a_day_and_is_read_no_earlier(name: str) -> None:
    for file, read in read_at(name).items():
        head, body = parts(name, file)
        assert head["title"]
        assert head["publisher"]
        assert isinstance(head["date"], date)
        assert head["date"] <= read.date()
        assert 40 <= len(body.split()) <= 240


@each
def test_every_quote_stands_in_its_report_and_every_trigger_in_its_quote(name: str) -> None:
    for claim in STORIES[name]["claims"]:
        assert claim["q"] in parts(name, claim["report"])[1], claim["id"]
        assert claim["t"] in claim["q"], claim["id"]
    for tie in STORIES[name]["ties"]:
        assert tie["q"] in parts(name, tie["report"])[1], tie["id"]


@each
def test_every_id_is_given_once(name: str) -> None:
    ids = [row["id"] for kind in ("claims", "ties", "incidents") for row in STORIES[name][kind]]

    assert len(ids) == len(set(ids))


@each
def test_whatever_is_referred_to_is_there(name: str) -> None:
    story, claims, incidents = STORIES[name], by_id(name, "claims"), by_id(name, "incidents")
    assert {row["report"] for row in story["claims"] + story["ties"]} <= set(read_at(name))
    for incident in story["incidents"]:
        assert set(incident["claims"]) <= set(claims)
        assert set(incident.get("parts", [])) <= set(incidents) - {incident["id"]}
    for row in story["known"] + story["origins"]:
        assert row["incident"] in incidents
    for link in story.get("links", []):
        assert {link["from"], link["to"]} <= set(claims) | set(incidents)
        assert link["kind"] in LINKS


@each
def test_types_modes_and_predicates_are_those_of_the_schema(name: str) -> None:
    for claim in STORIES[name]["claims"]:
        assert claim["type"] in set(EventType), claim["id"]
        assert claim.get("mode", "") in MODES, claim["id"]
        assert claim["modality"] in set(Modality), claim["id"]
        assert claim["stance"] in set(Stance), claim["id"]
    for tie in STORIES[name]["ties"] + STORIES[name]["holds"]:
        assert tie["p"] in set(Predicate), tie
        assert tie["s"] != tie["o"], tie


@each
def test_dates_and_tolls_can_be_read(name: str) -> None:
    for row in STORIES[name]["claims"] + STORIES[name]["ties"]:
        for said in (row.get("when"), row.get("since"), row.get("until")):
            assert said is None or When.parse(str(said), ground=Ground.STATED).first, row["id"]
        for said in (row.get("killed"), row.get("wounded")):
            assert said is None or TOLL.fullmatch(str(said)), row["id"]


@each
def test_a_claim_belongs_to_one_incident_at_most(name: str) -> None:
    members = Counter(c for incident in STORIES[name]["incidents"] for c in incident["claims"])

    assert set(members.values()) == {1}


@each
def test_the_claims_of_an_incident_share_a_family_of_types(name: str) -> None:
    claims = by_id(name, "claims")
    for incident in STORIES[name]["incidents"]:
        types = {claims[c]["type"] for c in incident["claims"]}
        assert any(types <= family for family in FAMILIES), incident["id"]


@each
def test_an_incident_is_told_by_two_reports_or_holds_others(name: str) -> None:
    claims = by_id(name, "claims")
    for incident in STORIES[name]["incidents"]:
        reports = {claims[c]["report"] for c in incident["claims"]}
        assert len(reports) >= 2 or incident.get("parts"), incident["id"]


@each
def test_a_total_and_a_single_happening_are_never_one_incident(name: str) -> None:
    claims = by_id(name, "claims")
    for incident in STORIES[name]["incidents"]:
        totals = {bool(claims[c].get("aggregate")) for c in incident["claims"]}
        assert len(totals) == 1, incident["id"]
        assert True in totals or not incident.get("parts"), incident["id"]


@each
def test_contradicting_claims_are_members_and_differ_in_the_field_named(name: str) -> None:
    claims = by_id(name, "claims")
    for incident in STORIES[name]["incidents"]:
        for one, other, field in incident.get("contradicts", []):
            assert {one, other} <= set(incident["claims"])
            assert field in FIELDS
            assert claims[one].get(field) != claims[other].get(field), (one, other)


@each
def test_the_dead_of_an_incident_lie_between_the_numbers_told(name: str) -> None:
    for incident in STORIES[name]["incidents"]:
        said = range_of(name, incident["claims"])
        toll = incident.get("killed")
        if said and toll:
            assert said == (toll["low"], toll["high"]), incident["id"]
            assert toll["low"] <= toll["best"] <= toll["high"], incident["id"]


@each
def test_what_is_known_by_a_moment_is_what_had_been_read(name: str) -> None:
    claims, incidents, read = by_id(name, "claims"), by_id(name, "incidents"), read_at(name)
    for row in STORIES[name]["known"]:
        had = {
            c for c in incidents[row["incident"]]["claims"] if read[claims[c]["report"]] <= moment(row["by"])
        }
        assert had == set(row["claims"]), row
        assert len({origin(name, claims[c]) for c in had}) == row["origins"], row
        if "killed" in row:
            assert range_of(name, row["claims"]) == (row["killed"]["low"], row["killed"]["high"]), row


@each
def test_the_origins_of_an_incident_are_those_of_its_words(name: str) -> None:
    claims, incidents = by_id(name, "claims"), by_id(name, "incidents")
    for row in STORIES[name]["origins"]:
        names = {origin(name, claims[c]) for c in incidents[row["incident"]]["claims"]}
        assert len(names) == row["count"], (row, names)


@each
def test_no_tie_both_holds_and_does_not_hold_on_a_day(name: str) -> None:
    rows = STORIES[name]["holds"]
    asked = Counter((row["day"], row["s"], row["p"], row["o"]) for row in rows)

    assert set(asked.values()) == {1}
    assert {row["holds"] for row in rows} <= {True, False}
