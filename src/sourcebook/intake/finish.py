"""The last step: what a source gave becomes a ``Report``, or the reason why not."""

import re
from pathlib import Path

from sourcebook.errors import IntakeError, NoWords, TooLarge
from sourcebook.intake.boilerplate import merged, not_body
from sourcebook.intake.head import head
from sourcebook.intake.language import require_english
from sourcebook.intake.limits import Limits
from sourcebook.intake.outcome import Broken, Failure, Raw
from sourcebook.model.text import Report
from sourcebook.model.when import When

NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")  # neither SQLite's text nor UTF-8 holds these


def settle(
    item: Raw | Broken, *, published: When | None, limits: Limits, boilerplate: Path | None
) -> Report | Failure:
    """A report, or the failure that says why there is none.

    Args:
        item: what a source gave.
        published: publication date by the caller's word; goes before any other.
        limits: ``text_chars`` holds here.
        boilerplate: file with further rules.
    """
    if isinstance(item, Broken):
        return Failure.of(item.source, item.error)
    try:
        return _report(item, published, limits, boilerplate)
    except IntakeError as error:
        return Failure.of(item.source, error)


def _report(raw: Raw, published: When | None, limits: Limits, boilerplate: Path | None) -> Report:
    """The report, when its text is one.

    Raises:
        NoWords: nothing but blanks.
        TooLarge: a longer text than the reader takes.
        WrongLanguage: not English.
    """
    if len(raw.text) > limits.text_chars:
        raise TooLarge(
            f"the text has {len(raw.text)} characters, over the limit of {limits.text_chars} (text_chars); "
            "split it into several reports"
        )
    text = NO_CHARACTER.sub("\ufffd", raw.text)
    if not re.search(r"\w", text):
        raise NoWords("nothing to read in it: no words; is it the right file?")
    require_english(text, declared=raw.language)
    furniture = not_body(text, own=boilerplate)
    said = head(text, furniture=furniture)
    return Report(
        text=text,
        title=raw.title or said.title,
        published=published or raw.published or said.published,
        publisher=raw.publisher or said.publisher,
        author=raw.author or said.author,
        address=raw.address,
        language="en",
        not_body=merged([*furniture, *said.spans], text),
    )
