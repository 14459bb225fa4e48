"""Which characters of a text are not its body? The rules stand in ``knowledge/boilerplate.toml``."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.model.text import Span

LINE = re.compile(r"[^\r\n]+")
TOP = 8  # lines with words in which a byline may stand
LONGEST = 300  # characters; real paragraphs are longer, furniture of a page is not
REST = 2500  # characters that may follow "About the Author" and the like
FIELDS = frozenset({"name", "scope", "pattern", "longest", "unless", "example", "body"})


class Scope(StrEnum):
    """How much a rule marks, and where it looks."""

    LINE = "line"
    TOP = "top"
    CLOSING = "closing"
    UNDER = "under"
    REST = "rest"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of boilerplate.

    Attributes:
        name: what it is, in words.
        scope: how much is marked, and where.
        pattern: searched in a line without the blanks around it.
        longest: in characters; of the line, or for ``rest`` of all that follows.
        unless: a line in which this is found is left alone.
        example: a line that it marks.
        body: a line that it leaves alone.
    """

    name: str
    scope: Scope
    pattern: re.Pattern[str]
    longest: int
    unless: re.Pattern[str] | None
    example: str
    body: str

    def marks(self, line: str) -> bool:
        """Whether the line is of this kind; its place in the text is not looked at."""
        if self.scope is not Scope.REST and len(line) > self.longest:
            return False
        return bool(self.pattern.search(line)) and not (self.unless and self.unless.search(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with words, without the blanks around it.

    Attributes:
        start: offset of its first character in the text.
        end: offset after its last.
        text: its characters.
    """

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """The lines of a text that have words."""
    found = []
    for match in LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            found.append(Line(start=start, end=start + len(words), text=words))
    return found


@cache
def rules(own: Path | None = None) -> tuple[Rule, ...]:
    """The rules that ship with the package, and those of a file of one's own.

    Args:
        own: a TOML file of the same form.

    Raises:
        KnowledgeError: a rule that does not hold together, or a file that cannot be read.
    """
    shipped = files("sourcebook").joinpath("knowledge", "boilerplate.toml").read_text("utf-8")
    if own is None:
        return tuple(_parse(shipped, "boilerplate.toml"))
    try:
        written = own.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"boilerplate rules {str(own)!r} cannot be read: {error}") from error
    return (*_parse(shipped, "boilerplate.toml"), *_parse(written, str(own)))


def _parse(written: str, name: str) -> Iterator[Rule]:
    try:
        table = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name} is not TOML: {error}") from error
    for number, entry in enumerate(table.get("rule", ()), start=1):
        yield _rule(entry, f"{name}, rule {number} ({entry.get('name', 'without a name')})")


def _rule(entry: dict[str, object], where: str) -> Rule:
    unknown = entry.keys() - FIELDS
    absent = {"name", "scope", "pattern"} - entry.keys()
    if unknown or absent:
        raise KnowledgeError(f"{where}: unknown keys {sorted(unknown)}, absent keys {sorted(absent)}")
    if entry["scope"] not in set(Scope):
        raise KnowledgeError(f"{where}: scope {entry['scope']!r} is none of {', '.join(Scope)}")
    scope = Scope(str(entry["scope"]))
    longest = entry.get("longest", REST if scope is Scope.REST else LONGEST)
    if not isinstance(longest, int):
        raise KnowledgeError(f"{where}: longest is {longest!r}; give a number of characters")
    return Rule(
        name=str(entry["name"]),
        scope=scope,
        pattern=_regex(str(entry["pattern"]), where),
        longest=longest,
        unless=_regex(str(entry["unless"]), where) if "unless" in entry else None,
        example=str(entry.get("example", "")),
        body=str(entry.get("body", "")),
    )


def _regex(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f"{where}: pattern {pattern!r} is no regular expression: {error}") from error


def not_body(text: str, *, own: Path | None = None) -> tuple[Span, ...]:
    """The ranges of a text that are boilerplate, bylines or biographies.

    Args:
        text: the report's text.
        own: a file with further rules.

    Returns:
        In the order of the text, without overlaps.
    """
    by_scope = {scope: [r for r in rules(own) if r.scope is scope] for scope in Scope}
    there = lines(text)
    marked = {i for i, line in enumerate(there) if _any(by_scope[Scope.LINE], line)}
    marked |= {i for i, line in enumerate(there[:TOP]) if _any(by_scope[Scope.TOP], line)}
    marked |= _rest(by_scope[Scope.REST], there)
    marked |= _closing(by_scope[Scope.CLOSING], by_scope[Scope.UNDER], there, marked)
    spans = [Span(start=there[i].start, end=there[i].end) for i in marked]
    spans += _phrases(by_scope[Scope.PHRASE], there)
    return merged(spans, text)


def _any(candidates: Iterable[Rule], line: Line) -> bool:
    return any(rule.marks(line.text) for rule in candidates)


def _rest(candidates: list[Rule], there: list[Line]) -> set[int]:
    """From the first line that opens a tail to the end; a line with too much after it stands alone."""
    marked: set[int] = set()
    for i, line in enumerate(there):
        for rule in candidates:
            if len(line.text) <= LONGEST and rule.marks(line.text):
                short = there[-1].end - line.start <= rule.longest
                marked |= set(range(i, len(there))) if short else {i}
    return marked


def _closing(opens: list[Rule], goes_on: list[Rule], there: list[Line], marked: set[int]) -> set[int]:
    """Lines at the end, as far up as each is of the kind; the first line is never taken for a biography."""
    found: set[int] = set()
    waiting: set[int] = set()  # these go on with a biography, if one turns up above them
    for i in range(len(there) - 1, 0, -1):
        if i in marked or _any(opens, there[i]):
            found |= {i, *waiting}
            waiting = set()
        elif _any(goes_on, there[i]):
            waiting.add(i)
        else:
            break
    return found


def _phrases(candidates: list[Rule], there: list[Line]) -> Iterator[Span]:
    for line in there:
        for rule in candidates:
            for match in rule.pattern.finditer(line.text):
                if match.group():
                    yield Span(start=line.start + match.start(), end=line.start + match.end())


def merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Ranges in order, those joined that overlap or have only blanks between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
