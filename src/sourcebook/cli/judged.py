"""Judgements, releases and the queue on stdout, and judgements from JSON lines."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sourcebook.cli.answers import tie_block
from sourcebook.cli.lines import json_line
from sourcebook.cli.paint import clean, event_block, indented, out, put, say
from sourcebook.errors import ValueProblem
from sourcebook.ledger import by_hand
from sourcebook.model.claim import Relation
from sourcebook.model.judgement import Anchor, Judged, Judgement, Verdict
from sourcebook.view.judged import in_words
from sourcebook.view.queue import Wanted
from sourcebook.view.timeline import event_line

if TYPE_CHECKING:
    from sourcebook.ledger import Entry, Ledger
    from sourcebook.ledger.releases import Release


def print_judged(one: Judged, form: str) -> None:
    """A judgement, in a line or two.

    Args:
        one: the judgement with its number.
        form: "text" or "jsonl".
    """
    if form == "jsonl":
        json_line(exported(one))
        return
    judgement = one.judgement
    text = Text(f"{one.n:>4}  ", style="cyan").append(
        in_words(judgement), style="dim strike" if one.undone else "bold"
    )
    text.append(f"  {clean(judgement.by)}, {judgement.at:%Y-%m-%d %H:%M}", style="dim")
    if one.undone:
        text.append(f"  taken back by {one.undone}", style="yellow")
    put(out(), text)
    for words in [judgement.note, *(f"“{a.words}”" for a in one.anchors)]:
        if words:
            indented(out(), say(words), by=6)


def exported(one: Judged) -> dict[str, Any]:
    """A judgement as its JSON line.

    Args:
        one: the judgement with its number.
    """
    held = one.judgement
    fields = ("claim", "other", "field", "note", "undoes")
    given = {f: getattr(held, f) for f in fields if getattr(held, f) is not None}
    value = {} if held.value is None else {"value": json.loads(held.value)}
    told = {"about": [_about(a) for a in one.anchors]} if one.anchors else {}
    head = {"n": one.n, "verdict": str(held.verdict), "by": held.by, "at": held.at.isoformat()}
    return {**head, **given, **value, **told, **({"undone": one.undone} if one.undone else {})}


def _about(anchor: Anchor) -> dict[str, Any]:
    names = ("report", "start", "end", "kind", "type", "at", "modality", "words")
    return {n: getattr(anchor, n) for n in names} | {"ends": list(anchor.ends)}


class Lines:
    """Judgements from JSON lines, gathered before any is kept.

    Args:
        ledger: the book that they go into.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger
        self._here = {_key(one): one.n for one in ledger.judgements()}
        self._new: list[tuple[Judgement, int | None]] = []
        self._numbers: dict[int, int] = {}  # theirs to ours, for undoing
        self._coming: dict[int, int] = {}
        self._added = set[str]()  # ids of claims that lines before this one add
        self.known = 0

    def add(self, line: str) -> None:
        """Take one line.

        Args:
            line: as `exported` writes it.

        Raises:
            ValueProblem: it is no judgement, or about words that this book does not have.
        """
        held = json.loads(line)
        judgement, anchors = _judgement(held), tuple(_anchor(a) for a in held.get("about", ()))
        key = _key(Judged(n=0, judgement=judgement, anchors=anchors))
        if key in self._here:
            self.known += 1
            self._numbers[held["n"]] = self._here[key]
            return
        if judgement.verdict is Verdict.ADD:
            claim = by_hand.claim_of(judgement)
            by_hand.checked(judgement, self._ledger.text(claim.report))
            self._added.add(claim.id)
        else:
            judgement = self._found(judgement, anchors)
        self._coming[held["n"]] = len(self._new)
        self._new.append((judgement, judgement.undoes))

    def _found(self, judgement: Judgement, anchors: tuple[Anchor, ...]) -> Judgement:
        """The judgement, about the claims as this book has them."""
        found = [self._find(i, a) for i, a in zip(_named(judgement), anchors, strict=True)]
        if not found:
            return judgement
        return replace(judgement, claim=found[0], other=found[1] if len(found) > 1 else None)

    def _find(self, ident: str, anchor: Anchor) -> str:
        if ident in self._added or self._ledger.claim(ident) is not None:
            return ident
        found = self._ledger.by_words(anchor)
        if found is None:
            raise ValueProblem(
                f"this book has no claim with the words “{anchor.words}” in report "
                f"{anchor.report}; add the report first"
            )
        return found

    def keep(self) -> int:
        """Append what was taken; how many that is."""
        ours: list[int] = []
        for judgement, undoes in self._new:
            made = judgement if undoes is None else replace(judgement, undoes=self._undone(undoes, ours))
            ours += self._ledger.judge(made)
        return len(ours)

    def _undone(self, theirs: int, ours: list[int]) -> int:
        if theirs in self._numbers:
            return self._numbers[theirs]
        if theirs in self._coming and self._coming[theirs] < len(ours):
            return ours[self._coming[theirs]]
        raise ValueProblem(f"it takes back judgement {theirs}, which stands in no line before it")


def _judgement(held: dict[str, Any]) -> Judgement:
    names = ("claim", "other", "field", "note", "undoes")
    given = {n: held[n] for n in names if n in held}
    if "value" in held:
        given["value"] = json.dumps(held["value"], ensure_ascii=False)
    at = datetime.fromisoformat(held["at"])
    return Judgement(verdict=Verdict(held["verdict"]), by=held["by"], at=at, **given)


def _anchor(held: dict[str, Any]) -> Anchor:
    return Anchor(**{**held, "ends": tuple(held["ends"])})


def _named(judgement: Judgement) -> list[str]:
    return [c for c in (judgement.claim, judgement.other) if c is not None]


def _key(one: Judged) -> tuple[object, ...]:
    """What makes two judgements the same one."""
    j = one.judgement
    about = tuple((a.report, a.start, a.end, a.kind) for a in one.anchors)
    value = (
        None if j.value is None else json.dumps(json.loads(j.value), sort_keys=True)
    )  # however it was spaced
    return (j.verdict, j.by, j.at, j.field, value, about, j.undoes if not about else None)


def print_wanted(wanted: Wanted, names: Mapping[str, str], form: str) -> None:
    """A claim worth judging, with the reasons.

    Args:
        wanted: the claim.
        names: ids to names.
        form: "text" or "jsonl".
    """
    entry = wanted.entry
    if form == "jsonl":
        told = {"claim": entry.claim.id, "worth": round(wanted.worth, 3), "why": list(wanted.why)}
        json_line(told | {"words": entry.words, "source": entry.source.label})
        return
    _print_entry(entry, names)
    indented(out(), say("worth judging: " + "; ".join(wanted.why), "yellow"))


def _print_entry(entry: "Entry", names: Mapping[str, str]) -> None:
    shown = event_line(entry, names)
    if shown is not None:
        event_block(out(), shown)
    elif isinstance(entry.claim.fact, Relation):
        tie_block(out(), entry.claim, entry.claim.fact, entry, names)


def print_release(one: "Release", form: str) -> None:
    """A release, in a line."""
    if form == "jsonl":
        told = {
            "name": one.name,
            "by": one.by,
            "at": one.at.isoformat(),
            "note": one.note,
            "digest": one.digest,
        }
        json_line(told | {"claims": one.claims, "reports": one.reports})
        return
    text = Text(clean(one.name), style="bold").append(
        f"  {one.at:%Y-%m-%d %H:%M}  {clean(one.by)}  {one.claims:,} claims of {one.reports:,} reports"
    )
    put(out(), text.append(f"  sha256 {one.digest[:16]}", style="dim"))
    if one.note:
        indented(out(), say(one.note))


def print_difference(what: str, entry: "Entry", names: Mapping[str, str], form: str) -> None:
    """A claim that one release has and another has not, or has otherwise."""
    if form == "jsonl":
        json_line(
            {"change": what, "claim": entry.claim.id, "words": entry.words, "source": entry.source.label}
        )
        return
    style = {"new": "green", "gone": "red"}.get(what, "yellow")
    put(out(), Text(what, style=style))
    _print_entry(entry, names)
