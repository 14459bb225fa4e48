"""The tables as SQLAlchemy Core sees them; how they are made stands in the migrations."""

import sqlalchemy as sa


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(c) for c in columns))


META = _table("meta", "key", "value")
REPORT = _table("report", "n", "id", "sha256", "publisher", "published", "published_first")
TEXT = _table("report_text", "n", "text")
SIGHTING = _table("sighting", "report", "digest", "address", "title", "author", "language", "body")
RUN = _table("run", "id", "report", "reader", "release", "at")
CURRENT = _table("current_run", "report", "run")
ACTOR = _table("actor", "key", "id", "name", "kind", "known", "body")
PLACE = _table("place", "key", "id", "name", "kind", "known", "lat", "lon", "country", "admin1", "body")
RUN_ACTOR = _table("run_actor", "actor", "run")
RUN_PLACE = _table("run_place", "place", "run")
NAME = _table("name", "folded", "key")
MENTION = _table("mention", "run", "seq", "start", "end", "kind", "entity", "words", "body")
CLAIM = _table(
    "claim", "n", "id", "run", "seq", "report", "kind", "type", "subject", "object", "quote_start",
    "quote_end", "quote", "modality", "speaker", "background", "stage", "score", "first", "last",
    "date_precision", "ground", "place", "place_precision", "killed_low", "killed_best",
    "killed_high", "body",
)  # fmt: skip
PARTY = _table("party", "entity", "claim", "role")
TIMELINE = _table("timeline", "entity", "kind", "day", "until", "published", "claim")
FAILURE = _table("failure", "id", "source", "stage", "kind", "message", "at")
JUDGEMENT = _table(
    "judgement", "n", "claim", "verdict", "by", "at", "note", "field", "value", "other", "undoes", "anchors", "body",
    "key",
)  # fmt: skip
NODE = _table("node", "n", "id")
TIED = _table("tied", "run", "claim", "first", "last", "ties", "events", "parts")
BEARING = _table("bearing", "who", "what", "other", "run")
SPOT = _table("spot", "key", "claim")
SCENE = _table("scene", "claim", "first", "last", "slack", "dated", "lat", "lon", "sort")
LINK = _table("link", "one", "other", "score")
LINKED = _table("linked", "run", "linker")
FINGERPRINT = _table("fingerprint", "key", "report")
OVERLAP = _table("overlap", "one", "other", "body")
RELEASE = _table(
    "release", "n", "name", "by", "at", "note", "run", "judgement", "decision", "digest", "claims", "reports"
)  # fmt: skip
DECISION = _table("decision", "n", "ruling", "actor", "other", "by", "at", "note", "undoes", "body", "key")
REPORT_FTS = _table("report_fts", "rowid", "text", "report_fts")
CLAIM_FTS = _table("claim_fts", "rowid", "quote", "claim_fts")
