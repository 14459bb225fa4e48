"""Found: words that name somebody or some place, before it is decided who or which."""

from dataclasses import dataclass, field
from enum import StrEnum

from sourcebook.model.text import MentionKind


class How(StrEnum):
    """How a mention came to be seen."""

    LISTED = "listed"  # a name of the knowledge files
    COUNTRY = "country"  # a country's name
    DEMONYM = "demonym"  # "Iraqi", "Iraqis"
    SEAT = "seat"  # a capital or building that stands for its government: "Tehran rejected", "the Kremlin"
    CAPITALS = "capitals"  # a name that no file lists
    GROUP = "group"  # a common noun that makes people actors: "gunmen", "Houthi fighters"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words that name somebody or some place.

    Attributes:
        first: first token.
        last: last token, included.
        head: the token that the grammar knows the phrase by.
        kind: what it seems to name.
        how: how it came to be seen.
        text: the words, white space joined.
        ids: ids of actors that the words may stand for, best first.
        country: ISO 3166-1 alpha-2 code, for names and demonyms of countries.
        kind_hint: what the words around say it is: actor kind, place kind or title.
        title: the office or rank that stands before or after a person's name.
        parent: the place that the words put it in ("Karrada, Baghdad").
    """

    first: int
    last: int
    head: int
    kind: MentionKind
    how: How
    text: str
    ids: tuple[str, ...] = ()
    country: str | None = None
    kind_hint: str | None = None
    title: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A noun phrase whose head makes people actors.

    Attributes:
        found: the mention.
        lemma: the head's lemma.
        kind: actor kind that the noun gives ("state_body").
        subkind: finer ("military").
        plural: whether more than one is meant.
        definite: "the", "these", "this": something spoken of before.
        quantified: a number or "some", "many" stands before it.
        country: code of the state whose people or force they are ("Iraqi").
        countries: all such codes ("the foreign ministers of Iraq, Iran and Syria").
        one: the noun means a single person ("officer"), not a body.
        within: code of the country that they are said to be in ("militias in Iraq").
        owners: tokens of names that they belong to ("Houthi" in "Houthi gunmen").
        backers: tokens of names that back them ("Iran" in "Iran-backed").
        traits: further adjectives that tell them from others ("Shi'ite", "former", "foreign").
    """

    found: Found
    lemma: str
    kind: str
    subkind: str | None = None
    plural: bool = False
    definite: bool = False
    quantified: bool = False
    country: str | None = None
    countries: tuple[str, ...] = ()
    one: bool = False
    within: str | None = None
    owners: tuple[int, ...] = ()
    backers: tuple[int, ...] = ()
    traits: frozenset[str] = field(default=frozenset())
