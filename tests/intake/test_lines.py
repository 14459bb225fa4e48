import json
from pathlib import Path

import pytest
from intake_samples import STORY, Save, only_failure, only_report

from sourcebook.intake import Failure, Limits, reports
from sourcebook.model.text import Report


@pytest.fixture
def lines(tmp_path: Path) -> Save:
    def write(*entries: object) -> Path:
        path = tmp_path / "reports.jsonl"
        path.write_text("\n".join(e if isinstance(e, str) else json.dumps(e) for e in entries), "utf-8")
        return path

    return write


def test_every_documented_key_is_read(lines: Save) -> None:
    entry = {
        "text": STORY,
        "title": "Post  falls",
        "published": "2024-12-08",
        "publisher": "The Example Post",
    }
    entry |= {"author": "Jane Doe", "url": "http://example.org/1", "language": "en", "id": 7, "more": [1]}
    r = only_report(lines(entry))
    assert (r.text, r.title, r.published.edtf, r.publisher) == (
        STORY,
        "Post falls",
        "2024-12-08",
        "The Example Post",
    )
    assert (r.author, r.address, r.language) == ("Jane Doe", "http://example.org/1", "en")


def test_the_address_goes_before_the_url_and_the_line_stands_for_both(lines: Save) -> None:
    path = lines({"text": STORY, "address": "a", "url": "b"}, {"text": STORY})
    assert [r.address for r in reports([str(path)])] == ["a", f"{path}:2"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": "Rebels seized', "cut off"),
        ("[1, 2]", "not an object"),
        ('"words"', "not an object"),
        ('{"title": "Rebels"}', 'no key "text" (there are: title)'),
        ('{"text": null}', 'no key "text"'),
        ('{"text": 7}', "'text' holds int"),
        ('{"text": "Rebels", "title": ["x"]}', "'title' holds list"),
        ("[" * 100_000, "not one whole JSON object"),
        ('{"text": ""}', "no words"),
        ('{"text": "\\u00a0 \\n"}', "no words"),
    ],
)
def test_a_bad_line_is_a_failure_with_its_number_and_the_others_are_read(
    lines: Save, line: str, words: str
) -> None:
    path = lines({"text": STORY}, line, "", {"text": STORY})
    good, bad, also_good = reports([str(path)])
    assert isinstance(good, Report)
    assert isinstance(also_good, Report)
    assert (bad.source, bad.stage) == (f"{path}:2", "intake")
    assert words in bad.message


def test_a_line_in_another_language_is_skipped(lines: Save) -> None:
    found = list(
        reports([str(lines({"text": "استولى المتمردون على المعبر الحدودي يوم الأحد وانسحب الجيش"}))])
    )
    assert [f.kind for f in found] == ["WrongLanguage"]


def test_a_line_over_the_limit_is_a_failure_and_the_next_is_read(lines: Save) -> None:
    path = lines({"text": STORY * 50}, {"text": STORY})
    bad, good = reports([str(path)], limits=Limits(file_bytes=1000))
    assert (bad.kind, bad.source) == ("TooLarge", f"{path}:1")
    assert isinstance(good, Report)


def test_a_file_over_the_limit_of_a_report_is_read_line_by_line(lines: Save) -> None:
    path = lines(*({"text": f"{STORY} {n}"} for n in range(30)))
    assert sum(isinstance(r, Report) for r in reports([str(path)], limits=Limits(file_bytes=1000))) == 30


@pytest.mark.parametrize("published", ["soon", "32 December 2024", None, 3.5, {"day": 1}, True])
def test_a_date_that_cannot_be_read_is_none_and_the_report_goes_on(lines: Save, published: object) -> None:
    assert only_report(lines({"text": STORY, "published": published})).published is None


def test_a_year_may_be_a_number(lines: Save) -> None:
    assert only_report(lines({"text": STORY, "published": 2024})).published.edtf == "2024"


def test_half_a_character_becomes_a_mark_of_the_same_length(lines: Save) -> None:
    report = only_report(lines('{"text": "The rebels \\ud800 seized \\u0000 the post"}'))
    assert report.text == "The rebels \ufffd seized \ufffd the post"


def test_json_over_several_lines_is_one_failure_that_says_what_to_type(lines: Save) -> None:
    failure = only_failure(lines(json.dumps({"text": STORY}, indent=1)))
    assert "jq -c" in failure.message


def test_a_line_that_is_no_utf_8_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n')
    assert "not UTF-8" in only_failure(path).message


def test_json_lines_in_utf_16_are_refused_once(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"text": "a"}\n{"text": "b"}\n'.encode("utf-16"))
    assert "UTF-16" in only_failure(path).message


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": STORY}).encode())
    assert only_report(path).text == STORY


def test_a_file_of_blank_lines_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n \n")
    failure = only_failure(path)
    assert isinstance(failure, Failure)
    assert failure.kind == "NoWords"
