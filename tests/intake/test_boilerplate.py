import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_samples import STORY, only_report

from sourcebook.errors import KnowledgeError
from sourcebook.intake.boilerplate import Rule, Scope, not_body, rules

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[3] / "shared"))
BODY = STORY.splitlines()
BIO = "Jane Q. Doe is a senior fellow at the Example Institute."
NAMES = [rule.name for rule in rules()]


def marked(text: str, **options: Any) -> list[str]:
    return [span.of(text) for span in not_body(text, **options)]


def within_a_report(rule: Rule, line: str) -> str:
    """The line where its rule looks for it: at the top, at the end, or in between."""
    if rule.scope is Scope.UNDER:
        return "\n".join([*BODY, BIO, line])
    parts = {
        Scope.TOP: [line, *BODY],
        Scope.CLOSING: [*BODY, line],
        Scope.REST: [*BODY, line, "Jane Doe writes."],
    }
    return "\n".join(parts.get(rule.scope, [BODY[0], line, BODY[1]]))


@pytest.mark.parametrize("rule", rules(), ids=NAMES)
def test_each_rule_marks_its_example_and_nothing_else(rule: Rule) -> None:
    text = within_a_report(rule, rule.example)
    before = f"{BIO}\n" if rule.scope is Scope.UNDER else ""
    expected = before + rule.example + ("\nJane Doe writes." if rule.scope is Scope.REST else "")
    assert marked(text) == [expected]


@pytest.mark.parametrize("rule", rules(), ids=NAMES)
def test_each_rule_leaves_real_body_alone(rule: Rule) -> None:
    assert rule.body
    assert rule.body not in "\n".join(marked(within_a_report(rule, rule.body)))


def test_no_two_rules_share_a_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    "line",
    [
        "Bashar al-Assad is president of Syria.",
        "Hadi al-Amiri is the head of the Badr Organization.",
        "Abu Mahdi al-Muhandis was the deputy head of the Popular Mobilization Forces.",
        "The Islamic Resistance in Iraq is a front for several militias.",
        "Hassan Diab is an adviser to the prime minister.",
        "Read the room, he told the generals.",
        "The group also shares intelligence with the army.",
        "Follow-up strikes hit the depot on Monday.",
        "Photos from the scene showed burning trucks.",
        "The ministry published a list of the dead on Monday.",
        "Reuters reported that the convoy was hit at dawn.",
        "Editing by the censors removed the names of the dead.",
        "She told AFP that her brother was killed.",
        "Share prices fell in Riyadh after the attack.",
        "Watch the border, the general warned.",
        "ISIS claimed the attack on Telegram.",
        "Join the army or leave, the rebels told them.",
        "Explainer: who holds the border post?",
        "Background: the post fell twice in 2014.",
    ],
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_reports_say_is_body_wherever_it_stands(line: str, at: int) -> None:
    lines = [*BODY[:at], line, *BODY[at:]]
    assert marked("\n\n".join(lines)) == []


def test_a_biography_is_marked_only_at_the_end() -> None:
    assert marked("\n".join([BODY[0], BIO, BODY[1]])) == []
    assert marked("\n".join([*BODY, BIO])) == [BIO]


def test_a_line_about_him_or_her_is_a_biography_only_under_one() -> None:
    more = "She is the author of two books on the war."
    assert marked("\n".join([*BODY, more])) == []
    assert marked("\n".join([*BODY, BIO, more])) == [f"{BIO}\n{more}"]


def test_two_biographies_and_a_copyright_line_are_one_range() -> None:
    tail = (
        "Jane Doe is a reporter at Example News.\n\nJohn Roe is a freelance journalist.\n© 2024 Example News"
    )
    assert marked(f"{STORY}\n{tail}\n") == [tail]


def test_about_the_author_reaches_to_the_end_unless_too_much_follows() -> None:
    tail = "About the Author: Jane Doe\nJane Doe writes on war.\nShe lives in Cairo."
    assert marked(STORY + tail) == [tail]
    assert marked(f"{tail.splitlines()[0]}\n{STORY * 20}") == ["About the Author: Jane Doe"]


def test_credits_at_the_end_of_a_paragraph_are_cut_from_it() -> None:
    credit = "(Additional reporting by Jane Doe; editing by John Roe)"
    assert marked(f"{BODY[0]} {credit}\n{BODY[1]}") == [credit]


def test_a_caption_is_body_and_its_credit_is_not() -> None:
    text = f"Smoke rises over the post after the attack. (Photo by Jane Doe/Example Images)\n{STORY}"
    assert marked(text) == ["(Photo by Jane Doe/Example Images)"]


@given(st.lists(st.sampled_from([*BODY, "Share this article", "© 2024 Example", "", "  By Jane Doe ", "\r"])))
def test_ranges_are_in_order_apart_and_begin_and_end_with_words(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = not_body(text)
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() for s in spans)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(s.end <= len(text) for s in not_body(text))


def test_a_million_characters_take_no_more_than_seconds() -> None:
    text = (STORY * 6000)[:1_000_000]
    assert marked(text) == []


def test_one_line_of_a_million_characters_takes_no_more_than_seconds() -> None:
    assert marked((STORY.replace("\n", " ") * 6000)[:1_000_000]) == []


def test_rules_of_ones_own_come_on_top(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nname = "desk"\nscope = "line"\npattern = "^OSINT DESK"\n')
    text = f"OSINT DESK NOTE\n{STORY}Share this article"
    assert marked(text, own=own) == ["OSINT DESK NOTE", "Share this article"]
    path = tmp_path / "report.txt"
    path.write_text(text)
    assert len(only_report(path, boilerplate=own).not_body) == 2


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("rule = 7 7", "is not TOML"),
        ('[[rule]]\nname = "x"', "absent keys"),
        ('[[rule]]\nname = "x"\nscope = "all"\npattern = "x"', "scope 'all' is none of"),
        ('[[rule]]\nname = "x"\nscope = "line"\npattern = "("', "no regular expression"),
        ('[[rule]]\nname = "x"\nscope = "line"\npattern = "x"\nlongest = "y"', "longest"),
        ('[[rule]]\nname = "x"\nscope = "line"\npattern = "x"\nlongst = 5', "unknown keys ['longst']"),
    ],
)
def test_a_file_of_rules_that_does_not_hold_together_is_refused(
    tmp_path: Path, written: str, words: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(written)
    with pytest.raises(KnowledgeError) as caught:
        rules(own)
    assert words in str(caught.value)


def test_a_file_of_rules_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        rules(tmp_path / "no.toml")


@pytest.mark.skipif(not (SHARED / "gold/report.txt").exists(), reason="the gold report is not here")
def test_of_the_gold_report_the_first_line_and_the_biography_are_not_body() -> None:
    report = only_report(SHARED / "gold/report.txt")
    tail = report.text.index("About the Author")
    first, last = report.not_body
    assert (first.start, first.end) == (0, report.text.index("\n"))
    assert (last.start, last.end) == (tail, len(report.text.rstrip()))
