"""Passwords: how long, how they are kept, whether one is right."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sourcebook.errors import AccountProblem
from sourcebook.review.accounts.names import key_of

SHORTEST = 10  # characters; length is asked for, kinds of characters are not
LONGEST = 1024  # bytes in UTF-8; more would only keep the server busy
_HASHER = PasswordHasher()  # Argon2id with the costs of RFC 9106's second choice: 64 MiB, three passes


def hashed(name: str, password: str) -> str:
    """A password as it is kept.

    Args:
        name: whose it is.
        password: as typed.

    Raises:
        AccountProblem: it is too short, too long, or the name itself.
    """
    if len(password) < SHORTEST:
        raise AccountProblem(f"a password has at least {SHORTEST} characters; a few words in a row do well")
    if len(_octets(password)) > LONGEST:
        raise AccountProblem(f"a password has at most {LONGEST} bytes; choose a shorter one")
    if key_of(password) == key_of(name):
        raise AccountProblem("a password must not be the name; choose another")
    return _HASHER.hash(_octets(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is right; as slow for a name that nobody has, so that the time tells nothing.

    Args:
        kept: what `hashed` gave, or None when there is no such account.
        password: as typed.
    """
    if len(_octets(password)) > LONGEST:
        return False
    try:
        return _HASHER.verify(kept or _nobody(), _octets(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether a password was kept with other costs than today's."""
    return _HASHER.check_needs_rehash(kept)


def rehashed(password: str) -> str:
    """A password that is right, kept with today's costs."""
    return _HASHER.hash(_octets(password))


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody's password")


def _octets(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
