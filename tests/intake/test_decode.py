from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_samples import STORY, only_failure, only_report

from sourcebook.errors import Unreadable
from sourcebook.intake.decode import decode

CURLY = "Iran’s proxies — “the axis” — lost a café in São Paulo, Peña said. " * 3


@given(st.text(st.characters(exclude_characters="\x00\ufeff", exclude_categories=["Cs"])))
def test_utf_8_comes_back_as_written(text: str) -> None:
    data = text.encode()
    assert decode(b"\xef\xbb\xbf" + data) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_each_encoding_is_found(encoding: str) -> None:
    assert decode(CURLY.encode(encoding)) == CURLY


def test_latin_1_without_a_word_about_it_is_found() -> None:
    text = STORY + "El presidente de Perú visitó São Paulo."
    assert decode(text.encode("latin-1")) == text


def test_cyrillic_in_cp1251_is_found_and_skipped_as_russian(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(
        ("Повстанцы захватили пограничный пост в воскресенье, сообщили власти. " * 6).encode("cp1251")
    )
    failure = only_failure(path)
    assert failure.kind == "WrongLanguage"
    assert "skipped, language: ru" in failure.message


def test_english_with_a_few_cyrillic_words_in_utf_8_is_english(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY + "Вагнер", "utf-8")
    assert only_report(path).text.endswith("Вагнер")


def test_mixed_encodings_are_refused_with_the_place() -> None:
    with pytest.raises(Unreadable, match=r"mixed encodings.*byte \d+"):
        decode("“Iran’s” proxies — ".encode() * 5 + "café".encode("cp1252") + b" said")


def test_a_cut_utf_16_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="cut off or damaged"):
        decode(STORY.encode("utf-16")[:-1])


def test_zeros_are_refused() -> None:
    with pytest.raises(Unreadable, match="binary"):
        decode(b"Rebels\x00\x01\x02 seized the post")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "old Word"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"{\\rtf1\\ansi Rebels seized the post}", "RTF"),
    ],
)
def test_what_is_no_text_is_told_by_its_first_bytes(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    failure = only_failure(path)
    assert failure.kind == "Unreadable"
    assert word in failure.message


def test_words_that_begin_like_a_sound_file_are_words() -> None:
    assert decode(b"ID3 is a tag; RIFF is not.") == "ID3 is a tag; RIFF is not."


def test_a_declared_encoding_is_believed_when_the_bytes_agree() -> None:
    text = "Łódź and Gdańsk said no"
    assert decode(text.encode("iso-8859-2"), declared="ISO-8859-2") == text


@pytest.mark.parametrize("declared", ["no-such-code", "utf-8", '"windows-1252"', "iso-8859-1"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    assert decode(CURLY.encode("cp1252"), declared=declared) == CURLY
