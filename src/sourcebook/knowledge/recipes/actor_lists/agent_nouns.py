"""Nouns that make people actors, from the agent dictionaries of PLOVER and petrarch2.

The dictionaries hold some 2,400 nouns and phrases; which of them are plain, current and neither insulting nor of two
meanings was chosen by hand in `agents_chosen.tsv`, with their kind. What `agents.toml` has is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sourcebook.knowledge.people import plural_of
from sourcebook.knowledge.recipes.actor_lists.rows import read_table

CHOSEN = "lemma plural kind subkind number sure".split()
AGENTS = [*CHOSEN, "source"]
_LINE = re.compile(r"^([A-Z][A-Z' -]*?)\s*(?:\{[^}]*\})?\s*\[")


def nouns(lines: Iterable[str]) -> Iterator[str]:
    """The nouns of a dictionary, in small letters.

    Args:
        lines: the file's; "AID_WORKER_ [~HLH]" gives "aid worker".
    """
    for line in lines:
        if m := _LINE.match(line.partition("#")[0].replace("_", " ")):
            yield m.group(1).strip().lower()


def chosen(folder: Path, dictionaries: Mapping[str, Iterable[str]], known: Iterable[str]) -> list[list[str]]:
    """Rows of `agents.tsv`: the chosen nouns that a dictionary has and `agents.toml` lacks.

    Args:
        folder: holds `agents_chosen.tsv`; a plural left empty is regular, "-" is none.
        dictionaries: the nouns of each, by its name.
        known: forms that `agents.toml` has.
    """
    held = {name: frozenset(found) for name, found in dictionaries.items()}
    have = frozenset(known)
    rows = []
    for r in read_table(folder / "agents_chosen.tsv", CHOSEN):
        lemma = r["lemma"]
        plural = r["plural"] or plural_of(lemma)
        sources = [name for name, found in held.items() if {lemma, plural} & found]
        if sources and lemma not in have:
            rows.append([lemma, plural, r["kind"], r["subkind"], r["number"], r["sure"], " ".join(sources)])
    return sorted(rows)
