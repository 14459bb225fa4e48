"""Where are sentences and quotations? A report's text becomes a document with grammar; offsets never change again.

spaCy's small English model gives tokens, lemmas, parts of speech and dependencies; its name finder stays off.
The text goes through it block by block (headline, paragraph, list item), because a headline without a full stop would
otherwise run into the sentence after it.
"""

from sourcebook.model.text import Document, Report
from sourcebook.parse.blocks import blocks
from sourcebook.parse.columns import Columns
from sourcebook.parse.mending import mend
from sourcebook.parse.model import RULES, language_model

__all__ = ["blocks", "language_model", "parse"]


def parse(report: Report) -> Document:
    """Sentences, tokens and quotations of a report.

    Args:
        report: as intake gave it.

    Returns:
        A document whose offsets are those of the report's text.
    """
    columns = Columns(report)
    ranges = list(blocks(report.text))
    texts = (report.text[a:b] for a, b in ranges)
    docs = language_model().pipe(texts, batch_size=32, disable=RULES)
    for (offset, _), doc in zip(ranges, docs, strict=True):
        mend(columns, columns.add(doc, offset))
    return columns.document()
