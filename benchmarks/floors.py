"""Hold today's quality against the floors in floors.toml; exit 1 when one is broken.

    python benchmarks/floors.py [--raise]

--raise writes today's figures where they are better. Lowering a floor is done by hand, with its reason in the commit.
Without the records (../shared/gold, or SOURCEBOOK_SHARED) nothing can be measured: says so and exits 0.
"""

import sys
import tomllib
from pathlib import Path

from records import GOLD, pinned

FLOORS = Path(__file__).with_name("floors.toml")
NOISE = 0.005  # one flipped claim among two hundred


def main() -> None:
    """Measure, compare, and say which floor is broken."""
    if not GOLD.is_dir():
        print(f"floors: skipped, no records at {GOLD}")
        return
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    today = pinned()
    broken = [k for k, f in floors.items() if today[k] < f - NOISE]
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
