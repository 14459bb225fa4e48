import json
import re
import runpy
from pathlib import Path

import pytest
from pypdf import PdfReader

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
