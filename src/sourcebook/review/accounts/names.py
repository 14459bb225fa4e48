"""What an account may be called, and when two names are one."""

import unicodedata

from sourcebook.errors import AccountProblem

LONGEST = 64  # characters
_MARKS = frozenset(" ._-'@’")


def clean_name(name: str) -> str:
    """A name as it is kept and shown.

    Args:
        name: as typed.

    Raises:
        AccountProblem: it is empty, too long, or has characters that names do not have.
    """
    cleaned = unicodedata.normalize("NFKC", name.strip())
    if not cleaned or len(cleaned) > LONGEST:
        raise AccountProblem(f"a name has 1 to {LONGEST} characters, not {len(cleaned)}; choose another")
    if unicodedata.category(cleaned[0])[0] not in "LN" or not all(map(_allowed, cleaned)):
        raise AccountProblem(
            f"{name!r} cannot be a name: it begins with a letter or digit and holds letters, digits, blanks "
            "and . _ - ' @ alone"
        )
    return cleaned


def key_of(name: str) -> str:
    """The name as it is compared: Amal and AMAL are one.

    Args:
        name: as typed; whatever it holds.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())
    return folded[:LONGEST].encode("utf-8", "replace").decode()


def _allowed(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character)[0] in "LMN"
