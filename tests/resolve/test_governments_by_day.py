"""Which government is meant, by the day that is spoken of; and who held an office then."""

from pathlib import Path

import pytest

from readings import Case, cases, graded
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Event
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.when import Ground, When
from sourcebook.stages import read

TABLE = cases(__file__, "governments_cases.csv")


def draft(text: str, published: str, project: Path | None = None) -> Draft:
    when = When.parse(published, ground=Ground.PUBLISHED) if published else None
    return read(Report(text=text, published=when), project=project)


def meant(d: Draft, word: str) -> list[Actor]:
    """The actors that the mentions with a word stand for; of two that hold it, the longer mention counts."""
    by_id = {a.id: a for a in d.actors}
    at = d.report.text.rindex(word)
    found = [m for m in d.mentions if m.span.start <= at < m.span.end and m.entity in by_id]
    return [by_id[m.entity or ""] for m in sorted(found, key=lambda m: m.span.start - m.span.end)]


@pytest.mark.parametrize("case", graded(TABLE, "text", "published", "word"))
def test_which_government_the_words_mean(case: Case) -> None:
    assert [a.name for a in meant(draft(case["text"], case["published"]), case["word"])][:1] == [case["who"]]


def test_a_government_of_its_own_is_a_unit_of_its_state() -> None:
    (actor,) = meant(draft("The Assad regime fell.", ""), "regime")
    assert (actor.kind, actor.subkind, actor.state, actor.unit_of) == (
        "state_body",
        "government",
        "SY",
        "syria",
    )


def test_an_event_with_a_day_of_its_own_has_the_government_of_that_day() -> None:
    text = (
        "On 5 May 2013 the army moved. On the same day, the rebels said, the Syrian government attacked Homs."
    )
    d = draft(text, "2025-02-01")
    by_id = {a.id: a.name for a in d.actors}
    attack = next(c.fact for c in d.claims if isinstance(c.fact, Event) and c.fact.type == "ASSAULT")
    assert [by_id[i] for i in attack.actor] == ["Assad government"]


def test_a_government_named_outright_stays_whatever_the_day() -> None:
    d = draft("The Assad regime was condemned by France in March 2025.", "2025-04-01")
    condemned = next(c.fact for c in d.claims if isinstance(c.fact, Event))
    assert condemned.recipient == ("syria-assad-government",)


HEADS = """state\trole\ttitle\tname\tfrom\tto
SY\thead_of_state\tPresident\tHafez al-Assad\t1971-03-12\t2000-06-10
SY\thead_of_state\tPresident\tBashar al-Assad\t2000-07-17\t2024-12-08
SY\thead_of_state\tPresident\tAhmed al-Sharaa\t2025-01-29\t
US\thead_of_state\tPresident\tGeorge H. W. Bush\t1989-01-20\t1993-01-20
US\thead_of_state\tPresident\tGeorge W. Bush\t2001-01-20\t2009-01-20
NO\thead_of_government\tPrime Minister\tOla Sund\t1990-01-01\t
"""


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("The Syrian president met Turkey.", "president", "Ahmed al-Sharaa"),
        ("The president of Syria met Turkey.", "president", "Ahmed al-Sharaa"),
        ("Syria's president met Turkey.", "president", "Ahmed al-Sharaa"),
        ("The Syrian president condemned Israel in 2012.", "president", "Bashar al-Assad"),
        ("President Bush invaded Iraq in March 2003.", "Bush", "George W. Bush"),
        ("President Bush attacked Iraq in January 1991.", "Bush", "George H. W. Bush"),
        ("President Assad shelled Hama in February 1982.", "Assad", "Hafez al-Assad"),
        ("The Norwegian premier met Turkey.", "premier", "Ola Sund"),
        ("The Syrian vice president met Turkey.", "president", "Syria"),
        ("The French president met Turkey.", "president", "Emmanuel Macron"),
        ("The Andorran president met Turkey.", "president", "Andorra"),
        (
            "French President Emmanuel Macron left. The French president met Turkey.",
            "president met",
            "Emmanuel Macron",
        ),
    ],
)
def test_who_held_the_office_on_the_day(tmp_path: Path, text: str, word: str, who: str) -> None:
    (tmp_path / "heads.tsv").write_text(HEADS, "utf-8")
    assert meant(draft(text, "2025-03-01", tmp_path), word)[0].name == who


def test_a_person_named_in_full_is_the_surname_again_whoever_held_the_office(tmp_path: Path) -> None:
    (tmp_path / "heads.tsv").write_text(HEADS, "utf-8")
    d = draft("Barbara Bush left. President Bush met Turkey.", "1990-03-01", tmp_path)
    assert meant(d, "Bush")[0].name == "Barbara Bush"
