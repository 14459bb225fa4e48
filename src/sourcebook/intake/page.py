"""Web pages: main text, headline, outlet, byline and date out of HTML."""

import re
from typing import Any

from sourcebook.errors import NoWords, Unreadable
from sourcebook.intake.decode import decode
from sourcebook.intake.outcome import Raw
from sourcebook.intake.published import published_on
from sourcebook.intake.quiet import quiet

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DATES = {
    "extensive_search": False,
    "original_date": True,
}  # no date from anywhere in the text; first, not last edit


def read_page(data: bytes, *, source: str, address: str | None, charset: str | None = None) -> Raw:
    """The report on a web page.

    Args:
        data: the HTML file.
        source: what failures name.
        address: URL, or path as given by the user.
        charset: encoding that the server names; it goes before the page's own.

    Raises:
        NoWords: the page has no main text.
        Unreadable: the bytes are no text, or not HTML.
    """
    meta = CHARSET.search(data[:4096])
    declared = charset or (meta[1].decode("ascii", "replace") if meta else None)
    html = DECLARATION.sub("", decode(data, declared=declared))
    url = address if address and address.startswith(("http://", "https://")) else None
    with quiet():
        found = _extract(html, url)
    if found is None or not (found.text or "").strip():
        raise NoWords(
            "the page has no text of its own (scripts, menus or a login only?); "
            "copy what the browser shows into a text file and read that"
        )
    return Raw(
        source=source,
        text=str(found.text),
        title=found.title or None,
        published=published_on(found.date) if found.date else None,
        publisher=found.sitename or found.hostname or None,
        author=found.author or None,
        address=address,
    )


def _extract(html: str, url: str | None) -> Any:  # noqa: ANN401 - trafilatura's document ships no types
    """What trafilatura makes of the page; None when it finds nothing."""
    import trafilatura  # noqa: PLC0415 - takes half a second to load; only pages need it

    try:
        return trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATES
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(f"the HTML is damaged ({error}); save the page again, or paste its text") from error
