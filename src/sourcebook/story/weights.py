"""What speaks for and against two claims telling one happening, and how much: the one table of weights.

The weights are log-odds, set by hand from the reasons given and then moved to where the stories in `tests/stories` are
told apart best. They are added up and put through the logistic function.
"""

from dataclasses import dataclass
from enum import StrEnum


class Trait(StrEnum):
    """Something that two claims have or do not have in common."""

    ALWAYS = "always"
    TYPE = "type"
    MODE = "mode"
    OTHER_MODE = "other_mode"
    DAY = "day"
    DAYS = "days"
    NEWS = "news"
    NEXT_DAY = "next_day"
    NIGHT = "night"
    DENIED_LATER = "denied_later"
    DAYS_BETWEEN = "days_between"
    PLACE = "place"
    PLACE_INSIDE = "place_inside"
    HANDS = "hands"
    PLACE_NAMED = "place_named"
    PLACE_CLOSE = "place_close"
    PLACE_DIFFERENT = "place_different"
    DOER = "doer"
    DOER_KIN = "doer_kin"
    OTHER_DOER = "other_doer"
    TARGET = "target"
    ONCE = "once"
    TARGET_KIN = "target_kin"
    OTHER_TARGET = "other_target"
    OTHER_SORT = "other_sort"
    TARGET_WORDS = "target_words"
    KILLED = "killed"
    KILLED_CLOSE = "killed_close"
    KILLED_FAR = "killed_far"
    WOUNDED = "wounded"
    WOUNDED_FAR = "wounded_far"
    WORDS = "words"
    ANSWER = "answer"
    SAME_REPORT = "same_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a trait counts.

    Attributes:
        value: log-odds added when the trait is there; for words, times the share that both have.
        why: in words that can be shown.
    """

    value: float
    why: str


WEIGHTS: dict[Trait, Weight] = {
    Trait.ALWAYS: Weight(value=-4.0, why="two claims of one kind and time are mostly two happenings"),
    Trait.TYPE: Weight(value=1.8, why="both call it the same type of event"),
    Trait.MODE: Weight(value=1.4, why="both name the same means"),
    Trait.OTHER_MODE: Weight(value=-0.7, why="they name different means"),
    Trait.DAY: Weight(value=1.6, why="both give the same day"),
    Trait.DAYS: Weight(value=1.2, why="their days overlap"),
    Trait.NEWS: Weight(value=0.5, why="one gives no day, and was published in the days after"),
    Trait.NEXT_DAY: Weight(value=-0.1, why="they give days that follow one another"),
    Trait.NIGHT: Weight(value=1.0, why="one tells of an evening, the other of the hours after midnight"),
    Trait.DENIED_LATER: Weight(value=-0.1, why="one denies it days later"),
    Trait.DAYS_BETWEEN: Weight(value=-2.9, why="there are days between their dates"),
    Trait.PLACE: Weight(value=1.8, why="both give the same place"),
    Trait.PLACE_INSIDE: Weight(value=1.0, why="the place of one lies in that of the other"),
    Trait.HANDS: Weight(value=1.5, why="a place changes hands, or is shut, seldom twice within days"),
    Trait.PLACE_NAMED: Weight(value=1.4, why="the words of one name the place of the other"),
    Trait.PLACE_CLOSE: Weight(value=-1.8, why="their places are neighbours"),
    Trait.PLACE_DIFFERENT: Weight(value=-3.0, why="they give different places"),
    Trait.DOER: Weight(value=1.2, why="both name the same doer"),
    Trait.DOER_KIN: Weight(value=0.8, why="one doer belongs to the other"),
    Trait.OTHER_DOER: Weight(value=-0.2, why="they name different doers"),
    Trait.TARGET: Weight(value=1.6, why="both name the same target"),
    Trait.ONCE: Weight(value=3.0, why="it happens to the same person only once"),
    Trait.TARGET_KIN: Weight(value=0.7, why="one target belongs to the other"),
    Trait.OTHER_TARGET: Weight(value=-0.2, why="they name different targets"),
    Trait.OTHER_SORT: Weight(value=-1.8, why="soldiers are hit in one, people without arms in the other"),
    Trait.TARGET_WORDS: Weight(value=1.4, why="both describe the target with the same word"),
    Trait.KILLED: Weight(value=1.2, why="both give the same number of dead"),
    Trait.KILLED_CLOSE: Weight(value=-0.3, why="their numbers of dead are close"),
    Trait.KILLED_FAR: Weight(value=-1.5, why="their numbers of dead are far apart"),
    Trait.WOUNDED: Weight(value=0.4, why="both give the same number of wounded"),
    Trait.WOUNDED_FAR: Weight(value=-0.7, why="their numbers of wounded are far apart"),
    Trait.WORDS: Weight(value=3.2, why="they share words"),
    Trait.ANSWER: Weight(value=1.4, why="one denies what the report has told just before"),
    Trait.SAME_REPORT: Weight(value=-0.5, why="one report seldom tells a happening twice"),
}
