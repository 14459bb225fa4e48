from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import parsed, report
from sourcebook.find.found import Found, How
from sourcebook.find.names import find_names, names
from sourcebook.find.runs import head_of, opens_sentence
from sourcebook.parse import parse


def found(text: str) -> list[Found]:
    return find_names(parsed(text))


def texts(text: str) -> list[str]:
    return [f.text for f in found(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hezbollah attacked Haifa.", ["Hezbollah", "Haifa"]),
        ("Kataib Hezbollah attacked Eilat.", ["Kataib Hezbollah", "Eilat"]),
        ("The Syrian Free Army and the Free Syrian Army met.", ["The Syrian Free Army", "Free Syrian Army"]),
        ("The Islamic Resistance in Iraq attacked Eilat.", ["The Islamic Resistance in Iraq", "Eilat"]),
        ("The Green Valley Brigade attacked Hama.", ["The Green Valley Brigade", "Hama"]),
        ("Iraqi Interior Ministry troops left.", ["Iraqi Interior Ministry"]),
        ("The Ministry of Defence denied it.", ["The Ministry of Defence"]),
        ("Saray al-Jihad Group fired.", ["Saray al-Jihad Group"]),
        ("Samir al-Tolan and Ahmed bin Rashid met.", ["Samir al-Tolan", "Ahmed bin Rashid"]),
        ("Iran, Syria and Russia met.", ["Iran", "Syria", "Russia"]),
        ("He writes for 19FortyFive now.", ["19FortyFive"]),
        ("The Shah's government fell.", ["The Shah's government"]),
        ("It was us who left.", []),
        ("The rebels left the town.", []),
    ],
)
def test_names_are_found_whole(text: str, wanted: list[str]) -> None:
    def bare(them: list[str]) -> list[str]:
        return [t.removeprefix("The ") for t in them]

    assert bare(texts(text)) == bare(wanted)


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("Hezbollah attacked Haifa.", "Hezbollah", How.LISTED),
        ("Iran left.", "Iran", How.COUNTRY),
        ("The United States left.", "United States", How.COUNTRY),
        ("US officials left.", "US", How.COUNTRY),
        ("Iraqi officials met Syrians.", "Syrians", How.DEMONYM),
        ("The Green Valley Brigade left.", "Green Valley Brigade", How.CAPITALS),
    ],
)
def test_how_a_name_was_seen(text: str, name: str, how: How) -> None:
    assert [f.how for f in found(text) if f.text.removeprefix("The ") == name] == [how]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran left.", "IR"),
        ("Iraqi officials left.", "IQ"),
        ("The U.S. left.", "US"),
        ("Syrians left.", "SY"),
    ],
)
def test_a_country_s_name_gives_its_code(text: str, code: str) -> None:
    assert [f.country for f in found(text) if f.country] == [code]


def test_capitals_prove_nothing_in_a_line_of_capitals() -> None:
    assert "US" not in {f.text for f in found("REBELS TOLD US TO LEAVE AT ONCE")}


def test_small_letters_are_no_name() -> None:
    assert texts("the group told us that the house of god was open") == []


def test_a_longer_name_swallows_the_shorter() -> None:
    assert [f.ids for f in found("Kataib Hezbollah left.")] == [("kataib-hezbollah",)]


def test_a_name_does_not_run_over_the_end_of_a_sentence() -> None:
    assert texts("He fled to Iraq. Hezbollah stayed.") == ["Iraq", "Hezbollah"]


def test_the_head_of_a_name_is_the_word_that_the_grammar_knows_it_by() -> None:
    doc = parsed("The Green Valley Brigade attacked Hama.")
    assert doc.words[head_of(doc, 1, 3)] == "Brigade"


def test_the_first_word_of_a_sentence_opens_it_quotation_marks_aside() -> None:
    doc = parsed('"Rebels left," he said.')
    assert [doc.words[i] for i in range(len(doc)) if opens_sentence(doc, i)][-1] == "Rebels"


def test_the_table_of_names_is_made_once() -> None:
    assert names() is names()


def test_lengths_are_tried_longest_first() -> None:
    assert all(list(ns) == sorted(ns, reverse=True) for ns in names().lengths.values())


WORDS = (
    "The Islamic State of Iraq and Syria in U.S. Hezbollah Kataib al - Nujaba Free Army us IT ' s , .".split()
)


scrawls = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.strip())


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), scrawls))
def test_no_name_stands_in_another_and_all_stand_in_order(heap: str) -> None:
    doc = parse(report(heap))
    ranges = [(f.first, f.last) for f in find_names(doc)]
    assert all(a <= b < c for (a, b), (c, _) in pairwise(ranges))
    assert all(doc.sentence_of[a] == doc.sentence_of[b] for a, b in ranges)


@pytest.mark.parametrize(
    ("text", "name", "who"),
    [
        ("Men of Harakat Hizbullah an-Nujabaa fled.", "Harakat Hizbullah an-Nujabaa", "harakat-hezbollah-al-nujaba"),
        ("The Ejército de Liberación Nacional fired.", "Ejército de Liberación Nacional",
         "national-liberation-army-colombia"),
        ("They met the Hamas Movement there.", "Hamas Movement", "hamas"),
        ("They met Lebanese Hizbullah there.", "Lebanese Hizbullah", "hezbollah"),
    ],
)  # fmt: skip
def test_a_name_is_known_in_another_spelling_or_language(text: str, name: str, who: str) -> None:
    assert [f.ids for f in found(text) if f.text.removeprefix("The ") == name] == [(who,)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Men of Liwa Hezbollah al-Zabadi fled.", "Liwa Hezbollah al-Zabadi"),
        ("Men of Harakat Hamas al-Hurra fled.", "Harakat Hamas al-Hurra"),
        ("The Hezbollah al-Zabadi fled.", "Hezbollah al-Zabadi"),
    ],
)
def test_a_known_name_inside_a_longer_unknown_one_is_nobody_known(text: str, name: str) -> None:
    assert [(f.text.removeprefix("The "), f.ids) for f in found(text)] == [(name, ())]


def test_at_is_an_article_only_before_a_hyphen() -> None:
    assert [f.text for f in found("Men of Jaish at-Tariqa fled.")] == ["Jaish at-Tariqa"]
    assert "Jaish at Tanf" not in [f.text for f in found("They met Jaish at Tanf.")]
