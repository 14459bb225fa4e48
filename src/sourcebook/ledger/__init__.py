"""The book: what was said, by whom, in which words, and what was decided about it.

One SQLite file per project. Claims, judgements and decisions about actors are appended, never changed.
"""

from sourcebook.ledger.identity import Caution, Identity
from sourcebook.ledger.query import ClaimQuery, Order
from sourcebook.ledger.rows import Entry, FailureRow, Kept, Naming, Source
from sourcebook.ledger.store import Ledger

__all__ = [
    "Caution",
    "ClaimQuery",
    "Entry",
    "FailureRow",
    "Identity",
    "Kept",
    "Ledger",
    "Naming",
    "Order",
    "Source",
]
