"""Names brought to one form, so that a look-up does not hang on case, accents or punctuation."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+")


def fold(name: str) -> str:
    """A name in lower case, without accents, punctuation, apostrophes or a leading "the".

    Args:
        name: as somebody wrote it.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())  # "㎴" is no letter until it is "pV"
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", re.sub(r"['’‘ʿʾ`]", "", plain)).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
