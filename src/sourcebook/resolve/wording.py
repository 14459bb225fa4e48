"""What the words around a place name say: "eastern Syria", "30 km north of Mosul", "the Iraqi border"."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sourcebook.knowledge.countries import country_of
from sourcebook.model.where import PlaceKind


class Tie(StrEnum):
    """How a phrase hangs on the place that it names."""

    SELF = "self"  # the place itself, or beside it
    PART = "part"  # "eastern Syria", "East Mosul"
    AWAY = "away"  # "30 km north of Mosul"
    BORDER = "border"  # "the Iraqi border with Syria"
    BETWEEN = "between"  # "the desert between Palmyra and the border"
    CAPITAL = "capital"  # "the Iraqi capital"
    FACILITY = "facility"  # "the military airport of Mezzeh"
    AROUND = "around"  # "the outskirts of Aleppo", "a few kilometres outside Homs"
    ROAD = "road"  # "the road from Damascus to Homs"
    COAST = "coast"  # "off the coast of Hodeidah"
    HALF = "half"  # "the Syrian side of the crossing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A place phrase taken apart.

    Attributes:
        core: the name to look up.
        whole: the phrase without article and "near", which may itself be a name.
        tie: how the phrase hangs on it.
        kind: what the words say that it is.
        parent: what it is said to lie in.
        compass: "north", "southeast", "central".
        km: distance said, in kilometres.
        other: the second name of a border, road or stretch between two places, or whose side of a crossing it is.
        person: the name may be a person's: hospitals, schools and mosques are seldom called after their town.
    """

    core: str
    whole: str
    tie: Tie = Tie.SELF
    kind: PlaceKind | None = None
    parent: str | None = None
    compass: str | None = None
    km: float | None = None
    other: str | None = None
    person: bool = False


COMPASS = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west|central"
ABBREVIATED = 7  # "Calif." keeps its full stop, so does "U.S."; a longer word's ends the sentence
TO_KM = {"k": 1.0, "mi": 1.609344, "n": 1.852, "m": 0.001}  # by how the unit begins
FEW = {
    "a": 1,
    "one": 1,
    "a couple of": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "a few": 5,
    "five": 5,
    "several": 6,
}
FEW |= {"six": 6, "ten": 10, "a dozen": 12, "twenty": 20, "dozens of": 30, "thirty": 30, "a hundred": 100}
NUMBER = rf"(?P<n>\d{{1,6}}(?:[.,]\d{{1,3}}){{0,2}}|{'|'.join(sorted(FEW, key=len, reverse=True))})"
UNIT = r"(?P<unit>kms?|kilomet(?:er|re)s?|mi|miles?|nautical miles?|m|met(?:er|re)s?)"
ABOUT = r"(?:(?:about|some|around|roughly|approximately|just|nearly|only|almost|within|up to|(?:more|less) than)\s+)*"
THOUSANDS, DECIMAL_COMMA = re.compile(r"[.,](?=\d{3}(?!\d))"), re.compile(",")  # "1,200", "1,5"
ARTICLE = re.compile(r"^the ", re.IGNORECASE)
SAME_AGAIN = re.compile(r"\s*\([^()]*\d[^()]*\)")  # "12 miles (19 km)"
KIND_OF = {
    PlaceKind.ADMIN1: "province governorate oblast wilayat wilaya state muhafazah",
    PlaceKind.ADMIN2: "county raion department prefecture woreda",
    PlaceKind.SETTLEMENT: "city town village hamlet suburb neighborhood neighbourhood quarter camp",
    PlaceKind.CROSSING: "crossing checkpoint border-crossing",
    PlaceKind.BASE: "base airbase barracks garrison outpost",
    PlaceKind.FACILITY: "airport airfield prison dam barrage port refinery hospital university bridge mosque school",
    PlaceKind.WATERWAY: "river lake canal",
    PlaceKind.SEA: "sea gulf strait ocean",
    PlaceKind.TERRAIN: "mountain mountains valley desert island peninsula plain",
    PlaceKind.ROUTE: "highway road",
}
KINDS = {word: kind for kind, words in KIND_OF.items() for word in words.split()}
# Works mostly called after the place they stand in; hospitals, schools and mosques mostly after a person.
CALLED_AFTER_PLACE = (
    r"(?:international |military |civilian |regional |naval |air |oil |gas |nuclear |power |army |central "
    r"|refugee )*(?:airport|airbase|airfield|air base|base|prison|jail|dam|port|refinery|oilfield|fields?"
    r"|bridge|checkpoint|crossing|border crossing|garrison|barracks|heliport|plant"
    r"|facility|complex|market|station|camp)"
)
CALLED_AFTER_PERSON = (
    r"(?:military |general |central |medical |public |teaching |grand )*"
    r"(?:hospital|school|mosque|university|church|hotel|clinic|shrine|square|street|stadium|cathedral"
    r"|college)(?: complex| compound| campus)?"
)
MILITARY = re.compile(r"\b(?:military|base|airbase|garrison|barracks|naval|army)\b", re.IGNORECASE)
FACILITY_END = re.compile(
    rf"^(?P<core>.+?) (?P<what>{CALLED_AFTER_PLACE}|{CALLED_AFTER_PERSON})$", re.IGNORECASE
)
PERSON_WORKS = re.compile(CALLED_AFTER_PERSON, re.IGNORECASE)
FACILITY_IN = re.compile(
    rf"^(?P<what>(?:[\w’'-]+ ){{0,4}}?"
    rf"(?:{CALLED_AFTER_PLACE}|{CALLED_AFTER_PERSON}|market ?place|compound))"
    r" (?:in|at|of|near|outside) (?:the )?(?P<core>[A-Z].*)$"
)
LEAD = re.compile(
    r"^(?:(?:the|a|an|in|at|near|around|outside|inside|from|to|of|along|over|across|on|greater|parts of|much of"
    r"|most of|coast of|shores? of|banks? of|villages around|areas around|area around"
    r"|town of|city of|village of|port city of|capital of|province of|governorate of|district of|region of"
    r"|area of|neighbou?rhood of|state of|island of|camp of)\s+)+(?=\S)",
    re.IGNORECASE,
)
HELD = re.compile(
    r"^(?:[a-z]+(?:-[a-z]+)*-(?:held|controlled|occupied|run|ruled|administered)|occupied)\s+", re.IGNORECASE
)
PART = re.compile(
    rf"^(?:far |extreme )?(?P<compass>{COMPASS})(?:ern)? "
    r"(?:(?:suburbs|outskirts|edge|parts?|districts?|countryside|provinces?|areas?|regions?|neighbou?rhoods?)"
    r" of )?"
    r"(?:the )?(?P<core>\S.*)$",
    re.IGNORECASE,
)
PART_OF = re.compile(
    rf"^(?:in |from |across )?the (?:far |extreme )?(?:(?P<compass>{COMPASS})|cent(?:er|re)) of (?P<core>.+)$",
    re.IGNORECASE,
)
AWAY = re.compile(
    rf"^{ABOUT}(?:{NUMBER}[\s-]?{UNIT}\s+)?(?:to the |due )?(?P<compass>{COMPASS}) (?:of|from) (?P<core>.+)$",
    re.IGNORECASE,
)
AT_A_DISTANCE = re.compile(
    rf"^{ABOUT}{NUMBER}[\s-]?{UNIT}\s+(?:(?:away )?from|outside(?: of)?|of|off|inside) (?P<core>.+)$",
    re.IGNORECASE,
)
EDGES = "outskirts|suburbs|edges?|fringes?|vicinity|surroundings|environs|countryside|periphery|approaches"
AROUND = re.compile(
    rf"^(?:(?:in|on|at|from|to) )?(?:the )?(?:{EDGES}) (?:of|to) (?:the )?(?P<core>.*[A-Z].*)$", re.IGNORECASE
)
EDGE_END = re.compile(rf"(?<=\w)(?:['’]s)? (?:{EDGES})$")
OWN_PART = re.compile(  # "Idlib's southern countryside"
    rf"^(?P<core>[A-Z].*?)(?:['’]s)? (?P<compass>{COMPASS})(?:ern)? (?:{EDGES}|parts?|districts?|side)$"
)
AROUND_END = re.compile(rf"^(?P<core>.*[A-Z].*?)(?:['’]s)? (?:{EDGES})$")
ROADS = (
    r"(?:(?:main|coastal|desert|dirt|supply|strategic|international|oil|gas|old|new) )*"
    r"(?:road|highway|motorway|route|railway|pipeline)"
)
ROAD = re.compile(
    rf"^(?:the )?{ROADS} (?:from|between|(?:that )?(?:links|connects)|linking|connecting) (?:the )?(?P<core>[A-Z].*?) "
    r"(?:to|and|with) (?:the )?(?P<other>[A-Z].*)$"
)
ROAD_PAIR = re.compile(
    rf"^(?:the )?(?!(?:Al|El|An|Ar|As|At|Ad|Az|Ash)-)(?P<core>[A-Z][\w’']*)[-–](?P<other>[A-Z][\w’']*) {ROADS}$"
)
COAST = re.compile(
    r"^off (?:the )?(?:(?:coast|shores?) (?:of|off) )?(?:the )?(?P<core>[A-Z].*?)(?:(?:['’]s)? (?:coast|shores?))?$"
)
HALF = re.compile(
    r"^(?P<other>[A-Z][\w’' -]*?)(?:['’]s)? side of (?:the )?"
    r"(?P<core>[A-Z].*)$"
)
BORDER_SIDE = re.compile(
    r"^(?P<core>[A-Z][\w’' -]*?)(?:['’]s)? side of (?:the )?(?:border with (?:the )?(?P<other>[A-Z].*)"
    r"|(?P<adjective>[A-Z]\w*) (?:border|frontier))$"
)
LINE = "(?:border|frontier)(?: area| region| zone)?"
LAND = r"[A-Z][\w.’']*(?: [A-Z][\w.’']*)?"
BORDER_WITH = re.compile(rf"^(?P<core>[A-Z][\w.’' -]*?)(?:['’]s)? {LINE} with (?:the )?(?P<other>[A-Z].*)$")
BORDER_OF = re.compile(
    rf"^{LINE} (?:between|of|with) (?:the )?(?P<core>[A-Z].*?)(?: and (?P<other>[A-Z].*))?$"
)
BORDER_PAIR = re.compile(rf"^(?P<core>{LAND})[-–/ ](?P<other>{LAND}) {LINE}$")
BORDER_ONE = re.compile(rf"^(?P<core>{LAND})(?:['’]s)? {LINE}$")
BETWEEN = re.compile(r"^(?:[\w ]*?)between (?:the )?(?P<core>[A-Z].*?) and (?:the )?(?P<other>.+)$")
CAPITAL = re.compile(r"^(?P<core>[A-Z][\w.’' -]*?)(?:['’]s)? capital(?: city)?(?: of)?$")
OF_COUNTRY = re.compile(
    r"^(?P<core>[A-Z][\w.’' -]*?)(?:['’]s)? (?:air ?space|soil|territory|territories|waters"
    r"|territorial waters|mainland|lands?|coast|countryside|side of the border)$"
)
OWNED = re.compile(r"^(?P<parent>[A-Z][\w’' -]*?)['’]s (?P<core>(?:[A-Z]|al-|el-).*)$")
IN = re.compile(
    r"^(?P<core>.+?)(?:,| in| of| inside| near) (?:the )?(?P<parent>(?:[a-z-]+ern )?[A-Z].*)$",
)
OF_WORDS = re.compile(
    r"\b(?:district|area|neighbou?rhood|suburb|quarter|town|village|city|region|camp|province)$"
)
KIND_END = re.compile(rf" (?P<word>{'|'.join(map(re.escape, KINDS))})$", re.IGNORECASE)
KIND_START = re.compile(
    r"^(?:the )?"
    r"(?P<word>city|town|village|province|governorate|district|state|river|lake|port|camp|base|island)"
    r" (?:of )?(?=[A-Z])",
    re.IGNORECASE,
)


def _kind(text: str) -> PlaceKind | None:
    found = KIND_END.search(text) or KIND_START.match(text)
    return KINDS.get(found["word"].lower()) if found else None


def _compass(word: str) -> str:
    return word.lower().replace("-", "").replace(" ", "")


@lru_cache(maxsize=8192)
def taken_apart(text: str) -> Phrase:
    """Read a place phrase.

    Args:
        text: as written, article and all.

    Returns:
        Its name and what is said of it; a phrase that fits no pattern is its own name.
    """
    text = " ".join(text.split()).strip(" ,;:")
    text = text.removesuffix(".") if text.find(".") == len(text) - 1 and len(text) > ABBREVIATED else text
    text = SAME_AGAIN.sub("", text)
    kind = _kind(text)
    whole = HELD.sub("", LEAD.sub("", HELD.sub("", text))) or text
    return _measured(text, whole) or _tied(text, whole) or _named(whole, kind)


def _measured(text: str, whole: str) -> Phrase | None:
    """A phrase that says how far or on which side: "30 km north of Mosul", "the south of Iraq"."""
    if (m := PART_OF.match(text)) and any(c.isupper() for c in m["core"]):
        side = _compass(m["compass"] or "central")
        return Phrase(core=LEAD.sub("", m["core"]), whole=whole, tie=Tie.PART, compass=side)
    m = AWAY.match(text)
    if m is None or not any(c.isupper() for c in m["core"]):
        m = AT_A_DISTANCE.match(text)
    if m is None or not any(c.isupper() for c in m["core"]):
        return None
    compass = _compass(m["compass"]) if m.re is AWAY else None
    km, core = _km(m["n"], m["unit"]), LEAD.sub("", m["core"])
    if line := _tied(core, core) if core.endswith(("border", "frontier")) else None:
        return replace(line, whole=ARTICLE.sub("", text))  # so far from a line is still along it
    if compass is None and (sea := COAST.match(f"off {m['core']}")) and " off " in text[: m.start("core")]:
        return Phrase(core=sea["core"], whole=text, tie=Tie.COAST, km=km)
    tie = Tie.AWAY if compass else Tie.AROUND
    return Phrase(core=core, whole=ARTICLE.sub("", text), tie=tie, compass=compass, km=km)


def _km(number: str | None, unit: str | None) -> float | None:
    if number is None or unit is None:
        return None
    text = number.lower()
    n = FEW[text] if text in FEW else float(DECIMAL_COMMA.sub(".", THOUSANDS.sub("", text)))
    return n * next(km for start, km in TO_KM.items() if unit.lower().startswith(start))


def _tied(text: str, whole: str) -> Phrase | None:
    """A phrase made of one or two names: borders, roads, coasts, outskirts."""
    for pattern, tie, words in (
        (AROUND, Tie.AROUND, text),
        (COAST, Tie.COAST, text),
        (ROAD, Tie.ROAD, whole),
        (ROAD_PAIR, Tie.ROAD, whole),
        (BORDER_SIDE, Tie.BORDER, whole),
        (HALF, Tie.HALF, whole),
        (BORDER_WITH, Tie.BORDER, whole),
        (BORDER_OF, Tie.BORDER, whole),
        (BORDER_PAIR, Tie.BORDER, whole),
        (BORDER_ONE, Tie.BORDER, whole),
        (BETWEEN, Tie.BETWEEN, whole),
        (CAPITAL, Tie.CAPITAL, whole),
    ):
        if m := pattern.match(words):
            found = m.groupdict()
            core = m["core"] if tie is not Tie.AROUND else LEAD.sub("", m["core"])
            return Phrase(core=core, whole=whole, tie=tie, other=found.get("other") or found.get("adjective"))
    return None


def _named(whole: str, kind: PlaceKind | None) -> Phrase:
    """A name with at most a word or two around it."""
    if m := OWNED.match(whole):
        inner = _named(m["core"], kind)
        return replace(inner, parent=inner.parent or m["parent"])
    if (m := OF_COUNTRY.match(whole)) and country_of(m["core"]):
        return Phrase(core=m["core"], whole=whole, kind=PlaceKind.COUNTRY)
    if m := FACILITY_IN.match(whole):
        return Phrase(core=m["core"], whole=whole, tie=Tie.FACILITY, kind=_works(m["what"]))
    return _plain(whole, kind)


def _works(what: str) -> PlaceKind:
    if what.lower().endswith(("crossing", "checkpoint")):
        return PlaceKind.CROSSING
    return PlaceKind.BASE if MILITARY.search(what) else PlaceKind.FACILITY


def _plain(whole: str, kind: PlaceKind | None) -> Phrase:
    """A name, perhaps with its parent, a compass word, or what stands there."""
    parent = None
    if m := IN.match(whole):
        inner, parent = HELD.sub("", m["core"]), m["parent"]
        if whole[m.end("core")] == "," or OF_WORDS.search(inner) or " in " in whole[m.end("core") :][:4]:
            whole, kind = inner, _kind(inner) or kind
        else:
            parent = None
    if m := OWN_PART.match(whole):
        return Phrase(core=m["core"], whole=whole, tie=Tie.PART, compass=_compass(m["compass"]))
    if m := AROUND_END.match(whole) if not PART.match(whole) else None:
        return Phrase(core=LEAD.sub("", m["core"]), whole=whole, tie=Tie.AROUND, parent=parent)
    if (m := PART.match(whole)) and m["core"][0].isupper():
        core, tie = EDGE_END.sub("", m["core"]), Tie.PART
        return Phrase(core=core, whole=whole, tie=tie, parent=parent, compass=_compass(m["compass"]))
    if m := FACILITY_END.match(whole):
        works, person = _works(m["what"]), PERSON_WORKS.fullmatch(m["what"]) is not None
        return Phrase(core=m["core"], whole=whole, tie=Tie.FACILITY, kind=works, parent=parent, person=person)
    return Phrase(core=whole, whole=whole, kind=kind, parent=parent)


NAME = r"[A-Z][\w’'.-]*(?: (?:al|el|ez|as|of|the|[A-Z])[\w’'.-]*)*"
AFTER = re.compile(rf"^(?:\s*,\s*|\s*\(\s*|\s+(?:(?:[\w-]+ ){{0,3}})?(?:in|of|inside)\s+(?:the )?)({NAME})")


def parent_after(text: str, end: int) -> str | None:
    """The place that the words after a name put it in: "Mosul, Iraq", "the Karrada district of Baghdad".

    Args:
        text: the report's text.
        end: offset after the name.

    Returns:
        The words as written, or None. Whether they name a place is for the gazetteer to say.
    """
    found = AFTER.match(text[end : end + 80])
    return found[1].rstrip(".’'") if found else None
