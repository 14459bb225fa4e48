import pytest

from sourcebook.link.credits import called, cited, credited, credits, is_outlet, newsroom  # noqa: A004
from sourcebook.model.text import Report, Span

BODY = "Forty lorries left the town at dawn, two drivers said. The guards let them pass."


def report(text: str = BODY, *, publisher: str | None = "Quay Post", author: str | None = None) -> Report:
    return Report(text=text, publisher=publisher, author=author)


@pytest.mark.parametrize(
    "text",
    [
        f"BAGHDAD, Dec 3, 2024 (Harbour Wire) - {BODY}",
        f"AL QAIM, Iraq (Harbour Wire) — {BODY}",
        f"Baghdad (Harbour Wire) – {BODY}",
        f"(Harbour Wire) - {BODY}",
        f"{BODY} (Harbour Wire)",
        f"{BODY}\n— Harbour Wire",
        f"{BODY}\n(Harbour Wire)\n",
        f"Source: Harbour Wire\n\n{BODY}",
        f"{BODY}\nThis article was first published by Harbour Wire.",
    ],
)
def test_a_report_says_that_its_words_are_an_agencys(text: str) -> None:
    assert credits(report(text)) == ("Harbour Wire",)


@pytest.mark.parametrize(
    ("author", "found"),
    [
        ("Harbour Wire", ("Harbour Wire",)),
        ("By Harbour Wire staff", ("Harbour Wire",)),
        ("Ada Quill, AFP", ("AFP",)),
        ("Ada Quill (Reuters)", ("Reuters",)),
        ("AFP/Reuters", ("AFP", "Reuters")),
        ("Agence France-Presse", ("AFP",)),
        ("Ada Quill and Reuters", ()),
        ("Quay Post/AFP", ()),
        ("Quay Post staff with AFP", ()),
        ("Ada Quill, Quay Post", ()),
        ("Ada Quill", ()),
        (None, ()),
    ],
)
def test_a_byline_gives_the_whole_text_to_an_outlet_that_does_not_share_it(
    author: str | None, found: tuple[str, ...]
) -> None:
    assert credits(report(author=author)) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("With AFP", ["AFP"]),
        ("(With inputs from Reuters)", ["Reuters"]),
        ("AP and Reuters contributed to this report.", ["AP", "Reuters"]),
        ("With agencies", []),
    ],
)
def test_thanks_for_a_part_are_no_claim_on_the_whole(last: str, found: list[str]) -> None:
    told = credited(report(f"{BODY}\n{last}"))

    assert [c.name for c in told] == found
    assert not any(c.whole for c in told)


@pytest.mark.parametrize(
    "text",
    [
        f"Hayat Tahrir al-Sham (HTS) - the group that took the town - says nothing. {BODY}",
        f"{BODY} (SOHR)",
        f"Men at the gate on Friday. (AFP)\n{BODY}",
        f"QUAY TOWN (Quay Post) - {BODY}",
        f"{BODY}\nAda Quill contributed to this report.",
    ],
)
def test_brackets_that_credit_nobody_else_are_left_alone(text: str) -> None:
    assert credited(report(text)) == ()


def test_a_credit_is_found_above_what_is_no_body() -> None:
    advert = "\nSign up for our newsletter."
    text = f"{BODY} (Harbour Wire){advert}"
    found = Report(text=text, not_body=(Span(start=len(text) - len(advert), end=len(text)),))

    assert credits(found) == ("Harbour Wire",)


def test_a_byline_may_name_an_outlet_that_only_the_book_knows() -> None:
    one = report(author="Kestrel Desk")

    assert credited(one) == ()
    assert [c.name for c in credited(one, known={"Kestrel Desk"})] == ["Kestrel Desk"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a commander told The New Arab on Friday", ("The New Arab",)),
        ("according to a report in the newspaper Quay Herald", ("Quay Herald",)),
        ("according to Reuters and AFP, the gate was shut", ("Reuters", "AFP")),
        ("Radio Breakwater reported that the gate was shut", ("Radio Breakwater",)),
        ("Ada Quill told the mayor that the gate was shut", ()),
        ("according to the Syrian Observatory for Human Rights", ()),
    ],
)
def test_words_cite_an_outlet(words: str, found: tuple[str, ...]) -> None:
    assert cited(words) == found


def test_names_of_one_outlet_meet() -> None:
    assert called("Agence France-Presse") == called("AFP") == "AFP"
    assert newsroom("The New Arab") == newsroom("New Arab") == newsroom("Al-Araby Al-Jadeed")
    assert newsroom("") == ""


@pytest.mark.parametrize("name", ["", "agencies", "Ada Quill", "Post", "Syrian Army"])
def test_not_every_name_is_an_outlets(name: str) -> None:
    assert not is_outlet(name)
