from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook import stages
from sourcebook.cli import main
from sourcebook.encode.weights import WeightsError

TEXT = "Rebels seized Hama on 5 December 2024, killing four soldiers."


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_reading_without_weights_says_so_and_reads(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "WEIGHTS", None)
    monkeypatch.setattr(stages, "shipped", lambda: None)
    done = CliRunner().invoke(main, ["read", report])
    assert done.exit_code == 0
    assert "no encoder weights: rules read alone" in done.stderr
    assert "Hama" in done.stdout


def test_reading_with_weights_says_nothing_of_them(report: str) -> None:
    done = CliRunner().invoke(main, ["read", report])
    assert done.exit_code == 0
    assert done.stderr == ""


def test_damaged_weights_are_a_failure_with_its_reason(report: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise WeightsError("encoder.onnx is damaged; install the package again")

    monkeypatch.setattr(stages, "shipped", damaged)
    done = CliRunner().invoke(main, ["read", report])
    assert done.exit_code == 1
    assert "encoder.onnx is damaged; install the package again" in done.stderr
