"""Where do titles stand? Ranks, offices and honorifics before and after names."""

from pathlib import Path

from sourcebook.knowledge.folding import fold_name, folded_words
from sourcebook.knowledge.people import TitleKind, title_ends, titles
from sourcebook.model.text import Document

_LONGEST = 5  # words of a title ("Deputy Assistant Secretary of State")


def title_at(
    doc: Document, first: int, limit: int, project: Path | None = None
) -> tuple[int, frozenset[TitleKind]] | None:
    """The longest title that begins at a token.

    Args:
        doc: the parsed report.
        first: its first token.
        limit: last token that it may reach.
        project: a folder with the user's own knowledge, or None.

    Returns:
        Its last token and what it says; None when none begins here.
    """
    if not _may_stand(doc.words[first], title_ends(project)[0], 0):
        return None
    table = titles(project)
    for last in range(min(limit, first + _LONGEST - 1), first - 1, -1):
        hit = table.get(fold_name(" ".join(doc.words[first : last + 1])))
        if hit:
            dot = last < limit and doc.words[last + 1] == "."
            return last + dot, frozenset(t.kind for t in hit)
    return None


def _may_stand(word: str, known: frozenset[str], at: int) -> bool:
    """Whether a title may begin or end in a word: a look before its words are put together.

    Args:
        word: of the text.
        known: first or last words of all titles, folded.
        at: which of the words that it folds to counts: 0 the first, -1 the last.
    """
    parts = folded_words(word) if word.isascii() else ()
    return not parts or parts == ("the",) or parts[at] in known


def title_before(doc: Document, first: int, project: Path | None = None) -> str | None:
    """The title that ends right before a name, a comma between allowed ("militia leader", "Foreign Minister,").

    Args:
        doc: the parsed report.
        first: first token of the name.
        project: a folder with the user's own knowledge, or None.
    """
    j, sentence = first - 1, doc.sentence_of[first]
    comma = j >= 0 and doc.words[j] == ","
    if comma:
        j -= 1
    if j < 0 or doc.sentence_of[j] != sentence or not _may_stand(doc.words[j], title_ends(project)[1], -1):
        return None
    for start in range(max(j - _LONGEST + 1, doc.sentences[sentence][0]), j + 1):
        hit = titles(project).get(fold_name(" ".join(doc.words[start : j + 1])))
        if hit and not (comma and all(t.kind in {TitleKind.HONORIFIC, TitleKind.RANK} for t in hit)):
            return " ".join(doc.words[start : j + 1]).removeprefix("the ").removeprefix("The ")
    return None


def kinds_of(title: str, project: Path | None = None) -> frozenset[TitleKind]:
    """What a title says, by its longest known ending."""
    words = title.split()
    for start in range(len(words)):
        hit = titles(project).get(fold_name(" ".join(words[start:])))
        if hit:
            return frozenset(t.kind for t in hit)
    return frozenset()
