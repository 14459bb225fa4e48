from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon, words


def project(folder: Path, name: str, text: str) -> Path:
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_a_word_list_is_read_once() -> None:
    assert lexicon("modality") is lexicon("modality")


def test_a_project_adds_to_arrays_and_overrides_in_tables(tmp_path: Path) -> None:
    own = project(tmp_path, "modality", 'light = ["wreak"]\n[adverbs]\nmaybe = "planned"\n')
    both = lexicon("modality", own)
    assert both["light"] == [*lexicon("modality")["light"], "wreak"]
    assert both["adverbs"] == {**lexicon("modality")["adverbs"], "maybe": "planned"}


def test_a_project_without_the_list_changes_nothing(tmp_path: Path) -> None:
    assert lexicon("modality", tmp_path) == lexicon("modality")


def test_a_list_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no word list 'gossip'"):
        lexicon("gossip")


@pytest.mark.parametrize(
    ("text", "words_of_the_error"),
    [
        ("light = [", "is not TOML"),
        ('gossip = ["said"]', "a table 'gossip' that the list does not know"),
        ('light = "wreak"', "'light': should be a list and is a str"),
    ],
)
def test_a_bad_project_file_is_refused_with_its_reason(
    tmp_path: Path, text: str, words_of_the_error: str
) -> None:
    with pytest.raises(KnowledgeError, match=words_of_the_error):
        lexicon("modality", project(tmp_path, "modality", text))


@pytest.mark.parametrize("bad", ["wreak", ["Wreak"], [1], [""]])
def test_a_list_of_words_holds_lower_case_strings(bad: object) -> None:
    with pytest.raises(KnowledgeError, match="lower case"):
        words(bad, where="modality.toml, 'light',")
