from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli import main
from sourcebook.export.imports import IMPORTS, Import
from sourcebook.ledger import Ledger


@pytest.mark.parametrize("form", IMPORTS.values(), ids=list(IMPORTS))
def test_every_import_is_told_of_in_the_documentation_and_has_a_reader(form: Import) -> None:
    told = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")

    assert f"\n## {form.name}\n" in told
    assert callable(form.reader().bring)


def test_the_list_of_imports_names_each() -> None:
    done = CliRunner().invoke(main, ["import", "--list"])

    assert [line.split()[0] for line in done.stdout.splitlines()] == list(IMPORTS)


def test_an_unknown_import_is_refused_with_the_remedy(tmp_path: Path) -> None:
    book = tmp_path / "b.sourcebook"
    Ledger.open(book).close()
    done = CliRunner().invoke(main, ["import", "--from", "nonsense", "--book", str(book)], input="")

    assert done.exit_code == 2
    assert "sourcebook import --list" in done.stderr
