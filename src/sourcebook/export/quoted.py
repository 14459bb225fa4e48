"""Words found again at their offsets, or by what stands around them."""

from sourcebook.errors import SpanError
from sourcebook.model.text import Span

AROUND = 32  # characters kept before and after a quote


def around(text: str, quote: Span) -> tuple[str, str]:
    """What stands before and after a quote.

    Args:
        text: the report's text.
        quote: the words.
    """
    return text[max(0, quote.start - AROUND) : quote.start], text[quote.end : quote.end + AROUND]


def found_at(text: str, start: int, end: int, words: str | None) -> Span:
    """Words at offsets in code points, or in the units of UTF-16 that some tools count.

    Args:
        text: the report's text.
        start: offset of the first character.
        end: offset after the last.
        words: what is to stand there; None where the tool does not say.

    Raises:
        SpanError: other words stand there.
    """
    span = Span(start=start, end=end)
    if end <= len(text) and (words is None or span.of(text) == words):
        return span
    units = text.encode("utf-16-le")
    first, last = (len(units[: 2 * n].decode("utf-16-le", "ignore")) for n in (start, end))
    if first < last and text[first:last] == words:
        return Span(start=first, end=last)
    raise SpanError(
        f"the words at {start} to {end} are not {words!r}; the text is not the one that was marked"
    )


def found_by(text: str, exact: str, prefix: str, suffix: str) -> Span:
    """Words found by themselves and by what stands around them.

    Args:
        text: the report's text.
        exact: the words.
        prefix: what stands before them; empty where it is not said.
        suffix: what stands after them.

    Raises:
        SpanError: the text has them nowhere, or in several places.
    """
    if not exact:
        raise SpanError("a quote without words; give the words that are marked")
    starts = [i for i in range(len(text) - len(exact) + 1) if text.startswith(exact, i)]
    fitting = [
        i for i in starts if text[:i].endswith(prefix) and text[i + len(exact) :].startswith(suffix)
    ] or starts
    if len(fitting) != 1:
        told = "nowhere" if not fitting else f"in {len(fitting)} places"
        raise SpanError(
            f"the words {exact!r} stand {told} in the report; say what stands before and after them"
        )
    return Span(start=fitting[0], end=fitting[0] + len(exact))
