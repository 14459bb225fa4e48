"""Make the tables of `knowledge/lists/`.

Run with the folder that holds the lists as they were published::

    python -m sourcebook.knowledge.recipes.actor_lists FOLDER
"""

import sys
from pathlib import Path

from sourcebook.knowledge.recipes.actor_lists import petrarch2, ucdp
from sourcebook.knowledge.recipes.actor_lists.hand import TIES, read_hand
from sourcebook.knowledge.recipes.actor_lists.joining import join
from sourcebook.knowledge.recipes.actor_lists.pack import read_pack, state_names
from sourcebook.knowledge.recipes.actor_lists.rows import cells, write_table

KNOWLEDGE = Path(__file__).resolve().parents[2]
NAMES = "list id actor kind subkind state name type strong lang from to".split()
IDS = "list id actor".split()


def main(shared: Path, out: Path = KNOWLEDGE / "lists") -> None:
    """Read the lists and write the tables.

    Args:
        shared: holds `ucdp/`, `petrarch2_mit/`, `ofac/`, `factbook/` and `plover/`.
        out: where the tables go; holds the hand-made ones already.
    """
    rows = ucdp.read_rows(shared / "ucdp" / "ucdp-actor-221.csv")
    phoenix = shared / "petrarch2_mit"
    entries = [
        *ucdp.entries(rows),
        *petrarch2.entries(phoenix),
    ]
    ambiguous = frozenset((Path(__file__).parent / "ambiguous.txt").read_text(encoding="utf-8").splitlines())
    joined = join(
        entries,
        {"ucdp": list(ucdp.ties(rows))},
        read_pack(KNOWLEDGE),
        read_hand(out),
        state_names(),
        ambiguous,
    )
    write_table(out / "names.tsv", NAMES, (cells(r, NAMES) for r in joined.names))
    write_table(out / "ids.tsv", IDS, joined.ids)
    write_table(out / "ties.tsv", TIES, (cells(t, TIES) for t in joined.ties))
    sys.stdout.write(
        f"{len(joined.names)} names of {len({r.actor for r in joined.names})} actors, {len(joined.ties)} ties\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
