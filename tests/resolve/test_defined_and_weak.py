"""Acronyms: a report's own explanation comes first, then whom the report gives a reason to mean."""

import pytest

from readings import draft
from sourcebook.model.text import MentionKind
from sourcebook.resolve.defined import abbreviates


def meant(text: str) -> dict[str, str | None]:
    d = draft(text)
    return {
        m.span.of(text).removeprefix("The ").removeprefix("the "): m.entity
        for m in d.mentions
        if m.kind in {MentionKind.ACTOR, MentionKind.PERSON}
    }


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("SBAH", "State Board of Antiquities and Heritage"),
        ("NAVCENT", "U.S. Naval Forces Central Command"),
        ("FSA", "Free Syrian Army"),
        ("SDF", "Syrian Democratic Forces"),
        ("CENTCOM", "US Central Command"),
    ],
)
def test_an_acronym_takes_letters_from_the_heads_of_words(acronym: str, name: str) -> None:
    assert abbreviates(acronym, name)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("SANA", "Hezbollah Army"),
        ("HRW", "Hezbollah"),
        ("AFP", "Iraqi army"),
        ("SFA", "Free Syrian Army"),
        ("it", "Iraq Times"),
    ],
)
def test_letters_that_a_name_does_not_give_are_no_acronym_of_it(acronym: str, name: str) -> None:
    assert not abbreviates(acronym, name)


def test_a_report_s_own_explanation_goes_before_a_listed_bearer() -> None:
    found = meant("The Northern River Army (NRA) fired on Hama. The NRA denied it.")
    assert found["NRA"] == found["Northern River Army"]
    assert found["NRA"] != "national-resistance-army"


def test_a_report_s_own_explanation_goes_before_a_strong_name() -> None:
    found = meant("The Southern Dam Force (SDF) fired on Hama. The SDF denied it.")
    assert found["SDF"] == found["Southern Dam Force"]


def test_a_name_with_and_reaches_as_far_as_its_acronym_says() -> None:
    found = meant("The State Board of Mills and Weirs (SBMW) warned them. The SBMW spoke.")
    assert found["SBMW"] == found["State Board of Mills and Weirs"]
    assert found["SBMW"] is not None


def test_an_acronym_in_brackets_that_is_a_source_is_no_name_of_the_actor() -> None:
    found = meant("The rebels left Hezbollah (AFP). AFP had reported it.")
    assert found["AFP"] != found["Hezbollah"]


def test_a_weak_acronym_means_the_bearer_that_the_report_names_in_full() -> None:
    found = meant("The Free Syrian Army left Hama. The FSA came back.")
    assert found["FSA"] == "free-syrian-army"


def test_an_acronym_of_many_bears_no_name_without_a_reason() -> None:
    assert meant("The KIA fired on the mill.")["KIA"] == "kia"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The KIA fired on a mill in Myanmar.", "kachin-independence-army"),
        ("The KIA fired on a mill in Iraq.", "kataib-al-imam-ali"),
        ("The SNA fired on a mill in Somalia.", "somali-national-army"),
    ],
)
def test_the_state_that_a_report_names_is_a_reason(text: str, who: str) -> None:
    assert who in meant(text).values()


def test_two_letters_want_a_reason() -> None:
    assert meant("The men saw IS fighters.")["IS"] == "islamic-state"
    assert "islamic-state" not in meant("The mayor of IS spoke.").values()


@pytest.mark.parametrize(
    "text", ["The Knights beat the Tiger on Monday.", "The Resistance lost to the Knights."]
)
def test_a_common_word_that_somebody_bears_as_a_weak_name_is_nobody_known(text: str) -> None:
    assert not {"mkhedrioni", "suheil-al-hassan", "al-monitor", "la-resistencia-cartel"} & set(
        meant(text).values()
    )


def test_a_weak_name_means_no_body_of_a_state_when_only_others_are_spoken_of() -> None:
    found = meant("The Peoples Democratic Party lost in Nigeria.")
    assert found["Peoples Democratic Party"] == "peoples-democratic-party-nigeria"
    assert meant("The ABM defences of Poland failed.").get("ABM") != "islamic-state-sinai-province"


def test_a_surname_means_the_person_whom_the_report_names_in_full() -> None:
    found = meant("Laura Bush left. Bush came back.")
    assert found["Bush"] == found["Laura Bush"]


def test_a_single_short_word_is_not_known_by_its_sound() -> None:
    assert "asean" not in meant("An Asian official left.").values()
