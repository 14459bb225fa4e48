import dataclasses
from pathlib import Path
from typing import NoReturn

import pytest

from readings import names_of, report
from sourcebook import stages
from sourcebook.errors import KnowledgeError
from sourcebook.model.claim import Event
from sourcebook.model.record import Draft
from sourcebook.model.text import MentionKind, digest
from sourcebook.stages import READER, RULES, STAGES, Reading, Stage, read

TEXT = "Rebels seized Hama on 5 December 2024, killing four soldiers with mortars. They withdrew on Monday."


def test_the_stage_list_is_the_one_we_published() -> None:
    assert [str(stage) for stage in STAGES] == [
        "parse/3",
        "encode/4",
        "find.names/7",
        "find.groups/4",
        "find.dates/4",
        "find.tolls/3",
        "find.weapons/1",
        "resolve/5",
        "draft.events/8",
        "draft.relations/7",
    ]


def reader_of(them: tuple[Stage, ...]) -> str:
    return f"rules+encoder/{digest(*map(str, them), stages.WEIGHTS or '')[:8]}"


@pytest.mark.parametrize("n", range(len(STAGES)), ids=[s.name for s in STAGES])
def test_the_reader_has_another_name_when_a_stage_has_another_version(n: int) -> None:
    newer = dataclasses.replace(STAGES[n], version=STAGES[n].version + 1)
    assert reader_of(STAGES) == READER
    assert reader_of((*STAGES[:n], newer, *STAGES[n + 1 :])) != READER


def test_a_claim_names_the_stage_that_drafted_it() -> None:
    assert {c.stage for c in read(report(TEXT)).claims} <= {str(s) for s in STAGES}


def broken(_: Reading) -> NoReturn:
    raise ZeroDivisionError("division by zero")


def test_an_error_in_a_stage_names_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "STAGES", (STAGES[0], Stage(name="find.echoes", version=7, run=broken)))
    with pytest.raises(ZeroDivisionError) as caught:
        read(report(TEXT))
    assert caught.value.__notes__ == ["in stage find.echoes/7"]


def test_a_stage_fills_only_what_it_answers_for() -> None:
    filled, before = [], Reading(report=report(TEXT))
    for stage in STAGES:
        after = stage.run(before)
        fields = [f.name for f in dataclasses.fields(Reading)]
        filled.append([f for f in fields if getattr(after, f) is not getattr(before, f)])
        before = after
    answers = "document sight names groups dates tolls weapons cast claims claims".split()
    assert filled == [[answer] for answer in answers]


def test_a_reading_without_its_first_stage_says_which_comes_first() -> None:
    bare = Reading(report=report(TEXT))
    with pytest.raises(AssertionError, match="the parse stage comes first"):
        _ = bare.doc
    with pytest.raises(AssertionError, match="the resolve stage comes before drafting"):
        _ = bare.who


def test_a_draft_holds_every_kind_of_mention_in_the_order_of_the_text() -> None:
    d = read(report(TEXT))
    kinds = {m.kind for m in d.mentions}
    assert kinds >= {
        MentionKind.ACTOR,
        MentionKind.PLACE,
        MentionKind.DATE,
        MentionKind.COUNT,
        MentionKind.WEAPON,
    }
    assert [m.span for m in d.mentions] == sorted(m.span for m in d.mentions)
    assert d.reader == READER


# --- a project's own knowledge


def project(folder: Path, **files: str) -> Path:
    """A folder with files; "actors__red_eagles" is actors/red-eagles.toml."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/").replace("_", "-") + ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def told(d: Draft) -> list[tuple[str, list[str], str | None]]:
    name = names_of(d)
    return [
        (
            str(c.fact.type),
            [name[i] for i in c.fact.actor],
            name[c.fact.where.place] if c.fact.where else None,
        )
        for c in d.claims
        if isinstance(c.fact, Event)
    ]


EAGLES = """
name = "Red Eagles of the Hills"
kind = "armed_group"
subkind = "rebel"
names = [{ text = "Crimson Wing" }]
description = "Invented"
sources = ["https://eagles.example"]
"""


def test_an_actor_of_a_project_is_known_by_each_of_its_names(tmp_path: Path) -> None:
    own = project(tmp_path, actors__red_eagles=EAGLES)
    text = report("Crimson Wing attacked Hama. The Red Eagles of the Hills attacked Homs.")
    d = read(text, project=own)
    assert [a.id for a in d.actors if a.known] == ["red-eagles"]
    assert [actors for _, actors, _ in told(d)] == [["Red Eagles of the Hills"]] * 2
    assert [a.id for a in read(text).actors if a.known] == []


QUAY = """
[[place]]
id = "place:old-ferry-quay"
name = "Old Ferry Quay"
aliases = ["Ferry Quay"]
kind = "facility"
country = "IQ"
lat = 34.38
lon = 41.02
confidence = "low"
note = "Invented"
"""


def test_a_place_of_a_project_is_where_it_happens(tmp_path: Path) -> None:
    own = project(tmp_path, places__quays=QUAY)
    text = report("Rebels shelled Old Ferry Quay. Gunmen killed a nurse at Ferry Quay on Monday.")
    d = read(text, project=own)
    assert [p.lat for p in d.places if p.id == "place:old-ferry-quay"] == [34.38]
    assert [place for _, _, place in told(d)] == ["Old Ferry Quay"] * 2
    assert "place:old-ferry-quay" not in {p.id for p in read(text).places}


FRAME = '[[frame]]\ntype = "ASSAULT"\nmode = "destroy"\nverbs = "bulldoze"\nobj = "object"\n'


def test_a_frame_of_a_project_names_a_happening(tmp_path: Path) -> None:
    own = project(tmp_path, lexicon__events=FRAME)
    text = report("Soldiers bulldozed the mill in Hama.")
    assert told(read(text)) == []
    assert [kind for kind, _, _ in told(read(text, project=own))] == ["ASSAULT"]


def test_a_frame_of_a_project_goes_before_ours(tmp_path: Path) -> None:
    own = project(tmp_path, lexicon__events='[[frame]]\ntype = "PROTEST"\nverbs = "attack"\n')
    text = report("Rebels attacked Hama.")
    assert [kind for kind, _, _ in told(read(text, project=own))] == ["PROTEST"]
    assert [kind for kind, _, _ in told(read(text))] == ["ASSAULT"]


def test_a_person_of_a_project_is_known(tmp_path: Path) -> None:
    person = '[ilse-brandvold]\nname = "Ilse Brandvold"\ndescription = "Invented"\nsources = ["https://x.example"]\n'
    d = read(report("Ilse Brandvold visited Rome."), project=project(tmp_path, persons=person))
    assert [(a.id, a.known) for a in d.actors if a.name == "Ilse Brandvold"] == [("ilse-brandvold", True)]


def test_a_broken_file_of_a_project_is_refused_with_its_name(tmp_path: Path) -> None:
    own = project(tmp_path, lexicon__events='[[frame]]\ntype = "NOISE"\nverbs = "hum"\n')
    with pytest.raises(KnowledgeError, match=r"events\.toml, frame 1: type 'NOISE' is none of") as caught:
        read(report("Rebels attacked Hama."), project=own)
    assert caught.value.__notes__[0].startswith("in stage ")


def test_an_empty_project_changes_nothing(tmp_path: Path) -> None:
    assert read(report(TEXT), project=tmp_path) == read(report(TEXT))


def test_without_weights_rules_read_alone_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "shipped", lambda: None)
    drafted = read(report(TEXT))
    assert drafted.claims
    assert all(c.score is None for c in drafted.claims)
    assert drafted.reader == RULES
    assert drafted.reader.startswith("rules/")


def test_with_weights_every_claim_has_a_score() -> None:
    drafted = read(report(TEXT))
    assert drafted.claims
    assert all(c.score is not None and 0 <= c.score <= 1 for c in drafted.claims)
