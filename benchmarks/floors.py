"""Hold today's quality against the floors in floors.toml; exit 1 when one is broken.

    python benchmarks/floors.py [--raise]

--raise writes today's figures where they are better. Lowering a floor is done by hand, with its reason in the commit.
Without the records (../shared/gold, or SOURCEBOOK_SHARED) nothing can be measured: says so and exits 0.
"""

import sys
import tomllib
from pathlib import Path
from statistics import mean

from aliases import PAIRS, pair_figures, retrieval
from predict import dates
from reader_figures import figures
from records import GOLD, SHARED, pinned
from toponyms import accuracy

import stories

FLOORS = Path(__file__).with_name("floors.toml")
NOISE = 0.005  # one flipped claim among two hundred
SMALL = {
    "GSR": 0.025,
    "PLV": 0.02,
    "re3d": 0.01,
    "UDS": 0.01,
    "ECB+": 0.01,
    "written": 0.01,
}  # small sets; two rows of GSR are .021


def geography() -> dict[str, float]:
    """Places and dates on the development sets, when they are there."""
    folder = SHARED / "bench_geo"
    if not folder.is_dir():
        return {}
    told = {}
    for name, file in (("LGL", "toponyms_lgl_odd"), ("GeoWebNews", "toponyms_gwn_000_099")):
        found = accuracy(folder / f"data/{file}.jsonl.gz")
        told |= {f"{name} by id": round(found["id"], 3), f"{name} by distance": round(found["strict"], 3)}
    import score_geo  # noqa: PLC0415 - `accuracy` has put its folder on the path

    for name, file in (("WikiWars", "dates_wikiwars_train"), ("TempEval-3", "dates_te3_dev")):
        gold = score_geo.read(folder / f"data/{file}.jsonl.gz")
        asked = [{k: d[k] for k in ("id", "text", "dct")} for d in gold]
        found = score_geo.score_dates(gold, [{"id": d["id"], **dates(d)} for d in asked])
        told |= {f"{name} {k} F1": round(found[k]["f1"], 3) for k in ("strict", "value")}
    return told


def names() -> dict[str, float]:
    """Names of actors: the development pairs, and names drawn from the lists."""
    told = pair_figures(PAIRS) if PAIRS.is_file() else {}
    for hide, how in ((False, "as listed"), (True, "each taken out")):
        told |= {f"{words}, {how}": figure for words, figure in retrieval(hide=hide).figures().items()}
    return {words: round(figure, 3) for words, figure in told.items()}


def reader() -> dict[str, float]:
    """Public benchmarks of the reader, when they are there."""
    return {name: round(value, 3) for name, value in figures().items()}


def happenings() -> dict[str, float]:
    """Mentions of one happening across documents, when the set is there; the first call fits the trees."""
    import event_coreference  # noqa: PLC0415 - it asks for scikit-learn

    told = event_coreference.figures()
    return {"ECB+ CoNLL F1": round(told["conll_f1"], 3)} if told else {}


def linking() -> dict[str, float]:
    """Claims of the story kit that tell one happening, from those of the hand and from those drafted."""
    kit = stories.scorer()
    ways = {"gold": stories.by_hand, "drafted": stories.drafted}
    found = {name: [of(kit, folder)["f1"] for folder in kit.stories()] for name, of in ways.items()}
    return {f"stories B-cubed F1, {name} claims": round(mean(f1s), 3) for name, f1s in found.items()}


def main() -> None:
    """Measure, compare, and say which floor is broken."""
    if not GOLD.is_dir():
        print(f"floors: skipped, no records at {GOLD}")
        return
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    today = pinned() | geography() | names() | reader() | happenings() | linking()
    broken = [k for k, f in floors.items() if k in today and today[k] < f - SMALL.get(k.split()[0], NOISE)]
    for name, value in today.items():
        floor = floors.get(name)
        print(
            f"{'BROKEN ' if name in broken else ''}{name}: {value:g}, floor {floor if floor is not None else 'none'}"
        )
    if "--raise" in sys.argv[1:]:
        best = {k: max(v, floors.get(k, v)) for k, v in today.items()}
        lines = [f'"{k}" = {v:g}' for k, v in best.items()]
        head = FLOORS.read_text(encoding="utf-8").split("[floors]", maxsplit=1)[0]
        FLOORS.write_text(head + "[floors]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
