"""The documentation cannot fall behind: what the program has stands in it, and what it shows is run."""

import re
import subprocess
import sys
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model import actor, claim, judgement, when, where

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
SCHEMA = (DOCS / "schema.md").read_text(encoding="utf-8")
KNOWLEDGE = (DOCS / "knowledge.md").read_text(encoding="utf-8")
TITLED = re.compile(r'^```toml title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
WORDS: tuple[type[StrEnum], ...] = (
    actor.ActorKind,
    actor.AliasType,
    claim.EventType,
    claim.Expression,
    claim.Modality,
    claim.Phase,
    claim.Predicate,
    claim.Stance,
    judgement.Verdict,
    when.Ground,
    when.Precision,
    where.Fineness,
    where.PlaceKind,
)
NEWS = re.compile(r"\d+\.(breaking|change|fix)\.md")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run(  # without --quiet, which hides warnings from --strict too
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        check=True,
    )
    return folder


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_of_the_record_stands_in_the_schema(words: type[StrEnum]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in SCHEMA] == []


def test_the_examples_of_the_knowledge_page_are_accepted(tmp_path: Path) -> None:
    files = dict(TITLED.findall(KNOWLEDGE))
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    known, frames = actors(tmp_path), lexicon("events", tmp_path)["frame"]

    assert {"harbour-wire", "harbour-wire-service", "ilse-brandvold"} <= set(known)
    assert known["harbour-wire"].distinct_from == ("harbour-wire-service",)
    assert tomllib.loads(files["lexicon/events.toml"])["frame"][0] in frames


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_page_stands_in_the_menu(page: Path) -> None:
    assert f": {page.relative_to(DOCS).as_posix()}\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_site_asks_nothing_of_any_other_machine(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"?(?:https?:)?//|<link\b[^>]*href=\"?(?:https?:)?//"
    )

    asking = [
        page.relative_to(site)
        for page in site.rglob("*.html")
        if loads.search(page.read_text(encoding="utf-8"))
    ]

    assert asking == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("changelog.d/[0-9]*")), ids=lambda path: path.name)
def test_a_piece_of_news_is_one_sentence_under_its_number(path: Path) -> None:
    assert NEWS.fullmatch(path.name)
    assert re.fullmatch(r"[A-Z`][^\n]*[.]\n", path.read_text(encoding="utf-8"))
