"""Is it English? The reader knows no other language."""

import math
import re

from sourcebook.errors import WrongLanguage
from sourcebook.intake.quiet import quiet

SHORT = 40  # letters; shorter texts give a language model too little to go on
SAMPLE = 6000  # characters looked at: one page tells the language
COMMON_SHARE = 0.12  # of the words; English news has .20 to .35, other languages under .05
COMMON = frozenset(
    {
        *("the", "of", "and", "to", "that", "with", "from", "were", "which", "his", "they", "this"),
        *("by", "at", "said", "have", "who"),
    }
)
NEAR = frozenset(
    {"en", "eng", "english", "pcm", "sco"}
)  # Nigerian Pidgin and Scots: what the model says of odd English
MARGIN = (
    6  # log-odds per root byte by which another language must win: sentences in 11 languages have 15 to 62,
)
# English made of foreign names up to 3.5 (measured with py3langid 0.4)
WORD = re.compile(r"[^\W\d_]+")


def require_english(text: str, *, declared: str | None = None) -> None:
    """Stop at a report in another language.

    Args:
        text: the report's text.
        declared: ISO 639-1 code that the source gives; it decides only where the words do not.

    Raises:
        WrongLanguage: the words are not English.
    """
    sample = text[:SAMPLE]
    words = [w.lower() for w in WORD.findall(sample)]
    if words and sum(w in COMMON for w in words) >= COMMON_SHARE * len(words):
        return
    short = sum(map(len, words)) < SHORT
    language = (declared if short else _other(sample)) or "en"
    if re.split("[-_]", language.lower())[0] not in NEAR:
        raise WrongLanguage(
            f"skipped, language: {language}; only English is read: give an English version of the report"
        )


def _other(sample: str) -> str | None:
    """ISO 639-1 code of the language that clearly wins over English; None when none does."""
    with quiet():
        import py3langid  # noqa: PLC0415 - loading the model takes 20 ms and most texts never need it

        ranked = py3langid.rank(sample)
    best, score = ranked[0]
    english = next((s for code, s in ranked if code == "en"), -math.inf)
    won = (score - english) / math.sqrt(len(sample.encode("utf-8", "replace")))
    return str(best) if won > MARGIN else None
