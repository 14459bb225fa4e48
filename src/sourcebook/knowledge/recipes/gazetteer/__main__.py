"""Gather everything and write it."""

import sys
from collections import Counter
from pathlib import Path

from sourcebook.knowledge.gazetteer_file import Gathering, write
from sourcebook.knowledge.recipes.gazetteer.elsewhere import add_airfields, add_continents, add_natural
from sourcebook.knowledge.recipes.gazetteer.regions import add_counties, add_regions
from sourcebook.knowledge.recipes.gazetteer.settlements import add_cities, add_localities, add_nicknames
from sourcebook.knowledge.recipes.gazetteer.sources import Sources


def main(sources: Path, cities: Path, out: Path) -> None:
    """Gather everything and write it."""
    s, g = Sources(sources, cities), Gathering()
    add_regions(g, s)
    add_counties(g, s)
    add_localities(g, s)
    add_cities(g, s)
    add_airfields(g, s)
    add_natural(g, s)
    add_continents(g)
    add_nicknames(g)
    write(g, out)
    kinds = dict(Counter(r.traits.kind.value for r in g.rows.values()))
    sys.stdout.write(
        f"{len(g.rows)} places {kinds}, {len(g.names)} keys, {out.stat().st_size / 1e6:.1f} MB\n"
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
