"""How well does the shipped reader do on the public benchmarks' development parts?

    python benchmarks/reader_figures.py

Scored with the kit's own scorer, which lies beside the project. UDS factuality is measured on the fifth of its
sentences that the weights did not learn from; GSR on the rows of origin GSR alone.
"""

from collections.abc import Callable
from typing import Any

import reader_sets
from records import SHARED, scorer_at

BENCH = SHARED / "bench"
SURE_FOLD = 5
"""Every fifth sentence of UDS is kept out of the training (`training/train.py`)."""
Line = dict[str, Any]


def headline(
    name: str, file: str, way: Callable[[Line], Line], keep: Callable[[int, Line], bool]
) -> dict[str, float]:
    """Figures of one set.

    Args:
        name: the set, as the scorer calls it.
        file: gold lines, under the kit's data.
        way: from a line to what is said of it.
        keep: whether a line counts, by its place and content.
    """
    scorer = scorer_at(BENCH / "score.py")
    gold = [row for n, row in enumerate(scorer.read_jsonl(BENCH / "data" / file)) if keep(n, row)]
    told = [{"id": row["id"], **way(scorer.strip(name, row))} for row in gold]
    result: dict[str, Any] = scorer.score(name, gold, told)
    guards = {
        f"guard {k}": v for k, v in (result.get("guard_tight_match") or {}).items() if isinstance(v, float)
    }
    return {**result["headline"], **guards}


def _every(_: int, __: Line) -> bool:
    return True


def figures() -> dict[str, float]:
    """The figures that are pinned; none when the kit is not there."""
    if not (BENCH / "score.py").is_file():
        return {}
    re3d = headline("re3d", "re3d/dev.jsonl", reader_sets.entities_and_ties, _every)
    ties = headline("re3d-rel", "re3d/dev.jsonl", reader_sets.ties, _every)
    plv = headline("plv", "plv/dev.jsonl", reader_sets.pair_type, _every)
    gsr = headline("gsr", "gsr/dev.jsonl", reader_sets.who_does_what, lambda _, row: row["origin"] == "GSR")
    uds = headline(
        "uds_factuality", "uds_factuality/dev.jsonl", reader_sets.factuality, lambda n, _: n % SURE_FOLD == 0
    )
    return {
        "re3d entities exact F1": re3d["entity_exact_f1"],
        "re3d entities overlap F1": re3d["entity_overlap_f1"],
        "re3d relations end to end F1": re3d["relation_e2e_f1"],
        "re3d relations F1, gold entities": ties["relation_gold_entities_f1"],
        "PLV macro F1, as shipped": plv["root_macro_f1"],
        **{f"GSR {k.replace('_', ' ')}": v for k, v in gsr.items()},
        "UDS r": uds["pearson_r"],
        "UDS sign accuracy": uds["sign_accuracy"],
    }


def main() -> None:
    """Print the figures."""
    for name, value in figures().items():
        print(f"{name}: {value:.3f}")


if __name__ == "__main__":
    main()
