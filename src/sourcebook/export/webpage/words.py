"""Words of reports in markup: escaped, isolated from the direction of what stands around them."""

from collections.abc import Iterable
from html import escape

_LINES = "\n\t"


def safe(words: str) -> str:
    """Words as text of HTML; characters that HTML does not have are shown as missing ones.

    Args:
        words: of a report.
    """
    return escape("".join(c if _allowed(c) else "\ufffd" for c in words))


def said(words: str) -> str:
    """Words in their own direction, whatever stands around them.

    Args:
        words: of a report.
    """
    return f'<bdi dir="auto">{safe(words)}</bdi>'


def listed(words: Iterable[str]) -> str:
    """Several names, each in its own direction."""
    return ", ".join(map(said, words))


def link(address: str | None) -> str:
    """An address to follow; only shown where it is none of the web."""
    if not address:
        return ""
    if address.startswith(("https://", "http://")):
        return f'<a href="{safe(address)}" rel="noreferrer noopener">{said(address)}</a>'
    return said(address)


def _allowed(c: str) -> bool:
    code = ord(c)
    control = code < 0x20 or 0x7F <= code < 0xA0  # noqa: PLR2004 - C0, DEL and C1
    return c in _LINES or not (control or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE)  # noqa: PLR2004
