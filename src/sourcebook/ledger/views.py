"""Views for those who open a book's file with sqlite3 or Datasette, and what their columns hold.

They show what SQL alone can see: claims as the last reader of each report drafted them, with the verdict of people.
Types and codes go by the tables that the exports go by, claim by claim (`coded`). Corrections, decisions about who is
who, and which claims tell one happening are applied by the program when it is asked; an export has them, a view has
not.
"""

from collections.abc import Mapping
from functools import cache

from sourcebook.ledger import coded

_COUNTS = """NOT EXISTS (SELECT 1 FROM judgement AS undo WHERE undo.undoes = said.n AND NOT EXISTS (
            SELECT 1 FROM judgement AS again WHERE again.undoes = undo.n))"""
_STATUS = f"""coalesce((SELECT CASE said.verdict WHEN 'reject' THEN 'rejected' WHEN 'correct' THEN 'corrected'
            ELSE 'accepted' END FROM judgement AS said WHERE said.claim = claim.id
            AND said.verdict IN ('accept', 'reject', 'correct', 'add') AND {_COUNTS}
            ORDER BY said.n DESC LIMIT 1), 'candidate')"""


def _named(role: str) -> str:
    """The names of those in a role of an event, with "; " between them."""
    return f"""(SELECT group_concat(coalesce((SELECT min(name) FROM actor WHERE actor.id = each.value),
            (SELECT min(name) FROM place WHERE place.id = each.value), each.value), '; ')
            FROM json_each(claim.body, '$.fact.{role}') AS each)"""


def _end(column: str) -> str:
    return f"""coalesce((SELECT min(name) FROM actor WHERE actor.id = claim.{column}),
            (SELECT min(name) FROM place WHERE place.id = claim.{column}), claim.{column})"""


_FROM = """FROM claim JOIN current_run ON current_run.run = claim.run JOIN run ON run.id = claim.run
        JOIN report ON report.id = claim.report"""
_PLACE = """LEFT JOIN place ON place.key = (SELECT min(key) FROM place AS one WHERE one.id = claim.place)"""
_PROOF = f"""claim.id AS sb_claim, claim.report AS sb_report, claim.modality AS sb_modality, claim.score AS sb_score,
        {_STATUS} AS sb_status, claim.speaker AS sb_speaker, claim.quote AS sb_quote"""
_HAPPENED = "claim.kind = 'event' AND claim.background = 0 AND claim.modality IN ('asserted', 'hedged')"
_ACLED_TIME = (
    "CASE claim.date_precision WHEN 'day' THEN 1 WHEN 'few_days' THEN 2 WHEN 'week' THEN 2 ELSE 3 END"
)
_GED_TIME = """CASE claim.date_precision WHEN 'day' THEN 1 WHEN 'few_days' THEN 2 WHEN 'week' THEN 3
        WHEN 'month' THEN 4 WHEN 'year' THEN 5 END"""
_ACLED_PLACE = (
    """CASE claim.place_precision WHEN 'exact' THEN 1 WHEN 'near' THEN 2 WHEN 'admin2' THEN 2 ELSE 3 END"""
)
_GED_PLACE = """CASE claim.place_precision WHEN 'exact' THEN 1 WHEN 'near' THEN 2 WHEN 'admin2' THEN 3
        WHEN 'admin1' THEN 4 WHEN 'line_or_region' THEN 5 WHEN 'country' THEN 6 WHEN 'sea_air' THEN 7 END"""
_CLAIMS = f"""CREATE VIEW v_claim AS
        SELECT claim.id AS claim_id, claim.report AS report_id, report.publisher AS publisher,
        report.published_first AS published, claim.kind AS kind, claim.type AS type_or_predicate, {coded.MODES} AS mode,
        {_named("actor")} AS actor,
        CASE claim.kind WHEN 'event' THEN {_named("recipient")} ELSE {_end("subject")} END AS recipient_or_subject,
        CASE claim.kind WHEN 'relation' THEN {_end("object")} END AS object,
        place.name AS place, place.lat AS lat, place.lon AS lon, place.country AS country,
        claim.place_precision AS where_precision, claim.first AS first, claim.last AS last,
        claim.date_precision AS date_precision, claim.ground AS ground, claim.killed_low AS killed_low,
        claim.killed_best AS killed_best, claim.killed_high AS killed_high, claim.modality AS modality,
        claim.speaker AS speaker, claim.background AS background, claim.quote AS quote, claim.stage AS stage,
        claim.score AS score, run.reader AS reader, {_STATUS} AS status {_FROM} {_PLACE}"""
_RELATIONS = f"""CREATE VIEW v_relation AS
        SELECT claim.id AS claim_id, claim.report AS report_id, claim.subject AS subject_id,
        {_end("subject")} AS subject, claim.type AS predicate, claim.object AS object_id, {_end("object")} AS object,
        claim.first AS since, claim.last AS until, claim.modality AS modality, claim.speaker AS speaker,
        claim.background AS background, claim.quote AS quote, claim.score AS score, {_STATUS} AS status
        {_FROM} WHERE claim.kind = 'relation'"""


@cache
def statements() -> tuple[str, ...]:
    """Statements that make the views, in SQLite's words; a server's book has none.

    A book keeps the views that its last migration made, so that a change of them, or of the codes, needs a new one.
    """
    return _CLAIMS, _RELATIONS, _acled(), _ged()


def _acled() -> str:
    """Claims under column names of ACLED: codes of both sides first, then the sub-event by them, then its types."""
    codes = f"""SELECT claim.id AS event_id_cnty, claim.first AS event_date,
        CAST(substr(claim.first, 1, 4) AS INTEGER) AS year,
        CASE WHEN claim.first IS NOT NULL THEN {_ACLED_TIME} END AS time_precision,
        {coded.doer()} AS doer, {coded.target()} AS target,
        {_named("actor")} AS actor1, {_named("recipient")} AS actor2, place.country AS country,
        place.admin1 AS admin1, place.name AS location, place.lat AS latitude, place.lon AS longitude,
        CASE WHEN claim.place IS NOT NULL THEN {_ACLED_PLACE} END AS geo_precision, report.publisher AS source,
        claim.quote AS notes, coalesce(claim.killed_best, claim.killed_low) AS fatalities, claim.type AS type,
        claim.body AS body, claim.killed_best AS killed_best, claim.killed_high AS killed_high, {_PROOF}
        {_FROM} {_PLACE} WHERE {_HAPPENED}"""
    return f"""CREATE VIEW v_event_acled AS SELECT event_id_cnty, event_date, year, time_precision,
        {coded.of_sub_event("disorder")} AS disorder_type, {coded.of_sub_event("event")} AS event_type, sub_event_type,
        actor1, {coded.inter_words("doer")} AS inter1, actor2, {coded.inter_words("target")} AS inter2, country, admin1,
        location, latitude, longitude, geo_precision, source, notes, fatalities, sb_claim, sb_report, sb_modality,
        sb_score, sb_status, sb_speaker, sb_quote FROM (SELECT claim.*, {coded.sub_event()} AS sub_event_type
        FROM ({codes}) AS claim) WHERE sub_event_type IS NOT NULL"""


def _ged() -> str:
    """Claims of deadly force under column names of UCDP GED."""
    return f"""CREATE VIEW v_event_ged AS SELECT relid, year, CASE
        WHEN other = 'civilians' AND one IN ('state', 'group') THEN 3
        WHEN one IN ('state', 'group') AND other IN ('state', 'group') THEN 2 - ('state' IN (one, other)) END
        AS type_of_violence, side_a, side_b, source_office, source_date, where_prec, where_coordinates, adm_1, latitude,
        longitude, country, event_clarity, date_prec, date_start, date_end, best, high, low, sb_claim, sb_report,
        sb_modality, sb_score, sb_status, sb_speaker, sb_quote FROM (
        SELECT claim.id AS relid, CAST(substr(claim.first, 1, 4) AS INTEGER) AS year,
        {coded.side("actor")} AS one, {coded.side("recipient")} AS other,
        {_named("actor")} AS side_a, {_named("recipient")} AS side_b,
        report.publisher AS source_office, report.published_first AS source_date, {_GED_PLACE} AS where_prec,
        place.name AS where_coordinates, place.admin1 AS adm_1, place.lat AS latitude, place.lon AS longitude,
        place.country AS country, CASE WHEN json_extract(claim.body, '$.fact.aggregate') THEN 2 ELSE 1 END
        AS event_clarity, {_GED_TIME} AS date_prec, claim.first AS date_start, claim.last AS date_end,
        coalesce(claim.killed_best, claim.killed_low) AS best, coalesce(claim.killed_high, claim.killed_best) AS high,
        coalesce(claim.killed_low, claim.killed_best) AS low, {_PROOF}
        {_FROM} {_PLACE} WHERE {_HAPPENED} AND claim.type = 'ASSAULT' AND {coded.DEADLY})"""


ABOUT: Mapping[str, str] = {
    "v_claim": "Claims as the last reader of each report drafted them, with the verdict of people.",
    "v_relation": "Claims that tell a tie between two actors or places.",
    "v_event_acled": "Claims of events under column names of ACLED; one row a claim, not an incident.",
    "v_event_ged": "Claims of deadly force under column names of UCDP GED; one row a claim, not an incident.",
}
"""What each view holds."""
