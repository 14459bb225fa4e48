from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import drafts
import standin
from sourcebook import stages
from sourcebook.cli import main
from standin import Run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCEBOOK_BOOK", raising=False)
    return tmp_path


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the stand-in reader."""
    del folder
    monkeypatch.setattr(stages, "read", standin.read)
    monkeypatch.setattr(stages, "READER", drafts.READER)

    def command(*words: str, **given: object) -> Result:
        return CliRunner().invoke(main, [str(w) for w in words], **given)  # type: ignore[arg-type]

    return command


@pytest.fixture
def report(folder: Path) -> Path:
    """A report on disk."""
    path = folder / "ostby.txt"
    path.write_text(drafts.TEXT, encoding="utf-8")
    return path


@pytest.fixture
def book(run: Run, report: Path) -> Path:
    """A book with one report in it, where commands look for it."""
    done = run("add", str(report), "--published", "2024-05-04")
    assert done.exit_code == 0, done.output
    return report.parent / "book.sourcebook"
