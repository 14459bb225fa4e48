"""Adjectives and names of people that point to a region, a continent or a city: "Chechen", "European", "Texan".

For countries see `sourcebook.knowledge.countries`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import by_code

COLUMNS = 3


@dataclass(frozen=True, slots=True)
class RegionName:
    """What such a word points to.

    Attributes:
        place: name of the place, as the gazetteer has it.
        country: ISO 3166-1 alpha-2 code of the country that it lies in; None when it lies in several.
    """

    place: str
    country: str | None


@cache
def _words() -> dict[str, RegionName]:
    told: dict[str, RegionName] = {}
    lines = (files("sourcebook.knowledge") / "region_words.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != COLUMNS or (cells[2] and cells[2] not in by_code()):
            raise KnowledgeError(
                f"region_words.tsv line {number}: {line!r} is not words, place and country code; "
                "keep both tabs, and leave the country empty when there are several"
            )
        told |= {word: RegionName(cells[1], cells[2] or None) for word in cells[0].split("|")}
    return told


def region_of(word: str) -> RegionName | None:
    """The region, continent or city that an adjective or people's name points to.

    Args:
        word: as written; case counts.

    Raises:
        KnowledgeError: the shipped table has a malformed line.
    """
    return _words().get(word.strip().replace("’", "'").removesuffix("'s"))
