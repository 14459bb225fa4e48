import pytest

from sourcebook.find.dates import read_dates
from sourcebook.model.when import Ground, When

PUBLISHED = When.parse("2024-12-11", ground=Ground.STATED)
CHRONICLE = " ".join(
    f"In {year} the fort was sold. On 4 March it burnt, and in October it was built again."
    for year in range(1801, 1815)
)


def test_many_years_long_past_and_nothing_counted_from_the_day_of_writing_make_a_history() -> None:
    assert read_dates(CHRONICLE, published=PUBLISHED).history


def test_in_a_history_a_bare_month_takes_the_year_told_before_it() -> None:
    found = read_dates(CHRONICLE, published=PUBLISHED).found
    octobers = [d for d in found if d.expression.first and d.expression.first.month == 10]
    assert [d.when.edtf for d in octobers if d.when] == [f"{year}-10" for year in range(1801, 1815)]


def test_a_report_with_a_few_old_years_is_news() -> None:
    text = "The fort, built in 1801 and sold in 1803, 1850 and 1912, was hit on Monday."
    assert not read_dates(text, published=PUBLISHED).history


def test_much_that_is_counted_from_the_day_of_writing_makes_news_of_many_years() -> None:
    text = f"{CHRONICLE} {'It was hit on Monday and again yesterday. ' * 4}"
    assert not read_dates(text, published=PUBLISHED).history


def test_years_of_last_year_and_this_one_make_news() -> None:
    text = "It was hit in January 2024, in March 2024, in June 2024 and in 1999. " * 8
    assert not read_dates(text, published=PUBLISHED).history


@pytest.mark.parametrize("text", ["", "It was hit on Monday.", CHRONICLE])
def test_without_a_day_of_publication_everything_is_a_history(text: str) -> None:
    assert read_dates(text, published=None).history


def test_a_history_read_with_a_day_of_publication_rests_on_no_such_day() -> None:
    found = read_dates(f"{CHRONICLE} The next year it was sold again.", published=PUBLISHED).found
    assert {d.when.ground for d in found if d.when} == {Ground.STATED}
