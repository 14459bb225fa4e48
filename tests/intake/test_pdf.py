import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_samples import Save, only_failure, only_report, pdf
from pypdf import PdfReader, PdfWriter

from sourcebook.intake import Failure, Limits, reports
from sourcebook.model.text import Report

ONE = "Rebels seized the border post on Sunday, officials said."
TWO = "The army withdrew from the town, and four soldiers were wounded."


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    def write(data: bytes, name: str = "report.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def written(
    *pages: str, password: str | None = None, owner: str | None = None, title: str | None = None
) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(*pages)))) if pages else PdfWriter()
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Jane Doe", "/CreationDate": "D:20200101000000Z"})
    if password is not None:
        writer.encrypt(user_password=password, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_are_joined_with_a_blank_line(saved: Save) -> None:
    assert only_report(saved(pdf(ONE, "", TWO))).text == f"{ONE}\n\n{TWO}"


def test_title_and_author_are_read_and_the_creation_date_is_not_the_publication(saved: Save) -> None:
    report = only_report(saved(written(ONE, TWO, title="Post falls")))
    assert (report.title, report.author, report.published) == ("Post falls", "Jane Doe", None)


def test_a_title_that_a_program_made_up_is_left_out(saved: Save) -> None:
    assert only_report(saved(written(ONE, title="Microsoft Word - draft3.docx"))).title is None


def test_a_pdf_is_a_pdf_whatever_its_name(saved: Save) -> None:
    assert only_report(saved(pdf(ONE), name="report.txt")).text == ONE


def test_a_pdf_without_pages_is_a_failure(saved: Save) -> None:
    failure = only_failure(saved(written()))
    assert failure.kind == "NoWords"
    assert "no pages" in failure.message


def test_a_pdf_with_a_password_is_a_failure(saved: Save) -> None:
    failure = only_failure(saved(written(ONE, password="secret")))  # noqa: S106 - of a file made up here
    assert failure.kind == "Unreadable"
    assert "password" in failure.message


def test_a_pdf_locked_with_the_empty_password_is_read(saved: Save) -> None:
    assert only_report(saved(written(ONE, password="", owner="secret"))).text == ONE


def test_a_scanned_pdf_is_a_failure_that_names_the_cure(saved: Save) -> None:
    failure = only_failure(saved(pdf("", "")))
    assert failure.kind == "NoWords"
    assert "scan" in failure.message
    assert "ocrmypdf" in failure.message


def test_something_else_called_pdf_is_a_failure(saved: Save) -> None:
    failure = only_failure(saved(b"Rebels seized the border post."))
    assert failure.kind == "Unreadable"
    assert "not a PDF" in failure.message


def test_a_pdf_cut_off_is_a_failure(saved: Save) -> None:
    failure = only_failure(saved(pdf(ONE)[:60]))
    assert failure.kind == "Unreadable"
    assert "damaged" in failure.message


def test_a_pdf_with_more_text_than_the_limit_is_refused(saved: Save) -> None:
    failure = only_failure(saved(pdf(ONE, TWO)), limits=Limits(text_chars=80))
    assert failure.kind == "TooLarge"
    assert "text_chars" in failure.message


@given(st.data())
def test_a_damaged_pdf_never_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    whole = bytearray(pdf(ONE, TWO))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("law") / "x.pdf"
    path.write_bytes(bytes(whole))
    assert all(isinstance(f, Report | Failure) for f in reports([str(path)]))
