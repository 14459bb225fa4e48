import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_samples import PAGE, STORY, feed, item, only_failure, only_report, pdf

from sourcebook.intake import SUFFIXES, Failure, Limits, reports
from sourcebook.intake.formats import Rejoined
from sourcebook.model.text import Report
from sourcebook.model.when import Ground, When

HEAVY = {
    "trafilatura",
    "pypdf",
    "feedparser",
    "py3langid",
    "charset_normalizer",
    "urllib3",
    "lxml",
    "numpy",
    "spacy",
}


def test_importing_intake_loads_no_reader() -> None:
    code = "import sys, sourcebook.intake; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(out.stdout.split())


def test_a_plain_text_file_comes_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(STORY.replace("\n", "\r\n").encode() + b"\t\n\n")
    assert only_report(path).text == STORY.replace("\n", "\r\n") + "\t\n\n"


@given(st.text(min_size=1))
def test_whatever_words_a_text_file_holds_come_unchanged(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    path = tmp_path_factory.mktemp("law") / "report.md"
    path.write_bytes((STORY + words.replace("\x00", "")).encode("utf-8", "replace"))
    assert only_report(path).text == path.read_bytes().decode()


def test_a_markdown_file_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"# Rebels *seize* post\n\n{STORY}", "utf-8")
    report = only_report(path)
    assert report.text.startswith("# Rebels *seize* post\n\n")
    assert report.title == "Rebels *seize* post"


def test_a_report_says_where_it_is_from_and_that_it_is_english(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY)
    report = only_report(path)
    assert (report.address, report.language) == (str(path), "en")


def test_the_callers_date_goes_before_the_files(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Published: 3 March 2024\n\n{STORY}")
    caller = When.parse("2024-03-05", ground=Ground.PUBLISHED)
    assert only_report(path, published=caller).published == caller
    assert only_report(path).published.edtf == "2024-03-03"


def test_a_missing_file_is_a_failure_that_names_it(tmp_path: Path) -> None:
    failure = only_failure(tmp_path / "no.txt")
    assert (failure.kind, failure.stage, failure.source) == ("NotFound", "intake", str(tmp_path / "no.txt"))
    assert "no such file" in failure.message


@pytest.mark.parametrize("name", ["", "  ", "a\x00b"])
def test_a_name_that_is_none_is_a_failure(name: str) -> None:
    assert only_failure(name).kind == "NotFound"


@pytest.mark.parametrize("suffix", [".txt", ".html", ".pdf", ".xml", ".jsonl", ""])
def test_an_empty_file_is_a_failure(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    path.touch()
    failure = only_failure(path)
    assert failure.kind == "NoWords"
    assert "empty" in failure.message


def test_a_file_of_blanks_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(" \n\t\n -- \n")
    assert only_failure(path).kind == "NoWords"


def test_a_report_of_twenty_megabytes_is_refused_and_the_limit_named(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"The war went on. " * 1_200_000)
    failure = only_failure(path)
    assert failure.kind == "TooLarge"
    assert "10.0 MB" in failure.message
    assert "file_bytes" in failure.message


def test_a_text_longer_than_the_parser_takes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY * 20)
    failure = only_failure(path, limits=Limits(text_chars=1000))
    assert failure.kind == "TooLarge"
    assert "text_chars" in failure.message


def test_one_bad_source_does_not_keep_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY)
    found = list(reports([str(tmp_path / "no.txt"), str(good), "ftp://example.org/x", str(good)]))
    assert [type(f) for f in found] == [Failure, Report, Failure, Report]


def test_reports_come_one_at_a_time(tmp_path: Path) -> None:
    asked = []

    def sources() -> Iterator[str]:
        for name in ("a", "b"):
            asked.append(name)
            (tmp_path / f"{name}.txt").write_text(STORY)
            yield str(tmp_path / f"{name}.txt")

    next(reports(sources()))
    assert asked == ["a"]


def test_a_folder_is_read_with_all_below_it_in_the_order_of_names(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/c.htm",
        "c.docx",
        ".hidden/x.txt",
        ".x.txt",
        "d.pdf",
        "e.rss",
        "f.jsonl",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY)
    (tmp_path / "a/c.htm").write_text(PAGE)
    (tmp_path / "d.pdf").write_bytes(pdf("Rebels seized the post and the army left."))
    (tmp_path / "e.rss").write_bytes(feed(item("one")))
    (tmp_path / "f.jsonl").write_text(json.dumps({"text": STORY}))
    names = [Path(r.address).name for r in reports([str(tmp_path)])]
    assert names == ["c.htm", "z.md", "b.txt", "d.pdf", "one", "f.jsonl:1"]


def test_a_folder_with_nothing_readable_says_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.docx").touch()
    failure = only_failure(tmp_path)
    assert failure.kind == "NotFound"
    assert all(suffix in failure.message for suffix in SUFFIXES)


def test_a_pattern_stands_for_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(STORY)
    found = [Path(r.address).name for r in reports([str(tmp_path / "*.txt")])]
    assert found == ["a.txt", "b.txt"]


def test_a_pattern_that_nothing_matches_is_a_failure(tmp_path: Path) -> None:
    assert "nothing matches" in only_failure(tmp_path / "*.txt").message


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report[1].txt"
    path.write_text(STORY)
    assert only_report(path).address == str(path)


def test_a_folder_in_a_pattern_is_read_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "day1").mkdir()
    (tmp_path / "day1/a.txt").write_text(STORY)
    assert only_report(tmp_path / "day*").address.endswith("a.txt")


def test_names_in_any_script_are_read(tmp_path: Path) -> None:
    path = tmp_path / "تقرير ünï 报告.txt"
    path.write_text(STORY)
    assert only_report(path).address == str(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a name hold any bytes")
def test_a_name_that_is_no_unicode_can_still_be_printed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text(STORY)
    (report,) = reports([os.fsdecode(name)])
    assert report.address.encode("utf-8").endswith("caf\ufffd.txt".encode())


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/up").symlink_to(tmp_path)
    (tmp_path / "folder/a.txt").write_text(STORY)
    found = list(reports([str(tmp_path)]))
    assert [type(f) for f in found] == [Report, Failure]
    assert "circle" in found[1].message


def test_a_link_to_nothing_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "never.txt")
    assert only_failure(tmp_path).kind == "NotFound"


def test_a_folder_without_permission_is_a_failure_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text(STORY)
    real = os.listdir

    def listdir(path: str) -> list[str]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(
        os, "listdir", listdir
    )  # permissions do not bind the superuser, who may run the tests
    failure, report = reports([str(tmp_path)])
    assert isinstance(report, Report)
    assert "no permission" in failure.message
    assert failure.source.endswith("closed")


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_file_without_permission_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert "no permission" in only_failure(path).message


def test_a_pipe_or_device_is_a_failure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "device" in only_failure(tmp_path / "pipe.txt").message


def test_a_disk_that_fails_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)

    def broken(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Rejoined, "peek", broken)
    assert "Input/output error" in only_failure(path).message


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        PAGE.encode(),
        json.dumps({"text": STORY}).encode(),
        pdf("Rebels seized the border post."),
    ],
)
def test_standard_input_is_told_by_its_bytes(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    stdin(monkeypatch, data)
    report = only_report("-")
    assert "Rebels seized the border post" in report.text
    assert "<p>" not in report.text
    assert report.address is None


def test_standard_input_with_nothing_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert only_failure("-").source == "standard input"


def test_a_long_stream_of_json_lines_comes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"text": f"{STORY} Report {n}."}) for n in range(200)]
    stdin(monkeypatch, "\n".join(lines).encode())
    assert [r.text.split()[-1] for r in reports(["-"])] == [f"{n}." for n in range(200)]


def test_a_file_without_a_known_ending_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_text(PAGE)
    assert only_report(path).title == "Rebels seize border post"


def test_a_page_saved_as_xml_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_text(PAGE)
    assert only_report(path).publisher == "The Example Post"


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("law")
    for suffix in (".txt", ".jsonl", ".pdf", ".dat"):
        (folder / f"x{suffix}").write_bytes(data)
        assert all(isinstance(f, Report | Failure) for f in reports([str(folder / f"x{suffix}")]))
