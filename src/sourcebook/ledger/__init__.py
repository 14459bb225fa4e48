"""The book: what was said, by whom, in which words, and what was decided about it.

One SQLite file per project. Claims and judgements are appended, never changed.
"""

from sourcebook.ledger.query import ClaimQuery, Order
from sourcebook.ledger.rows import Entry, FailureRow, Kept, Source
from sourcebook.ledger.store import Ledger

__all__ = ["ClaimQuery", "Entry", "FailureRow", "Kept", "Ledger", "Order", "Source"]
