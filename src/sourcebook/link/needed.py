"""What must stand in a text in which a regular expression finds anything; most texts are passed over by it at once."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

_PIECE = re.compile(
    r"\\(?P<sort>[bBAZsSdDwW])"
    r"|\\(?P<sign>[^\w\s])"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|\(\?:(?P<any>[\w ]+(?:\|[\w ]+)*)\)"
    r"|(?P<open>\((?:\?:|\?P<\w+>)?(?!\?))"
    r"|(?P<close>\))"
    r"|(?P<or>\|)"
    r"|(?P<mark>[.^$])"
    r"|(?P<plain>[\w \-/:;,'\"<>=!&%#@~`]|[^\x00-\x7f])"
)
_COUNT = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_RUN = object()  # what joins letters that follow one another

Needed = tuple[tuple[str, ...], ...]
"""Of each of these, one must stand in the text."""


@cache
def needed(pattern: str) -> Needed:
    """What must stand in a text; what is not told easily is left out, and all of a pattern that is not understood.

    Args:
        pattern: a regular expression in Python's words, in which small and capital letters differ.
    """
    found: list[tuple[object, tuple[str, ...]]] = []
    depth = at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None or (piece["or"] and not depth):
            return ()
        depth += (piece["open"] is not None) - (piece["close"] is not None)
        count = _COUNT.match(pattern, piece.end())
        at = count.end() if count else piece.end()
        one = piece["sign"] or piece["plain"]
        if depth or count:
            found.append((object(), ()))
        elif one:
            found.append((_RUN, (one,)))
        else:
            found.append((object(), tuple(piece["any"].split("|")) if piece["any"] else ()))
    return tuple(_joined(found))


def stands(must: Needed, text: str) -> bool:
    """Whether all that must stand in a text stands there.

    Args:
        must: as `needed` tells.
        text: any text.
    """
    for several in must:
        for one in several:
            if one in text:
                break
        else:
            return False
    return True


def _joined(found: list[tuple[object, tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    for key, pieces in groupby(found, key=lambda piece: piece[0]):
        told = [piece for _, piece in pieces]
        if key is _RUN:
            yield ("".join(one for piece in told for one in piece),)
        else:
            yield from (piece for piece in told if piece)
