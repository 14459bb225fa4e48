"""The documentation cannot fall behind: what the program has stands in it, and what it shows is run."""

import json
import re
import runpy
import subprocess
import sys
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli import main
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.curated import places
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model import actor, claim, identity, judgement, when, where
from sourcebook.samples import sample_paths

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONSOLE = runpy.run_path(str(ROOT / "docs/scripts/console.py"))
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
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
    identity.Ruling,
    judgement.Verdict,
    when.Ground,
    when.Precision,
    where.Fineness,
    where.PlaceKind,
)
NEWS = re.compile(r"\d+(?:-[a-z]+)?\.(?:breaking|change|fix)\.md")


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


def of_the_knowledge_page(folder: Path) -> dict[str, str]:
    """Write the example files of the page into a folder; their texts by name."""
    files = dict(TITLED.findall(KNOWLEDGE))
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return files


def test_an_actor_added_as_the_knowledge_page_says_is_found_in_a_report(tmp_path: Path) -> None:
    of_the_knowledge_page(tmp_path)
    path = next(path for path in sample_paths() if path.name.startswith("02"))

    out = CliRunner().invoke(main, ["read", str(path), "--project", str(tmp_path), "--format", "jsonl"])

    assert "harbour-wire" in {entity["id"] for entity in json.loads(out.stdout)["entities"]}


def test_the_examples_of_the_knowledge_page_are_accepted(tmp_path: Path) -> None:
    files = of_the_knowledge_page(tmp_path)

    known, frames = actors(tmp_path), lexicon("events", tmp_path)["frame"]
    ties = lexicon("relations", tmp_path)["verbs"]

    assert {"harbour-wire", "harbour-wire-service", "ilse-brandvold"} <= set(known)
    assert known["harbour-wire"].distinct_from == ("harbour-wire-service",)
    assert tomllib.loads(files["lexicon/events.toml"])["frame"][0] in frames
    assert "keep_afloat" in ties
    assert "place:old-ferry-quay" in {known_place.place.id for known_place in places(tmp_path)}


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


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "tutorial.md"], ids=lambda page: page.name)
def test_what_a_page_shows_is_what_its_commands_give(page: Path, tmp_path: Path) -> None:
    steps = list(CONSOLE["steps"](page.read_text(encoding="utf-8"), tmp_path))
    steady = CONSOLE["steady"]

    other = [s.command for s in steps if s.shown and steady(s.shown[0]) not in map(steady, s.came)]

    assert len(steps) >= 5
    assert other == [], "run docs/scripts/console.py and read what it changed"


def test_an_id_of_an_earlier_output_is_followed_when_it_changes(tmp_path: Path) -> None:
    made = "print('id', 'fedcba98')"
    page = f'```console\n$ python -c "{made}"\nid 01234567\n$ python -c "print(1)" 01234567\n1\n```\n'

    assert [step.run.split()[-1] for step in CONSOLE["steps"](page, tmp_path)][1] == "fedcba98"


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help_and_a_heading_in_the_docs(name: str) -> None:
    assert main.commands[name].help
    assert f"\n## {name}\n" in COMMANDS


def test_the_docs_tell_of_no_command_that_is_not_there() -> None:
    assert re.findall(r"^## (\S+)$", COMMANDS, re.MULTILINE) == list(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_every_option_of_a_command_stands_under_its_heading(name: str) -> None:
    section = COMMANDS.split(f"\n## {name}\n")[1].split("\n## ")[0]
    section += COMMANDS.split("\n## The two clocks\n")[1].split("\n## ")[0]  # what every question takes
    options = [
        option for param in main.commands[name].params for option in param.opts if option.startswith("--")
    ]

    assert [option for option in options if option != "--help" and f"`{option}" not in section] == []


def test_the_interchange_page_names_every_key_that_comes_out() -> None:
    path = next(path for path in sample_paths() if path.name.startswith("05"))
    page = (DOCS / "interchange.md").read_text(encoding="utf-8")
    out = CliRunner().invoke(main, ["read", str(path), "--format", "jsonl"])

    keys = keys_of(json.loads(out.stdout))

    assert [key for key in sorted(keys) if f'"{key}"' not in page] == []


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def layers() -> set[str]:
    """The folders and modules of the package."""
    inside = (ROOT / "src/sourcebook").iterdir()
    return {path.stem for path in inside if path.is_dir() or path.suffix == ".py"} - {
        "__init__",
        "__main__",
        "__pycache__",
    }


def test_the_architecture_has_a_heading_for_each_layer_and_none_for_what_is_not_there() -> None:
    told = re.findall(r"^## ([\w.]+)$", ARCHITECTURE.split("\n# Around the package\n")[0], re.MULTILINE)

    assert set(told) == layers()


def test_the_architecture_tells_the_layers_in_the_order_of_the_road() -> None:
    told = re.findall(r"^## (\w+)$", ARCHITECTURE.split("\n# Around the package\n")[0], re.MULTILINE)

    assert told == [
        layer for layer in runpy.run_path(str(ROOT / "tests/test_road.py"))["ROAD"] if layer in told
    ]
