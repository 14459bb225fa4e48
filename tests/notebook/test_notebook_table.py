from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import ExtraMissing, NameProblem
from sourcebook.notebook import Kind, Table

HOSTILE = '<script>alert(1)</script> & "quotes" \' \u202eright\x1b[31m'


def table(*words: str) -> Table:
    return Table(
        of="words",
        columns={"word": Kind.TEXT, "n": Kind.COUNT},
        rows=tuple({"word": w, "n": 1} for w in words),
    )


class Reader(HTMLParser):
    """Gathers tags and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert {name for name, _ in attrs} <= {"style", "dir"}
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text() | st.just(HOSTILE), max_size=5))
def test_no_text_of_a_report_becomes_markup_in_a_notebook(words: list[str]) -> None:
    shown = Reader(table(*words)._repr_html_())

    assert shown.tags <= {"table", "thead", "tbody", "tr", "th", "td", "bdi", "p"}


def test_a_hostile_text_is_shown_as_it_is_but_for_what_cannot_be_printed() -> None:
    assert '<script>alert(1)</script> & "quotes" \'  right [31m' in Reader(table(HOSTILE)._repr_html_()).texts


def test_the_prompt_shows_no_control_characters() -> None:
    assert "\x1b" not in repr(table(HOSTILE))
    assert "\u202e" not in repr(table(HOSTILE))


def test_a_long_table_shows_its_beginning_and_says_how_much_is_left() -> None:
    long = table(*(f"word{n}" for n in range(1025)))

    assert "1,025 words; 1,005 more are not shown" in long._repr_html_()
    assert "word19" in repr(long)
    assert "word20" not in repr(long)


def test_rows_are_gone_through_in_order_and_columns_asked_by_name() -> None:
    made = table("a", "b")

    assert [row["word"] for row in made] == ["a", "b"] == made["word"]
    assert made[1]["word"] == "b"
    with pytest.raises(NameProblem, match="words have no column 'wrod'; there are word, n"):
        made["wrod"]


def test_values_keep_their_kind_in_a_data_frame() -> None:
    columns = {
        "t": Kind.TEXT, "s": Kind.SEVERAL, "c": Kind.COUNT, "x": Kind.NUMBER, "f": Kind.FLAG, "d": Kind.DAY,
    }  # fmt: skip
    one = {"t": "=1+1", "s": ("a", "b"), "c": 3, "x": 0.5, "f": True, "d": date(1, 1, 1)}
    frame = Table(of="rows", columns=columns, rows=(one, dict.fromkeys(columns))).to_pandas()

    assert frame.iloc[0][["t", "s", "c", "x", "f"]].tolist() == ["=1+1", ("a", "b"), 3, 0.5, True]
    assert frame["d"][0].date() == date(1, 1, 1)
    assert frame.iloc[1].isna().all()
    assert [str(kind) for kind in frame.dtypes[1:]] == [
        "object",
        "Int64",
        "Float64",
        "boolean",
        "datetime64[s]",
    ]


def test_without_pandas_a_data_frame_is_refused_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sourcebook.notebook.table.find_spec", lambda _: None)

    with pytest.raises(ExtraMissing, match=r"pip install 'sourcebook\[notebook\]'"):
        table("a").to_pandas()
    assert len(table("a")) == 1
