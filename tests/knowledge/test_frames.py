from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.frames import ROLES, Frame, frames
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model.claim import EventType

MODES = frozenset(
    """
    ceasefire_deal prisoner_deal visit third-party multilateral phone joint_operation arms funds relief
    training withdraw release disarm ceasefire access resign assist change yield meet disapprove
    investigate allege restrict arrest relations expel territory violence demo riot strike hunger
    boycott obstruct vandalize convict discontinue troops weapons police militia seize ban censor curfew
    martial-law deport withhold misinformation cyber abduct beat torture sexual targeted destroy
    primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional
    clash ambush rocket_missile interception leader_lost leader_installed group_formed group_renamed
    group_split group_merged group_dissolved regime_fell control_gained control_lost passage_opened
    passage_closed base_established base_abandoned
    """.split()
)  # the schema's lists


def project(folder: Path, text: str) -> Path:
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "events.toml").write_text(text, "utf-8")
    return folder


def every() -> list[Frame]:
    table = frames()
    return [f for words in (table.verbs, table.nouns, table.adjectives) for fs in words.values() for f in fs]


def test_the_frames_are_read_once() -> None:
    assert frames() is frames()


def test_every_type_of_happening_has_words() -> None:
    assert {f.type for f in every()} == set(EventType)


def test_every_role_is_one_of_the_schema() -> None:
    assert {r for f in every() for r in (f.subject, f.obj, f.of, *f.preps.values())} <= ROLES


def test_every_mode_is_one_of_the_schema() -> None:
    assert {f.mode for f in every()} - {None} <= MODES


def test_every_condition_on_a_kind_is_written_as_one() -> None:
    conditions = {c for f in every() for c in (*f.object, *f.subjects)}
    assert not any(c.startswith("@") for c in conditions)
    assert {c for c in conditions if c.startswith("#")} >= {"#person", "#settlement"}


@pytest.mark.xfail(strict=False, raises=AssertionError, reason="some classes wait for a frame")
def test_every_class_of_words_is_used() -> None:
    used = {
        c[1:]
        for row in lexicon("events")["frame"]
        for key in ("object", "subjects")
        for c in row.get(key, ())
    }
    assert set(lexicon("events")["class"]) - used <= {
        "duty",
        "headquarters",
        "talk",
        "responsibility",
        "deal",
    }


def test_no_frame_of_ours_lists_a_word_twice_under_one_key() -> None:
    keys = ("verbs", "nouns", "adjectives")
    lists = [str(row.get(key, "")).split() for row in lexicon("events")["frame"] for key in keys]
    assert [words for words in lists if len(words) != len(set(words))] == []


@pytest.mark.parametrize(
    ("verb", "mode"),
    [
        ("attack", None),
        ("bomb", "aerial"),
        ("shell", "heavy-weapons"),
        ("kidnap", "abduct"),
        ("ambush", "ambush"),
    ],
)
def test_a_verb_gives_its_type_and_mode(verb: str, mode: str | None) -> None:
    frame = frames().verbs[verb][0]
    assert (frame.type, frame.mode) == (EventType.ASSAULT, mode)


def test_light_verbs_say_what_their_subject_is() -> None:
    light = frames().light
    assert (light["carry_out"], light["come_under"], light["claim"]) == ("doer", "sufferer", "teller")
    assert set(light.values()) == {"doer", "sufferer", "teller"}


def test_phases_are_three() -> None:
    assert set(frames().phase.values()) == {"start", "continue", "stop"}


def test_a_frame_says_only_what_it_must() -> None:
    frame = Frame(type=EventType.ASSAULT)
    assert (frame.subject, frame.obj, frame.of) == ("actor", "recipient", "recipient")
    assert (frame.object, frame.requires) == (frozenset(), frozenset())
    assert (frame.mutual, frame.weak) == (False, False)


# --- a project's own frames


def test_a_project_s_frames_go_before_ours_and_take_none_away(tmp_path: Path) -> None:
    both = frames(project(tmp_path, '[[frame]]\ntype = "PROTEST"\nverbs = "attack hum"\n'))
    assert [f.type for f in both.verbs["attack"]] == [
        EventType.PROTEST,
        *(f.type for f in frames().verbs["attack"]),
    ]
    assert [f.type for f in both.verbs["hum"]] == [EventType.PROTEST]
    assert "hum" not in frames().verbs


def test_a_project_adds_a_class_and_a_light_verb(tmp_path: Path) -> None:
    text = (
        '[class]\nbarge = "barge ferry"\n[light]\ndoer = "pull_off"\n'
        '[[frame]]\ntype = "COERCE"\nverbs = "sink"\nobject = ["@barge"]\n'
    )
    both = frames(project(tmp_path, text))
    assert both.verbs["sink"][0].object == {"barge", "ferry"}
    assert both.light["pull_off"] == "doer"


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ('type = "NOISE"\nverbs = "hum"', "frame 1: type 'NOISE' is none of AGREE"),
        ('verbs = "hum"', "frame 1: type None is none of"),
        ('type = "ASSAULT"\nverb = "hum"', "frame 1: unknown key 'verb'; known: "),
        ('type = "ASSAULT"\nverbs = "hum"\nobj = "target"', "frame 1: role 'target' is none of actor"),
        ('type = "ASSAULT"\nverbs = "hum"\npreps = { on = "target" }', "frame 1: role 'target' is none of"),
        ('type = "ASSAULT"\nverbs = "hum"\nobject = ["@songs"]', "frame 1: no class '@songs'; known: "),
    ],
)
def test_a_frame_that_does_not_hold_together_is_refused_by_number_and_word(
    tmp_path: Path, frame: str, words: str
) -> None:
    with pytest.raises(KnowledgeError, match=words):
        frames(project(tmp_path, f"[[frame]]\n{frame}\n"))


@given(st.sampled_from(sorted(frames().verbs)))
def test_a_verb_is_a_lemma_in_small_letters_with_its_particle_behind_an_underscore(verb: str) -> None:
    assert verb == verb.lower()
    assert " " not in verb
    assert all(part for part in verb.split("_"))
