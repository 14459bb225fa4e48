"""Which words inside a capitalised name, or right beside it, tell what bears it?

The tables stand in `knowledge/lexicon/headwords.toml`.
"""

from functools import cache

from sourcebook.knowledge.lexicons import lexicon


@cache
def head_words() -> dict[str, tuple[str, str]]:
    """Head word -> ("organisation" or "place", kind)."""
    table = lexicon("headwords")
    return {
        w: (part, kind) for part in ("organisation", "place") for kind, ws in table[part].items() for w in ws
    }


@cache
def nouns_before() -> dict[str, str]:
    """Place kind by the common noun before a name: "town" in "the town of X"."""
    return {w: kind for kind, ws in lexicon("headwords")["before"].items() for w in ws}


@cache
def named_things() -> frozenset[str]:
    """Words in the names of what is neither actor nor place: wars, treaties, feasts."""
    table = lexicon("headwords")["named_thing"]
    return frozenset(w for ws in table.values() for w in ws)


# Capitalised words that are no name alone.
LONE = frozenset("new former late old greater the a an this that i mr mrs".split())


@cache
def arms() -> frozenset[str]:
    """Weapons by their letters: "VBIED", "RPG"."""
    return frozenset(w for w in lexicon("headwords")["arms"]["words"])


@cache
def peoples() -> frozenset[str]:
    """Ethnic and religious names that are no state's."""
    return frozenset(lexicon("headwords")["peoples"]["words"])


@cache
def qualities() -> frozenset[str]:
    """Words that say what sort of people a name's are: "Senior Hamas officials"."""
    return frozenset(lexicon("headwords")["qualities"]["words"])


COMPASS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest".split()
)


@cache
def nouns_beside() -> dict[str, str]:
    """Common noun beside a name -> actor kind ("news agency Sana", "Hezbollah movement")."""
    return {w: kind for kind, ws in lexicon("headwords")["beside"].items() for w in ws}


def organisation(words: list[str]) -> str | None:
    """Actor kind by a head word: at the end first, then after "of", then at the start (Arabic names)."""
    if not words:
        return None
    table = head_words()
    for n in (3, 2, 1):
        hit = table.get(" ".join(words[-n:]))
        if hit and hit[0] == "organisation" and len(words) > (0 if n > 1 else 1):
            return hit[1]
    if "of" in words[1:] or "for" in words[1:] or "on" in words[1:]:
        cut = next(i for i, w in enumerate(words) if i and w in {"of", "for", "on"})
        hit = table.get(words[cut - 1])
        if hit and hit[0] == "organisation":
            return hit[1]
    hit = table.get(words[0])
    if hit and hit[0] == "organisation" and hit[1] == "armed_group" and len(words) > 1:
        return hit[1]
    return None


def is_calendar(words: list[str]) -> bool:
    """Whether a name is only days, months and numbers."""
    return all(w.rstrip(".") in CALENDAR or w.isdigit() for w in words)


CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday god mr mrs ms".split()
)


# Words that may stand between two names of one without saying so themselves.
_FILLERS = frozenset(
    ", ( the also better formerly previously originally once sometimes then widely commonly locally which is was are "
    "were a an group body organisation organization".split()
) | {'"', "“", "‘", "'"}
_SAME = frozenset(
    {
        ("known", "as"),
        ("known", "by", "its", "acronym"),
        ("aka",),
        ("a.k.a",),
        ("a.k.a.",),
        ("a.k.a", "."),
        ("called",),
        ("calls", "itself"),
        ("calling", "itself"),
        ("styling", "itself"),
        ("referred", "to", "as"),
        ("nicknamed",),
        ("dubbed",),
        ("renamed",),
        ("renamed", "itself"),
        ("rebranded", "as"),
        ("rebranded", "itself", "as"),
        ("changed", "its", "name", "to"),
        ("goes", "by", "name"),
        ("goes", "by", "name", "of"),
        ("another", "name", "for"),
        ("operating", "as"),
        ("literally",),
        ("arabic", "for"),
    }
)
_ONCE = frozenset({"formerly", "previously", "originally"})


def says_another_name(between: list[str], after: str) -> bool:
    """Whether the words between two names say that both are one body's.

    Args:
        between: in lower case.
        after: the word after the second name.
    """
    if after in {"'s", "’s"}:  # "A, formerly B's affiliate"
        return False
    words = tuple(w for w in between if w not in _FILLERS)
    if words in _SAME:
        return True
    if words == ("or",):
        return between[0] == "," and after == ","
    if words or not between:
        return False
    return bool(_ONCE & set(between)) or (between[0] == "(" and after in {")", '"', "”", ","})
