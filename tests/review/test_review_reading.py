"""The reading half of the interface, over a book of the sample reports."""

from collections.abc import Iterator
from typing import Any

import pytest

from sample_book import sample_book
from served import Person, an_app
from sourcebook.export.webpage import limit
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Event
from sourcebook.review.export import FILES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return sample_book(tmp_path_factory.mktemp("reading"))


@pytest.fixture(scope="module")
def reader(book: Any) -> Iterator[Person]:
    app = an_app(book)
    app.state.books.worlds.packed(app.state.books.now(), patience=120)
    yield Person(app)
    app.state.books.close()


@pytest.fixture(scope="module")
def ledger(book: Any) -> Iterator[Ledger]:
    with Ledger.open(book, readonly=True, create=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def world(reader: Person) -> Any:
    return reader.get("/world").json()


def walk(reader: Person, path: str) -> list[Any]:
    """All items of a list, page by page."""
    items: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        here = reader.get(path, params={"limit": 17, **({"cursor": cursor} if cursor else {})}).json()
        items += here["items"]
        cursor = here["next"]
        assert here["total"] >= len(items)
    return items


def test_about_counts_the_book(reader: Person, ledger: Ledger) -> None:
    about = reader.get("/about").json()

    assert about["reports"] == len(list(ledger.sources()))
    assert about["claims"] == sum(s.claims for s in ledger.sources())
    assert {"kind", "type", "modality", "stance", "phase", "predicate", "status"} <= about["choices"].keys()
    assert about["exports"] == list(FILES)


def test_pages_of_claims_hold_every_claim_once(reader: Person, ledger: Ledger) -> None:
    items = walk(reader, "/claims")

    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids))
    assert set(ids) == {e.claim.id for e in ledger.claims(ClaimQuery())}


def test_claims_come_in_the_order_of_time(reader: Person, ledger: Ledger) -> None:
    named = {e.claim.id: e.claim.fact for e in ledger.claims(ClaimQuery())}
    facts = (named[item["id"]] for item in walk(reader, "/claims?kind=event"))
    firsts = [f.when.first or f.when.last for f in facts if isinstance(f, Event) and f.when]

    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    "query",
    ["type=ASSAULT", "predicate=led_by", "modality=hedged", "kind=relation", "background=true", "actor=Hezbollah",
     "place=Syria", "search=border", "first=2024-12-08&last=2024-12", "as_of=2024-12-10"],
)  # fmt: skip
def test_a_filter_gives_fewer_claims_and_not_none(reader: Person, query: str) -> None:
    every = reader.get("/claims?background=true").json()["total"]

    found = reader.get(f"/claims?{query}").json()["total"]
    assert 0 < found <= every


def test_every_claim_of_a_list_opens_to_the_words_that_say_it(reader: Person, ledger: Ledger) -> None:
    for row in walk(reader, "/claims?background=true"):
        quote = row["quote"]
        assert quote["words"] in (ledger.text(quote["report"]) or "")
        assert row["title"]


def test_a_claim_tells_its_fields_and_what_else_tells_the_same(reader: Person, world: Any) -> None:
    several = next(claims for claims in world["incidents"]["claims"] if len(claims) > 1)
    told = reader.get(f"/claims/{several[0]}").json()

    assert {q["claim"] for q in told["others"]} == set(several[1:])
    assert {"type", "when", "where", "modality"} <= {f["name"] for f in told["fields"]}
    assert told["row"]["incident"] in world["incidents"]["id"]


def test_every_mark_of_a_report_is_the_quote_of_its_claim(reader: Person, ledger: Ledger) -> None:
    for source in ledger.sources():
        told = reader.get(f"/reports/{source.id}").json()
        raw = told["text"].encode("utf-16-le")
        words = {e.claim.id: e.words for e in ledger.claims(ClaimQuery(report=source.id, background=True))}
        assert {
            m["claim"]: raw[2 * m["start"] : 2 * m["end"]].decode("utf-16-le") for m in told["marks"]
        } == words


def test_a_copy_says_where_its_words_were_printed_first(reader: Person, world: Any) -> None:
    rows = walk(reader, "/reports")
    copied = {row["id"] for row in rows if row["copy_of"]}

    origins = world["reports"]["origin"]
    assert copied
    assert {world["reports"]["id"][n] for n, o in enumerate(origins) if o is not None} <= copied


def test_the_world_has_every_incident_and_every_column_is_as_long_as_the_next(world: Any) -> None:
    for part in ("entities", "incidents", "ties", "reports"):
        assert len({len(column) for column in world[part].values()}) == 1
    assert world["incidents"]["id"]
    assert world["partial"] is False


def test_indexes_of_the_world_point_to_what_they_mean(world: Any) -> None:
    size = len(world["entities"]["id"])
    incidents, ties = world["incidents"], world["ties"]
    pointing = [i for side in (*incidents["doers"], *incidents["targets"]) for i in side]
    pointing += [*ties["subject"], *ties["object"], *(w for w in incidents["where"] if w is not None)]

    assert all(0 <= i < size for i in pointing)
    assert all(world["entities"]["place"][w] for w in incidents["where"] if w is not None)


def test_states_of_ties_begin_with_the_first_day_and_run_on(world: Any) -> None:
    for told in world["ties"]["states"]:
        days, states = told[::2], told[1::2]
        assert days[0] == "0001-01-01"
        assert days == sorted(set(days))
        assert set(states) <= {"yes", "maybe", "no", "silent"}


def test_every_incident_and_tie_of_the_world_opens(reader: Person, world: Any) -> None:
    for n, ident in enumerate(world["incidents"]["id"]):
        told = reader.get(f"/incidents/{ident}").json()
        assert {q["claim"] for q in told["said"]} == set(world["incidents"]["claims"][n])
        assert told["title"] == world["incidents"]["title"][n]
    for n, ident in enumerate(world["ties"]["id"]):
        told = reader.get(f"/ties/{ident}").json()
        said = {q["claim"] for k in ("said", "began", "ended", "denied") for q in told[k]}
        assert said == set(world["ties"]["claims"][n])


def test_every_actor_and_place_of_the_world_opens(reader: Person, world: Any) -> None:
    for n, ident in enumerate(world["entities"]["id"]):
        told = reader.get(f"/entities/{ident}")
        assert told.status_code == 200, ident
        assert told.json()["entity"]["name"] == world["entities"]["name"][n]


def test_lookalikes_are_told_apart(reader: Person, world: Any) -> None:
    names = world["entities"]["name"]
    pairs = {frozenset((names[a], names[b])) for a, b in world["lookalikes"]}
    ident = world["entities"]["id"][names.index("Free Syrian Army")]

    told = reader.get(f"/entities/{ident}").json()
    assert frozenset(("Free Syrian Army", "Syrian Free Army")) in pairs
    assert "Syrian Free Army" in {one["other"]["name"] for one in told["lookalikes"]}


def test_suggestions_begin_with_what_was_typed_and_are_of_the_sort_asked_for(reader: Person) -> None:
    places = reader.get("/suggest", params={"q": "ale", "sort": "place"}).json()
    actors = reader.get("/suggest", params={"q": "hez", "sort": "actor"}).json()

    assert places[0]["name"] == "Aleppo"
    assert actors[0]["name"] == "Hezbollah"
    assert all(p["place"] for p in places)
    assert not any(a["place"] for a in actors)


def test_one_box_finds_actors_claims_and_reports(reader: Person) -> None:
    found = reader.get("/search", params={"q": "Palmyra"}).json()

    assert found["entities"][0]["name"] == "Palmyra"
    assert found["claims"]
    assert found["reports"]


@pytest.mark.parametrize("name", ["claims.csv", "claims.jsonl"])
def test_an_export_holds_what_the_filter_lets_through(reader: Person, name: str) -> None:
    lines = reader.get(f"/export/{name}?predicate=led_by").text.splitlines()

    total = reader.get("/claims?predicate=led_by").json()["total"]
    assert len(lines) - (name == "claims.csv") == total > 0


def test_a_page_that_would_be_too_long_is_refused_before_it_begins(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit.hold, "__kwdefaults__", {"most": 1})
    done = reader.get("/export/page.html")

    assert done.status_code == 413
    assert "holds 1 at most; narrow it by actor" in done.json()["message"]


@pytest.mark.parametrize("name", FILES)
def test_every_export_that_is_offered_is_written(reader: Person, name: str) -> None:
    done = reader.get(f"/export/{name}", params={"last": "2024-12-31"})

    assert done.status_code == 200
    assert done.headers["content-type"].startswith(FILES[name].media)
    assert len(done.text) > 200


def test_an_answer_that_the_page_has_is_not_sent_again(reader: Person, world: Any) -> None:
    del world
    for path in ("/claims", "/world", "/reports"):
        tag = reader.get(path).headers["etag"]
        again = reader.get(path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert reader.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_book_before_anything_was_read_is_empty(reader: Person) -> None:
    past = {"known_by": "2020-01-01"}

    assert reader.get("/claims", params=past).json()["total"] == 0
    assert reader.get("/about", params=past).json()["reports"] == 0
    assert reader.get("/world", params=past).json()["incidents"]["id"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/claims/zz", 404), ("/incidents/i0", 404), ("/ties/t0", 404), ("/entities/nobody", 404), ("/reports/zz", 404),
     ("/claims?actor=Nobody%20At%20All", 404), ("/claims?place=Hezbollah", 404), ("/export/all.zip", 404),
     ("/claims?first=yesterday", 400), ("/claims?first=2024-13", 400), ("/claims?known_by=soon", 400),
     ("/claims?known_by=2024-01-01&release=one", 400), ("/claims?release=none", 400), ("/claims?cursor=!!", 400),
     ("/claims?limit=0", 422), ("/claims?limit=100000", 422), ("/claims?type=WAR", 422), ("/nothing", 404)],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_words(reader: Person, path: str, status: int) -> None:
    answer = reader.get(path)

    assert answer.status_code == status
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE claim; --",
        '"',
        "NEAR(",
        "a* OR b",
        "<script>alert(1)</script>",
        "😀",
        "قال",
        "\x00",
        "%",
        "_",
        " ",
    ],
)
def test_hostile_words_are_searched_for_and_nothing_else(reader: Person, words: str) -> None:
    for path in ("/search", "/suggest"):
        assert reader.get(path, params={"q": words}).status_code == 200
    assert reader.get("/claims", params={"search": words}).status_code == 200
    assert reader.get("/reports", params={"search": words}).status_code == 200
    assert reader.get("/claims").json()["total"] > 0
