from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli import main


def test_the_demo_shows_the_book_from_every_side_and_runs_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCEBOOK_BOOK", "precious.sourcebook")
    first = CliRunner().invoke(main, ["demo"])
    second = CliRunner().invoke(main, ["demo"])

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    for heading in ("The reports", "What happened", "Who is who", "A claim made with doubt", "Go on"):
        assert heading in first.stdout
    assert "reports added to demo.sourcebook" in first.stderr
    assert "nothing new for demo.sourcebook" in second.stderr
    assert second.stdout == first.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["demo.sourcebook"]
