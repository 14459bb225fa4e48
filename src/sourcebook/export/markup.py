"""XML written piece by piece; characters that XML 1.0 forbids are left out."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}  # a parser would read a bare one as a line feed

Attributes = Mapping[str, str | None]


def allowed(text: str) -> str:
    """A text without the characters that no XML document may hold.

    Args:
        text: any text.
    """
    return _FORBIDDEN.sub("", text)


def opened(tag: str, attributes: Attributes | None = None, *, empty: bool = False) -> str:
    """A start tag, or an element without content.

    Args:
        tag: its name.
        attributes: by name; those that are None are left out.
        empty: whether the element has no content.
    """
    given = {k: v for k, v in (attributes or {}).items() if v is not None}
    inside = "".join(f" {name}={quoteattr(allowed(value))}" for name, value in given.items())
    return f"<{tag}{inside}{'/' if empty else ''}>"


def element(tag: str, text: str, attributes: Attributes | None = None) -> str:
    """An element that holds a text.

    Args:
        tag: its name.
        text: what it holds.
        attributes: by name; those that are None are left out.
    """
    return f"{opened(tag, attributes)}{escape(allowed(text), _RETURN)}</{tag}>"
