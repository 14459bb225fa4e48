"""The World Factbook: names of the groups that the United States list as terrorist."""

import csv
import re
from pathlib import Path

from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.recipes.actor_lists.rows import Entry, Named
from sourcebook.knowledge.recipes.actor_lists.wording import looks_like_acronym, split_brackets, tidy
from sourcebook.model.actor import ActorKind, AliasType

LIST = "factbook"
_LONGEST = 90  # characters; a longer cell is a sentence
_REMARK = re.compile(
    r"(?i)\baka\b|known locally|, | groups?$"
)  # cells that hold a remark or more than one group


def groups(path: Path) -> list[Entry]:
    """One entry for each name, whatever the country it is given under.

    Args:
        path: `factbook_terrorist_groups.csv`.
    """
    with path.open(encoding="utf-8", newline="") as file:
        cells = sorted({tidy(r["group_as_written"]) for r in csv.DictReader(file)})
    found: dict[str, Entry] = {}
    for cell in cells:
        if len(cell) <= _LONGEST and not _REMARK.search(cell):
            name, inside = split_brackets(cell)
            short = [Named(text=i, type=AliasType.ACRONYM) for i in inside if looks_like_acronym(i)]
            names = (Named(text=name), *short)
            slug = fold_name(name).replace(" ", "-")
            had = found.get(slug)
            more = tuple(n for n in names if not had or n.text not in {m.text for m in had.names})
            found[slug] = Entry(
                list=LIST,
                id=slug,
                kind=ActorKind.ARMED_GROUP,
                subkind="rebel",
                names=(had.names if had else ()) + more,
            )
    return list(found.values())
