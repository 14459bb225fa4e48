from pathlib import Path

import pytest
from intake_samples import PAGE, STORY, Save, only_failure, only_report

from sourcebook.intake import reports


@pytest.fixture
def page(tmp_path: Path) -> Save:
    def write(html: str | bytes, encoding: str = "utf-8", name: str = "report.html") -> Path:
        path = tmp_path / name
        path.write_bytes(html if isinstance(html, bytes) else html.encode(encoding))
        return path

    return write


def test_a_saved_page_gives_text_title_publisher_author_and_date(page: Save) -> None:
    r = only_report(page(PAGE))
    assert (r.title, r.publisher, r.author) == ("Rebels seize border post", "The Example Post", "Jane Doe")
    assert r.published.edtf == "2024-12-08"
    assert STORY.strip() in r.text
    assert "Home" not in r.text


def test_an_advert_in_the_text_is_marked(page: Save) -> None:
    r = only_report(page(PAGE))
    assert [s.of(r.text) for s in r.not_body] == ["Sign up for our newsletter"]


@pytest.mark.parametrize("encoding", ["cp1251", "iso-8859-2", "utf-8", "shift_jis"])
def test_the_charset_of_the_page_is_honoured(page: Save, encoding: str) -> None:
    word = {"cp1251": "Вагнер", "iso-8859-2": "Łódź", "utf-8": "Łódź", "shift_jis": "東京"}[encoding]
    html = PAGE.replace('charset="utf-8"', f'charset="{encoding}"').replace("the town", word)
    assert word in only_report(page(html, encoding)).text


def test_a_page_that_lies_about_its_charset_is_still_read(page: Save) -> None:
    html = PAGE.replace("the town", "the café’s town")
    assert "café’s" in only_report(page(html, "cp1252")).text


def test_an_xml_declaration_is_no_hindrance(page: Save) -> None:
    html = '<?xml version="1.0" encoding="iso-8859-1"?>' + PAGE.replace("the town", "café")
    assert "café" in only_report(page(html, name="report.xhtml")).text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><script>let x = 1;</script></body></html>",
        "<!DOCTYPE html><html><head><title>Log in</title></head><body></body></html>",
        "<html>",
        "<" * 500,
    ],
)
def test_a_page_without_text_is_a_failure(page: Save, html: str) -> None:
    assert only_failure(page(html)).kind == "NoWords"


def test_a_page_nested_too_deep_does_not_crash(page: Save) -> None:
    html = "<html><body>" + "<div>" * 20_000 + "Rebels seized the post." + "</div>" * 20_000
    path = page(html)
    assert len(list(reports([str(path)]))) == 1


def test_an_image_called_html_is_a_failure(page: Save) -> None:
    assert "PNG" in only_failure(page(b"\x89PNG\r\n\x1a\n\x00\x00")).message


def test_a_date_in_the_text_is_not_taken_for_the_pages(page: Save) -> None:
    html = PAGE.replace('<meta property="article:published_time" content="2024-12-08T22:10:00-05:00">', "")
    html = html.replace("on Sunday", "on March 3, 2019")
    assert only_report(page(html)).published is None


def test_a_date_of_the_page_that_cannot_be_read_is_none(page: Save) -> None:
    html = PAGE.replace("2024-12-08T22:10:00-05:00", "soon")
    assert only_report(page(html)).published is None


def test_nothing_is_said_on_standard_error(page: Save, capfd: pytest.CaptureFixture[str]) -> None:
    only_failure(page("<html><body></body></html>"))
    only_failure(page("<html><body></body></html>", name="x.pdf"))
    assert capfd.readouterr() == ("", "")
