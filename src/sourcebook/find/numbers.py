"""How many? Every number of people or things, with its doubt."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.knowledge.lexicons import words as strings
from sourcebook.model.claim import Expression, Toll
from sourcebook.model.text import Document

KEYS = ("killed", "wounded", "missing", "abducted", "displaced")
_NONE = frozenset({"no", "nobody", "none", "neither"})
_UNITS = frozenset(
    {"percent", "%", "cent", "year", "month", "week", "day", "hour", "minute"}
    | {"second", "mile", "km", "kilometre", "kilometer", "metre", "meter", "m", "kg"}
    | {"ton", "tonne", "barrel", "litre", "liter", "dollar", "euro", "pound", "crore"}
    | {"rupee", "degree", "a.m.", "p.m.", "am", "pm", "time", "january", "february"}
    | {"march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep"}
    | {"sept", "oct", "nov", "dec", "foot", "inch", "hr", "hrs"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TollMention:
    """A number phrase.

    Attributes:
        first: first token, the words that bound it included ("at least 12").
        last: last token of the number.
        noun: token of the counted ("soldiers"); None when it stands alone.
        toll: the number with its doubt.
        named: nobody counts; one person each is named ("killing X and Y").
    """

    first: int
    last: int
    noun: int | None
    toll: Toll
    named: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number lexicon, checked."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    before: Mapping[str, Expression]
    verbs: Mapping[str, str]
    states: Mapping[str, str]
    nouns: Mapping[str, str]
    choosy: frozenset[str]
    people: frozenset[str]
    starts: frozenset[str]


@cache
def number_words(project: Path | None = None) -> NumberWords:
    """The number lexicon.

    Args:
        project: the project's folder, whose lexicon/numbers.toml adds words.

    Raises:
        KnowledgeError: an entry is not a number, not an expression, or not one of the five tolls.
    """
    raw = lexicon("numbers", project)
    for table in ("values", "scales", "vague"):
        _check(raw[table], table, _is_count, "a whole number from 0")
    bounds = {e.value: e for e in Expression}
    _check(raw["before"], "before", bounds.__contains__, f"one of {', '.join(bounds)}")
    for table in ("verbs", "states", "nouns"):
        _check(raw[table], table, KEYS.__contains__, f"one of {', '.join(KEYS)}")
    return NumberWords(
        values=raw["values"],
        scales=raw["scales"],
        vague=raw["vague"],
        before={k: bounds[v] for k, v in raw["before"].items()},
        verbs=raw["verbs"],
        states=raw["states"],
        nouns=raw["nouns"],
        choosy=strings(raw["choosy"], where="numbers.toml, 'choosy',"),
        people=strings(raw["people"], where="numbers.toml, 'people',"),
        starts=frozenset([*raw["values"], *raw["scales"], *raw["vague"], *_NONE]),
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check(table: Mapping[str, Any], name: str, holds: Callable[[Any], bool], wanted: str) -> None:
    for word, value in table.items():
        if not holds(value):
            raise KnowledgeError(f"numbers.toml, table {name!r}: {word!r} is {value!r}; write {wanted}")


def find_tolls(doc: Document, words: NumberWords | None = None) -> list[TollMention]:
    """Every number of people or things, in the order of the text; no dates, times, measures or money.

    Args:
        doc: the parsed report.
        words: from `number_words`; ours when left out.
    """
    words = words or number_words()
    starts, past = words.starts, -1
    found: list[TollMention] = []
    for i, (tag, word) in enumerate(zip(doc.tag, doc.lower, strict=True)):
        if (tag == "CD" or word in starts) and i > past and (m := _mention(doc, i, words)):
            found.append(m)
            past = m.last
    return found


def _mention(doc: Document, i: int, words: NumberWords) -> TollMention | None:
    word = doc.lower[i]
    if word in _NONE:
        bound = word == "no" and doc.lower[i + 1 : i + 2] and doc.lower[i + 1] in {"fewer", "less", "more"}
        return None if bound else _none(doc, i)
    if word in words.vague and doc.tag[i] != "CD":
        return _vague(doc, i, words)
    read = _number(doc, i, words)
    if read is None:
        return None
    value, last = read
    noun = _counted(doc, last)
    measured = noun is not None and (doc.lemma[noun] in _UNITS or doc.lower[noun] in _UNITS)
    unit = last + 1 < len(doc) and doc.lower[last + 1] in _UNITS
    if measured or unit or (noun is None and _calendar(doc, i, value)):
        return None
    return _bounded(doc, i, last, noun, value, words)


def _none(doc: Document, i: int) -> TollMention:
    """No casualties, nobody."""
    noun = doc.head[i] if doc.dep[i] == "det" else None
    toll = Toll(low=0, best=0, high=0, expression=Expression.NONE_REPORTED)
    return TollMention(first=i, last=i + 1 if noun == i + 1 else i, noun=noun, toll=toll)


def _vague(doc: Document, i: int, words: NumberWords) -> TollMention | None:
    """Dozens, several, a number of."""
    word, before = doc.lower[i], doc.lower[i - 1] if i else ""
    if (word == "many" and before == "as") or (
        word == "number" and (before not in {"a", "any"} or doc.lower[i + 1 : i + 2] != ("of",))
    ):
        return None
    toll = Toll(low=words.vague[word], expression=Expression.VAGUE)
    return TollMention(first=i, last=i, noun=_counted(doc, i), toll=toll)


_GROUP = 1000  # thousands and above close a group of three digits
_HUNDRED = 100


def _number(doc: Document, i: int, words: NumberWords) -> tuple[int, int] | None:
    """Value and last token of a number: 1,200, two dozen, three hundred and fifty, 1.5 million."""
    total, part, at, seen = 0.0, 0.0, i, False
    after = min(len(doc), i + 8)
    while at < after:
        word = doc.lower[at]
        following = doc.lower[at + 1] if at + 1 < after else ""
        value = _one(word, following, words)
        if value is not None:
            if part and (word[0].isdigit() or part % 10 or value >= part):
                break
            part, seen = part + value, True
        elif word in words.scales and (seen or at == i):
            part = max(part, 1) * words.scales[word]
            if words.scales[word] >= _GROUP:
                total, part = total + part, 0
            seen = True
        elif not (seen and _joins(word, following, part, words)):
            break
        at += 1
    return (round(total + part), at - 1) if seen else None


def _joins(word: str, following: str, part: float, words: NumberWords) -> bool:
    """Whether a word stands inside a number: twenty-seven, hundred and fifty."""
    value = words.values.get(following)
    return value is not None and value < part and (word == "-" or (word == "and" and part >= _HUNDRED))


_DECIMAL = re.compile(r"\d{1,6}\.\d{1,3}")
_DIGITS = re.compile(r"\d{1,9}")


def _one(word: str, following: str, words: NumberWords) -> float | None:
    if word in words.values:
        return words.values[word]
    tens, dash, ones = word.partition("-")
    if dash and tens in words.values and ones in words.values:
        return words.values[tens] + words.values[ones]
    if following in words.scales and _DECIMAL.fullmatch(word):
        return float(word)
    digits = word.replace(",", "")
    return int(digits) if _DIGITS.fullmatch(digits) and digits.isascii() else None


def _calendar(doc: Document, i: int, value: int) -> bool:
    """Whether a bare number is rather a year, a day of the month, an age or a sum of money."""
    word = doc.lower[i]
    if 1000 <= value <= 2100 and len(word) == 4:  # noqa: PLR2004 - a year has four digits
        return True
    near = {doc.lower[k].strip(".") for k in (i - 1, i + 1) if 0 <= k < len(doc)}
    return bool(near & _UNITS) or (i > 0 and doc.words[i - 1] in {"$", "€", "£", "#", "(", "no.", "No."})


def _counted(doc: Document, i: int) -> int | None:
    """The noun that a number counts: its head, or what stands behind "of"."""
    for k in doc.children[i]:
        if doc.dep[k] == "prep" and doc.lower[k] == "of":
            return next((o for o in doc.children[k] if doc.dep[o] == "pobj"), None)
    if doc.dep[i] in {"nummod", "quantmod", "amod", "compound", "nmod", "det"}:
        head = doc.head[i]
        if doc.tag[head] == "CD" or doc.dep[i] == "quantmod":
            return _counted(doc, head) if head != i and doc.dep[head] == "nummod" else None
        return head if doc.pos[head] in {"NOUN", "PROPN", "ADJ"} else None
    return None


def _bounded(
    doc: Document, i: int, last: int, noun: int | None, value: int, words: NumberWords
) -> TollMention:
    first, kind = _before(doc, i, words)
    sides: tuple[int | None, int | None, int | None] = {
        Expression.AT_LEAST: (value, value, None),
        Expression.AT_MOST: (None, value, value),
        Expression.ABOUT: (None, value, None),
    }.get(kind, (value, value, value))
    low, best, high = sides
    second = _second(doc, i, last, words)
    if second and second[0] > value:
        last, noun = second[1], _counted(doc, second[1]) or noun
        low, best, high, kind = value, None, second[0], Expression.RANGE
        first = i - 1 if i and doc.lower[i - 1] in {"between", "from"} else i
    elif doc.lower[last + 1 : last + 3] == ("or", "more"):
        low, best, high, kind = value, value, None, Expression.AT_LEAST
    return TollMention(
        first=first, last=last, noun=noun, toll=Toll(low=low, best=best, high=high, expression=kind)
    )


def _before(doc: Document, i: int, words: NumberWords) -> tuple[int, Expression]:
    at = i - 1 if i and doc.lower[i - 1] in {"a", "an", "another"} else i
    for n in (3, 2, 1):
        if at >= n and (kind := words.before.get(" ".join(doc.lower[at - n : at]))):
            return at - n, kind
    return i, Expression.EXACT


def _second(doc: Document, i: int, last: int, words: NumberWords) -> tuple[int, int] | None:
    """The upper end of "40 to 50" or "between 40 and 50"."""
    joiner = doc.lower[last + 1] if last + 2 < len(doc) else ""
    between = i > 0 and doc.lower[i - 1] == "between"
    return (
        _number(doc, last + 2, words)
        if joiner in {"to", "-", "–", "or"} or (between and joiner == "and")
        else None
    )
