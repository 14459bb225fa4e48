"""What ties whom? Ties between entities, by pattern over the parse, from words to claims."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sourcebook.draft.attribution import AttributionCues
from sourcebook.draft.events import speaker_name
from sourcebook.draft.glimpse import Glimpses
from sourcebook.draft.modality import ModalityCues, modality_cues, modality_of
from sourcebook.draft.speaker import attribution_cues, speaker_of
from sourcebook.draft.ties import (
    banners,
    deeds,
    followers,
    frames,
    gifts,
    grounds,
    hostile,
    idioms,
    mutual,
    names,
    outlets,
    passages,
    relatives,
    sighted,
    sway,
    unions,
)
from sourcebook.draft.ties.scene import Scene, Tie
from sourcebook.draft.ties.terms import date_tie
from sourcebook.draft.ties.words import tie_words
from sourcebook.encode.see import Sight
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import SYMMETRIC, Claim, Modality, Predicate, Relation, Stance
from sourcebook.model.text import Document, Span
from sourcebook.resolve.cast import Cast

STAGE = "draft.relations/7"
LONGEST = 240  # characters of a quote
_TAILS = frozenset({"'s", "’s"})
_OF_AUTHORS = frozenset({Predicate.MEMBER_OF})  # what a line about the author may say


def draft_relations(
    doc: Document,
    cast: Cast,
    events: Sequence[Claim],
    report: str,
    project: Path | None = None,
    *,
    sight: Sight | None = None,
) -> list[Claim]:
    """The ties between entities that a report tells.

    Args:
        doc: the parsed report.
        cast: its actors and places; offices, and roads without a name, are added to it.
        events: claims of its events, from `draft_events`.
        report: id of the report.
        project: a folder with the user's own knowledge, or None.
        sight: what the encoder sees; None without one.

    Returns:
        Claims in the order of the text, each with one tie.
    """
    scene = Scene(doc, cast, tie_words(project), project)
    same = _by_words(scene)
    _second_look(scene, Glimpses(doc, sight))
    told = {(t.predicate, t.token) for t in scene.ties}  # by the words themselves, which name the ends better
    from_events = [(t, c) for t, c in deeds.by_events(scene, events) if (t.predicate, t.token) not in told]
    scene.ties = _without_mouthpieces(scene)
    for t in scene.ties:
        _rename(t, same)
        date_tie(scene, t)
    cues, said = modality_cues(project), attribution_cues(project)
    drafted = [_claim(scene, t, report, cues, said) for t in scene.ties]
    drafted += [_of_event(scene, t, c, report) for t, c in from_events]
    held = [c for c in drafted if not _yet_to_be(c, doc.text)]
    held.sort(key=lambda c: (c.quote.start, c.quote.end))
    return _each_once(_full_titles(scene.cast, _not_at_odds(scene.cast, held)))


def _second_look(scene: Scene, seen: Glimpses) -> None:
    """What rules find alone is less sure than what the encoder sees too; what it alone sees is added."""
    if seen.here:
        for t in scene.ties:
            t.score = sighted.RULES_ALONE
        sighted.by_sight(scene, seen)


def _without_mouthpieces(scene: Scene) -> list[Tie]:
    """Ties without the office that is told as a tie already: "X's spokesman" is its member, "X's chief" leads it."""
    members = {(t.subject, t.token) for t in scene.ties if t.predicate is Predicate.MEMBER_OF}
    leaders = {(t.object, t.token) for t in scene.ties if t.predicate is Predicate.LED_BY}
    return [
        t
        for t in scene.ties
        if t.predicate is not Predicate.HOLDS_OFFICE
        or not (
            ((t.subject, t.token) in members and scene.has("offices.speaking", scene.doc.lemma[t.token]))
            or ((t.subject, t.token) in leaders and scene.has("offices.leading", scene.doc.lemma[t.token]))
        )
    ]


_TOGETHER = frozenset({Predicate.PART_OF, Predicate.MEMBER_OF, Predicate.ALLIED_WITH, Predicate.BACKED_BY})


def _not_at_odds(cast: Cast, claims: list[Claim]) -> list[Claim]:
    """Leave out slips of the parse: a state against its own organ, and one side made of two that fight each other."""
    kept = [c for c in claims if not _against_itself(cast, c)]
    foes = {frozenset(_ends(c)) for c in kept if _predicate(c) is Predicate.OPPOSED_TO}
    return [c for c in kept if _predicate(c) not in _TOGETHER or frozenset(_ends(c)) not in foes]


def _ends(c: Claim) -> tuple[str, ...]:
    return (c.fact.subject, c.fact.object) if isinstance(c.fact, Relation) else ()


def _predicate(c: Claim) -> Predicate | None:
    return c.fact.predicate if isinstance(c.fact, Relation) else None


def _against_itself(cast: Cast, c: Claim) -> bool:
    """ "United States opposed to US forces": both are organs of one state."""
    if _predicate(c) is not Predicate.OPPOSED_TO:
        return False
    sides = [cast.actors.get(i) for i in _ends(c)]
    organs = [a.state for a in sides if a and a.kind in _OF_STATES]
    return (
        len(organs) == len(sides)
        and organs[0] is not None
        and organs[0] == organs[1]
        and any(a is not None and a.kind is ActorKind.STATE for a in sides)
    )


_OF_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_BODY})
_ON_THE_GROUND = frozenset({Predicate.CONTROLS, Predicate.OPERATES_IN, Predicate.BASED_AT})
_UNREAL = frozenset({Modality.PLANNED, Modality.CONDITIONAL, Modality.QUESTION})


def _yet_to_be(c: Claim, text: str) -> bool:
    """Whether a claim tells where somebody may come to be: a plan is an event's to tell, and no tie yet."""
    if not isinstance(c.fact, Relation) or c.fact.predicate not in _ON_THE_GROUND:
        return False
    possible = c.cue is not None and c.cue.of(text).lower() in deeds.MAY
    return c.modality in _UNREAL or (c.modality is Modality.HEDGED and possible)


def _by_words(scene: Scene) -> list[names.Naming]:
    """Runs every finder over the body; gives the names that described groups are given."""
    doc, alert = scene.doc, scene.words.alert
    same: list[names.Naming] = []
    for i, lemma in enumerate(doc.lemma):
        if lemma not in alert and doc.lower[i] not in alert and "-" not in lemma:
            continue
        pos = doc.pos[i]
        if not doc.body[i]:
            if pos == "NOUN":
                frames.by_noun(scene, i, only=_OF_AUTHORS)
            continue
        frames.by_compound(scene, i)
        frames.by_prefix(scene, i)
        hostile.by_held(scene, i)
        grounds.by_facing(scene, i)
        if pos in {"VERB", "AUX"}:
            _by_verb(scene, i)
            same += names.by_naming(scene, i)
        elif pos in {"NOUN", "PROPN"}:
            _by_noun(scene, i)
        elif pos == "PRON":
            names.by_difference(scene, i)
        elif pos == "ADJ":
            names.by_difference(scene, i)
            frames.by_part(scene, i)
            frames.by_other(scene, i)
            frames.by_adjective(scene, i)
    for f in scene.mentions:
        grounds.by_group_in(scene, f)
        grounds.by_seat(scene, f)
        hostile.by_name(scene, f)
        relatives.by_relative(scene, f)
        outlets.by_outlet(scene, f)
        followers.by_command(scene, f)
    grounds.by_company(scene)
    passages.by_way(scene)
    names.by_alias(scene)
    return same


def _by_verb(scene: Scene, i: int) -> None:
    frames.by_verb(scene, i)
    idioms.by_idiom(scene, i)
    banners.by_inclusion(scene, i)
    banners.by_listing(scene, i)
    unions.by_merging(scene, i)
    gifts.by_gift(scene, i)
    gifts.by_reliance(scene, i)
    grounds.by_force(scene, i)
    grounds.by_use(scene, i)
    grounds.by_seizure(scene, i)
    hostile.by_stance(scene, i)
    names.by_difference(scene, i)


def _by_noun(scene: Scene, i: int) -> None:
    frames.by_noun(scene, i)
    frames.by_part(scene, i)
    unions.by_merger(scene, i)
    followers.by_following(scene, i)
    grounds.by_passage(scene, i)
    grounds.by_men_in(scene, i)
    sway.by_sway(scene, i)
    mutual.by_each_other(scene, i)
    banners.by_label(scene, i)
    hostile.by_stance(scene, i)
    names.by_title(scene, i)
    names.by_difference(scene, i)


def _claim(scene: Scene, tie: Tie, report: str, cues: ModalityCues, said: AttributionCues) -> Claim:
    doc = scene.doc
    modality, cue = (Modality.ASSERTED, None) if tie.sure else _surely(doc, tie.token, cues)
    attribution = speaker_of(doc, tie.token, said)
    speaker, holders = speaker_name(doc, scene.cast, attribution)
    at = cue if cue is not None else (attribution.cue if attribution else None)
    return Claim(
        report=report,
        fact=_relation(tie),
        quote=_quote(doc, tie),
        modality=modality,
        stage=STAGE,
        speaker=speaker,
        holders=holders,
        stance=attribution.stance if attribution else Stance.STATES,
        cue=None if at is None else doc.span(at, at),
        score=tie.score,
    )


def _surely(doc: Document, token: int, cues: ModalityCues) -> tuple[Modality, int | None]:
    """How surely a tie is told; what holds "no longer" does not hold."""
    for k in doc.children[token]:
        if doc.lower[k] == "longer" and any(doc.lower[j] == "no" for j in doc.children[k]):
            return Modality.NEGATED, k
    return modality_of(doc, token, cues)


def _relation(tie: Tie) -> Relation:
    return Relation(
        subject=tie.subject,
        predicate=tie.predicate,
        object=tie.object,
        since=tie.since,
        until=tie.until,
        degree=tie.degree,
        support=tie.support,
    )


def _quote(doc: Document, tie: Tie) -> Span:
    """The words from one end to the other; only those from the trigger on when that is too long to quote."""
    first, last = tie.first, tie.last
    while first < last and (doc.lower[first] in _TAILS or not doc.words[first][0].isalnum()):
        first += 1  # a genitive or a hyphen is no beginning
    while doc.end[last] - doc.start[first] > LONGEST and first < tie.token:
        first += 1
    while first < last and (doc.lower[first] in _TAILS or not doc.words[first][0].isalnum()):
        first += 1  # a genitive or a hyphen is no beginning
    while doc.end[last] - doc.start[first] > LONGEST and last > tie.token:
        last -= 1
    return doc.span(first, last)


def _of_event(scene: Scene, tie: Tie, event: Claim, report: str) -> Claim:
    """A tie that follows from an event stands on the event's words, and is told as surely and by the same."""
    quote = event.quote
    if quote.end - quote.start > LONGEST:
        quote = Span(start=quote.start, end=scene.doc.end[max(tie.token, tie.last)])
        quote = quote if quote.end - quote.start <= LONGEST else scene.doc.span(tie.token, tie.token)
    return Claim(
        report=report,
        fact=_relation(tie),
        quote=quote,
        modality=event.modality,
        stage=STAGE,
        speaker=event.speaker,
        holders=event.holders,
        stance=event.stance,
        cue=event.cue,
        background=event.background,
        score=event.score,
    )


def _rename(tie: Tie, same: list[names.Naming]) -> None:
    """A group described and then named goes by its name; of several namings the nearest counts."""
    if not same:
        return

    def name(ident: str, token: int) -> str:
        near = [n for n in same if token in n.tokens or ident in n.described]
        return (
            min(near, key=lambda n: (token not in n.tokens, abs(n.at - tie.token))).named if near else ident
        )

    tie.subject, tie.object = name(tie.subject, tie.said[0]), name(tie.object, tie.said[1])


def _full_titles(cast: Cast, claims: list[Claim]) -> list[Claim]:
    """Leaves out titles that only shorten another of the same person's ("Minister", "Minister of Trade")."""
    held: dict[str, set[str]] = {}
    for c in claims:
        if isinstance(c.fact, Relation) and c.fact.predicate is Predicate.HOLDS_OFFICE:
            held.setdefault(c.fact.subject, set()).add(cast.actors[c.fact.object].name.lower())

    def short(f: Relation) -> bool:
        name = cast.actors[f.object].name.lower()
        return any(name != t and name in t for t in held[f.subject])

    return [
        c
        for c in claims
        if not (isinstance(c.fact, Relation) and c.fact.predicate is Predicate.HOLDS_OFFICE and short(c.fact))
    ]


def _each_once(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for a tie and overlapping words."""
    kept: list[Claim] = []
    seen: dict[tuple[str, Predicate, str], list[Span]] = {}
    for c in claims:
        f = c.fact
        if not isinstance(f, Relation):
            continue
        if f.predicate in SYMMETRIC and (f.object, f.predicate, f.subject) in seen:
            f = replace(f, subject=f.object, object=f.subject)  # the way round in which it was told first
        spans = seen.setdefault((f.subject, f.predicate, f.object), [])
        if f.subject != f.object and not any(c.quote.overlaps(s) for s in spans):
            spans.append(c.quote)
            kept.append(c if f is c.fact else replace(c, fact=f))
    return kept
