import json
import re
import runpy
from pathlib import Path

import pytest
from pypdf import PdfReader

from sourcebook.intake import reports
from sourcebook.model.text import Report
from sourcebook.samples import sample_paths
from sourcebook.samples.__main__ import main

ROOT = Path(__file__).parents[1]
PATHS = sample_paths()
PLAIN = [path for path in PATHS if path.suffix in {".txt", ".md"}]
INDEX = (PATHS[0].parent / "README.md").read_text(encoding="utf-8")
SOURCE = PATHS[0].parent / "source/13-quarterdeck-briefing.txt"


def words(path: Path) -> list[str]:
    return re.findall(r"\w+", path.read_text(encoding="utf-8"))


def runs(tokens: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1)}


def sample(start: str) -> Path:
    return next(path for path in PATHS if path.name.startswith(start))


def test_the_samples_come_in_the_order_of_their_names_and_in_six_formats() -> None:
    assert [path.name for path in PATHS] == sorted(path.name for path in PATHS)
    assert {path.suffix for path in PATHS} == {".txt", ".html", ".md", ".pdf", ".rss", ".jsonl"}
    assert len(PATHS) >= 12


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_sample_stands_in_the_index(path: Path) -> None:
    assert f"`{path.name}`" in INDEX


def test_the_index_names_no_file_that_is_not_there() -> None:
    named = set(re.findall(r"`(\d\d-[\w.-]+)`", INDEX))

    assert named == {path.name for path in PATHS}


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_a_plain_sample_is_a_short_report(path: Path) -> None:
    assert 120 <= len(words(path)) <= 380


def test_every_line_of_the_jsonl_sample_is_a_report_with_its_outlet_and_day() -> None:
    lines = sample("17").read_text(encoding="utf-8").splitlines()

    rows = [json.loads(line) for line in lines]

    assert all(row["text"] and row["publisher"] and row["published"] for row in rows)


def test_the_bulletin_copies_the_wire_and_the_lantern_does_not() -> None:
    wire = runs(words(sample("02")), 8)
    crossing = runs(words(sample("05")), 8)

    assert len(wire & runs(words(sample("03")), 8)) > len(wire) / 2
    assert crossing.isdisjoint(runs(words(sample("06")), 8))


def test_the_pdf_is_the_one_that_its_text_gives() -> None:
    recipe = runpy.run_path(str(ROOT / "docs/scripts/sample_pdf.py"))

    assert recipe["pdf"](SOURCE.read_text(encoding="utf-8")) == sample("13").read_bytes()


def test_the_pdf_gives_its_text_back() -> None:
    shown = PdfReader(sample("13")).pages[0].extract_text()

    assert shown.split() == SOURCE.read_text(encoding="utf-8").split()


def test_the_samples_can_be_put_into_a_folder(tmp_path: Path) -> None:
    main.main([str(tmp_path / "reports")], standalone_mode=False)

    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [path.name for path in PATHS]


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("01", ["2024-11-30"]),
        ("02", ["2024-12-03"]),
        ("03", ["2024-12-04"]),
        ("04", ["2024-12-05"]),
        ("05", ["2024-12-08"]),
        ("06", ["2024-12-09"]),
        ("07", ["2024-12-11"]),
        ("08", ["2024-12-12"]),
        ("09", ["2024-12-18"]),
        ("10", ["2024-12-20"]),
        ("11", ["2024-12-26"]),
        ("12", ["2024-12-27"]),
        ("13", ["2025-01-02"]),
        ("14", ["2025-01-09"]),
        ("15", ["2025-01-16"]),
        ("16", ["2024-12-07", "2024-12-11", "2024-12-11"]),
        ("17", ["2024-12-08", "2024-12-10", "2024-12-06"]),
    ],
)
def test_every_sample_is_read_with_the_day_that_it_gives(start: str, days: list[str]) -> None:
    read = list(reports([str(sample(start))]))

    assert [
        report.published.edtf for report in read if isinstance(report, Report) and report.published
    ] == days


def test_what_surrounds_a_story_is_not_read() -> None:
    (bulletin,) = reports([str(sample("03"))])

    assert isinstance(bulletin, Report)
    assert not re.search("cookie|newsletter|Most read|Coach resigns", bulletin.text)


def test_the_biography_of_an_author_is_no_body() -> None:
    (opinion,) = reports([str(sample("14"))])

    assert isinstance(opinion, Report)
    biography = opinion.text.index("Ilse Brandvold is a senior fellow")
    assert any(span.start <= biography < span.end for span in opinion.not_body)
