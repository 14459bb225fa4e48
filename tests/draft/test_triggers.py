import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import reading, report
from sourcebook.draft.sketch import Sketch
from sourcebook.draft.triggers import find_demands, find_triggers
from sourcebook.knowledge.frames import frames
from sourcebook.model.claim import Phase
from sourcebook.stages import STAGES, Reading


def sketches(text: str) -> tuple[Reading, list[Sketch]]:
    r = reading(text)
    return r, find_triggers(r.doc, r.who, frames())


def triggers(text: str) -> list[tuple[str, str]]:
    r, found = sketches(text)
    return [(r.doc.words[s.trigger], str(s.type)) for s in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels attacked Hama.", [("attacked", "ASSAULT")]),
        ("The attack on Hama failed.", [("attack", "ASSAULT")]),
        ("Rebels carried out an attack on Hama.", [("attack", "ASSAULT")]),
        ("Rebels took control of Hama.", [("took", "TRANSITION")]),
        ("Rebels took a bus to Hama.", []),
        ("Rebels laid down their arms.", [("laid", "RETREAT")]),
        ("They fell back from Hama.", [("fell", "RETREAT")]),
        ("Kabul fell to the Taliban.", [("fell", "TRANSITION")]),
        ("Prices fell in Kabul.", []),
        ("Gunmen opened fire on a bus.", [("opened", "ASSAULT")]),
        ("Turkey opened a school in Mogadishu.", []),
        ("Turkey opened the Bab al-Hawa crossing.", [("opened", "TRANSITION")]),
        ("Iran is supportive of the talks.", [("supportive", "SUPPORT"), ("talks", "CONSULT")]),
        pytest.param(
            "Iran is committed to the talks.",
            [("committed", "SUPPORT"), ("talks", "CONSULT")],
            marks=pytest.mark.xfail(strict=False, reason="parsed as a participle under 'is', no passive"),
        ),
        ("Striking workers marched.", [("marched", "PROTEST")]),
        ("The rebel-held town of Hama was quiet.", []),
        ("The attack helicopter landed in Hama.", []),
        ("They were in contact with rebels.", [("were", "CONSULT")]),
        ("He lost his keys.", []),
        ("The army lost nine soldiers in Hama.", [("lost", "ASSAULT")]),
        ("The army lost Hama.", [("lost", "TRANSITION")]),
        ("Hama hosted a hunger strike.", [("strike", "PROTEST")]),
    ],
)
def test_the_words_that_name_a_happening(text: str, wanted: list[tuple[str, str]]) -> None:
    assert triggers(text) == wanted


@pytest.mark.parametrize(
    ("text", "carrier", "light"),
    [
        ("Rebels carried out an attack on Hama.", "carried", "doer"),
        ("Hama came under attack.", "came", "sufferer"),
        ("The army suffered an attack.", "suffered", "sufferer"),
        ("Boko Haram claimed the attack.", "claimed", "teller"),
        ("Rebels launched a series of attacks.", "launched", "doer"),
        ("Rebels launched raids and attacks on Hama.", "launched", "doer"),
        ("The attack failed.", "attack", ""),
    ],
)
def test_a_light_verb_carries_its_noun(text: str, carrier: str, light: str) -> None:
    r, found = sketches(text)
    last = found[-1]
    assert r.doc.words[last.verb] == carrier
    assert "".join(last.roles.get("light", ())) == light


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Rebels began an offensive.", Phase.START),
        ("Rebels resumed their attacks.", Phase.CONTINUE),
        ("Rebels halted their attacks.", Phase.STOP),
        ("Rebels carried out attacks.", None),
    ],
)
def test_a_verb_says_which_part_of_a_happening_is_meant(text: str, phase: Phase | None) -> None:
    assert sketches(text)[1][-1].phase is phase


@pytest.mark.parametrize(("text", "definite"), [("The attack failed.", True), ("An attack failed.", False)])
def test_a_noun_with_its_article_was_spoken_of_before(text: str, *, definite: bool) -> None:
    assert sketches(text)[1][0].definite is definite


def demands(text: str) -> list[tuple[str, str]]:
    r = reading(text)
    return [(r.doc.words[s.trigger], str(s.type)) for s in find_demands(r.doc, frames())]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("All parties must respect the truce.", [("must", "REQUEST")]),
        ("It is vital that talks go on.", [("vital", "REQUEST")]),
        ("It is unacceptable that hospitals are bombed.", [("unacceptable", "ACCUSE")]),
        ("This was a cowardly attack.", [("cowardly", "ACCUSE")]),
        ("The mill is old.", []),
        ("A cowardly man fled.", []),
    ],
)
def test_what_must_be_done_and_what_is_a_disgrace(text: str, wanted: list[tuple[str, str]]) -> None:
    assert demands(text) == wanted


HEAP = "rebels attacked the attack on Hama carried out an was must it is vital that fire killing , . fell".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14).map(" ".join))
def test_a_trigger_is_a_token_and_each_stands_once(heap: str) -> None:
    r = Reading(report=report(heap))
    for stage in STAGES:
        if stage.name.startswith("draft"):
            break
        r = stage.run(r)
    found = find_triggers(r.doc, r.who, frames())
    tokens = [s.trigger for s in found]
    assert tokens == sorted(set(tokens))
    assert all(
        0 <= s.verb < len(r.doc) and r.doc.sentence_of[s.verb] == r.doc.sentence_of[s.trigger] for s in found
    )
