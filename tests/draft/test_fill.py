import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import reading, report
from sourcebook.draft.fill import fill
from sourcebook.draft.sketch import Sketch
from sourcebook.draft.triggers import find_triggers
from sourcebook.knowledge.frames import frames
from sourcebook.model.where import Fineness
from sourcebook.stages import STAGES, Reading

TO_THE_CAST = STAGES[: [s.name for s in STAGES].index("resolve") + 1]


def filled(text: str, trigger: str | None = None) -> tuple[Reading, Sketch]:
    """The last sketch of a text, or that of a trigger, with its roles."""
    r = reading(text)
    found = find_triggers(r.doc, r.who, frames())
    for s in found:
        fill(r.doc, r.who, s)
    return r, next(s for s in reversed(found) if trigger in {None, r.doc.words[s.trigger]})


def role(text: str, name: str, trigger: str | None = None) -> list[str]:
    r, s = filled(text, trigger)
    return [r.who.actors[i].name for i in s.role(name)]


def place(text: str, trigger: str | None = None) -> str | None:
    r, s = filled(text, trigger)
    return r.who.places[s.place].name if s.place else None


@pytest.mark.parametrize(
    ("text", "doers", "done_to"),
    [
        ("Hamas attacked Hezbollah.", ["Hamas"], ["Hezbollah"]),
        ("Hezbollah was attacked by Hamas.", ["Hamas"], ["Hezbollah"]),
        ("Hezbollah was attacked.", [], ["Hezbollah"]),
        ("Hamas carried out an attack on Hezbollah.", ["Hamas"], ["Hezbollah"]),
        ("Hezbollah suffered an attack by Hamas.", ["Hamas"], ["Hezbollah"]),
        ("Hezbollah came under attack.", [], ["Hezbollah"]),
        ("The attack by Hamas on Hezbollah failed.", ["Hamas"], ["Hezbollah"]),
        ("Hamas's attack on Hezbollah failed.", ["Hamas"], ["Hezbollah"]),
        ("The Hamas attack on Hezbollah failed.", ["Hamas"], ["Hezbollah"]),
        ("An attack carried out by Hamas failed.", ["Hamas"], []),
        ("The killing of nine villagers by Hamas failed.", ["Hamas"], ["villagers"]),
        ("Hamas fired rockets at Israel.", ["Hamas"], ["Israel"]),
        ("Hamas destroyed Israeli tanks in Rafah.", ["Hamas"], ["Israel"]),
        ("Members of Hamas attacked Hezbollah.", ["Hamas"], ["Hezbollah"]),
        ("Groups such as Hamas and Hezbollah attacked Iran.", ["Hamas", "Hezbollah"], ["Iran"]),
        ("The prime minister, Samir Tolan, condemned Hamas.", ["Samir Tolan"], ["Hamas"]),
        ("Hamas met with Hezbollah.", ["Hamas"], ["Hezbollah"]),
        ("Hamas condemned Hamas.", ["Hamas"], []),
        ("Iran provided missiles to Hezbollah.", ["Iran"], ["Hezbollah"]),
    ],
)
def test_who_does_it_to_whom(text: str, doers: list[str], done_to: list[str]) -> None:
    assert role(text, "actor") == doers
    assert role(text, "recipient") == done_to


@pytest.mark.parametrize(
    ("text", "trigger", "where", "fineness"),
    [
        ("Rebels attacked Hama.", "attacked", "Hama", Fineness.EXACT),
        ("Rebels attacked the barracks in Hama.", "attacked", "Hama", Fineness.EXACT),
        ("Rebels clashed near Hama.", "clashed", "Hama", Fineness.NEAR),
        ("Rebels attacked soldiers in Syria.", "attacked", "Syria", Fineness.COUNTRY),
        ("In Hama, rebels attacked soldiers.", "attacked", "Hama", Fineness.EXACT),
        ("The attack in Hama failed.", "attack", "Hama", Fineness.EXACT),
        ("The attack on Hama failed.", "attack", "Hama", Fineness.EXACT),
        ("Troops withdrew from Hama.", "withdrew", "Hama", Fineness.EXACT),
        ("Houthis seized a ship in the Red Sea.", "seized", "Red Sea", Fineness.SEA_AIR),
        ("Rebels fled to eastern Syria after they attacked soldiers.", "attacked", None, None),
        ("Rebels attacked soldiers and the army left Homs.", "attacked", None, None),
    ],
)
def test_where_it_happens_and_how_finely_that_is_said(
    text: str, trigger: str, where: str | None, fineness: Fineness | None
) -> None:
    assert place(text, trigger) == where
    assert filled(text, trigger)[1].fineness is fineness


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Rebels attacked Hama and the army fled.", "attacked", "Rebels attacked Hama"),
        ("The army said rebels attacked Hama.", "attacked", "rebels attacked Hama"),
        ("Iran condemned the attack on Hama.", "attack", "the attack on Hama"),
        ("Iran condemned the attack on Hama.", "condemned", "Iran condemned the attack on Hama"),
    ],
)
def test_the_words_that_say_it(text: str, trigger: str, words: str) -> None:
    r, s = filled(text, trigger)
    assert r.doc.span(*s.span).of(text) == words


def test_long_words_are_cut_around_the_trigger() -> None:
    text = "Rebels attacked Hama " + "and the mill of the old man by the river " * 12 + "on Monday."
    r, s = filled(text, "attacked")
    quote = r.doc.span(*s.span).of(text)
    assert "attacked" in quote
    assert len(quote) <= 240


HEAP = "Hamas Iran rebels attacked attack on in Hama by carried out an the met with killed villagers and of".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14).map(" ".join))
def test_whatever_fills_a_role_is_in_the_cast_and_nobody_does_it_to_himself(heap: str) -> None:
    r = Reading(report=report(heap))
    for stage in TO_THE_CAST:
        r = stage.run(r)
    for s in find_triggers(r.doc, r.who, frames()):
        fill(r.doc, r.who, s)
        assert {i for ids in s.roles.values() for i in ids} <= {*r.who.actors, *r.who.places}
        assert s.place is None or s.place in r.who.places
        assert (s.place is None) == (s.fineness is None)
        assert s.frame.mutual or set(s.role("actor")).isdisjoint(s.role("recipient"))
        assert 0 <= s.span[0] <= s.trigger <= s.span[1] < len(r.doc)
