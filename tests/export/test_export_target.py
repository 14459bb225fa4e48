import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.errors import CannotWrite, ExtraMissing
from sourcebook.export.formats import FORMATS, Format
from sourcebook.export.target import whole, write_text


def test_a_file_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")

    def pieces() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_text(pieces(), out)

    assert out.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_with_something_in_it_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    out.mkdir()
    (out / "mine.txt").write_text("kept", encoding="utf-8")

    with pytest.raises(CannotWrite, match="is there already"), whole(out, folder=True) as part:
        part.mkdir()

    assert (out / "mine.txt").read_text(encoding="utf-8") == "kept"
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_a_folder_comes_whole(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    with whole(out, folder=True) as part:
        part.mkdir()
        (part / "a.txt").write_text("x", encoding="utf-8")
        assert not out.exists()

    assert (out / "a.txt").read_text(encoding="utf-8") == "x"


def test_a_target_in_no_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"out\.csv cannot be written"):
        write_text(["x"], tmp_path / "none" / "out.csv")


def test_a_missing_library_is_named_with_its_extra() -> None:
    form = Format(
        name="f",
        module="lines",
        what="",
        of="",
        suffix="",
        media="",
        needs=("no_such_library",),
        extra="some",
    )

    with pytest.raises(ExtraMissing, match=r"no_such_library.*sourcebook\[some\]"):
        form.writer()


@pytest.mark.parametrize("form", FORMATS.values(), ids=list(FORMATS))
def test_every_format_is_told_of_in_the_documentation(form: Format) -> None:
    told = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")

    assert f"\n## {form.name}\n" in told


def test_cycles_are_looked_for_more_seldom_only_while_something_is_written(tmp_path: Path) -> None:
    before = gc.get_threshold()
    with whole(tmp_path / "out.csv") as part:
        within = gc.get_threshold()
        part.touch()

    assert within[0] > before[0]
    assert gc.get_threshold() == before
