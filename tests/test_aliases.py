"""What the measurement of names counts."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from aliases import drawn, pair_figures, retrieval, same_entity

PAIRS = """id,name_a,name_b,same_actor
1,Kataib Hezbollah,Kataeb Hizbullah,1
2,Syrian Free Army,Free Syrian Army,0
3,Hamas,Valley Lions of Nowhere,1
"""


def test_pairs_are_counted_by_what_is_right(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text(PAIRS, encoding="utf-8")
    assert pair_figures(tmp_path / "pairs.csv") == {
        "alias pairs precision": 1.0,
        "alias pairs recall": 0.5,
        "look-alikes merged": 0,
    }


def test_places_are_one_by_the_gazetteer_unless_an_actor_bears_a_name() -> None:
    assert same_entity("Deir ez-Zor", "Dayr az-Zawr")
    assert not same_entity("Al-Qaim", "Al-Qaryatayn")


def test_the_same_names_are_drawn_each_time_and_every_one_has_an_outcome() -> None:
    assert drawn(40) == drawn(40)
    told = retrieval(40)
    assert told.right + told.wrong + told.unanswered == 40
    assert retrieval(40, hide=False).right > told.right
