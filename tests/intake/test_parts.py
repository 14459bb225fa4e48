import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import Unreadable, ValueProblem, WrongLanguage
from sourcebook.intake import Failure, Limits
from sourcebook.intake.formats import Rejoined
from sourcebook.intake.limits import megabytes
from sourcebook.intake.sniff import SUFFIXES, Format, by_bytes, by_suffix, by_type
from sourcebook.intake.strip import strip_html


def test_a_failure_names_the_class_of_its_error() -> None:
    failure = Failure.of("x.txt", WrongLanguage("skipped, language: ar"))
    assert (failure.stage, failure.kind, failure.message) == (
        "intake",
        "WrongLanguage",
        "skipped, language: ar",
    )


@pytest.mark.parametrize("name", ["file_bytes", "fetch_seconds", "text_chars"])
def test_a_limit_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueProblem, match=name):
        Limits(**{name: 0})


def test_no_redirects_at_all_may_be_asked_for() -> None:
    assert Limits(redirects=0).redirects == 0
    with pytest.raises(ValueProblem, match="redirects"):
        Limits(redirects=-1)


def test_sizes_are_written_as_people_read_them() -> None:
    assert [megabytes(10_000_000), megabytes(1000)] == ["10.0 MB", "1000 bytes"]


@given(st.binary(), st.lists(st.integers(1, 50), min_size=1))
def test_a_stream_that_was_looked_into_gives_the_same_lines(data: bytes, sizes: list[int]) -> None:
    plain, peeked = io.BytesIO(data), Rejoined(io.BytesIO(data))
    peeked.peek()
    for size in sizes:
        assert peeked.readline(size) == plain.readline(size)
    assert peeked.read(10_000) == plain.read(10_000)


def test_the_ending_tells_the_format_whatever_its_case() -> None:
    assert by_suffix("a/REPORT.HTM") is Format.PAGE
    assert by_suffix("report.docx") is None
    assert all(by_suffix(f"x{suffix}") for suffix in SUFFIXES)


@pytest.mark.parametrize(
    ("first", "form"),
    [
        (b"%PDF-1.7\n", Format.PDF),
        (b"\n<!DOCTYPE html><html>", Format.PAGE),
        (b"<?xml version='1.0'?>\n<!-- made by hand --><html xmlns='x'>", Format.PAGE),
        ("<html><body>".encode("utf-16"), Format.PAGE),
        (b'<?xml version="1.0"?><rss version="2.0">', Format.FEED),
        (b'\xef\xbb\xbf<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="x">', Format.FEED),
        (b'{"text": "Rebels', Format.LINES),
        (b'\n{"text": "Rebels"}\n', Format.LINES),
        (b"{Rebels} seized the post", Format.TEXT),
        (b"Rebels <b>seized</b> the post", Format.TEXT),
        (b"", Format.TEXT),
    ],
)
def test_the_first_bytes_tell_the_format(first: str, form: Format) -> None:
    assert by_bytes(first) is form


def test_a_type_that_is_not_read_is_named() -> None:
    with pytest.raises(Unreadable, match="video/mp4"):
        by_type("video/mp4", b"\x00\x00")


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("One<br/>Two", "One\nTwo"),
        ("<div>One <b>two</b>\nthree</div><script>x()</script>", "One two three"),
        ("  plain words \n\n stay ", "plain words \n\n stay"),
        ("<p>Unclosed <b>bold", "Unclosed bold"),
        ("</script></p>", ""),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
    ],
)
def test_marks_are_stripped_and_paragraphs_kept(fragment: str, words: str) -> None:
    assert strip_html(fragment) == words


@given(st.text(alphabet="<>&/pbr!-[]; a\"'="))
def test_no_marks_whatever_raise(fragment: str) -> None:
    strip_html(fragment)
