"""Incidents, ties and reports in markup, each opening to the words that say it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sourcebook.asof.marks import Held
from sourcebook.asof.network import Edge
from sourcebook.asof.spans import TieSpan
from sourcebook.export.record import Record
from sourcebook.export.webpage.words import link, listed, safe, said
from sourcebook.ledger import Entry, Source
from sourcebook.model.claim import Event, Modality
from sourcebook.model.judgement import Status
from sourcebook.story.incident import Incident, Party
from sourcebook.view.incidents import figure_words, notes
from sourcebook.view.mark import marked
from sourcebook.view.who import spell
from sourcebook.view.words import drawn, tie_words

_TEXTS = 64  # reports whose texts are kept at hand


class Told:
    """Writes what a record holds in markup.

    Args:
        record: what is exported.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._text = lru_cache(_TEXTS)(lambda report: record.ledger.text(report) or "")
        self._anchored: set[str] = set()

    def incident(self, one: Incident) -> Iterator[str]:
        """An incident: a line to be opened to its claims.

        Args:
            one: the incident.
        """
        yield f'<details class="happened" id="{safe(one.id)}"><summary>{self._head(one)}</summary>\n'
        for clash in one.contradictions:
            yield f'<p class="clash">Cannot both be right: {said(clash.words)}</p>\n'
        yield from map(self.claim, one.entries)
        yield "</details>\n"

    def _head(self, one: Incident) -> str:
        names = self._record.names
        tolls = "".join(f' <b class="toll">{figure_words(f)} {field}</b>' for field, f in one.tolls.items())
        place = f' <span class="at">at {said(names[one.where])}</span>' if one.where else ""
        arrow = (
            f' <span class="to" aria-label="to">→</span> {self._parties(one.targets)}' if one.targets else ""
        )
        doers = self._parties(one.doers) or '<span class="none">nobody named</span>'
        return (
            f'<span class="day">{safe(drawn(one.when))}</span> <b class="type">{safe(one.type)}</b> '
            f'{doers}{arrow}{place}{tolls} <span class="note">{safe(" · ".join(notes(one)))}</span>'
        )

    def _parties(self, parties: Iterable[Party]) -> str:
        return listed(self._record.names[p.actor] for p in parties)

    def tie(self, edge: Edge) -> Iterator[str]:
        """A tie of the network: a line to be opened to its claims.

        Args:
            edge: the tie on the day.
        """
        tie = edge.tie
        held = "" if edge.held is Held.YES else '<span class="note">may have held</span>'
        yield f'<details class="tied" id="{safe(tie.id)}"><summary>{self._tie(tie)} {held}</summary>\n'
        for conflict in tie.conflicts:
            yield f'<p class="clash">{said(conflict.words)}</p>\n'
        yield from map(self.claim, tie.entries)
        yield "</details>\n"

    def _tie(self, tie: TieSpan) -> str:
        names, when = self._record.names, spell(tie.since, tie.until)
        return (
            f"<b>{said(names[tie.subject])}</b> {safe(tie_words(tie.predicate, forward=True))} "
            f"<b>{said(names[tie.object])}</b>{f' <span class=day>{safe(when)}</span>' if when else ''}"
        )

    def claim(self, entry: Entry) -> str:
        """A claim: its sentence with the words marked, and on what it rests.

        Args:
            entry: the claim.
        """
        claim = entry.claim
        around = marked(self._text(claim.report), claim.quote)
        sentence = f"{safe(around.before)}<mark>{safe(around.words)}</mark>{safe(around.after)}"
        return (
            f'<figure class="claim {claim.modality}"{self._anchor(claim.id)}>'
            f'<blockquote dir="auto">{sentence}</blockquote>'
            f"<figcaption>{' · '.join(self._rests(entry))}</figcaption></figure>\n"
        )

    def _anchor(self, ident: str) -> str:
        """An id once: a claim may stand in an incident and with a tie."""
        fresh = ident not in self._anchored
        self._anchored.add(ident)
        return f' id="c{safe(ident)}"' if fresh else ""

    def _rests(self, entry: Entry) -> Iterator[str]:
        claim = entry.claim
        yield f'<a href="#r{safe(claim.report)}">{said(entry.source.label)}</a>'
        if isinstance(claim.fact, Event):
            yield safe(" ".join((claim.fact.type, *claim.fact.mode)))
        if claim.speaker:
            yield f"says {said(claim.speaker)}"
        if claim.modality is not Modality.ASSERTED:
            yield f"<strong>{safe(claim.modality)}</strong>"
        if claim.score is not None:
            yield f"score {claim.score:.2f}"
        if entry.standing.status is not Status.CANDIDATE:
            yield f"<strong>{safe(entry.standing.status)}</strong>"
        yield f"<code>{safe(claim.id)}</code>"

    def source(self, source: Source) -> str:
        """A report.

        Args:
            source: the report without its text.
        """
        where = link(source.address)
        by = f", {said(source.author)}" if source.author else ""
        return (
            f'<li id="r{safe(source.id)}"><b>{said(source.label)}</b>{by}: {said(source.title or "(no title)")}'
            f"{f' · {where}' if where else ''} <code>{safe(source.id)}</code></li>\n"
        )
