"""Words that tell who is meant without a name: agent nouns, titles, given names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sourcebook.knowledge.actor_entry import SUBKINDS
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.toml_files import read_toml, refuse
from sourcebook.model.actor import ActorKind


class AgentNumber(StrEnum):
    """How many a noun in the singular means."""

    ONE = "one"  # soldier
    BODY = "body"  # army, police, troops
    THING = "thing"  # warplane: stands for the force that flies it


class TitleKind(StrEnum):
    """What a title says about the person that bears it."""

    HONORIFIC = "honorific"
    RANK = "rank"
    OFFICE = "office"
    LEADERSHIP = "leadership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A noun that makes people actors.

    Attributes:
        lemma: the noun in the singular, small letters.
        plural: its plural; None when it has none.
        kind: kind of an actor that is described by it alone.
        subkind: finer, when the noun tells.
        number: whether it means one person, a body, or equipment.
        sure: False when the word is an actor only beside a name or nationality ("force", "party").
    """

    lemma: str
    plural: str | None
    kind: ActorKind
    subkind: str | None
    number: AgentNumber
    sure: bool = True

    @property
    def armed(self) -> bool:
        """Whether those meant bear arms as a rule."""
        forces = {"military", "police", "paramilitary", "gunmen", "security_forces"}
        return self.kind is ActorKind.ARMED_GROUP or self.subkind in forces


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Words that stand beside a person's name.

    Attributes:
        text: the words, in the commonest spelling.
        kind: what they say; a leadership word gives the tie led_by.
        takes_of: whether a branch may follow ("Minister for Europe").
    """

    text: str
    kind: TitleKind
    takes_of: bool = False


def plural_of(noun: str) -> str:
    """The regular plural of an English noun.

    Args:
        noun: in the singular; of several words the last is changed.
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")


def _agents_of(where: str, group: Mapping[str, object]) -> Iterator[Agent]:
    """The nouns of one group, its kind checked."""
    kind, subkind = str(group.get("kind")), group.get("subkind")
    if kind not in set(ActorKind) or (subkind is not None and subkind not in SUBKINDS[ActorKind(kind)]):
        raise refuse(where, "kind", f"{kind}/{subkind} is not known; see the kinds in model/actor.py")
    nouns, unsure = group.get("nouns"), group.get("unsure", [])
    if not isinstance(nouns, list) or not isinstance(unsure, list):
        raise refuse(where, "nouns", 'is not a list; write nouns = ["soldier", "child/children"]')
    for written in nouns:
        lemma, _, plural = str(written).partition("/")
        yield Agent(
            lemma=lemma,
            plural=None if plural == "-" else plural or plural_of(lemma),
            kind=ActorKind(kind),
            subkind=None if subkind is None else str(subkind),
            number=AgentNumber(str(group.get("number"))),
            sure=lemma not in unsure,
        )


def _own(name: str, project: Path | None) -> list[Path]:
    """The files of one list: the project's own first, when it has one, then ours."""
    ours = Path(str(files("sourcebook.knowledge") / name))
    own = project / name if project else None
    return [own, ours] if own and own.is_file() else [ours]


def _by_form(nouns: Iterable[Agent]) -> dict[str, Agent]:
    """Nouns by each of their forms; the first of a form counts."""
    found: dict[str, Agent] = {}
    for agent in nouns:
        found.setdefault(agent.lemma, agent)
        if agent.plural is not None:
            found.setdefault(agent.plural, agent)
    return found


def curated_agents(project: Path | None = None) -> dict[str, Agent]:
    """The agent nouns that were written by hand, as `agents` gives them.

    Args:
        project: the user's own folder; groups in its `agents.toml` go before ours.

    Raises:
        KnowledgeError: agents.toml does not hold together.
    """
    files_ = _own("agents.toml", project)
    return _by_form(a for p in files_ for g in read_toml(p).get("group", []) for a in _agents_of(str(p), g))


def _listed_agents() -> Iterator[Agent]:
    """The nouns of `lists/agents.tsv`, which `recipes/actor_lists` makes."""
    table = files("sourcebook.knowledge") / "lists" / "agents.tsv"
    for line in table.read_text(encoding="utf-8").splitlines()[1:]:
        lemma, plural, kind, subkind, number, sure, _ = line.split("\t")
        yield Agent(
            lemma=lemma,
            plural=None if plural == "-" else plural,
            kind=ActorKind(kind),
            subkind=subkind or None,
            number=AgentNumber(number),
            sure=sure == "1",
        )


@lru_cache(maxsize=4)
def agents(project: Path | None = None) -> Mapping[str, Agent]:
    """Agent nouns by each of their forms, small letters: "gunman" and "gunmen" give the same.

    Args:
        project: the user's own folder; groups in its `agents.toml` go before ours.

    Returns:
        A read-only mapping. A noun that stands in two groups counts for the first; those written by hand go
        before those taken from dictionaries.

    Raises:
        KnowledgeError: agents.toml does not hold together.
    """
    return MappingProxyType(_by_form((*curated_agents(project).values(), *_listed_agents())))


@lru_cache(maxsize=4)
def titles(project: Path | None = None) -> Mapping[str, tuple[Title, ...]]:
    """Titles and offices by folded words ("lt gen"); one word may be of two kinds ("chief").

    Args:
        project: the user's own folder; what its `titles.toml` lists is added.

    Returns:
        A read-only mapping.
    """
    lists = [read_toml(path) for path in _own("titles.toml", project)]
    takes_of = {fold_name(text) for raw in lists for text in raw.get("of", [])}
    found: dict[str, list[Title]] = {}
    for raw, kind in ((raw, kind) for raw in lists for kind in TitleKind):
        for text in raw.get(kind.value, []):
            key = fold_name(text)
            found.setdefault(key, []).append(Title(text=text, kind=kind, takes_of=key in takes_of))
    return MappingProxyType({key: tuple(these) for key, these in found.items()})


@lru_cache(maxsize=4)
def title_ends(project: Path | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """First words and last words of all titles, folded.

    Args:
        project: as for `titles`.
    """
    split = [key.split() for key in titles(project) if key]
    return frozenset(words[0] for words in split), frozenset(words[-1] for words in split)


@lru_cache(maxsize=4)
def given_names(project: Path | None = None) -> frozenset[str]:
    """Folded given names of the world's conflict reporting; used to tell persons from places.

    Args:
        project: the user's own folder; what its `given_names.txt` lists is added, one name a line.
    """
    lines = (line.strip() for path in _own("given_names.txt", project) for line in _lines(path))
    return frozenset(fold_name(line) for line in lines if line and not line.startswith("#"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
