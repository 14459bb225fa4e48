"""Claims and reports, each with its words."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody or something with a name.

    Attributes:
        id: id.
        name: name.
        kind: kind.
        place: whether it is a place.
    """

    id: str
    name: str
    kind: str | None
    place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report with what stands around them.

    Attributes:
        claim: id of the claim that they say.
        report: id of the report.
        label: outlet and day.
        published: EDTF, or None.
        before, words, after: the sentence, cut at the quote.
        speaker: who says it; None when the author does.
        modality, stance, status: of the claim.
        score: 0 to 1, or None.
        copy_of: label of the report that printed the words first, when this one is a copy.
    """

    claim: str
    report: str
    label: str
    published: str | None
    before: str
    words: str
    after: str
    speaker: str | None
    modality: str
    stance: str
    status: str
    score: float | None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A judgement, as history shows it.

    Attributes:
        n: its number.
        verdict: what was decided.
        by, at, note: who, when, why.
        words: the judgement as a sentence.
        undone: whether it was taken back.
        sort: "judgement" about claims, or "decision" about who is who; each has numbers of its own.
    """

    n: int
    verdict: str
    by: str
    at: str
    note: str | None
    words: str
    undone: bool
    sort: Literal["judgement", "decision"] = "judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a claim.

    Attributes:
        name: its name, as `judgements` takes it.
        label: its words on the page.
        sort: how it is edited: "choice", "actors", "place", "date", "toll", "text", "texts", "flag".
        value: its value as JSON: ids for actors and places, EDTF for a date, {"low", "best", "high", "expression"}
            for a toll.
        shown: the value in words.
        drafted: the value in words before anybody corrected it; None when nobody did.
        names: of ids in `value`, their names.
    """

    name: str
    label: str
    sort: str
    value: Any
    shown: str
    drafted: str | None
    names: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in a list.

    Attributes:
        id, kind ("event" or "relation"), type (or predicate), modality, status, score, background: of the claim.
        title: one line of words.
        when: EDTF, or None.
        where: name of the place, or None.
        quote: its words.
        incident: id of its incident, or None.
        tie: id of its tie, or None.
        version: number of the last judgement about it, 0 for none; sent back with a judgement.
    """

    id: str
    kind: Literal["event", "relation"]
    type: str
    title: str
    when: str | None
    where: str | None
    modality: str
    status: str
    score: float | None
    background: bool
    quote: Quote
    incident: str | None
    tie: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """Everything about a claim.

    Attributes:
        row: as in lists.
        fields: what it says, field by field.
        stage: what drafted it, or "by hand".
        cue: the words that attribute, hedge or negate it.
        holders: the chain of telling, outermost first.
        history: judgements about it.
        others: what else tells the same incident or tie.
        again: judged before another reader changed it.
    """

    row: ClaimRow
    fields: list[Field]
    stage: str
    cue: str | None
    holders: list[str]
    history: list[Change]
    others: list[Quote]
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A claim's words in a text, in UTF-16 code units, end excluded.

    Attributes:
        claim: id.
        start, end: the quote.
        trigger: [start, end] of the word that names the happening; None for a tie.
        kind, type, modality, status, background: of the claim.
        title: one line of words.
    """

    claim: str
    start: int
    end: int
    trigger: tuple[int, int] | None
    kind: Literal["event", "relation"]
    type: str
    modality: str
    status: str
    background: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text: `entity` may be None when it is nobody known."""

    start: int
    end: int
    entity: str | None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """A report with what it says.

    Attributes:
        id, label, title, publisher, author, published (EDTF), address, language: of the report.
        right_to_left: whether its script runs so.
        text: the words, never to be taken for HTML.
        marks: claims, in the order of the text.
        mentions: names.
        origin: label of the report that printed its words first, when it is a copy.
        copies: labels of reports that print its words.
        reader: what read it, and when.
    """

    id: str
    label: str
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    address: str | None
    language: str | None
    right_to_left: bool
    text: str
    marks: list[Mark]
    mentions: list[Mention]
    origin: str | None
    copies: list[str]
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """A page of claims; `next` asks for the next one."""

    items: list[ClaimRow]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list."""

    id: str
    label: str
    title: str | None
    published: str | None
    claims: int
    judged: int
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRows:
    """A page of reports."""

    items: list[ReportRow]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one box finds: actors and places by name, reports and claims by words."""

    entities: list[Named]
    claims: list[ClaimRow]
    reports: list[ReportRow]
