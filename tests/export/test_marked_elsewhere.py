"""What people mark and judge in Label Studio and in tools of Web Annotations comes back."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import drafts
import hostile
from books import Address
from sourcebook.cli import main
from sourcebook.errors import ValueProblem
from sourcebook.export import labelstudio, labelstudio_in, webannotations, webannotations_in
from sourcebook.export.imports import Brought, Given
from sourcebook.export.judgements import exported
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.ledger.by_hand import adding, marked
from sourcebook.model.claim import Event, EventType, Predicate
from sourcebook.model.judgement import Judgement, Status, Verdict
from sourcebook.model.text import Span

AT = datetime(2025, 1, 2, 9, tzinfo=UTC)
NOW = Given(name="file", by="noor", at=AT + timedelta(days=9))
WAYS = {"labelstudio": (labelstudio, labelstudio_in), "webannotations": (webannotations, webannotations_in)}
TEXT = "😀 " + drafts.TEXT
way = pytest.mark.parametrize("way", list(WAYS))


def book(path: Address) -> Ledger:
    ledger = Ledger.open(path)
    ledger.keep(drafts.draft(drafts.report(TEXT)))
    ledger.keep(drafts.draft(drafts.report(drafts.TEXT + " Again.", publisher="The Weekly")))
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with book(tmp_path / "a.sourcebook") as opened:
        yield opened


def sent(ledger: Ledger, name: str) -> Any:
    return json.loads("".join(WAYS[name][0].lines(Record(ledger, ClaimQuery(background=True)))))


def brought(ledger: Ledger, name: str, data: Any) -> Brought:
    return WAYS[name][1].bring(ledger, io.StringIO(json.dumps(data)), NOW)


def claims(ledger: Ledger) -> list[str]:
    return sorted(e.claim.id for e in ledger.claims(ClaimQuery(background=True)))


def the_attack(ledger: Ledger) -> Any:
    return next(e for e in ledger.claims() if isinstance(e.claim.fact, Event) and e.claim.fact.killed)


def stood(ledger: Ledger) -> dict[str, Any]:
    every = [
        *ledger.claims(ClaimQuery(background=True)),
        *ledger.claims(ClaimQuery(background=True, status=Status.REJECTED)),
    ]
    return {
        e.claim.id: (e.claim, e.words, e.standing.status, [*map(exported, e.standing.history)]) for e in every
    }


@st.composite
def judged(draw: st.DrawFn, ids: list[str], others: list[str], made: int) -> Judgement:
    head: dict[str, Any] = {"by": draw(st.sampled_from(["amal", "bo"])), "at": AT + timedelta(minutes=made)}
    verdict = draw(st.sampled_from(Verdict))
    if verdict is Verdict.ADD:
        start = draw(st.integers(0, 20))
        quote = Span(start=start, end=start + draw(st.integers(3, 30)))
        claim = marked(others[0], quote, draw(st.sampled_from(EventType)), {"weapon": '"knife"'})
        return adding(claim, **head, note=draw(st.none() | drafts.words.filter(str.strip)))
    if verdict is Verdict.UNDO:
        return Judgement(verdict=verdict, undoes=draw(st.integers(1, made + 1)), **head)
    claim_id = draw(st.sampled_from(ids))
    note = draw(st.none() | st.just("=why \u202e</script>"))
    if verdict is Verdict.CORRECT:
        value = draw(drafts.words.filter(str.strip))
        return Judgement(
            claim=claim_id, verdict=verdict, field="speaker", value=json.dumps(value), note=note, **head
        )
    if verdict in (Verdict.JOIN, Verdict.CUT):
        other = draw(st.sampled_from([i for i in ids if i != claim_id]))
        return Judgement(claim=claim_id, verdict=verdict, other=other, note="the same night", **head)
    return Judgement(claim=claim_id, verdict=verdict, note=note, **head)


@way
@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_judgements_come_into_a_fresh_book_of_the_same_reports_as_they_were(
    way: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with book(folder / "a.sourcebook") as one, book(folder / "b.sourcebook") as other:
        ids, reports = claims(one), [s.id for s in one.sources()]
        for made in range(data.draw(st.integers(1, 6))):
            try:
                one.judge(data.draw(judged(ids, reports, made)))
            except ValueProblem:
                continue  # what cannot be judged so, such as an undo of nothing
        told = sent(one, way)
        came = brought(other, way, told)
        again = brought(other, way, told)

        assert stood(other) == stood(one)
        assert [exported(j) for j in other.judgements()] == [exported(j) for j in one.judgements()]
        assert (came.new, again.new) == (len(one.judgements()), 0)


@way
def test_a_file_of_which_one_judgement_cannot_be_changes_nothing(way: str, path: Address) -> None:
    with book(path) as ledger:
        attack, by = the_attack(ledger).claim.id, dict[str, Any](by="amal", at=AT)
        ledger.judge(Judgement(claim=attack, verdict=Verdict.ACCEPT, **by))
        told = sent(ledger, way)
        ledger.judge(Judgement(verdict=Verdict.UNDO, undoes=1, **by))
        before = [exported(j) for j in ledger.judgements()]
        first = {**before[0], "n": 7, "by": "bo"}
        undo = {"n": 8, "verdict": "undo", "by": "bo", "at": AT.isoformat(), "undoes": 7}
        carried = [{k: v for k, v in first.items() if k != "undone"}, undo, {**undo, "n": 9, "by": "cem"}]
        _carry(told, carried)

        with pytest.raises(ValueProblem, match="taken back"):
            brought(ledger, way, told)
        assert [exported(j) for j in ledger.judgements()] == before

        _carry(told, carried[:2])
        assert brought(ledger, way, told).new == 2


def _carry(told: Any, judgements: list[dict[str, Any]]) -> None:
    """Put judgements into a file in place of those that it carries."""
    if isinstance(told, list):
        task = next(t for t in told if t["data"]["sourcebook"]["judgements"])
        task["data"]["sourcebook"]["judgements"] = judgements
        return
    one = next(i for i in told["items"] if "judged" in i)
    told["items"] = [{**one, "id": f"urn:sourcebook:judgement:{j['n']}", "judged": j} for j in judgements]


def test_a_task_of_label_studio_has_its_documented_shape(ledger: Ledger) -> None:
    tasks = sent(ledger, "labelstudio")
    root = etree.fromstring(labelstudio.config())
    controls = {c.get("name"): c for c in root if c.get("toName")}
    labels = {one.get("value") for one in controls["what"]}

    assert {t["data"]["report"] for t in tasks} == {s.id for s in ledger.sources()}
    for task in tasks:
        assert set(task) == {"data", "predictions"}
        (prediction,) = task["predictions"]
        assert 0 <= prediction["score"] <= 1
        for region in prediction["result"]:
            value = region["value"]
            assert (region["from_name"], region["to_name"], region["type"]) == ("what", "text", "labels")
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels
            assert ledger.claim(region["id"]) is not None


def test_the_labelling_configuration_of_the_documentation_is_the_one_that_tasks_go_with() -> None:
    told = (Path(__file__).parents[2] / "docs" / "labelstudio.xml").read_text(encoding="utf-8")

    assert told == labelstudio.config()


def annotation(*result: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "completed_by": {"id": 1, "email": "amal@example.org", "first_name": "", "last_name": ""},
        "was_cancelled": False,
        "created_at": "2025-01-03T10:00:00.000000Z",
        "updated_at": "2025-01-03T11:00:00.000000Z",
        "result": list(result),
        **more,
    }


def said(region: dict[str, Any], control: str, kind: str, **value: Any) -> dict[str, Any]:
    where = {k: v for k, v in region["value"].items() if k != "labels"}
    return {"id": region["id"], "from_name": control, "to_name": "text", "type": kind, "value": where | value}


def the_region(tasks: Any, ident: str) -> tuple[Any, Any]:
    return next((t, r) for t in tasks for r in t["predictions"][0]["result"] if r["id"] == ident)


def test_verdicts_types_and_fields_of_label_studio_become_judgements(ledger: Ledger) -> None:
    attack = the_attack(ledger).claim.id
    tasks = sent(ledger, "labelstudio")
    task, region = the_region(tasks, attack)
    changed = region | {"value": region["value"] | {"labels": ["COERCE"]}}
    task["annotations"] = [
        annotation(
            changed,
            said(region, "verdict", "choices", choices=["accept"]),
            said(region, "fields", "textarea", text=["killed: 14", "actor: Norland Army; norland"]),
            said(region, "note", "textarea", text=["see the second paragraph"]),
        )
    ]
    came = brought(ledger, "labelstudio", tasks)
    entry = ledger.claim(attack)

    assert (came.new, came.remarks) == (4, ())
    assert entry is not None
    fact = entry.claim.fact
    assert isinstance(fact, Event)
    assert (fact.type, fact.killed and fact.killed.best, fact.actor) == (
        EventType.COERCE,
        14,
        ("norland-army", "norland"),
    )
    assert entry.standing.status is Status.CORRECTED
    last = entry.standing.history[-1].judgement
    assert (last.by, last.note) == ("amal@example.org", "see the second paragraph")
    assert last.at == datetime(2025, 1, 3, 11, tzinfo=UTC)
    assert brought(ledger, "labelstudio", tasks).new == 0


@pytest.mark.parametrize("units", ["points", "utf-16"])
def test_words_marked_in_label_studio_become_a_claim(ledger: Ledger, units: str) -> None:
    tasks = sent(ledger, "labelstudio")
    task = next(t for t in tasks if t["data"]["text"] == TEXT)
    start = TEXT.index("River Front attacks") + (units == "utf-16")
    value = {"start": start, "end": start + 25, "text": "River Front attacks Ostby", "labels": ["backed_by"]}
    region = {"id": "aB3_x", "from_name": "what", "to_name": "text", "type": "labels", "value": value}
    ends = said(region, "fields", "textarea", text=["subject: River Front\nobject: norland", "since: 2014"])
    task["annotations"] = [annotation(region, ends), annotation(region, was_cancelled=True)]
    before = set(claims(ledger))
    assert brought(ledger, "labelstudio", tasks).new == 1
    (new,) = set(claims(ledger)) - before
    entry = ledger.claim(new)

    assert entry is not None
    assert entry.words == "River Front attacks Ostby"
    assert (entry.claim.fact.predicate, entry.claim.fact.subject) == (Predicate.BACKED_BY, "river-front")  # type: ignore[union-attr]
    assert brought(ledger, "labelstudio", tasks).new == 0


def test_a_claim_whose_words_were_moved_keeps_them_and_it_is_said(ledger: Ledger) -> None:
    tasks = sent(ledger, "labelstudio")
    attack = the_attack(ledger)
    task, region = the_region(tasks, attack.claim.id)
    task["annotations"] = [
        annotation(region | {"value": region["value"] | {"end": region["value"]["end"] - 3}})
    ]
    came = brought(ledger, "labelstudio", tasks)

    assert came.new == 0
    assert "mark new ones" in came.remarks[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"start": 1, "end": 5, "text": "abcd", "labels": ["ASSAULT"]},
            "region aB3_x: the words at 1 to 5 are not",
        ),
        ({"start": 1, "end": 5, "labels": ["WAR"]}, "'WAR' is neither a type of event nor a tie"),
        ({"start": 1, "end": 9, "labels": ["led_by"]}, "a tie needs both its ends"),
        ({"start": 1, "end": 9, "labels": []}, "0 labels on one region"),
        ({"labels": ["ASSAULT"]}, "not Label Studio's JSON of tasks: KeyError 'start'"),
    ],
)
def test_a_region_that_does_not_fit_is_named_and_nothing_is_added(
    ledger: Ledger, change: dict[str, Any], words: str
) -> None:
    tasks = sent(ledger, "labelstudio")
    _, region = the_region(tasks, the_attack(ledger).claim.id)
    broken = {"id": "aB3_x", "from_name": "what", "to_name": "text", "type": "labels", "value": change}
    tasks[0]["annotations"] = [annotation(broken)]
    tasks[-1]["annotations"] = [annotation(said(region, "verdict", "choices", choices=["accept"]))]

    with pytest.raises(ValueProblem, match="task 1: ") as caught:
        brought(ledger, "labelstudio", tasks)
    assert words in str(caught.value)
    assert not ledger.judgements()


def test_another_text_than_the_books_is_refused(ledger: Ledger) -> None:
    tasks = sent(ledger, "labelstudio")
    tasks[0]["data"]["text"] += "x"
    tasks[0]["annotations"] = [annotation()]

    with pytest.raises(ValueProblem, match="its offsets would point elsewhere"):
        brought(ledger, "labelstudio", tasks)


def test_web_annotations_have_the_shape_of_the_recommendation(ledger: Ledger) -> None:
    attack = the_attack(ledger)
    ledger.judge(Judgement(claim=attack.claim.id, verdict=Verdict.REJECT, by="amal", at=AT))
    page = sent(ledger, "webannotations")
    items = {i["id"]: i for i in page["items"]}

    assert page["type"] == "AnnotationPage"
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert len(items) == len(page["items"]) == len(claims(ledger)) + 2
    item = items[f"urn:sourcebook:claim:{attack.claim.id}"]
    place, quote = item["target"]["selector"]
    assert (item["type"], place["type"], quote["type"]) == (
        "Annotation",
        "TextPositionSelector",
        "TextQuoteSelector",
    )
    assert TEXT[place["start"] : place["end"]] == quote["exact"] == attack.words
    assert TEXT[: place["start"]].endswith(quote["prefix"])
    assert item["said"]["standing"]["status"] == "rejected"
    judgement = items["urn:sourcebook:judgement:1"]
    assert (judgement["target"], judgement["motivation"]) == (item["id"], "assessing")


def made_elsewhere(target: Any, *bodies: Any, **more: Any) -> dict[str, Any]:
    head = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:1", "type": "Annotation"}
    return {**head, "body": list(bodies), "target": target, **more}


def tag(value: str, purpose: str = "tagging") -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def test_annotations_of_claims_judge_them(ledger: Ledger) -> None:
    attack = the_attack(ledger).claim.id
    item = made_elsewhere(
        f"urn:sourcebook:claim:{attack}",
        tag("Rejected", "assessing"),
        tag("coerce"),
        tag('killed: {"low": 10, "high": 14}', "editing"),
        tag("twice told", "commenting"),
        creator={"type": "Person", "name": "bo"},
        created="2025-01-04T08:00:00Z",
    )
    assert brought(ledger, "webannotations", item).new == 3
    entry = ledger.claim(attack)

    assert entry is not None
    assert entry.standing.status is Status.REJECTED
    assert {(h.judgement.by, h.judgement.note) for h in entry.standing.history} == {("bo", "twice told")}
    assert brought(ledger, "webannotations", {"type": "AnnotationPage", "items": [item]}).new == 0


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "TextQuoteSelector", "exact": "It did not attack", "prefix": "said. "},
        [
            {"type": "TextPositionSelector", "start": 0, "end": 9},
            {"type": "TextQuoteSelector", "exact": "It did not attack"},
        ],
        {"type": "TextPositionSelector", "start": TEXT.index("It did"), "end": TEXT.index(" in 2019")},
    ],
)
def test_words_annotated_elsewhere_become_a_claim_of_whoever_imports(ledger: Ledger, selector: Any) -> None:
    report = next(s.id for s in ledger.sources() if ledger.text(s.id) == TEXT)
    target = {"source": f"urn:sourcebook:report:{report}", "selector": selector}
    assert brought(ledger, "webannotations", [made_elsewhere(target, tag("RETREAT"))]).new == 1

    (one,) = ledger.judgements()
    assert (one.judgement.verdict, one.judgement.by, one.anchors[0].words) == (
        Verdict.ADD,
        "noor",
        "It did not attack",
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (made_elsewhere("urn:sourcebook:claim:0000000000000000", tag("accept")), "no claim 0000000000000000"),
        (made_elsewhere({"source": "https://example.org/x"}, tag("ASSAULT")), "add the report first"),
        (made_elsewhere({"source": "reports/ostby.txt"}, tag("ASSAULT")), "2 reports have"),
        ({"type": "Annotation"}, "not a Web Annotation"),
        ({"type": "Dataset"}, "something that is no annotation"),
    ],
)
def test_an_annotation_that_does_not_fit_is_refused(ledger: Ledger, item: Any, words: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        brought(ledger, "webannotations", [item])
    assert words in str(caught.value)
    assert not ledger.judgements()


@way
def test_hostile_names_and_words_come_back_as_they_are(way: str, tmp_path: Path) -> None:
    with Ledger.open(hostile.hostile_book(tmp_path)) as broken:
        told = sent(broken, way)
        entries = list(broken.claims(ClaimQuery(background=True)))
        if way == "labelstudio":
            words = [r["value"]["text"] for t in told for r in t["predictions"][0]["result"]]
        else:
            words = [i["target"]["selector"][1]["exact"] for i in told["items"]]
        assert sorted(words) == sorted(e.words for e in entries)
        assert brought(broken, way, told).new == 0


@way
def test_the_command_brings_a_file_back_and_says_so(way: str, tmp_path: Path) -> None:
    path, out = tmp_path / "a.sourcebook", tmp_path / "out.json"
    with book(path) as ledger:
        ledger.judge(Judgement(claim=the_attack(ledger).claim.id, verdict=Verdict.ACCEPT, by="amal", at=AT))
    book(tmp_path / "b.sourcebook").close()
    done = CliRunner().invoke(main, ["export", "--to", way, "--book", str(path), str(out)])
    assert done.exit_code == 0, done.stderr
    asked = ["import", "--from", way, "--book", str(tmp_path / "b.sourcebook"), "--by", "noor"]
    done = CliRunner().invoke(main, [*asked, str(out)])
    piped = CliRunner().invoke(main, asked, input="\ufeff" + out.read_text(encoding="utf-8"))

    assert done.stderr == "1 judgements imported, 0 were in already\n"
    assert piped.stderr == "0 judgements imported, 1 were in already\n"


@way
@pytest.mark.parametrize("text", ["id,label\n1,ASSAULT\n", "[" * 100_000, ""])
def test_what_is_no_json_is_refused_and_named(way: str, text: str, tmp_path: Path) -> None:
    path, bad = tmp_path / "a.sourcebook", tmp_path / "bad.json"
    book(path).close()
    bad.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["import", "--from", way, "--book", str(path), "--by", "noor", str(bad)])

    assert done.exit_code == 1
    assert "bad.json: it is no JSON" in done.stderr
    assert "nothing was imported" in done.stderr
