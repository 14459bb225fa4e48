from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.text import Mention, MentionKind, Span
from sourcebook.model.where import Fineness, Place, PlaceKind, Sense
from sourcebook.view.places import gathered, namings, somewhere

TEXT = "Hama fell. Hama was quiet, as was Nowhere."
HAMA = Place(
    id="place:1", name="Hama", kind=PlaceKind.SETTLEMENT, lat=35.1, lon=36.7, country="SY", admin1="Hama"
)


def mention(start: int, end: int, entity: str | None, score: float) -> Mention:
    return Mention(
        span=Span(start=start, end=end), kind=MentionKind.PLACE, entity=entity, sense=Sense(score=score)
    )


MENTIONS = [mention(0, 4, "place:1", 0.9), mention(11, 15, "place:1", 0.6), mention(34, 41, "place:x", 0.0)]


def test_a_wording_is_told_once_with_every_naming_and_the_least_sure_sense() -> None:
    hama, nowhere = namings(TEXT, MENTIONS, {"place:1": HAMA})
    assert (hama.words, hama.times, [s.start for s in hama.spans]) == ("Hama", 2, [0, 11])
    assert hama.sense == Sense(score=0.6)
    assert hama.fineness is Fineness.EXACT
    assert (nowhere.place, nowhere.fineness) == (None, None)


@given(st.integers(1, 5))
def test_namings_of_several_reports_are_counted_together(many: int) -> None:
    (first, *_) = gathered([namings(TEXT, MENTIONS, {"place:1": HAMA})] * many)
    assert (first.words, first.times, first.reports) == ("Hama", 2 * many, many)


def test_where_a_place_lies_leaves_its_own_name_out() -> None:
    assert somewhere(HAMA) == "SY"
