from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_samples import STORY, only_report

from sourcebook.intake.head import head

BODY = STORY.strip()


def test_a_block_of_header_lines_is_read_and_is_not_body(tmp_path: Path) -> None:
    lines = [
        "Title: Post falls",
        "Published: 3 March 2024",
        "Publisher: The Example Post",
        "Author: Jane Doe",
    ]
    block = "\n".join(lines)
    path = tmp_path / "report.txt"
    path.write_text(f"{block}\n\n{STORY}")
    r = only_report(path)
    assert (r.title, r.published.edtf, r.publisher, r.author) == (
        "Post falls",
        "2024-03-03",
        "The Example Post",
        "Jane Doe",
    )
    assert [s.of(r.text) for s in r.not_body] == [block]


def test_front_matter_of_markdown_is_read() -> None:
    text = f'---\nlayout: post\ntitle: "Post falls"\ndate: 2024-03-03\nweight: 7\n---\n\n{STORY}'
    said = head(text)
    assert (said.title, said.published.edtf) == ("Post falls", "2024-03-03")
    assert said.spans[-1].of(text) == "---"


def test_a_rule_that_opens_no_front_matter_is_left_alone() -> None:
    assert head(f"---\n{STORY}").spans == ()


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Rebels seize border post", "Rebels seize border post"),
        ("# Rebels seize border post", "Rebels seize border post"),
        ("‘We left’: soldiers on the fall of the post", "‘We left’: soldiers on the fall of the post"),
        ("Why did the army leave?", "Why did the army leave?"),
        ("The army left the town on Sunday.", None),
        ("The post had fallen, officials said. The army", None),
        ("By Jane Doe", None),
        ("3 March 2024", None),
        ("BAGHDAD, March 3, 2024 (AP) — Rebels", None),
        ("army leaves town", None),
        ("Update", None),
        ("Share this article", None),
    ],
)
def test_a_first_line_is_a_title_only_when_it_reads_like_one(
    tmp_path: Path, first: str, title: str | None
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{first}\n\n{STORY}")
    assert only_report(path).title == title


@pytest.mark.parametrize(
    "text", ["Rebels seize border post", "Rebels seize border post\n\nArmy leaves", BODY, ""]
)
def test_a_text_without_a_body_below_has_no_title(text: str) -> None:
    assert head(text).title is None


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Published: 3 March 2024", "2024-03-03"),
        ("Published 3 March 2024, 10:15 GMT", "2024-03-03"),
        ("Posted on March 3, 2024", "2024-03-03"),
        ("Sunday, March 3, 2024", "2024-03-03"),
        ("2024-03-03", "2024-03-03"),
        ("BAGHDAD, March 3, 2024 (AP) — Rebels seized the post.", "2024-03-03"),
        ("Baghdad – 3 March 2024 – Rebels seized the post.", "2024-03-03"),
        ("SAN SALVADOR, 8 JAN 90 (AFP) -- REBELS SEIZED THE POST.", "1990-01-08"),
        ("DAMASCUS, 8 JAN 14 (AFP) -- REBELS SEIZED THE POST.", "2014-01-08"),
        ("BAGHDAD, March 3 (Reuters) - Rebels seized the post.", None),
        ("On March 3, 2024, rebels seized the post.", None),
        ("Rebels seized the post on March 3, 2024 - the army left.", None),
        ("He was killed on 3 March 2024 – a Sunday.", None),
        ("Published: soon", None),
        ("Published 31 February 2024", None),
    ],
)
def test_a_date_is_taken_from_lines_that_give_it_as_the_reports(line: str, edtf: str | None) -> None:
    said = head(f"{line}\n\n{STORY}")
    assert (said.published.edtf if said.published else None) == edtf


def test_a_date_far_down_is_not_the_reports() -> None:
    assert head(STORY * 5 + "\nMarch 3, 2024\n").published is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Roe, Example News", "Jane Doe and John Roe, Example News"),
        ("BY JANE DOE", "JANE DOE"),
        ("By J. R. Doe", "J. R. Doe"),
        ("By Omar al-Khatib", "Omar al-Khatib"),
        ("By Monday the army had left the town", None),
        ("By Monday", "Monday"),
    ],
)
def test_a_byline_is_made_of_names(line: str, author: str | None) -> None:
    assert head(f"{line}\n{STORY}").author == author


def test_a_byline_under_a_headline_is_read_and_is_not_body(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Rebels seize border post\nBy Jane Doe\nMarch 3, 2024\n\n{STORY}")
    r = only_report(path)
    assert (r.title, r.author, r.published.edtf) == ("Rebels seize border post", "Jane Doe", "2024-03-03")
    assert [s.of(r.text) for s in r.not_body] == ["By Jane Doe\nMarch 3, 2024"]


@given(st.text())
def test_any_text_has_a_head_that_lies_in_it(text: str) -> None:
    assert all(s.end <= len(text) for s in head(text).spans)
