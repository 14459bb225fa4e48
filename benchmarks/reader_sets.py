"""What the trained reader says on the public benchmarks, each through the weights that ship with the package."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from sourcebook.encode import labels
from sourcebook.encode.heads import Spans
from sourcebook.encode.see import Stretch, stretches
from sourcebook.encode.tags import best, softmax, spans
from sourcebook.encode.weights import Weights, shipped
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

threadpool_limits(limits=1, user_api="blas")  # small matrices: several threads would wait for one another
UNDIRECTED = frozenset({"CoLocated", "FightingAgainst", "AlliesOf", "CommWith", "IsSynonymOf", "Apart"})
APART = 4.0
"""What an entity of re3d costs that begins right after another; chosen on its development part."""
TIE = 0.6
"""Probability from which a relation of re3d is told; chosen on its training part."""
PLOVER = {t: t for t in labels.TYPES} | {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLOVER's names for our types; it has no TRANSITION."""


@cache
def weights() -> Weights:
    """The weights that ship; there is nothing to measure without them."""
    found = shipped()
    if found is None:
        raise SystemExit("the package has no weights; run `make train`, or install a release")
    return found


def read_stretches(text: str) -> list[Stretch]:
    """A text, stretch by stretch, cut at the ends of sentences."""
    doc = parse(Report(text=text))
    bounds = [(doc.start[a], doc.end[b - 1]) for a, b in doc.sentences]
    return list(stretches(weights(), text, bounds))


def entities(line: dict[str, Any]) -> dict[str, Any]:
    """Entities in re3d's types."""
    return {"entities": [e for s in read_stretches(line["text"]) for e in _entities(s)]}


def entities_and_ties(line: dict[str, Any]) -> dict[str, Any]:
    """Entities, and relations between them."""
    held = entities(line)
    return held | ties(line | held)


def _entities(stretch: Stretch) -> Iterator[dict[str, Any]]:
    for first, end, kind in spans(best(stretch.layer("re3d"), apart=APART)):
        begin, stop = stretch.span(first, end)
        yield {"begin": begin, "end": stop, "type": labels.RE3D_KINDS[kind]}


def ties(line: dict[str, Any]) -> dict[str, Any]:
    """Relations in re3d's types between the entities given."""
    held = {(e["begin"], e["end"]): e["type"] for e in line["entities"]}
    around = {at: [of for of in held if _within(at, of) and held[of] == kind] for at, kind in held.items()}
    found: set[_Tie] = set()
    for stretch in read_stretches(line["text"]):
        ends = [
            (at, kind) for at, kind in sorted(held.items()) if _inside(stretch, *at) and stretch.cover(*at)
        ]
        pairs = [(i, j) for i, (a, _) in enumerate(ends) for j, (b, _) in enumerate(ends) if not _share(a, b)]
        told = _tie_scores(stretch, ends, pairs) if pairs else {}
        for (i, j), row in told.items():
            top = int(row[1:].argmax()) + 1
            if row[top] >= TIE:
                found.add(_tie(ends[i][0], ends[j][0], labels.RE3D_TIES[top]))
    kept = sorted(tie for tie in found if not _said_of_longer(tie, around, found))
    return {"relations": [{"source": list(a), "target": list(b), "type": kind} for a, b, kind in kept]}


_Span = tuple[int, int]
_Tie = tuple[_Span, _Span, str]


def _tie(source: _Span, target: _Span, kind: str) -> _Tie:
    """A tie, read from the first of its ends where it has no direction."""
    first, second = sorted((source, target)) if kind in UNDIRECTED else (source, target)
    return first, second, kind


def _said_of_longer(tie: _Tie, around: Mapping[_Span, Sequence[_Span]], found: Collection[_Tie]) -> bool:
    """Whether the same is told of a longer mention of the same type: of "Anbar, Iraq" where it is of "Anbar".

    re3d marks such mentions within one another, but ties hang on the longer: 5 of the 248 of its training part do not.
    """
    source, target, kind = tie
    longer = ((a, b) for a in (source, *around[source]) for b in (target, *around[target]))
    return any(_tie(a, b, kind) in found for a, b in longer if (a, b) != (source, target))


def _within(one: _Span, other: _Span) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _share(one: _Span, other: _Span) -> bool:
    """Whether two mentions share letters; re3d says nothing of such, but for 3 of 248 ties of its training part."""
    return one[0] < other[1] and other[0] < one[1]


# Our ties and acts that say what a relation of re3d says, read in the same direction ("<": from target to source).
_SAYS = {
    "CoLocated": "located_in based_at operates_in controls <located_in <based_at <operates_in <controls",
    "FightingAgainst": "opposed_to ASSAULT <ASSAULT COERCE",
    "BelongsTo": "part_of member_of of_state office_of",
    "InChargeOf": "<led_by <office_of controls",
    "CommWith": "CONSULT <CONSULT negotiates_with AGREE",
    "AlliesOf": "allied_with COOPERATE <COOPERATE",
    "IsSynonymOf": "alias",
    "HasAttrOf": "holds_office",
    "Likes": "SUPPORT",
    "Dislikes": "ACCUSE",
}
OWN = 0.1
"""What our own ties count beside the head for re3d's; chosen on its development part, as TIE is."""


def _tie_scores(
    stretch: Stretch, ends: Sequence[tuple[tuple[int, int], str]], pairs: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], np.ndarray]:
    made = stretch.made([stretch.cover(*at) or (0, 1) for at, _ in ends], [kind for _, kind in ends])
    own = stretch.made(
        [stretch.cover(*at) or (0, 1) for at, _ in ends], [_KINDS.get(kind, "?") for _, kind in ends]
    )
    a, b = zip(*pairs, strict=True)
    theirs = dict(zip(pairs, stretch.heads.pairs(["re3d_tie"], made, a, b)["re3d_tie"], strict=True))
    ours = stretch.heads.pairs(["relation", "act"], own, a, b)
    said = {
        pair: dict(zip((*labels.PREDICATES, *labels.ACTS), (*r, *t), strict=True))
        for pair, r, t in zip(pairs, ours["relation"], ours["act"], strict=True)
    }
    scores = {}
    for i, j in pairs:
        row = np.array(theirs[i, j])
        for n, kind in enumerate(labels.RE3D_TIES):
            if kind in UNDIRECTED:
                row[n] = (theirs[i, j][n] + theirs[j, i][n]) / 2
            for word in _SAYS.get(kind, "").split():
                row[n] += OWN * float(said[j, i][word[1:]] if word[0] == "<" else said[i, j][word])
        scores[i, j] = row
    return scores


_KINDS = {
    "Organisation": "actor", "Nationality": "actor", "Person": "person", "Location": "place", "Temporal": "date",
    "Quantity": "count", "Weapon": "weapon", "Vehicle": "platform", "MilitaryPlatform": "platform",
}  # fmt: skip


def _inside(stretch: Stretch, begin: int, end: int) -> bool:
    return stretch.words[0].start <= begin and end <= stretch.words[-1].end


def pair_type(line: dict[str, Any]) -> dict[str, Any]:
    """PLOVER type of what a marked source does to a marked target."""
    scores = type_scores(line)
    return {"label": max(scores, key=lambda t: scores[t])}


def type_scores(line: dict[str, Any]) -> dict[str, float]:
    """Score of each PLOVER type for a marked pair, of which one side may be unmarked."""
    source, target, plain = _unmarked(line["marked"])
    scores = dict.fromkeys((t for t in PLOVER.values() if t != "TRANSITION"), 0.0)
    for stretch in _whole(plain):
        a, b = (stretch.cover(*at) if at else None for at in (source, target))
        if a != b:
            _add(scores, stretch, a, b, plain)
    return scores


_ACTOR = labels.ROLES.index("actor")
_AIMED = [labels.ROLES.index(r) for r in ("recipient", "victim", "place", "destination", "object")]
_FRIENDLY = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE", "CONSULT", "SUPPORT"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
DECREED = 0.3
"""How far what an authority decides, orders or authorises counts as no more than promised."""
EARLY, THREAT = 0.5, 0.6
"""What an early trigger counts more; how far an intended hostile act is a threat. Chosen on PLV's training part."""


_DECREED = re.compile(r"\b(?:decide[sd]?|authori[sz]e[sd]?|order(?:s|ed)|decree[sd]?)\b", re.IGNORECASE)


def plover(shares: Mapping[str, float], modality: np.ndarray, *, done: bool = False) -> dict[str, float]:
    """Shares of PLOVER's types from shares of ours and a trigger's modality.

    PLOVER codes what is promised as AGREE, what is threatened as THREATEN and what is refused as REJECT; we code the
    act, planned or negated.
    """
    sharp = modality**2 / float((modality**2).sum())  # a coder decides; a calibrated probability need not
    planned, maybe, negated = (
        float(sharp[labels.MODALITIES.index(m)]) for m in ("planned", "conditional", "negated")
    )
    told: dict[str, float] = {}
    for kind, share in shares.items():
        if kind in {"", "TRANSITION"}:
            continue
        moved = (
            planned * (DECREED if done else 1.0)
            if kind in _FRIENDLY
            else min(1.0, THREAT * (planned + maybe))
            if kind in _HOSTILE
            else 0.0
        )
        refused = min(1.0 - moved, negated)
        for name, part in (
            ("AGREE" if kind in _FRIENDLY else "THREATEN", moved),
            ("REJECT", refused),
            (PLOVER[kind], 1 - moved - refused),
        ):
            told[name] = told.get(name, 0.0) + share * part
    return told


def _add(
    scores: dict[str, float],
    stretch: Stretch,
    a: tuple[int, int] | None,
    b: tuple[int, int] | None,
    text: str,
) -> None:
    ends = [at for at in (a, b) if at]
    triggers = stretch.triggers
    kinds = ["actor"] * len(ends) + [k for _, k, _ in triggers]
    made = stretch.made([*ends, *(at for at, *_ in triggers)], kinds)
    if a and b:
        act = stretch.heads.pairs(["act"], made, [0], [1])["act"][0]
        for name, share in _lines_of_theirs(dict(zip(labels.ACTS, act, strict=True)), text).items():
            if name and name != "TRANSITION":
                scores[PLOVER[name]] += float(share)
    for n, (at, *_) in enumerate(triggers):
        which = [len(ends) + n] * len(ends)
        role = stretch.heads.pairs(["role"], made, which, range(len(ends)))["role"]
        doer = float(role[0][_ACTOR]) if a else 0.5
        to = float(role[-1][_AIMED].sum()) if b else 0.5
        fit = (doer + to + doer * to) * (1 + EARLY * (1 - at[0] / len(stretch.words)))
        for name, share in _coded(stretch, at, text, made, which[0] if which else n).items():
            scores[name] += fit * share


_ACCORDS = frozenset(
    "agreement agreements deal deals pact pacts treaty treaties accord accords memorandum contract protocol".split()
)
"""Nouns of what is signed or reached: both sets code that as SUPPORT (CAMEO 057), as AGREE only what is promised."""


def _coded(stretch: Stretch, at: tuple[int, int], text: str, made: Spans, trigger: int) -> dict[str, float]:
    """Shares of PLOVER's types in a trigger: its own, moved where PLOVER's coders draw the line elsewhere."""
    shares = _shares(stretch, at)
    mode = stretch.heads.doubt("mode", made, [trigger])[0]
    taken = float(sum(mode[labels.MODES.index(m)] for m in ("abduct", "destroy")))  # coded as COERCE there
    shares["COERCE"] += taken * shares["ASSAULT"]
    shares["ASSAULT"] *= 1 - taken
    shares["ASSAULT"] += float(mode[labels.MODES.index("control_gained")]) * shares["TRANSITION"]  # CAMEO 192
    shares = _lines_of_theirs(shares, text)
    told = plover(
        shares, stretch.heads.doubt("modality", made, [trigger])[0], done=bool(_DECREED.search(text))
    )
    if text[slice(*stretch.span(*at))].lower() in _ACCORDS:
        told["SUPPORT"] = told.get("SUPPORT", 0.0) + told.pop("AGREE", 0.0)
    return told


def _line(words: str, target: str, *sources: str) -> tuple[re.Pattern[str], tuple[str, ...], str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), sources, target


_ACCORD = "agreements?|deals?|pacts?|treat(?:y|ies)|accords?|memorandum|contracts?|protocols?"
_THEIR_LINES = (
    _line(  # 081, 085
        r"(?:eas|lift|relax|loosen|shorten)\w*\b[^.;]{0,60}\b(?:curfew|sanction|restriction|ban|embargo|emergency|siege|blockade)s?",
        "CONCEDE",
        "COERCE",
        "SANCTION",
        "PROTEST",
    ),
    _line(
        r"(?:call|calls|called) off\b[^.;]{0,40}\b(?:strike|boycott|protest)s?", "CONCEDE", "PROTEST"
    ),  # 083
    _line(r"(?:order|authori[sz]|announc)\w* the release", "RETREAT", "COERCE", "REQUEST"),  # 084
    _line("sanctions?|sanctioned|embargo(?:es|ed)?|blacklist(?:s|ed)?", "COERCE", "SANCTION"),  # 163
    _line(r"outlaw\w*|bann?(?:s|ed|ing)?|suspend\w* publication", "COERCE", "SANCTION", "REQUEST"),  # 172
    _line("order(?:s|ed)? the (?:arrest|detention)", "COERCE", "REQUEST"),  # 173
    _line(
        "peace-?keep(?:er|ers|ing)|medical|medics|doctors|rescuers?|rescue teams?|humanitarian",
        "AID",
        "MOBILIZE",
    ),  # 073, 074
    _line(
        r"(?:establish|restor|resum|normali[sz]|upgrad)\w*\b[^.;]{0,30}\b(?:ties|relations)",
        "SUPPORT",
        "AGREE",
        "COOPERATE",
    ),  # 054
    _line(
        rf"(?:agree|agrees|agreed|reach|reached|sign|signs|signed|struck)\b[^.;]{{0,60}}\b(?:{_ACCORD})",
        "SUPPORT",
        "AGREE",
    ),  # 057
    _line(r"convict\w*|guilty|liable|legal action|lawsuits?", "ACCUSE", "SANCTION"),  # 115, 116
    _line(r"order(?:s|ed)? an? (?:investigation|inquiry|probe)", "ACCUSE", "REQUEST"),  # 090
    _line(
        r"summon\w*\b[^.;]{0,80}\b(?:ambassador|envoy|diplomat|charg\w+)", "ACCUSE", "REQUEST", "CONSULT"
    ),  # 111, 113
    _line(
        r"blockad\w*|captur\w*|took over|tak\w+ control|seiz\w+ control|occup(?:y|ied|ies)",
        "ASSAULT",
        "COERCE",
    ),  # 191, 192
    _line(  # 102, 104
        r"(?:said|says?)\b[^.;]{0,90}\bmust\b|s(?:eek|eeks|ought|eeking) (?:refuge|asylum)",
        "REQUEST",
        "ACCUSE",
        "AGREE",
        "CONCEDE",
        "RETREAT",
        "CONSULT",
        "MOBILIZE",
        "REJECT",
    ),
    _line(  # 113
        r"call(?:s|ed)?\b[^.;]{0,60}\b(?:sanctions|mobili[sz]e|rise up|fight)\b[^.;]{0,20}\bagainst",
        "ACCUSE",
        "REQUEST",
        "COERCE",
        "SANCTION",
        "PROTEST",
    ),
    _line(
        r"(?:will|would|did|do|does) not (?:end|lift|halt|stop|give)", "REJECT", "PROTEST", "REQUEST"
    ),  # 12
    _line(  # 162, 164, 165, 166
        r"withdr[ae]w\w*\b[^.;]{0,40}\b(?:peace-?keepers|observers|inspectors|monitors)"
        r"|(?:reduc|cut|halt|suspend|stop)\w*\b[^.;]{0,30}\b(?:aid|assistance)"
        r"|(?:halt|end|suspend|break|broke)\w*\b[^.;]{0,30}\b(?:negotiations|talks|mediation)",
        "SANCTION",
        "RETREAT",
        "CONCEDE",
        "AID",
        "CONSULT",
        "COOPERATE",
        "REJECT",
    ),
    _line(  # 151 to 154
        r"mobili[sz]\w* (?:the |its |his |their )?(?:army|troops|police|military|forces)|on (?:\w+ )?alert"
        r"|beef(?:s|ed|ing)? up",
        "MOBILIZE",
        "ASSAULT",
        "COERCE",
        "THREATEN",
    ),
    _line(r"(?:re)?impos\w*\b[^.;]{0,20}\bblockades?", "ASSAULT", "PROTEST"),  # 191
    _line(  # 062, 064
        r"shar(?:e|es|ed|ing) (?:evidence|intelligence|information)"
        r"|joint\b[^.;]{0,20}\b(?:war games|exercises?|drills?|manoeuvres|maneuvers|patrols?)",
        "COOPERATE",
        "REQUEST",
        "ACCUSE",
        "CONSULT",
    ),
    _line(  # 132, 133, 137
        r"deadline|ultimatum|(?:will|would)\b[^.;]{0,20}\b(?:boycott|protest|rally|strike)"
        r"|(?:will|would) (?:extend|impose)\b[^.;]{0,40}\b(?:curfew|ban|restrictions|sanctions)",
        "THREATEN",
        "PROTEST",
        "ACCUSE",
        "COERCE",
        "SANCTION",
        "AGREE",
        "CONCEDE",
    ),
    _line(
        r"called\b[^.;]{0,80}\bto discuss|telephoned|phoned|phone (?:call|talks)", "CONSULT", "REQUEST"
    ),  # 041
    _line(r"accept(?:s|ed|ing)?\b[^.;]{0,20}\bdemands?", "CONCEDE", "REQUEST", "AGREE"),  # 08
    _line(
        r"pressur(?:e|es|ed|ing)\b[^.;]{0,80}\bto", "REQUEST", "ACCUSE", "CONCEDE", "RETREAT", "AGREE"
    ),  # 10
    _line(r"arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|round(?:s|ed|ing)? up", "COERCE", "ASSAULT"),  # 173
    _line(  # 171
        r"set (?:fire|ablaze)|torch(?:es|ed)|loot(?:s|ed|ing)?|ransack\w*|vandali\w+",
        "COERCE",
        "ASSAULT",
        "PROTEST",
    ),
    _line(r"rap(?:e|es|ed)|sexual\w*|tortur\w+", "ASSAULT", "COERCE"),  # 181, 182
    _line(r"cyber[ -]?\w*|hack(?:s|ed|ers?|ing)?", "ASSAULT", "COERCE"),  # 176
)
"""Where PLOVER draws the line elsewhere than we do, by CAMEO's codes; chosen on PLV's training part."""


def _lines_of_theirs(shares: Mapping[str, float], text: str) -> dict[str, float]:
    """Shares of our types, moved where the words of the text say that PLOVER's coders call it something else."""
    moved = dict(shares)
    for words, sources, target in _THEIR_LINES:
        if words.search(text):
            moved[target] = moved.get(target, 0.0) + sum(moved.pop(source, 0.0) for source in sources)
    return moved


def _shares(stretch: Stretch, at: tuple[int, int]) -> dict[str, float]:
    """Shares of the event types in a trigger."""
    p = softmax(stretch.layer("triggers")[at[0] : at[1]])
    return dict(zip(labels.TYPES, (p[:, 1::2] + p[:, 2::2]).mean(axis=0).tolist(), strict=True))


def _unmarked(text: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None, str]:
    """Source, target and the text without its marks."""
    marks = sorted((text.find(m), m) for m in ("<s>", "</s>", "<t>", "</t>") if m in text)
    plain, at = "", 0
    moved: dict[str, int] = {}
    for where, mark in marks:
        plain += text[at:where]
        moved[mark] = len(plain)
        at = where + len(mark)
    source, target = ((moved[f"<{m}>"], moved[f"</{m}>"]) if f"<{m}>" in moved else None for m in "st")
    return source, target, plain + text[at:]


def who_does_what(line: dict[str, Any]) -> dict[str, Any]:
    """The one event that a coder of political events takes from a text: sources, targets, type."""
    text = line["text"]
    found = [f for stretch in _whole(text) for f in _codings(stretch, text, parse(Report(text=text)))]
    if not found:
        return {"sources": [], "targets": [], "event": "CONSULT"}
    _, event, sources, targets = max(found, key=lambda f: f[0])
    return {
        "sources": [text[a:b] for a, b in sources],
        "targets": [text[a:b] for a, b in targets],
        "event": event,
    }


PARTY = frozenset({"actor", "person", "place", "office", "media"})
"""Kinds of mentions that may be source or target."""
LEAST = 0.03
"""Probability from which the likeliest mention is taken for a side that nothing surer fills."""
UNNAMED = 0.5
"""What a mention without a name counts as a side: coders look for who has a code."""
ACT = 0.5
"""What the act between source and target counts beside the trigger's type."""
MAIN = 0.8
"""What it counts for an event that it is told in the main clause."""
FIRST, DOER, GOAL = 1.2, 0.6, 1.0
"""What speaks for an event beside its trigger's score: that it stands early, that it has a doer, and an aim."""
_TO = {"recipient": 1.0, "victim": 1.0, "destination": 0.6, "place": 0.4, "object": 0.2}
_Coding = tuple[float, str, list[tuple[int, int]], list[tuple[int, int]]]


def _codings(stretch: Stretch, text: str, doc: Document) -> Iterator[_Coding]:
    """How each trigger of a stretch may be coded, with what speaks for it."""
    parties = [
        (at, kind)
        for at, kind, *_ in stretch.mentions
        if kind in PARTY and text[slice(*stretch.span(*at))] not in _DAYS
    ]
    triggers = [t for t in stretch.triggers if t[1] != "TRANSITION"] or stretch.triggers
    if not parties:
        return
    words = [text[slice(*stretch.span(*at))] for at, _ in parties]
    weight = np.array(
        [1.0 if w.lower() in _PRONOUNS or any(c.isupper() for c in w) else UNNAMED for w in words]
    )
    kinds = [*(p[1] for p in parties), *(t[1] for t in triggers)]
    made = stretch.made([*(p[0] for p in parties), *(t[0] for t in triggers)], kinds)
    acts = _acting(stretch, made, weight)
    if not triggers:
        yield from _untold(stretch, text, parties, made, acts)
    for n, (at, _, sure) in enumerate(triggers):
        which = [len(parties) + n] * len(parties)
        role = stretch.heads.pairs(["role"], made, which, range(len(parties)))["role"]
        doer = role[:, _ACTOR] * weight
        to = weight * sum(
            (w * role[:, labels.ROLES.index(r)] for r, w in _TO.items()), np.zeros(len(parties))
        )
        spread = _coded(stretch, at, text, made, which[0])
        sources = _meant(_side(doer, to), words)
        targets = [i for i in _meant(_side(to, doer), words) if i not in sources]
        sources, targets = _filled(sources, targets, acts)
        if sources and targets:
            act = stretch.heads.pairs(["act"], made, sources[:1], targets[:1])["act"][0]
            for name, share in _lines_of_theirs(dict(zip(labels.ACTS, act, strict=True)), text).items():
                if name and name != "TRANSITION":
                    spread[PLOVER[name]] = spread.get(PLOVER[name], 0.0) + ACT * float(share)
        worth = (
            sure
            + DOER * float(doer.max())
            + GOAL * float(to.max())
            + FIRST * (1 - at[0] / len(stretch.words))
        )
        worth += MAIN / (1 + _depth(doc, *stretch.span(*at)))
        spans = [[stretch.span(*parties[i][0]) for i in side] for side in (sources, targets)]
        told = max(spread, key=lambda t: spread[t], default="CONSULT")
        yield worth, told, spans[0], spans[1] or (spans[0] if len(sources) > 1 else [])


def _untold(
    stretch: Stretch, text: str, parties: Sequence[tuple[tuple[int, int], str]], made: Spans, acts: np.ndarray
) -> Iterator[_Coding]:
    """Where no word is a trigger: the likeliest act of one party on another."""
    i, j = (int(n) for n in np.unravel_index(acts.argmax(), acts.shape))
    if i != j:
        act = stretch.heads.pairs(["act"], made, [i], [j])["act"][0]
        moved = _lines_of_theirs(dict(zip(labels.ACTS, act, strict=True)), text)
        told = max((name for name in moved if name not in {"", "TRANSITION"}), key=lambda t: moved[t])
        yield 0.0, PLOVER[told], [stretch.span(*parties[i][0])], [stretch.span(*parties[j][0])]


def _acting(stretch: Stretch, made: Spans, weight: np.ndarray) -> np.ndarray:
    """How likely each party (row) does something to each other (column), by the words between them."""
    n = len(weight)
    found = np.zeros((n, n))
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    if pairs:
        sure = 1 - stretch.heads.pairs(["act"], made, *zip(*pairs, strict=True))["act"][:, 0]
        for (i, j), share in zip(pairs, sure, strict=True):
            found[i, j] = share * weight[i] * weight[j]
    return found


def _filled(sources: list[int], targets: list[int], acts: np.ndarray) -> tuple[list[int], list[int]]:
    """Both sides, one that is empty filled with the party likeliest to act on the other side, or be acted on by it."""
    if sources and not targets:
        best_one = int(acts[sources].max(axis=0).argmax())
        if acts[sources, best_one].max() >= PARTNER and best_one not in sources:
            return sources, [best_one]
    if targets and not sources:
        best_one = int(acts[:, targets].max(axis=1).argmax())
        if acts[best_one, targets].max() >= PARTNER and best_one not in targets:
            return [best_one], targets
    return sources, targets


PARTNER = 0.2
"""Probability of an act from which its other side is filled. Chosen on PLV's training rows."""


def _head(doc: Document, start: int, end: int) -> int:
    """The word of a stretch of text on which its others hang."""
    first, last = doc.tokens(start, end)
    inside = range(first, last + 1)
    return next((t for t in inside if doc.head[t] not in inside or doc.head[t] == t), last)


def _depth(doc: Document, start: int, end: int) -> int:
    """How deep under the main clause a word stands; what somebody says or tries is no deeper than the saying."""
    token = _head(doc, start, end)
    steps = 0
    while doc.head[token] != token:
        steps += doc.dep[token] not in _AS_MAIN
        token = doc.head[token]
    return steps


_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_AS_MAIN = frozenset({"ccomp", "xcomp", "aux", "auxpass", "prt", "conj"})
_PRONOUNS = frozenset("he she it they him her them who which we us i".split())


def _meant(side: list[int], words: Sequence[str]) -> list[int]:
    """A side with the first party of the text in place of a pronoun, which most often means it."""
    first = next((i for i, w in enumerate(words) if w.lower() not in _PRONOUNS), None)
    return list(
        dict.fromkeys(first if first is not None and words[i].lower() in _PRONOUNS else i for i in side)
    )


def _side(p: np.ndarray, other: np.ndarray) -> list[int]:
    """Mentions on one side: those that are likely, else the likeliest when the other side has a likelier one."""
    sure = [i for i, x in enumerate(p) if x >= 0.5 and x >= other[i]]
    if sure:
        return sure
    best_one = max(range(len(p)), key=lambda i: p[i] - 0.5 * other[i])
    return [best_one] if p[best_one] >= LEAST and p[best_one] > other[best_one] else []


def _whole(text: str) -> Sequence[Stretch]:
    """A sentence or two as one stretch where they fit."""
    return list(stretches(weights(), text, [(0, len(text))]))


def factuality(line: dict[str, Any]) -> dict[str, Any]:
    """How sure each happening is, from -3 to 3."""
    told = {}
    for stretch in _whole(line["text"]):
        said = stretch.heads.factual(stretch.vectors)
        for n, e in enumerate(line["events"]):
            at = stretch.cover(e["begin"], e["end"])
            if at:
                told[n] = float(said[at[0]])
    return {
        "events": [
            {"token": e["token"], "value": round(told.get(n, 3.0), 3)} for n, e in enumerate(line["events"])
        ]
    }
