import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import reading, report
from sourcebook.draft.fill import fill
from sourcebook.draft.merge import Web, fold
from sourcebook.draft.sketch import Sketch
from sourcebook.draft.triggers import find_triggers
from sourcebook.knowledge.frames import frames
from sourcebook.stages import STAGES, Reading

TO_THE_CAST = STAGES[: [s.name for s in STAGES].index("resolve") + 1]


def sketched(r: Reading) -> list[Sketch]:
    found = find_triggers(r.doc, r.who, frames())
    for s in found:
        fill(r.doc, r.who, s)
    return found


def folded(text: str) -> tuple[Reading, list[Sketch]]:
    r = reading(text)
    return r, fold(r.doc, sketched(r))


def happenings(text: str) -> list[str]:
    """For each happening the words that name it."""
    r, kept = folded(text)
    return [" ".join(r.doc.words[t] for t in sorted(set(s.tokens))) for s in kept]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels attacked Hama, killing nine soldiers.", ["attacked killing"]),
        ("A strike killed nine soldiers.", ["strike killed"]),
        ("Rebels carried out an attack, killing nine soldiers.", ["attack killing"]),
        ("Nine soldiers were killed in an attack by rebels.", ["killed attack"]),
        ("Rebels carried out attacks and bombings.", ["attacks bombings"]),
        pytest.param(
            "Shelling and airstrikes hit Hama.",
            ["Shelling airstrikes hit"],
            marks=pytest.mark.xfail(strict=False, reason="parsed as a verb with what it shells"),
        ),
        ("Gunmen kidnapped and killed nine villagers.", ["kidnapped killed"]),
        ("Rebels mobilised to attack Hama.", ["mobilised attack"]),
        ("Rebels attacked Hama and killed nine villagers in Homs.", ["attacked", "killed"]),
        ("Rebels attacked Hama. The army shelled Homs.", ["attacked", "shelled"]),
        ("Rebels attacked Hama and the army shelled Homs.", ["attacked", "shelled"]),
        ("Iran condemned the attack on Hama.", ["condemned", "attack"]),
        ("The attack in Hama and the bombing in Homs killed nine.", ["attack killed", "bombing"]),
        ("Rebels seized Hama, killing nine soldiers.", ["seized", "killing"]),
    ],
)
def test_words_of_one_happening_are_folded_into_one(text: str, wanted: list[str]) -> None:
    assert sorted(happenings(text)) == sorted(wanted)


def test_what_is_folded_brings_what_it_says() -> None:
    r, (one,) = folded("Nine soldiers were killed in an attack by rebels in Hama.")
    names = {i: a.name for i, a in r.who.actors.items()} | {i: p.name for i, p in r.who.places.items()}
    assert [names[i] for i in one.role("actor")] == ["rebels"]
    assert [names[i] for i in one.role("recipient")] == ["soldiers"]
    assert names[one.place or ""] == "Hama"


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Rebels halted their attacks on Hama.", "RETREAT", "ceasefire"),
        ("Rebels suspended the bombing of Hama.", "RETREAT", "ceasefire"),
        ("Rebels resumed their attacks on Hama.", "ASSAULT", None),
    ],
)
def test_attacks_that_are_stopped_are_a_step_back(text: str, kind: str, mode: str | None) -> None:
    s = folded(text)[1][-1]
    assert str(s.type) == kind
    assert mode is None or mode in s.modes


def test_the_happening_above_another_is_the_one_that_governs_it() -> None:
    r = reading("Rebels attacked Hama, killing nine soldiers.")
    attacked, killing = sketched(r)
    web = Web.of(r.doc, [attacked, killing])
    assert web.above(killing) is attacked
    assert web.above(attacked) is None


HEAP = "rebels attacked attack on Hama killing killed soldiers in an and halted strikes mobilised to by , .".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14).map(" ".join))
def test_folding_keeps_every_trigger_in_some_happening_and_invents_none(heap: str) -> None:
    r = Reading(report=report(heap))
    for stage in TO_THE_CAST:
        r = stage.run(r)
    found = sketched(r)
    before = {s.trigger for s in found}
    kept = fold(r.doc, found)
    assert {t for s in kept for t in s.tokens} == before
    assert {s.trigger for s in kept} <= before
    assert [s.trigger for s in kept] == sorted(s.trigger for s in kept)
    assert all(s.span[0] <= s.trigger <= s.span[1] for s in kept)
