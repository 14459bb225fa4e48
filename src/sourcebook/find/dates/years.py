"""Which year a date means that names none: from the dates told around it, or the publication date."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Final, NamedTuple

from sourcebook.find.dates.days import Days, days_of
from sourcebook.find.dates.shapes import Calendar, Naming
from sourcebook.model.when import Ground, When


class Basis(StrEnum):
    """From what a date was counted."""

    ITSELF = "itself"  # its own words say it in full
    PUBLICATION = "publication"  # the publication date
    NEARBY = "nearby"  # a date told before it, or right behind it
    SAME_DAY = "same_day"  # the same day, given in full elsewhere in the report
    KNOWN = "known"  # a day that newspapers know by its name


class Found(NamedTuple):
    """The days of a date, what they rest on, and from what they were counted."""

    days: Days
    ground: Ground
    basis: Basis


_FUTURE: Final = re.compile(
    r"\b(?:will|shall|is to|are to|due|scheduled|planned|expected|would|until(?! now)|deadline)\b"
    r"(?:\b[ap]\.m\.|\.(?=\w)|[^.;!?\n]){0,60}$"
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|been|\w{3,}ed|said|broke|fell|began|took|came|went|left|struck|hit|shot|led|made|met|held|won"
    r"|lost|rose|sent|fled|saw|gave|got|died|since|last)\b[^.;!?\n]{0,80}$"
)
_SOON: Final = (
    60  # days ahead: a day so near, and long past otherwise, is still to come unless the words say no
)
_WITH_YEAR: Final = 270  # days back: news gives the year of an older day
_LOOK_BACK: Final = 90  # characters before a date in which a word of the future is looked for
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’']?\s+(?=[“\"‘]?[A-Z])|\n")
_BACKWARDS: Final = 0.7  # a story moves on: the way forward counts for less than the way back
_OPENING: Final = re.compile(
    r"(?:^|[.!?:”\"\n]\s*)(?:(?:In|By|During|Throughout|On|At|From|Since|After|Until)(?: the)?\s)?$"
)
_OPENING_LENGTH: Final = 16
_HEADING: Final = 80  # characters of a line
_A_YEAR: Final = 366
_SAME_PASSAGE: Final = 1500  # characters around a day in which a history may give the same day in full
_SAME_STORY: Final = 31  # days within which an undated day goes with the date told before it in its paragraph
_LONG_PAST: Final = 730  # days before publication from which a paragraph tells of the past


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date told: its days, what they rest on, and where it stands."""

    days: Days
    ground: Ground
    start: int


@dataclass(slots=True)
class Story:
    """What a reader knows at a place of the report.

    Attributes:
        text: the whole report.
        published: the publication date; None reads the text as a narrative with no now.
        stated: the report's dates that give their own year, in order of place.
        ancient: whether it names years before our era.
        told: the last date told, from which "four days later" counts.
        dated: the last date told with its month, or as a year that opens a sentence: years go on from it.
        alone: the last year named by itself.
    """

    text: str
    published: When | None
    stated: Sequence[Calendar]
    ancient: bool = False
    told: Told | None = None
    dated: Told | None = None
    alone: Calendar | None = None
    now: Days | None = field(init=False)
    _days: dict[tuple[int, int], list[Calendar]] = field(init=False)
    _years: list[Calendar] = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.published.closed if self.published else None
        self._years = [calendar for calendar in self.stated if calendar.year]
        self._starts = [calendar.start for calendar in self._years]
        self._days = {}
        for calendar in self.stated:
            if calendar.month and calendar.day:
                self._days.setdefault((calendar.month, calendar.day), []).append(calendar)

    @property
    def now_is_a_day(self) -> bool:
        """Whether the publication date is known to the day."""
        return self.now is not None and self.now[0] == self.now[1]

    def future(self, start: int) -> bool:
        """Whether the words just before an offset speak of what is to come."""
        return _FUTURE.search(self.text, max(0, start - _LOOK_BACK), start) is not None

    def past(self, start: int) -> bool:
        """Whether the words just before an offset speak of what has been."""
        return _PAST.search(self.text, max(0, start - _LOOK_BACK), start) is not None

    def tell(self, told: Told, calendar: Calendar | None) -> None:
        """Remember a date.

        Args:
            told: its days.
            calendar: as written, when it is a calendar date.
        """
        self.told = told
        if calendar is None or self.dated is None or self._goes_on(told, calendar):
            self.dated = told
        if calendar is not None and calendar.year and not (calendar.month or calendar.season):
            self.alone = calendar

    def _goes_on(self, told: Told, calendar: Calendar) -> bool:
        """Whether the story goes on from a date: not from a year in passing, nor from a look back."""
        if self._opens_sentence(calendar) or self._is_heading(calendar):
            return True
        back = calendar.year is not None and self.dated is not None and told.days[1] < self.dated.days[0]
        return calendar.month is not None and not back

    def _opens_sentence(self, calendar: Calendar) -> bool:
        before = self.text[max(0, calendar.start - _OPENING_LENGTH) : calendar.start]
        return _OPENING.search(before) is not None

    def _is_heading(self, calendar: Calendar) -> bool:
        """Whether a date with its year stands in a heading: a short line without a stop at its end."""
        if calendar.year is None:
            return False
        end = self.text.find("\n", calendar.end, calendar.end + _HEADING)
        start = self.text.rfind("\n", max(0, calendar.start - _HEADING), calendar.start)
        return start >= 0 and 0 < end - start <= _HEADING and self.text[end - 1] not in ".:;,?!"

    def standing(self, start: int) -> date | None:
        """Where the story stands at an offset: at the last date told, unless that is a passing one.

        A year named twice since then is where it stands now, even if both stood in passing.
        A passing date lies more than a year from the median of it and the dates with a year around the place:
        three before and one after, at the end two before. Before any date is told, the next one with month and
        year decides.
        """
        at = bisect_left(self._starts, start)
        twice = {calendar.year for calendar in self._years[max(0, at - 2) : at]}
        if at > 1 and self.dated is not None and self.dated.start < self._starts[at - 2] and len(twice) == 1:
            year = twice.pop() or MINYEAR
            return self.dated.days[0] if self.dated.days[0].year == year else date(year, 1, 1)
        more = at < len(self._years)
        beside = self._years[max(0, at - 2 - more) : at + 1]
        if self.dated is None:
            beside = [c for c in self._years[at:] if c.month][:1]  # a year in passing dates no story to come
        around = [days_of(c, c.year or 0) for c in beside]
        firsts = sorted(days[0] for days in around if days)
        if self.dated is not None:
            insort(firsts, self.dated.days[0])
        if not firsts:
            return None
        middle = firsts[(len(firsts) - 1) // 2]
        if self.dated is not None and abs((self.dated.days[0] - middle).days) <= _A_YEAR:
            return self.dated.days[0]
        return middle

    def same_day(self, calendar: Calendar) -> Calendar | None:
        """The same day given in full elsewhere; of several, the nearest in the text."""
        same = self._days.get((calendar.month or 0, calendar.day or 0), [])
        at = bisect_left(same, calendar.start, key=lambda other: other.start)
        beside = same[max(0, at - 1) : at + 1]
        return min(beside, key=lambda other: abs(other.start - calendar.start), default=None)


def year_of_date(story: Story, calendar: Calendar) -> Found | None:
    """Days of a date without a year of its own; None when nothing tells the year."""
    if calendar.naming is not None:
        named = _same_day(story, calendar) or _named_day(story, calendar)
        if named is not None or calendar.naming is Naming.NAME:
            return named
    for rule in _RULES:
        found = rule(story, calendar)
        if found is not None:
            return found
    return None


def _in_years(calendar: Calendar, years: Iterable[int]) -> list[Days]:
    """The date in each of some years, where it exists; those on its weekday alone, if there are any."""
    some = [days for year in years if MINYEAR < year < MAXYEAR and (days := days_of(calendar, year))]
    if calendar.weekday is None:
        return some
    return [days for days in some if days[0].weekday() == calendar.weekday] or some


def _pointed(story: Story, calendar: Calendar) -> Found | None:
    """Pointed to: "last December", "June last year", "October of that year"."""
    word = calendar.of or calendar.word
    if word is None:
        return None
    base, ground, basis = story.now, Ground.RELATIVE, Basis.PUBLICATION
    if word in {"THAT", "SAME", "FOLLOWING", "PREVIOUS"}:
        if story.told is None:
            return None
        base, ground, basis = story.told.days, story.told.ground, Basis.NEARBY
    if base is None:
        return None
    year = base[0].year
    if calendar.of and not ends_in_last(story.text, calendar):
        step = {"LAST": -1, "PAST": -1, "PREVIOUS": -1, "NEXT": 1, "FOLLOWING": 1}.get(word, 0)
        options = _in_years(calendar, [year + step])
    elif word in {"LAST", "PAST", "PREVIOUS"}:
        options = [days for days in _in_years(calendar, [year, year - 1]) if days[1] < base[0]]
    elif word in {"NEXT", "FOLLOWING"}:
        options = [days for days in _in_years(calendar, [year, year + 1]) if days[0] > base[1]]
    else:
        options = _in_years(calendar, [year])
    return Found(options[0], ground, basis) if options else None


def ends_in_last(text: str, calendar: Calendar) -> bool:
    """Whether it is "December last" and not "December last year"."""
    return text[calendar.start : calendar.end].lower().endswith("last")


def _same_day(story: Story, calendar: Calendar) -> Found | None:
    other = story.same_day(calendar)
    if other and story.now is None and abs(other.start - calendar.start) > _SAME_PASSAGE:
        return None  # a history comes to the same day of many years
    options = _in_years(calendar, [other.year]) if other and other.year else []
    if not options or calendar.weekday not in {None, options[0][0].weekday()}:
        return None
    return Found(options[0], Ground.STATED, Basis.SAME_DAY)


# Days that newspapers name without their year, long after.
_NAMED_DAYS: Final = {(9, 11): date(2001, 9, 11), (10, 7): date(2023, 10, 7)}


def _named_day(story: Story, calendar: Calendar) -> Found | None:
    day = _NAMED_DAYS.get((calendar.month or 0, calendar.day or 0))
    if day is None or (story.now is not None and day > story.now[1]):
        return None
    return Found((day, day), Ground.STATED, Basis.KNOWN)


def sentence_ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two offsets."""
    return (
        _SENTENCE_END.search(text, start, end + 1) is not None
    )  # one more: the capital that begins the next


def _year_of_sentence(story: Story, calendar: Calendar) -> Found | None:
    """The year named by itself earlier in the sentence: "In 2006 ... on 12 July"."""
    year = story.alone
    if year is None or year.year is None or sentence_ends(story.text, year.end, calendar.start):
        return None
    options = _in_years(calendar, [year.year])
    return Found(options[0], Ground.STATED, Basis.NEARBY) if options else None


def _by_weekday(story: Story, calendar: Calendar) -> Found | None:
    """In news: the one year of the last, this and the next in which the day falls on the weekday named."""
    if story.now is None or calendar.weekday is None:
        return None
    year = story.now[1].year
    options = _in_years(calendar, range(year - 1, year + 2))
    fitting = [days for days in options if days[0].weekday() == calendar.weekday]
    return Found(fitting[0], Ground.RELATIVE, Basis.PUBLICATION) if len(fitting) == 1 else None


def _later_in_sentence(story: Story, calendar: Calendar) -> Found | None:
    """The next of its name after a date of the same sentence: "came in March 2016, but left in December"."""
    dated = story.dated
    if story.now is None or dated is None or dated.ground is not Ground.STATED or calendar.day:
        return None
    between = story.text[dated.start : calendar.start]
    if sentence_ends(story.text, dated.start, calendar.start) or _EARLIER.search(between):
        return None
    first = dated.days[0]
    options = [d for d in _in_years(calendar, (first.year, first.year + 1)) if first < d[0] <= story.now[1]]
    near = [days for days in options if (days[0] - first).days <= _LATER]
    return Found(near[0], Ground.STATED, Basis.NEARBY) if near else None


def _same_story(story: Story, calendar: Calendar) -> Found | None:
    """In news: with a dated day before it in the paragraph, if that is close to it, or long past."""
    if story.now is None or story.dated is None or story.dated.ground is not Ground.STATED:
        return None
    if story.text.find("\n", story.dated.start, calendar.start) >= 0:
        return None
    found = _near_told(story, calendar)
    if found is None:
        return None
    close = abs((found[0][0] - story.dated.days[0]).days) <= _SAME_STORY
    past = (story.now[0] - story.dated.days[1]).days > _LONG_PAST
    return found if (close or past) and found[0][0] <= story.now[1] else None


def _near_now(story: Story, calendar: Calendar) -> Found | None:
    """The nearest to the publication date and not after it, unless the words speak of the future."""
    if story.now is None:
        return None
    year = story.now[1].year
    if story.future(calendar.start):
        ahead = [days for days in _in_years(calendar, (year, year + 1)) if days[1] >= story.now[0]]
        return Found(ahead[0], Ground.RELATIVE, Basis.PUBLICATION) if ahead else None
    past = [days for days in _in_years(calendar, range(year, year - 9, -1)) if days[0] <= story.now[1]]
    if calendar.quarter is not None:
        past = [days for days in past if days[1] < story.now[1]]  # a quarter is spoken of when it is over
    soon = _soon(story, calendar) if past and (story.now[0] - past[0][1]).days >= _WITH_YEAR else None
    if soon and not story.past(calendar.start):
        return Found(soon, Ground.RELATIVE, Basis.PUBLICATION)
    return Found(past[0], Ground.RELATIVE, Basis.PUBLICATION) if past else None


def _soon(story: Story, calendar: Calendar) -> Days | None:
    """A day of a month in the weeks after publication."""
    if story.now is None or not (calendar.month and calendar.day):
        return None
    ahead = _in_years(calendar, (story.now[1].year, story.now[1].year + 1))
    return next((days for days in ahead if 0 < (days[0] - story.now[1]).days <= _SOON), None)


def _near_told(story: Story, calendar: Calendar) -> Found | None:
    """In a narrative: the nearest to where the story stands."""
    base = story.standing(calendar.start)
    options = _in_years(calendar, [base.year - 1, base.year, base.year + 1]) if base else []
    best = min(options, key=lambda days: _distance(days, base), default=None)
    return Found(best, Ground.STATED, Basis.NEARBY) if best else None


def _distance(days: Days, base: date | None) -> float:
    gap = (days[0] - base).days if base else 0
    return gap * _BACKWARDS if gap >= 0 else -gap


_LATER: Final = (
    300  # days within which a month is the next of its name; "in May 2023 and in April" looks back
)
_EARLIER: Final = re.compile(r"\b(?:after|since|following|had|from|earlier|previous(?:ly)?)\b", re.IGNORECASE)
_RULES: Final[tuple[Callable[[Story, Calendar], Found | None], ...]] = (
    _pointed,
    _same_day,
    _year_of_sentence,
    _by_weekday,
    _later_in_sentence,
    _same_story,
    _near_now,
    _near_told,
)
