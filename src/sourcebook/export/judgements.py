"""Judgements as JSON, and judgements of that form taken into a book."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sourcebook.errors import ValueProblem
from sourcebook.ledger import Ledger, by_hand
from sourcebook.model.judgement import Anchor, Judged, Judgement, Verdict


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

    def __init__(self, ledger: Ledger) -> None:
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
            line: as `exported` writes it, in JSON.

        Raises:
            ValueProblem: it is no judgement, or about words that this book does not have.
        """
        self.take(json.loads(line))

    def take(self, held: Mapping[str, Any]) -> Judgement | None:
        """Take one judgement.

        Args:
            held: as `exported` writes it.

        Returns:
            The judgement, about the claims as this book has them; None when it is in already.

        Raises:
            ValueProblem: it is no judgement, or about words that this book does not have.
        """
        judgement, anchors = _judgement(held), tuple(_anchor(a) for a in held.get("about", ()))
        key = _key(Judged(n=0, judgement=judgement, anchors=anchors))
        if key in self._here:
            self.known += 1
            self._numbers[held["n"]] = self._here[key]
            return None
        if judgement.verdict is Verdict.ADD:
            claim = by_hand.claim_of(judgement)
            by_hand.checked(judgement, self._ledger.text(claim.report))
            self._added.add(claim.id)
        else:
            judgement = self._found(judgement, anchors)
        self._coming[held["n"]] = len(self._new)
        self._new.append((judgement, judgement.undoes))
        return judgement

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

    def keep(self, *more: Judgement) -> int:
        """Append what was taken, all or nothing.

        Args:
            more: judgements that go with them, after them.

        Returns:
            How many were appended.

        Raises:
            ValueProblem: one takes back what stands in no line before it, or cannot be.
        """
        back = {
            at: self._coming[n] for at, (_, n) in enumerate(self._new) if n is not None and self._ahead(n, at)
        }
        taken = [
            one if n is None or at in back else self._here_too(one, n)
            for at, (one, n) in enumerate(self._new)
        ]
        return len(self._ledger.judge(*taken, *more, back=back))

    def _ahead(self, theirs: int, at: int) -> bool:
        """Whether a judgement of theirs stands among those taken, before a place; one that is here already does not."""
        return theirs not in self._numbers and self._coming.get(theirs, at) < at

    def _here_too(self, judgement: Judgement, theirs: int) -> Judgement:
        if theirs not in self._numbers:
            raise ValueProblem(f"it takes back judgement {theirs}, which stands in no line before it")
        return replace(judgement, undoes=self._numbers[theirs])


def _judgement(held: Mapping[str, Any]) -> Judgement:
    names = ("claim", "other", "field", "note", "undoes")
    given = {n: held[n] for n in names if n in held}
    if "value" in held:
        given["value"] = json.dumps(held["value"], ensure_ascii=False)
    at = datetime.fromisoformat(held["at"])
    return Judgement(verdict=Verdict(held["verdict"]), by=held["by"], at=at, **given)


def _anchor(held: Mapping[str, Any]) -> Anchor:
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
