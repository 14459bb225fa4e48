"""Make the tables of `knowledge/lists/`.

Run with the folder that holds the lists as they were published::

    python -m sourcebook.knowledge.recipes.actor_lists FOLDER
"""

import sys
from dataclasses import replace
from pathlib import Path

from sourcebook.knowledge.people import curated_agents
from sourcebook.knowledge.recipes.actor_lists import agent_nouns, factbook, heads, ofac, petrarch2, ucdp
from sourcebook.knowledge.recipes.actor_lists.hand import TIES, read_hand
from sourcebook.knowledge.recipes.actor_lists.joining import join
from sourcebook.knowledge.recipes.actor_lists.pack import read_pack, state_names
from sourcebook.knowledge.recipes.actor_lists.rows import cells, write_table
from sourcebook.knowledge.recipes.actor_lists.wording import HERE

KNOWLEDGE = Path(__file__).resolve().parents[2]
NAMES = "list id actor kind subkind state name type strong lang from to".split()
IDS = "list id actor".split()


def main(shared: Path, out: Path = KNOWLEDGE / "lists") -> None:
    """Read the lists and write the tables.

    Args:
        shared: holds `ucdp/`, `petrarch2_mit/`, `ofac/`, `factbook/` and `plover/`.
        out: where the tables go; holds the hand-made ones already.
    """
    rows, reviewed = ucdp.read_rows(shared / "ucdp" / "ucdp-actor-221.csv"), ofac.read_rows(out)
    entries = [
        *ucdp.entries(rows),
        *petrarch2.entries(shared / "petrarch2_mit"),
        *ofac.entries(reviewed),
        *factbook.groups(shared / "factbook" / "factbook_terrorist_groups.csv"),
    ]
    hand = read_hand(out)
    hand = replace(hand, links={**ofac.read_links(out), **hand.links})
    ties = {"ucdp": list(ucdp.ties(rows)), "ofac": list(ofac.ties(reviewed))}
    ambiguous = frozenset((HERE / "ambiguous.txt").read_text(encoding="utf-8").splitlines())
    pack = read_pack(KNOWLEDGE)
    joined = join(entries, ties, pack, hand, state_names(), ambiguous)
    write_table(out / "names.tsv", NAMES, (cells(r, NAMES) for r in joined.names))
    write_table(out / "ids.tsv", IDS, joined.ids)
    write_table(out / "ties.tsv", TIES, (cells(t, TIES) for t in joined.ties))
    listed = heads.read_heads(shared / "factbook" / "heads_factbook_2014_2026.csv", heads.people_index(pack))
    held = heads.mended(heads.terms(listed), out / "heads_mended.tsv")
    write_table(out / "heads.tsv", heads.HEADS, map(heads.row, held))
    dictionaries = {
        "plover": (shared / "plover" / "PLOVER_agents.txt").read_text(encoding="utf-8"),
        "petrarch2": (shared / "petrarch2_mit" / "Phoenix.agents.txt").read_text(encoding="latin-1"),
    }
    nouns = {name: agent_nouns.nouns(text.splitlines()) for name, text in dictionaries.items()}
    write_table(out / "agents.tsv", agent_nouns.AGENTS, agent_nouns.chosen(out, nouns, curated_agents()))
    sys.stdout.write(
        f"{len(joined.names)} names of {len({r.actor for r in joined.names})} actors, {len(joined.ties)} ties\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
