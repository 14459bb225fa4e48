"""Every format of text, of a book without anything and of one that is hostile, through the command."""

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from lxml import etree

import hostile
from sourcebook.cli import main
from sourcebook.export.formats import FORMATS
from sourcebook.ledger import Ledger

TEXTS = [f for f in FORMATS.values() if f.text and not f.extra]
PARSED: dict[str, Any] = {
    "graphml": etree.fromstring,
    "gexf": etree.fromstring,
    "timelinejs": json.loads,
    "labelstudio": json.loads,
    "webannotations": json.loads,
    "jsonld": json.loads,
    "ttl": lambda data: rdflib.Graph().parse(data=data, format="turtle"),
    "ftm": lambda data: [json.loads(line) for line in data.splitlines()],
    "jsonl": lambda data: [json.loads(line) for line in data.splitlines()],
}


def written(form: str, book: Path, out: Path) -> bytes:
    asked = ["--from", "2000-01-01", "--until", "2030-12-31"] if form == "brief" else []
    done = CliRunner().invoke(main, ["export", "--to", form, *asked, "--book", str(book), str(out)])
    assert done.exit_code == 0, done.stderr
    assert f" {FORMATS[form].of} written to {out}\n" in done.stderr
    assert [p.name for p in out.parent.glob("out*")] == [out.name]
    return out.read_bytes()


@pytest.mark.parametrize("form", TEXTS, ids=lambda f: f.name)
def test_a_book_without_anything_makes_a_whole_file(form: Any, tmp_path: Path) -> None:
    book = tmp_path / "empty.sourcebook"
    Ledger.open(book).close()
    data = written(form.name, book, tmp_path / f"out{form.suffix}")

    data.decode("utf-8")
    PARSED.get(form.name, len)(data)


@pytest.mark.parametrize("form", TEXTS, ids=lambda f: f.name)
def test_a_hostile_book_makes_a_whole_file_in_utf_8(form: Any, tmp_path: Path) -> None:
    data = written(form.name, hostile.hostile_book(tmp_path), tmp_path / f"out{form.suffix}")

    assert len(data.decode("utf-8")) > 200
    PARSED.get(form.name, len)(data)
