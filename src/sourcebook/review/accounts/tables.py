"""The tables of the accounts' file; all moments are seconds since 1970 in UTC."""

import sqlalchemy as sa

APPLICATION_ID = 0x53624163  # "SbAc": tells SQLite files of accounts from any others
VERSION = 1

TABLES = sa.MetaData()
USER = sa.Table(
    "user",
    TABLES,
    sa.Column("key", sa.Text, primary_key=True),  # the name as it is compared
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("added", sa.Float, nullable=False),
)
SESSION = sa.Table(
    "session",
    TABLES,
    sa.Column("digest", sa.Text, primary_key=True),  # of the token; the token itself is kept nowhere
    sa.Column("user", sa.Text, sa.ForeignKey("user.key", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("began", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
)
ATTEMPT = sa.Table(
    "attempt",
    TABLES,
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("address", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
