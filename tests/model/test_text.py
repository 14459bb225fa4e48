import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts import day
from sourcebook.errors import SpanError, ValueProblem
from sourcebook.model.text import Document, Report, Span, digest

texts = st.text(min_size=1).filter(lambda t: t.strip())


@st.composite
def spans(draw: st.DrawFn, size: int = 30) -> Span:
    start = draw(st.integers(0, size - 1))
    return Span(start=start, end=draw(st.integers(start + 1, size)))


@given(st.text(min_size=1), st.data())
def test_a_span_gives_back_the_words_it_was_cut_from(text: str, data: st.DataObject) -> None:
    span = data.draw(spans(len(text)))
    assert span.of(text) == text[span.start : span.end]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_is_neither_empty_nor_backwards_nor_before_the_text(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"span {start}:{end} is empty or runs backwards"):
        Span(start=start, end=end)


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(SpanError, match="runs past a text of 4 characters"):
        Span(start=2, end=9).of("Hama")


@given(spans(), spans())
def test_spans_overlap_where_they_share_a_character(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) is other.overlaps(one) is bool(shared)


@given(spans(), spans())
def test_a_span_within_another_shares_all_its_characters(one: Span, other: Span) -> None:
    assert one.within(other) is set(range(one.start, one.end)).issubset(range(other.start, other.end))
    assert one.within(one)


@given(st.lists(spans()))
def test_spans_sort_by_where_they_stand(them: list[Span]) -> None:
    assert sorted(them) == sorted(them, key=lambda s: (s.start, s.end))


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\u2003"])
def test_a_report_without_words_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem, match="nothing to read"):
        Report(text=text)


@given(texts)
def test_a_report_has_one_id_whatever_stands_around_its_words(text: str) -> None:
    bare = Report(text=text)
    assert bare.id == Report(text=text, title="x", author="y", address="z", language="en").id
    assert len(bare.id) == 16
    assert len(bare.sha256) == 64


@given(texts, texts)
def test_another_text_publisher_or_day_is_another_report(text: str, other: str) -> None:
    ids = {
        Report(text=text).id,
        Report(text=text, publisher="The Daily").id,
        Report(text=text, published=day("2024-12-20")).id,
        Report(text=text + other).id,
    }
    assert len(ids) == 4


def test_an_id_is_the_same_in_every_process() -> None:
    assert digest("a", "b") == "f84c4d669fe0d410"
    assert Report(text="Rebels attacked Hama.").id == "38e1f4375d10484e"


@given(st.lists(st.text(st.characters(exclude_characters="\x1f")), min_size=1, max_size=4))
def test_parts_keep_their_borders_in_a_digest(parts: list[str]) -> None:
    assert digest(*parts) != digest(*parts, "")
    assert digest(*parts) == digest(*parts)


@pytest.mark.parametrize("part", ["\ud800", "🙂", "حماة", ""])
def test_any_characters_can_be_digested(part: str) -> None:
    assert len(digest(part)) == 16


# --- Document


def tree(heads: tuple[int, ...]) -> Document:
    """A document of one-letter words with a given tree."""
    n = len(heads)
    same: tuple[str, ...] = ("x",) * n
    return Document(
        text="x " * n,
        words=same,
        lower=same,
        lemma=same,
        pos=same,
        tag=same,
        dep=same,
        head=heads,
        start=tuple(range(0, 2 * n, 2)),
        end=tuple(range(1, 2 * n, 2)),
        sentences=((0, n),),
        sentence_of=(0,) * n,
        quoted=(False,) * n,
        body=(True,) * n,
    )


@st.composite
def trees(draw: st.DrawFn) -> Document:
    """Any tree: tokens in random order, each under one that came before it."""
    n = draw(st.integers(1, 12))
    order = draw(st.permutations(range(n)))
    heads = list(range(n))
    for k in range(1, n):
        heads[order[k]] = order[draw(st.integers(0, k - 1))]
    return tree(tuple(heads))


@given(trees())
def test_every_token_but_a_root_is_the_child_of_its_head(doc: Document) -> None:
    pairs = {(k, h) for h, kids in enumerate(doc.children) for k in kids}
    assert pairs == {(i, h) for i, h in enumerate(doc.head) if i != h}
    assert all(list(kids) == sorted(kids) for kids in doc.children)


@given(trees())
def test_edges_are_the_first_and_last_token_below(doc: Document) -> None:
    def below(i: int) -> list[int]:
        return [i, *(t for k in doc.children[i] for t in below(k))]

    assert doc.edges == tuple((min(below(i)), max(below(i))) for i in range(len(doc)))


def test_a_span_of_tokens_holds_both() -> None:
    assert tree((0, 0, 1)).span(0, 2) == Span(start=0, end=5)


def test_a_document_counts_its_tokens() -> None:
    assert len(tree((0, 0, 1))) == 3


@pytest.mark.parametrize("thing", [Span(start=0, end=1), Report(text="x"), tree((0,))])
def test_what_the_text_is_made_of_is_frozen(thing: object) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, dataclasses.fields(thing)[0].name, None)  # type: ignore[arg-type]
