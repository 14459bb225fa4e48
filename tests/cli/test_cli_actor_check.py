from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sourcebook.cli.actor_check import check

HEAD = 'name = "{}"\nkind = "armed_group"\n'


def checked(folder: Path, **files: str) -> Result:
    (folder / "actors").mkdir(exist_ok=True)
    for slug, text in files.items():
        (folder / "actors" / f"{slug.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(check, [str(folder)])


def test_files_that_hold_together_are_counted(tmp_path: Path) -> None:
    tie = 'ties = [{tie = "part_of", other = "red-two", source = "The Quarry Papers"}]\n'
    done = checked(tmp_path, red_one=HEAD.format("Red One") + tie, red_two=HEAD.format("Red Two"))
    assert (done.exit_code, done.stdout) == (0, "2 actors, 2 names, 1 ties: they hold together\n")


def test_actors_that_replace_ours_are_named(tmp_path: Path) -> None:
    done = checked(tmp_path, hezbollah=HEAD.format("Hezbollah"))
    assert "in place of ours: hezbollah" in done.stdout


def test_every_file_s_problem_is_said_with_its_line(tmp_path: Path) -> None:
    done = checked(tmp_path, red_one=HEAD.format("Red One") + "colour = 1\n", red_two='name = "Red Two"\n')
    assert done.exit_code == 1
    assert "red-one.toml, line 3, field 'colour': no such key" in done.stderr
    assert "red-two.toml, line 1, field 'kind'" in done.stderr
    assert "2 problems" in done.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('distinct_from = ["nobody-at-all"]', "line 3, field 'distinct_from': 'nobody-at-all' is no actor"),
        ('ties = [{tie = "part_of", other = "red-two", source = "x"}]', "red-one → red-two → red-one"),
        ('names = [\n  {text = "Hizbullah"},\n]', "line 4, field 'names': 'Hizbullah' is a strong name"),
    ],
)
def test_files_are_checked_against_each_other_and_ours(tmp_path: Path, more: str, words: str) -> None:
    other = HEAD.format("Red Two") + 'ties = [{tie = "part_of", other = "red-one", source = "x"}]\n'
    done = checked(tmp_path, red_one=HEAD.format("Red One") + more + "\n", red_two=other)
    assert done.exit_code == 1
    assert words in done.stderr


def test_a_folder_without_actors_says_how_to_write_one(tmp_path: Path) -> None:
    done = checked(tmp_path)
    assert done.exit_code == 1
    assert "write one as" in done.stderr
