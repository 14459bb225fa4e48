"""How well copies are found: sample reports copied in eight ways, against reports that tell of the same in other words.

Type `python benchmarks/copies.py`. Two questions are asked. Which pairs does a table of sketches give back, by
winnowing, by numbers that a divisor divides and by MinHash bands? And which of them are then judged to be copies, or
to share a passage? Chance is seeded, so that the answer is the same each time.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from time import perf_counter

from sourcebook.intake import reports
from sourcebook.link.overlap import Overlap, compared
from sourcebook.link.sketch import of_wording
from sourcebook.link.wording import Wording
from sourcebook.model.text import Report
from sourcebook.samples import sample_paths

SEED = 7
LONG = 180  # words of the reports that are copied
PARAGRAPH = 25  # words of the shortest paragraph that is merged elsewhere
COPIES = 3  # of each kind, of each report
LEAD = (
    "Armed men are on the move again in the east, and nobody will say who sent them or why they go at night. "
)
KNOWN = ({"02-0", "03-0"}, {"05-0", "17-0"})  # copies among the samples themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A made copy."""

    kind: str
    source: str
    text: str


def samples() -> dict[str, str]:
    """Texts of the samples without what is not body, by number and place in the file."""
    found: dict[str, str] = {}
    for path in sorted(map(str, sample_paths())):
        name = path.replace("\\", "/").rpartition("/")[2][:2]
        read = (item for item in reports([path]) if isinstance(item, Report))
        found |= {f"{name}-{n}": body(report) for n, report in enumerate(read)}
    return found


def body(report: Report) -> str:
    """A report's text without what is not body."""
    text = report.text
    for span in reversed(report.not_body):
        text = text[: span.start] + text[span.end :]
    return text


def sentences(text: str) -> list[str]:
    """Sentences and lines."""
    return [s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


def trimmed(text: str, chance: Random) -> str:
    """The first three to seven tenths."""
    told = sentences(text)
    return " ".join(told[: max(3, int(len(told) * chance.uniform(0.3, 0.7)))])


def reordered(text: str, chance: Random) -> str:
    """The sentences in another order."""
    told = sentences(text)
    chance.shuffle(told)
    return " ".join(told)


def led(text: str, chance: Random) -> str:  # noqa: ARG001 - as the others
    """Another headline and first sentence."""
    return LEAD + " ".join(sentences(text)[2:])


def edited(text: str, chance: Random, rate: float, words: list[str]) -> str:
    """Words exchanged, left out or put in."""
    out: list[str] = []
    for word in text.split():
        drawn = chance.random()
        if drawn < 0.6 * rate:
            out.append(chance.choice(words))
        elif drawn >= 0.8 * rate:
            out += [word, chance.choice(words)] if drawn < rate else [word]
    return " ".join(out)


def merged(text: str, host: str, chance: Random, change: Callable[[str], str]) -> str:
    """One paragraph inside an article that is otherwise another's."""
    paragraph = chance.choice([p for p in text.split("\n") if len(p.split()) >= PARAGRAPH])
    lines = host.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], change(paragraph), *lines[at:]])


def cases(texts: dict[str, str]) -> Iterator[Case]:
    """Copies of every long sample, of every kind."""
    chance = Random(SEED)  # noqa: S311 - no secret
    vocabulary = sorted({word for text in texts.values() for word in text.split()})
    long = {
        key: text for key, text in texts.items() if len(text.split()) >= LONG and not key.startswith("03")
    }

    def edit(text: str, rate: float = 0.1) -> str:
        return edited(text, chance, rate, vocabulary)

    whole: dict[str, Callable[[str], str]] = {
        "verbatim": str,
        "trimmed": lambda t: trimmed(t, chance),
        "reordered": lambda t: reordered(t, chance),
        "new lead": lambda t: led(t, chance),
        "edited 5 %": lambda t: edit(t, 0.05),
        "edited 10 %": edit,
        "edited 20 %": lambda t: edit(t, 0.2),
        "trimmed, edited 10 %": lambda t: edit(trimmed(t, chance)),
    }
    for key, text in long.items():
        for kind, change in whole.items():
            for _ in range(COPIES):
                yield Case(kind=kind, source=key, text=change(text))
        for kind, change in {"merged": str, "merged, edited 10 %": edit}.items():
            for _ in range(COPIES):
                host = long[chance.choice([k for k in long if k != key])]
                yield Case(kind=kind, source=key, text=merged(text, host, chance, change))


def same(one: str, other: str) -> bool:
    """Whether two samples are known to be one text."""
    return {one, other} in KNOWN


Keys = Callable[[Wording], set[object]]


def tables() -> dict[str, tuple[Keys, int]]:
    """Ways to choose keys, with how many two texts must share."""
    ways: dict[str, tuple[Keys, int]] = {"winnowing": (lambda w: set(of_wording(w).keys), 2)}
    for divisor in (4, 8):
        ways[f"divisible by {divisor}"] = (lambda w, d=divisor: {r for r in w.runs if r % d == 0}, 2)  # type: ignore[misc]
    for size, bands in ((128, 32), (128, 64), (256, 128)):
        ways[f"MinHash, {size} in {bands}"] = (lambda w, s=size, b=bands: banded(w, s, b), 1)  # type: ignore[misc]
    return ways


def banded(wording: Wording, size: int, bands: int) -> set[object]:
    """MinHash bands of a text."""
    prime = (1 << 61) - 1
    chance = Random(SEED)  # noqa: S311 - no secret
    least = []
    for _ in range(size):
        a, b = chance.randrange(1, prime), chance.randrange(prime)
        least.append(min((a * run + b) % prime for run in wording.told))
    rows = size // bands
    return {(band, *least[band * rows : (band + 1) * rows]) for band in range(bands)}


def shares(counts: Counter[str], totals: Counter[str]) -> str:
    """Parts found, by kind."""
    return ", ".join(f"{kind} {counts[kind] / totals[kind]:.2f}" for kind in totals)


def main() -> None:
    """Print the figures."""
    texts = samples()
    wordings = {key: Wording.of(text) for key, text in texts.items()}
    made = [(case, Wording.of(case.text)) for case in cases(texts)]
    totals = Counter(case.kind for case, _ in made)
    apart = [pair for pair in combinations(sorted(texts), 2) if not same(*pair)]
    print(
        f"{len(made)} copies of {len({c.source for c, _ in made})} reports, {len(apart)} pairs that are no copies\n"
    )

    print("Pairs that a table gives back")
    for name, (keys, least) in tables().items():
        table = {key: keys(wording) for key, wording in wordings.items()}
        wrong = sum(len(table[a] & table[b]) >= least for a, b in apart)
        found = Counter(case.kind for case, w in made if len(table[case.source] & keys(w)) >= least)
        size = 600 * sum(map(len, table.values())) / sum(map(len, wordings.values()))
        print(f"  {name} ({size:.0f} keys for 600 words): {wrong} wrong; {shares(found, totals)}")

    print("\nJudged word by word")
    compare: list[tuple[Case, Overlap]] = [(c, compared(w, wordings[c.source])) for c, w in made]
    print("  copy:", shares(Counter(c.kind for c, o in compare if o.copied), totals))
    print("  passage:", shares(Counter(c.kind for c, o in compare if o.passages), totals))
    others = [(pair, compared(wordings[pair[0]], wordings[pair[1]])) for pair in apart]
    print("  wrong copies:", [pair for pair, o in others if o.copied])
    print("  wrong passages:", [(pair, len(o.passages)) for pair, o in others if o.passages])
    print("  most runs in common without a copy:", max(max(o.runs_one, o.runs_other) for _, o in others))
    known = [
        (pair, compared(*(wordings[k] for k in pair)))
        for pair in combinations(sorted(texts), 2)
        if same(*pair)
    ]
    print(
        "  copies among the samples:",
        [(p, round(o.covered_one, 2), round(o.covered_other, 2)) for p, o in known],
    )

    text = " ".join(texts.values()).split()[:600]
    start = perf_counter()
    for _ in range(20):
        of_wording(Wording.of(" ".join(text)))
    print(f"\n{1000 * (perf_counter() - start) / 20:.1f} ms to sketch 600 words")


if __name__ == "__main__":
    main()
