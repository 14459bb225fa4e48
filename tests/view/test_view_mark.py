import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.text import Span
from sourcebook.view.mark import Marked, marked


def mark(text: str, words: str) -> Marked:
    start = text.index(words)
    return marked(text, Span(start=start, end=start + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("One. They left the town. Three.", "left", "They ", " the town."),
        ("They left the town.", "They left the town", "", "."),
        ("“They left.” He said so.", "He said", "", " so."),
        ("Headline\n\nThey left the town", "left", "They ", " the town"),
        ("The U.S. army and Gen. Smith left. Others stayed.", "left", "The U.S. army and Gen. Smith ", "."),
        ("One. Two left. Three stayed. Four.", "left. Three", "Two ", " stayed."),
        ("They left", "left", "They ", ""),
    ],
)
def test_a_quote_is_shown_in_its_sentence(text: str, words: str, before: str, after: str) -> None:
    assert mark(text, words) == Marked(before=before, words=words, after=after)


def test_a_text_without_full_stops_is_cut() -> None:
    shown = mark("a " * 5000 + "HERE" + " b" * 5000, "HERE")

    assert len(shown.before) <= 400
    assert len(shown.after) <= 400


@given(st.text(min_size=1, max_size=80), st.data())
def test_the_words_are_always_the_quotes_and_the_rest_is_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = Span(start=start, end=data.draw(st.integers(start + 1, len(text))))
    shown = marked(text, quote)

    assert shown.words == quote.of(text)
    assert shown.before + shown.words + shown.after in text
