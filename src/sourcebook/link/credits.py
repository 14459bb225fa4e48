"""Whose words a report prints: what its dateline, byline, last line and thanks say.

The patterns and words stand in `knowledge/lexicon/credits.toml`; outlets are known by `knowledge/outlets.tsv`, by the
names of agencies there, or by a last word such as "Wire" or "Herald".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.knowledge.outlets import outlet_named
from sourcebook.link.needed import Needed, needed, stands
from sourcebook.model.text import Report

__all__ = ["Credit", "called", "cited", "credited", "credits", "is_outlet", "newsroom"]

_WORD = r"(?:dpa\b|[A-Z][\w.&'’-]*)"
_JOINT = r"(?:[ ]|/|,[ ]|[ ]and[ ]|[ ]&[ ]|[ ]of[ ]|[ ]the[ ]|[ ]of[ ]the[ ])"
_NAME = rf"(?P<name>{_WORD}(?:{_JOINT}{_WORD})*)"
_PLACE = "{NAME}"  # in a pattern
_APART = re.compile(r"\s*(?:/|,|;|\||\band\b|\bwith\b|&|\s[-–—]\s|\(|\))\s*")
_SHARED = re.compile(r"/|\band\b|\bwith\b|&", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An outlet named as where a report's words are from.

    Attributes:
        name: of the outlet, as it is called here ("AFP" for "Agence France-Presse").
        whole: whether the text is theirs; False when they only gave some of it.
    """

    name: str
    whole: bool


def credits(report: Report) -> tuple[str, ...]:  # noqa: A001 - the site module's word is for the prompt
    """Outlets named as the origin of a report's text, without its own.

    Args:
        report: the report.
    """
    return tuple(credit.name for credit in credited(report) if credit.whole)


def credited(report: Report, *, known: Collection[str] = ()) -> tuple[Credit, ...]:
    """Outlets that a report names as where its words are from, without its own; each once, the whole text's first.

    Args:
        report: the report.
        known: names of publishers that are outlets whatever they are called, such as those of the book's reports.
    """
    own = newsroom(report.publisher or "")
    outlets = _newsrooms(frozenset(known))
    found: dict[str, Credit] = {}
    for credit in sorted(_all(report, outlets), key=lambda c: not c.whole):
        if newsroom(credit.name) not in {own, ""}:
            found.setdefault(newsroom(credit.name), credit)
    return tuple(found.values())


@lru_cache(maxsize=8)
def _newsrooms(names: frozenset[str]) -> frozenset[str]:
    """Newsrooms of the publishers of a book, which are the same for each of its reports."""
    return frozenset(map(newsroom, names))


def cited(words: str) -> tuple[str, ...]:
    """Outlets that some words cite as the place where something was told; each once, in their order.

    Args:
        words: a quote, such as "a commander told The New Arab".
    """
    return tuple(dict.fromkeys(n for n in _named("cites", words) if is_outlet(n)))


@cache
def is_outlet(name: str) -> bool:
    """Whether a name is known for an outlet's, by the files or by its last word.

    Args:
        name: as it is written.
    """
    words = newsroom(name).split()
    if not words or " ".join(words) in _words("nobody"):
        return False
    if len(words) > 1 and (words[-1] in _words("outlet_words") or words[0] in _words("outlet_starts")):
        return True
    return newsroom(name) in _agencies().values() or outlet_named(name) is not None


@cache
def called(name: str) -> str:
    """What an outlet is called here, so that its names meet: "AFP" for "Agence France-Presse".

    Args:
        name: as it is written.
    """
    bare = name.strip().strip(".")
    known = lexicon("credits")["agencies"].get(bare.casefold())
    if known:
        return str(known)
    outlet = outlet_named(bare) if bare else None
    return outlet.name if outlet else bare


@cache
def newsroom(name: str) -> str:
    """Under what an outlet's names meet; empty when there is no name.

    Args:
        name: as it is written.
    """
    return fold_name(called(name)).removeprefix("the ")


def _all(report: Report, known: frozenset[str]) -> Iterator[Credit]:
    yield from _byline(report, known)
    for text in {report.text: None, _body(report): None}:
        yield from (Credit(name=n, whole=True) for n in _named("whole", text))
        for table in ("whole_of_outlet", "part_of_outlet"):
            for name in _named(table, text):
                if is_outlet(name) or newsroom(name) in known:
                    yield Credit(name=name, whole=table == "whole_of_outlet")


def _body(report: Report) -> str:
    text = report.text
    for span in sorted(report.not_body, reverse=True):
        text = text[: span.start] + text[span.end :]
    return text


def _byline(report: Report, known: frozenset[str]) -> Iterator[Credit]:
    """Outlets in a byline: the text is theirs unless they share it with somebody else."""
    parts = [bare for part in _APART.split(report.author or "") if (bare := _bare(part))]
    outlets = [p for p in parts if is_outlet(p) or newsroom(p) in known]
    shared = len(parts) > len(outlets) or newsroom(report.publisher or "") in map(newsroom, outlets)
    whole = not (shared and _SHARED.search(report.author or ""))
    return (Credit(name=called(p), whole=whole) for p in outlets)


def _bare(part: str) -> str:
    """A part of a byline without "by" or "staff writer" around the name."""
    words = part.split()
    while words and words[-1].casefold() in _words("byline"):
        words.pop()
    while words and words[0].casefold() in _words("byline") - {"the"}:
        words.pop(0)
    return " ".join(words)


def _named(table: str, text: str) -> Iterator[str]:
    """Names in the places where the patterns of a table look for them."""
    for pattern, tail, must in _patterns(table):
        if not stands(must, text) or (tail is not None and not tail.search(text)):
            continue
        for match in pattern.finditer(text):
            joined = match["name"]
            for part in [joined] if is_outlet(joined) else _APART.split(joined):
                if (name := _bare(part)) and name.casefold() not in _words("nobody"):
                    yield called(name)


@cache
def _patterns(table: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, Needed], ...]:
    """The patterns of a table; of one that begins with a name, what follows it too; and what must stand in the text.

    Names may begin at every capital, so that to look for one takes ten times as long as to look for what follows.
    """
    rows = lexicon("credits")[table]
    return tuple((_compiled(row), _tail(row), needed(row.replace(_PLACE, "(?:)"))) for row in rows)


def _tail(row: str) -> re.Pattern[str] | None:
    return _compiled(row.removeprefix(_PLACE)) if row.startswith(_PLACE) else None


def _compiled(row: str) -> re.Pattern[str]:
    return re.compile(row.replace(_PLACE, _NAME), re.MULTILINE)


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lexicon("credits")[table])


@cache
def _agencies() -> dict[str, str]:
    return {key: fold_name(name) for key, name in lexicon("credits")["agencies"].items()}
