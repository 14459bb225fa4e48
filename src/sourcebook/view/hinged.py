"""What `asof.hinges` looks at, out of the columns of a book: no claim is read before it is shown."""

import numpy as np

from sourcebook.asof.coded import of_predicates
from sourcebook.asof.hinges import HINGING
from sourcebook.ledger import Ledger
from sourcebook.view.asked import Gathered
from sourcebook.view.kinds import Kinds
from sourcebook.view.tied import Tied


def hinged(ledger: Ledger) -> Gathered:
    """Ties of the networks that hinges hold together, and the claims that open or close passages.

    Args:
        ledger: the book.
    """
    tied = Tied(ledger, kinds=Kinds(ledger, files_alone=True))  # as `asked.gathered` has it
    which = np.flatnonzero(of_predicates(tied.ties.predicate, HINGING))
    return Gathered(entries=tuple(tied.passages()), ties=tuple(tied.outlines(which)))
