"""What `demo` shows of a book."""

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sourcebook.cli.answers import print_opened
from sourcebook.cli.paint import event_block, event_text, heading, out, put, say
from sourcebook.cli.people import events_of, print_events, print_head, print_ties, ties_of
from sourcebook.ledger import ClaimQuery, Entry, Ledger, Order
from sourcebook.model.claim import Modality
from sourcebook.model.when import Ground, Precision
from sourcebook.view.contradiction import contradictions
from sourcebook.view.timeline import Line, event_line
from sourcebook.view.who import Tie
from sourcebook.view.words import drawn

_PIPE_WIDTH = 120  # columns of the table where there is no terminal


def sources(ledger: Ledger) -> None:
    """The reports, as a table."""
    screen = out()
    heading(screen, "The reports")
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("published", "outlet", "headline"):
        table.add_column(name, no_wrap=name != "headline")
    for name in ("events", "claims"):
        table.add_column(name, justify="right")
    for s in ledger.sources():
        cells = (say(drawn(s.published)), say(s.publisher or "?"), say(s.title or "(no title)"))
        table.add_row(*cells, f"{s.events}", f"{s.claims}")
    screen.print(table, width=None if screen.is_terminal else _PIPE_WIDTH)


def events(ledger: Ledger, *, limit: int) -> None:
    """The fullest events, in the order of time."""
    names = ledger.names()
    entries = ledger.claims(ClaimQuery(kind="event", order=Order.TIME))
    told = [x for entry in entries if (x := event_line(entry, names)) is not None]
    full = sorted(range(len(told)), key=lambda i: (-_fullness(told[i]), i))[:limit]
    screen = out()
    heading(screen, f"What happened (the {len(full)} fullest of {len(told)} events)")
    for i in sorted(full):
        shown = event_text(told[i])
        put(screen, shown.append(f"  {told[i].source}", style="dim"))


def _fullness(x: Line) -> int:
    """How much of who, whom, where, when and how many an event tells."""
    dated = x.when is not None and x.when.ground is not Ground.PUBLISHED
    exact = x.when is not None and x.when.precision is Precision.DAY
    sure = x.modality is Modality.ASSERTED
    return sum(map(bool, (x.actor, x.recipient, x.place, x.tolls, x.weapon, dated, dated, exact, sure, sure)))


def people(ledger: Ledger, *, limit: int, ties: int) -> None:
    """The best connected actors."""
    screen = out()
    heading(screen, "Who is who (the best connected)")
    for ident, _ in ledger.connected(limit=limit):
        actor = ledger.actor(ident)
        if actor is not None:
            screen.print()
            print_head(screen, ledger, actor)
            told = ties_of(ledger, actor)
            print_ties(screen, _best_told(told, limit=ties), quotes=1)
            print_events(screen, ledger, events_of(ledger, actor)[: max(1, ties - len(told))])


def _best_told(told: list[Tie], *, limit: int) -> list[Tie]:
    """The ties that most claims tell, one for each name, in the order given."""
    by_name: dict[tuple[str, str], Tie] = {}
    for tie in sorted(told, key=lambda t: -len(t.said)):
        by_name.setdefault((tie.words, tie.name), tie)
    chosen = list(by_name.values())[:limit]
    return [tie for tie in told if tie in chosen]


def disagreement(ledger: Ledger) -> None:
    """Two reports whose numbers of dead cannot both be right, if there are such."""
    pair = next(contradictions(ledger.claims(ClaimQuery(kind="event"))), None)
    if pair is None:
        return
    screen, names = out(), ledger.names()
    heading(screen, "Two reports that may disagree on the dead")
    for entry in pair:
        shown = event_line(entry, names)
        if shown is not None:
            event_block(screen, shown)


def opened(ledger: Ledger, entry: Entry) -> None:
    """A claim made with doubt, opened to its words."""
    heading(out(), f"A claim made with doubt, opened: sourcebook show {entry.claim.id[:8]}")
    print_opened(ledger, entry, "text")


def go_on(ledger: Ledger, entry: Entry | None) -> None:
    """Commands to try next."""
    screen = out()
    heading(screen, "Go on")
    book = f" --book {ledger.path}"
    best = next(iter(ledger.connected(limit=1)), None)
    name = ledger.names()[best[0]] if best else "NAME"
    tries = (
        (f"show {entry.claim.id[:8]}" if entry else "claims", "open a claim to its words"),
        (f'who "{name}"', "names, ties and events of an actor"),
        ("timeline --type ASSAULT", "attacks, the first day first"),
        ("claims --modality hedged", "what is said with doubt"),
        ("export --to csv claims.csv", "all of it, for a spreadsheet"),
    )
    width = max(len(command) for command, _ in tries)
    for command, what in tries:
        text = Text(f"  sourcebook {command}{book}", style="bold green")
        text.append(" " * (width - len(command) + 3)).append(what, style="dim")
        put(screen, text)
