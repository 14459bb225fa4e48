"""The story kit as entries of a book, and how near drafted incidents come to those of the hand."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sourcebook.intake import reports
from sourcebook.knowledge.actor_checks import state_codes, state_id
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.places import gazetteer
from sourcebook.ledger.rows import Entry, Source
from sourcebook.model.claim import (
    Claim,
    Event,
    EventType,
    Expression,
    Modality,
    Predicate,
    Stance,
    Toll,
)
from sourcebook.model.record import Draft
from sourcebook.model.text import Report, Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Place, PlaceKind, Where, fineness_of
from sourcebook.story.compare import compared
from sourcebook.story.families import families
from sourcebook.story.grouping import grouped
from sourcebook.story.kin import Tie, kin_of
from sourcebook.story.told import Told, told

HERE = Path(__file__).parent
STAGE = "hand/1"
ROLES = ("actor", "recipient", "victim")
_BEFORE = re.compile(
    r"^(?:(?:the|a|an|captain|colonel|general|major|governor|president|minister|sheikh) )+", re.IGNORECASE
)
_SMALL = frozenset("of the and for in al a de du la le el ez es as to".split())
_NUMBERS = re.compile(r"\d+")
_SAYS = {"at least": Expression.AT_LEAST, "more than": Expression.AT_LEAST, "about": Expression.ABOUT}
_SAYS |= {"up to": Expression.AT_MOST, "at most": Expression.AT_MOST}
_AREAS = {"district": PlaceKind.ADMIN2, "province": PlaceKind.ADMIN1, "region": PlaceKind.ADMIN1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of the kit, made ready.

    Attributes:
        name: its folder.
        rows: what `story.yaml` says.
        reports: by file.
        bodies: their text as written, by file.
        entries: by id of the claim in `story.yaml`.
        places: by id.
        atlas: finds places by name.
        who: from a name and a report's id to the id of who is meant.
        ties: of the story and the knowledge files.
    """

    name: str
    rows: Mapping[str, Any]
    reports: Mapping[str, Report]
    bodies: Mapping[str, str]
    entries: Mapping[str, Entry]
    places: Mapping[str, Place]
    atlas: "Atlas"
    who: Callable[[str, str], str]
    ties: tuple[Tie, ...]

    def incidents(self) -> list[frozenset[str]]:
        """Claims that the hand joins, those that stand alone too."""
        joined = [frozenset(row["claims"]) for row in self.rows["incidents"]]
        alone = self.entries.keys() - {c for group in joined for c in group}
        return [*joined, *(frozenset({c}) for c in sorted(alone))]


def origins(story: Story) -> dict[str, str]:
    """From a claim's id to the origin of its words: the copied paragraph's, or the report's own."""
    rows = {row["file"]: row for row in story.rows["reports"]}
    bodies = {file: story.bodies[file].split("\n\n") for file in rows}
    claims = story.rows["claims"]
    return {
        story.entries[c["id"]].claim.id: _origin(c, rows[c["report"]], bodies[c["report"]]) for c in claims
    }


def _origin(claim: Mapping[str, Any], row: Mapping[str, Any], body: Sequence[str]) -> str:
    number = next((n for n, text in enumerate(body, 1) if claim["q"] in text), 0)
    copied = (whose for whose, numbers in row.get("copied", {}).items() if number in numbers)
    return next(copied, str(row["origin"]))


def voices(story: Story) -> dict[str, str]:
    """From a claim's id to the outlet whose words it is in: an outlet is one voice, however often it speaks."""
    outlet: dict[str, str] = {}
    for row in story.rows["reports"]:  # in the order of reading; the original may be read after a copy
        report = story.reports[row["file"]]
        named = outlet.get(row["origin"])
        if named is None or row["origin"].startswith(_slug(report.publisher)):
            outlet[row["origin"]] = report.publisher or ""
    return {claim: outlet.get(origin, origin) for claim, origin in origins(story).items()}


def _slug(name: str | None) -> str:
    """A name as the kit writes it in names of origins."""
    return (name or "?").lower().replace(" ", "-").removeprefix("the-")


def stories(folder: Path = HERE) -> list[Path]:
    """Folders of stories, in the order of their names."""
    return sorted(path.parent for path in folder.glob("*/story.yaml"))


def load(folder: Path, *, same: bool = False) -> Story:
    """Make a story ready.

    Args:
        folder: the story's.
        same: whether everybody goes by one name, as the hand tells who is called what.
    """
    rows = yaml.safe_load((folder / "story.yaml").read_text(encoding="utf-8"))
    rows = _renamed(rows) if same else rows
    files = {row["file"]: _report(folder / "reports" / row["file"]) for row in rows["reports"]}
    atlas = Atlas([str(c["where"]) for c in rows["claims"] if c.get("where")])
    sources = {row["file"]: source(files[row["file"]], row["read"]) for row in rows["reports"]}
    full = _full([n for c in rows["claims"] for role in ROLES for n in c.get(role, ())])
    bare = names_of(rows) if same else frozenset()

    def who(name: str, report: str) -> str:
        ident = _seats().get(name) or id_of(name, "" if name in bare else report)
        return full.get(ident, ident)

    entries = {
        c["id"]: _entry(c, files[c["report"]], sources[c["report"]], atlas, who) for c in rows["claims"]
    }
    said = [(id_of(t["s"], ""), Predicate(t["p"]), id_of(t["o"], "")) for t in rows.get("ties", ())]
    return Story(
        name=folder.name,
        rows=rows,
        reports=files,
        bodies={file: _body(folder / "reports" / file) for file in files},
        entries=entries,
        places=atlas.places,
        atlas=atlas,
        who=who,
        ties=(*said, *known_ties()),
    )


@cache
def _seats() -> dict[str, str]:
    """From the cities that stand for a government ("Tehran denied it") to the id of its state."""
    return {city: state_id(code) for code, land in by_code().items() for city in land.capitals}


def names_of(rows: Mapping[str, Any]) -> frozenset[str]:
    """Names that mean the same in every report of a story: those that its answer gives as one, or asks about."""
    same = (name for names in rows.get("same", ()) for name in names)
    return frozenset({*same, *(row[part] for row in rows["holds"] for part in ("s", "o"))})


def _renamed(rows: Mapping[str, Any]) -> dict[str, Any]:
    """A story's answer in which each of the names that mean one actor or place is the first of them."""
    first = {name: names[0] for names in rows.get("same", ()) for name in names}

    def of(value: Any) -> Any:
        return [first.get(v, v) for v in value] if isinstance(value, list) else first.get(value, value)

    fields = frozenset({*ROLES, "where", "s", "o"})
    asked = ("claims", "ties", "holds")
    return {
        kind: [{k: of(v) if k in fields else v for k, v in row.items()} for row in part]
        if kind in asked
        else part
        for kind, part in rows.items()
    }


def source(report: Report, read: datetime) -> Source:
    """A report as the book's list of sources has it."""
    return Source(
        id=report.id,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        author=report.author,
        address=None,
        language="en",
        sha256=report.sha256,
        reader=STAGE,
        read_at=read,
        claims=0,
        events=0,
    )


@cache
def known_ties() -> tuple[Tie, ...]:
    """Ties of the knowledge files, and of each body to its state."""
    every = actors()
    ties = ((e.id, t.predicate, t.other) for e in every.values() for t in e.ties if t.other)
    states = (
        (e.id, Predicate.OF_STATE, state_id(e.state)) for e in every.values() if e.state and "state" in e.kind
    )
    return (*ties, *states)


def ready(entries: Iterable[Entry], places: Mapping[str, Place], ties: Iterable[Tie]) -> list[Told]:
    """Claims made ready for comparison."""
    kin = kin_of(ties)
    return [told(entry, places, kin) for entry in entries]


def drawn(claims: Sequence[Told]) -> list[frozenset[str]]:
    """Incidents drawn from claims."""
    found = compared(claims)
    groups = grouped([c.id for c in claims], found.scores, forbidden=found.forbidden)
    return [frozenset(group) for group in groups.groups]


def b_cubed(drafted: Iterable[frozenset[str]], right: Iterable[frozenset[str]]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin, 1998) over the claims that both sides hold."""
    ours = {c: group for group in drafted for c in group}
    theirs = {c: group for group in right for c in group}
    both = sorted(ours.keys() & theirs.keys())
    if not both:
        return 0.0, 0.0, 0.0
    shared = set(both)
    hits = [(len(ours[c] & theirs[c]), len(ours[c] & shared), len(theirs[c] & shared)) for c in both]
    precision = sum(h / o for h, o, _ in hits) / len(hits)
    recall = sum(h / t for h, _, t in hits) / len(hits)
    return precision, recall, 2 * precision * recall / (precision + recall)


def matched(draft: Draft, gold: Mapping[str, Entry]) -> dict[str, str]:
    """Drafted event claims that are a claim of the hand, each to one.

    A drafted claim is one of the hand's when both are of one family and the triggers overlap, or else the quotes by
    half.

    Returns:
        Id of the drafted claim to the key of the gold one.
    """
    offers: list[tuple[float, str, str]] = []
    for claim in draft.claims:
        for key, entry in gold.items():
            worth = _worth(claim, entry.claim)
            if worth:
                offers.append((-worth, key, claim.id))
    found: dict[str, str] = {}
    for _, key, ident in sorted(offers):
        if ident not in found and key not in found.values():
            found[ident] = key
    return found


def _worth(one: Claim, other: Claim) -> float:
    a, b = one.fact, other.fact
    if not isinstance(a, Event) or not isinstance(b, Event):
        return 0.0
    if families(a.type, a.mode).isdisjoint(families(b.type, b.mode)):
        return 0.0
    shared = min(one.quote.end, other.quote.end) - max(one.quote.start, other.quote.start)
    half = shared / min(one.quote.end - one.quote.start, other.quote.end - other.quote.start)
    return 1 + half if a.trigger.overlaps(b.trigger) else half if half >= 1 / 2 else 0.0


def _body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].strip()


def _report(path: Path) -> Report:
    found = next(iter(reports([str(path)])))
    if not isinstance(found, Report):
        raise TypeError(f"{path}: {found.message}")
    return found


def _entry(
    row: Mapping[str, Any], report: Report, at: Source, atlas: "Atlas", who: Callable[[str, str], str]
) -> Entry:
    start = report.text.index(row["q"])
    quote = Span(start=start, end=start + len(row["q"]))
    trigger = start + row["q"].index(row["t"])
    roles = {role: tuple(who(name, report.id) for name in row.get(role, ())) for role in ROLES}
    fact = Event(
        type=EventType(row["type"]),
        trigger=Span(start=trigger, end=trigger + len(row["t"])),
        mode=(row["mode"],) if row.get("mode") else (),
        when=When.parse(str(row["when"]), ground=Ground.STATED) if row.get("when") else None,
        where=atlas.where(row["where"]) if row.get("where") else None,
        killed=toll(row.get("killed")),
        wounded=toll(row.get("wounded")),
        aggregate=bool(row.get("aggregate")),
        **roles,
    )
    claim = Claim(
        report=report.id,
        fact=fact,
        quote=quote,
        modality=Modality(row["modality"]),
        stage=f"{STAGE} {row['id']}",  # two claims of the hand may share words and trigger
        speaker=row.get("speaker"),
        stance=Stance(row["stance"]),
    )
    return Entry(claim=claim, words=row["q"], source=at)


def toll(said: object) -> Toll | None:
    """A number as the kit writes it: 4, "at least 9", "30 to 40", "dozens"."""
    if said is None:
        return None
    text = str(said)
    numbers = [int(n) for n in _NUMBERS.findall(text)]
    how = next((e for words, e in _SAYS.items() if words in text), None)
    if not numbers:
        return Toll(expression=Expression.VAGUE)
    if len(numbers) > 1:
        return Toll(low=numbers[0], high=numbers[1], expression=Expression.RANGE)
    if how is Expression.AT_LEAST:
        return Toll(low=numbers[0], expression=how)
    if how is Expression.AT_MOST:
        return Toll(high=numbers[0], expression=how)
    return Toll(best=numbers[0], expression=how or Expression.EXACT)


def _full(said: Iterable[str]) -> dict[str, str]:
    """Ids of names that only one longer name of the story begins or ends with: "Sych" and "Iryna Sych"."""
    ids = {i for n in said if "@" not in (i := id_of(n, "-"))}
    longer = {i: [j for j in ids if j.startswith(f"{i}-") or j.endswith(f"-{i}")] for i in ids}
    return {i: found[0] for i, found in longer.items() if len(found) == 1 and i not in state_codes()}


def id_of(name: str, report: str) -> str:
    """An id as the reader would give it: of the files, of a state, of the name, or scoped to the report."""
    bare = _BEFORE.sub("", name)
    code = country_of(bare)
    if code:
        return state_id(code)
    strong = {slug for slug, alias in candidates(name) if alias.strong}
    if len(strong) == 1:
        return strong.pop()
    slug = fold_name(bare).replace(" ", "-")
    if slug in state_codes():
        return slug
    told_so = any(w[0].islower() and w not in _SMALL for w in re.findall(r"[^\W\d_]+", bare))
    return f"{slug}@{report[:8]}" if told_so and report else slug


class Atlas:
    """The places of a story: of several that bear a name, the one in the countries that the story speaks of."""

    def __init__(self, names: Sequence[str]) -> None:
        self.places: dict[str, Place] = {}
        lands = Counter(c.place.country for n in names for c in gazetteer().lookup(n)[:3] if c.exact)
        self._lands = [land for land, _ in lands.most_common()]
        self._found = {name: self._choose(name) for name in names}

    def where(self, name: str) -> Where:
        """A place as an event gives it."""
        place = self.place(name)
        return Where(place=place.id, fineness=fineness_of(place))

    def place(self, name: str) -> Place:
        """The place of a name; one that no gazetteer lists is new."""
        place = self._found.get(name) or self._choose(name)
        self.places[place.id] = place
        return place

    def _choose(self, name: str) -> Place:
        kinds = [kind for word, kind in _AREAS.items() if word in name.casefold()]
        exact = [c for c in gazetteer().lookup(name) if c.exact]
        if not exact:
            return Place(id=f"place:{fold_name(name).replace(' ', '-')}", name=name, kind=PlaceKind.FACILITY)
        return min(exact, key=lambda c: (c.place.kind not in kinds, self._rank(c.place.country))).place

    def _rank(self, land: str | None) -> int:
        return self._lands.index(land) if land in self._lands else len(self._lands)
