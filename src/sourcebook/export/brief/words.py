"""Words of reports on a line, in their own direction."""

import unicodedata
from collections.abc import Iterator, Mapping

_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"})
_FIRST_STRONG, _POP = "\u2068", "\u2069"  # isolate what stands between from what stands around


class Isolated(Mapping[str, str]):
    """Names, each on one line and in its own direction, so that it can stand within any line.

    Args:
        names: ids to names.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __getitem__(self, ident: str) -> str:
        return isolated(one_line(self._names[ident]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def one_line(words: str) -> str:
    """Words on one line; characters that cannot be shown are told as missing ones.

    Args:
        words: of a report.
    """
    return " ".join("".join(c if c.isspace() or _shown(c) else "\ufffd" for c in words).split())


def isolated(line: str) -> str:
    """A line whose own direction, or whose marks of direction, touch nothing around it."""
    turning = any(unicodedata.bidirectional(c) in _TURNING for c in line)
    return f"{_FIRST_STRONG}{line}{_POP}" if turning else line


def _shown(c: str) -> bool:
    return unicodedata.category(c) not in ("Cc", "Cs", "Cn")
