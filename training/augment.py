"""What else may the same sentence be about? Passages with other names in them, and in other letters.

Names that stand by themselves are exchanged for names of the same kind and shape from other passages, so that the
network learns from the words around a name rather than the name. A few passages are put in capitals or small letters,
as headlines and old wires are.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from sourcebook.encode import labels
from sourcebook.encode.words import words
from training.examples import Event, Example, Span, shuffled_names

RENAMED = 0.35
"""Share of passages, epoch by epoch, in which names are exchanged."""
RECASED = 0.03
_NAMED = {labels.KINDS.index(k) for k in ("actor", "person", "place")}


class Names:
    """Names by kind and number of words.

    Args:
        examples: where to take them from; mentions that begin with a capital and hold no small word count as names.
    """

    def __init__(self, examples: Sequence[Example]) -> None:
        found: dict[tuple[int, int], set[str]] = {}
        for e in examples:
            for span in shuffled_names(e):
                kind = (e.mentions or {})[span]
                text = _text(e, span)
                if kind in _NAMED and _is_name(text):
                    found.setdefault((kind, len(text.split())), set()).add(text)
        self._held = {k: sorted(v) for k, v in found.items()}

    def other(self, kind: int, text: str, rng: random.Random) -> str:
        """Another name of the kind and as many words; the name itself when there is none."""
        return rng.choice(self._held.get((kind, len(text.split())), [text]))


def _text(e: Example, span: Span) -> str:
    return e.text[e.words[span[0]].start : e.words[span[1] - 1].end]


def _is_name(text: str) -> bool:
    return all(w[0].isupper() or w in {"al", "of", "the", "for"} for w in text.replace("-", " ").split() if w)


def augmented(example: Example, names: Names, rng: random.Random) -> Example:
    """The example, or one like it."""
    if example.mentions is None or example.events is None:
        return example
    if rng.random() < RENAMED:
        example = renamed(example, names, rng)
    if rng.random() < RECASED:
        return recased(example, rng.choice((str.upper, str.lower)))
    return example


def recased(example: Example, change: object) -> Example:
    """The example in other letters, when that keeps every character in its place."""
    text = change(example.text)  # type: ignore[operator]
    return replace(example, text=text) if len(text) == len(example.text) else example


def renamed(example: Example, names: Names, rng: random.Random) -> Example:
    """The example with some of its names exchanged, each everywhere."""
    assert example.mentions is not None  # noqa: S101 - asked by `augmented`
    single = {
        s for s in shuffled_names(example) if example.mentions[s] in _NAMED and _is_name(_text(example, s))
    }
    new: dict[str, str] = {}
    for span in sorted(single):
        text = _text(example, span)
        if text not in new and rng.random() < 0.6:  # noqa: PLR2004
            new[text] = names.other(example.mentions[span], text, rng)
    chosen = sorted(s for s in single if _text(example, s) in new)
    out, moved = "", {}
    shift, at = 0, 0
    for first, end in chosen:
        start, stop = example.words[first].start, example.words[end - 1].end
        name = new[example.text[start:stop]]
        out += example.text[at:start]
        moved[first, end] = (len(out), len(out) + len(name))
        out += name
        at = stop
        shift += len(name) - (stop - start)
    out += example.text[at:]
    return _retold(example, out, moved)


def _retold(example: Example, text: str, moved: dict[Span, tuple[int, int]]) -> Example:
    """The example's labels on the words of its new text."""
    found = words(text)
    by_start = {w.start: n for n, w in enumerate(found)}
    by_end = {w.end: n + 1 for n, w in enumerate(found)}
    gone = sorted((example.words[f].start, example.words[e - 1].end, *moved[f, e]) for f, e in moved)

    def place(at: int) -> int:
        shift = 0
        for start, stop, new_start, new_stop in gone:
            if at >= stop:
                shift = new_stop - stop
            elif at >= start:
                return new_start if at == start else new_stop
        return at + shift

    def span(old: Span) -> Span:
        start, end = example.words[old[0]].start, example.words[old[1] - 1].end
        return by_start[place(start)], by_end[place(end)]

    try:
        return replace(
            example, text=text, words=found,
            mentions={span(s): k for s, k in (example.mentions or {}).items()},
            signals={span(s): k for s, k in example.signals.items()},
            events=[_event(e, span) for e in example.events or ()],
            relations={(span(a), span(b)): r for (a, b), r in (example.relations or {}).items()},
        )  # fmt: skip
    except KeyError:  # a name that joins with the word beside it
        return example


def _event(e: Event, span: object) -> Event:
    return replace(e, trigger=span(e.trigger), roles={span(s): r for s, r in e.roles.items()})  # type: ignore[operator]
