"""The codes of ACLED and UCDP GED in SQL, made of the tables in `knowledge/event_codes`, for the views of a file.

What SQL cannot see is left out: what corrections and decisions change, the body to which a knowledge file puts a
person, and what several claims of one incident say together.
"""

from collections.abc import Iterator, Mapping

from sourcebook.knowledge.event_codes import ANY, NOBODY, NONE, Rule, coded_kinds, inter, rules, sub_events

MODES = "json_extract(claim.body, '$.fact.mode')"
DEADLY = """(json_extract(claim.body, '$.fact.killed') IS NOT NULL
            AND coalesce(claim.killed_high, claim.killed_best, 1) > 0)"""
_THINGS = """(' ' || lower(coalesce(json_extract(claim.body, '$.fact.weapon'), '') || ' '
            || coalesce(json_extract(claim.body, '$.fact.object'), '')) || ' ')"""
_DOER, _TARGET = (
    "json_extract(claim.body, '$.fact.actor[0]')",
    "json_extract(claim.body, '$.fact.recipient[0]')",
)
_OTHER = f"coalesce({_TARGET}, json_extract(claim.body, '$.fact.actor[1]'))"  # of what two do to each other


def has_mode(*names: str) -> str:
    """Whether a claim has one of some modes.

    Args:
        names: the modes.
    """
    return "(" + " OR ".join(f"""{MODES} LIKE '%"{name}"%'""" for name in names) + ")"


def _chosen(by: str, held: Mapping[str, str], rest: str) -> str:
    """A value by another one.

    Args:
        by: an expression.
        held: values of it with what they stand for.
        rest: an expression for all others.
    """
    cases = " ".join(f"WHEN '{key}' THEN '{value}'" for key, value in held.items())
    return f"CASE {by} {cases} ELSE {rest} END"


def _of_kind(what: str) -> str:
    """A code of an actor by its subkind, else by its kind."""
    codes = {kind: getattr(held, what) for kind, held in coded_kinds().items()}
    fine = {f"{kind}/{subkind}": code for (kind, subkind), code in codes.items() if subkind != ANY}
    plain = {kind: code for (kind, subkind), code in codes.items() if subkind == ANY}
    by = "actor.kind || '/' || coalesce(json_extract(actor.body, '$.subkind'), '')"
    return _chosen(by, fine, _chosen("actor.kind", plain, "''"))


def _actor(ident: str, value: str) -> str:
    """A value of the actor of an id, as its main account has it; nothing where there is none."""
    return f"(SELECT {value} FROM actor WHERE actor.id = {ident} ORDER BY known DESC LIMIT 1)"


def _code(ident: str, what: str) -> str:
    """ACLED's code of an actor; a state that acts in another country than its own is one from outside."""
    abroad = f"{_of_kind('side')} = 'state' AND json_extract(actor.body, '$.state') <> place.country"
    code = f"CASE WHEN {abroad} THEN '8' ELSE {_of_kind(what)} END"
    return f"coalesce({_actor(ident, code)}, '{NOBODY}')"


def doer() -> str:
    """ACLED's code of the first doer."""
    code = _code(_DOER, "doer")
    return f"""CASE claim.type WHEN 'ASSAULT' THEN {code}
            WHEN 'PROTEST' THEN CASE WHEN {has_mode("riot", "vandalize")} THEN '5' ELSE '6' END
            ELSE replace({code}, '5', '7') END"""


def target() -> str:
    """ACLED's code of the first target."""
    plain = _code(_TARGET, "target")
    return f"""CASE WHEN claim.type = 'ASSAULT' AND {has_mode("clash")} THEN {_code(_OTHER, "doer")}
            WHEN claim.type IN ('AGREE', 'CONSULT', 'COOPERATE') THEN {_code(_OTHER, "target")}
            WHEN claim.type = 'ASSAULT' AND {has_mode("crowd-control")} THEN replace({plain}, '7', '6')
            ELSE {plain} END"""


def side(role: str) -> str:
    """UCDP's sort of side of the first in a role: "state", "group", "civilians" or nothing.

    Args:
        role: of the event.
    """
    first = f"json_extract(claim.body, '$.fact.{role}[0]')"
    return f"coalesce({_actor(first, _of_kind('side'))}, '')"


def inter_words(code: str) -> str:
    """ACLED's words for a type of actor.

    Args:
        code: an expression for its code.
    """
    return _chosen(code, {c: str(inter(c)) for c in "12345678"}, "NULL")


def sub_event() -> str:
    """ACLED's sub-event of a claim, by its columns `doer` and `target`; nothing where ACLED has no such events."""
    cases = (f"WHEN '{kind}' THEN CASE {' '.join(map(_when, some))} END" for kind, some in rules().items())
    return f"CASE claim.type {' '.join(cases)} END"


def _when(rule: Rule) -> str:
    return f"WHEN {' AND '.join(_conditions(rule)) or '1'} THEN '{rule.sub_event.name}'"


def _conditions(rule: Rule) -> Iterator[str]:
    if rule.mode == NONE:
        yield "coalesce(json_array_length(claim.body, '$.fact.mode'), 0) = 0"
    elif rule.mode != ANY:
        yield has_mode(rule.mode)
    if rule.thing != ANY:
        words = (f"{_THINGS} GLOB '*[^a-z0-9_]{rule.thing}{end}[^a-z0-9_]*'" for end in ("", "s"))
        yield f"({' OR '.join(words)})"
    if rule.killed:
        yield DEADLY
    for name, codes in (("doer", rule.doer), ("target", rule.target)):
        if codes != ANY:
            among = ", ".join(f"'{code}'" for code in codes)
            yield f"{name} IN ({among})"


def of_sub_event(what: str) -> str:
    """The event type or disorder type of the column `sub_event_type`.

    Args:
        what: attribute of a sub-event.
    """
    return _chosen("sub_event_type", {s.name: getattr(s, what) for s in sub_events().values()}, "NULL")
