"""A draft for people: headline, who is named, what happens, which ties are told."""

from collections import Counter

from rich.console import Console
from rich.text import Text

from sourcebook.cli.paint import clean, event_block, heading, indented, names, out, put, quote_text, say
from sourcebook.model.claim import Claim, Modality, Relation
from sourcebook.model.record import Draft
from sourcebook.view.timeline import lines_of, timeline
from sourcebook.view.who import spell
from sourcebook.view.words import tie_words


def print_digest(draft: Draft) -> None:
    """Print a draft on stdout."""
    screen = out()
    called = {a.id: a.name for a in draft.actors} | {p.id: p.name for p in draft.places}
    _head(screen, draft)
    _named(screen, draft)
    told = [(c, c.quote.of(draft.report.text)) for c in draft.claims]
    events = list(lines_of(told, called))
    shown = timeline(events)
    heading(screen, f"What happens ({len(shown)})")
    for x in shown:
        event_block(screen, x, with_source=False)
    _ties(screen, [(c, w) for c, w in told if isinstance(c.fact, Relation)], called)
    _foot(screen, background=len(events) - len(shown))


def _head(screen: Console, draft: Draft) -> None:
    report = draft.report
    screen.print(say(report.title or report.text.strip().split("\n", 1)[0][:100], "bold"))
    published = report.published.edtf if report.published else "no date of publication"
    parts = [report.publisher, published, report.author, report.address]
    put(screen, say(" · ".join(p for p in parts if p), "dim"))


def _named(screen: Console, draft: Draft) -> None:
    count = Counter(m.entity for m in draft.mentions if m.entity)
    kinds: dict[str, list[tuple[int, str]]] = {}
    named = [(str(a.kind).replace("_", " "), a.id, a.name) for a in draft.actors]
    for group, ident, name in (*named, *(("place", p.id, p.name) for p in draft.places)):
        if count[ident]:
            kinds.setdefault(group, []).append((-count[ident], name))
    heading(screen, "Who and what is named")
    for group, who in kinds.items():
        text = Text(f"{group:<13}", style="dim")
        text.append(names(name if n == -1 else f"{name} ×{-n}" for n, name in sorted(who)))
        put(screen, text)


def _ties(screen: Console, told: list[tuple[Claim, str]], called: dict[str, str]) -> None:
    if not told:
        return
    heading(screen, f"Ties ({len(told)})")
    for claim, words in told:
        fact = claim.fact
        if not isinstance(fact, Relation):
            continue
        subject, other = called.get(fact.subject, fact.subject), called.get(fact.object, fact.object)
        text = Text(clean(subject), style="bold").append(
            f" {tie_words(fact.predicate, forward=True)} ", style="magenta"
        )
        text.append(clean(other), style="bold")
        more = [*fact.support, fact.degree, spell(fact.since, fact.until)]
        more += [None if claim.modality is Modality.ASSERTED else str(claim.modality)]
        more += [f"says {claim.speaker}" if claim.speaker else None]
        text.append("".join(f" · {clean(m)}" for m in more if m), style="dim").append(
            f"  {claim.id[:8]}", style="dim"
        )
        put(screen, text)
        indented(screen, quote_text(words))


def _foot(screen: Console, *, background: int) -> None:
    if background:
        also = "event is" if background == 1 else "events are"
        screen.print(say(f"{background} more {also} alluded to in passing: --format jsonl has them", "dim"))
    screen.print()
