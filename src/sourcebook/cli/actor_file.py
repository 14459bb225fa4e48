"""An accepted actor as a knowledge file of a project."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from sourcebook.cli.paint import clean
from sourcebook.knowledge.actor_checks import check_raw, check_together
from sourcebook.knowledge.actor_entry import entries_of
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.folding import fold_name, is_acronym
from sourcebook.knowledge.toml_files import Lines
from sourcebook.ledger import Ledger, Source
from sourcebook.model.actor import Actor, ActorKind, AliasType

_WEAK = 3  # letters of an acronym that many others share


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be written.

    Attributes:
        path: where.
        text: TOML.
    """

    path: Path
    text: str


def checked_entry(ledger: Ledger, actor: Actor, folder: Path, **given: Any) -> File:  # noqa: ANN401 - name, kind, state
    """The file of an actor, checked as the reader will check it; nothing is written yet.

    Args:
        ledger: the book.
        actor: the actor as it stands.
        folder: the project's folder.
        **given: the name, kind and state that it is accepted with, where they differ.

    Raises:
        click.ClickException: the file is there already, the actor is only described in one report, or it is known.
        KnowledgeError: the entry does not hold together, or not with the others of the folder.
    """
    path = folder / "actors" / f"{actor.id}.toml"
    if path.exists():
        raise click.ClickException(f"{path} is there already; edit it by hand, or move it away first")
    if "@" in actor.id:
        raise click.ClickException(
            f"{actor.id!r} is described in one report and has no name; merge it into a named actor, and accept that"
        )
    if actor.known:
        raise click.ClickException(
            f"{actor.id!r} stands in the knowledge files already; write {path} by hand to replace its entry"
        )
    text = _toml(ledger, actor, **given)
    raw = tomllib.loads(text)
    check_raw(Lines(path), actor.id, raw)
    entries = {**actors(folder if folder.is_dir() else None), **entries_of({actor.id: raw})}
    check_together(entries, {actor.id: Lines(path)}, own=[actor.id])
    return File(path=path, text=text)


def written(file: File) -> Path:
    """Write a file that is not there yet; its path.

    Raises:
        click.ClickException: it cannot be written.
    """
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with file.path.open("x", encoding="utf-8") as stream:
            stream.write(file.text)
    except OSError as e:
        why = f"{file.path} cannot be written: {e.strerror}; the decision stands, write the file by hand"
        raise click.ClickException(why) from e
    return file.path


def _toml(
    ledger: Ledger, actor: Actor, *, name: str | None, kind: ActorKind | None, state: str | None
) -> str:
    sources = [s for naming in ledger.namings(actor.id) if (s := ledger.source(naming.report))]
    shown, what = name or actor.name, kind or actor.kind
    lines = [f"name = {_text(shown)}", f"kind = {_text(what)}"]
    lines += [f"subkind = {_text(actor.subkind)}"] if actor.subkind and kind in {None, actor.kind} else []
    lines += [f"state = {_text(state or actor.state or '')}"] if state or actor.state else []
    lines += _names(actor, shown, what)
    known = [i for i in actor.distinct_from if i in actors()]
    lines += [f"distinct_from = [{', '.join(map(_text, known))}]"] if known else []
    lines.append(f"description = {_text(_description(sources))}")
    lines += ["sources = [", *(f"  {_text(s)}," for s in _addresses(sources)), "]"]
    return "\n".join(lines) + "\n"


def _names(actor: Actor, shown: str, kind: ActorKind) -> list[str]:
    others = {n.text: n.type for n in actor.aliases} | {actor.name: AliasType.ALIAS}
    rows = []
    for text in sorted(others):
        if text == shown or not fold_name(text):
            continue
        acronym = is_acronym(text)
        typed = AliasType.ACRONYM if acronym else AliasType.ALIAS
        weak = len(text) <= _WEAK if acronym else kind is ActorKind.PERSON and " " not in fold_name(text)
        more = ", strong = false" if weak else ""
        rows.append(f"  {{ text = {_text(text)}, type = {_text(typed)}{more} }},")
    return ["names = [", *rows, "]"] if rows else []


def _description(sources: list[Source]) -> str:
    outlets = sorted({s.publisher for s in sources if s.publisher})
    return f"Named in reports of {', '.join(outlets)}" if outlets else "Named in reports of unknown outlets"


def _addresses(sources: list[Source]) -> list[str]:
    """Where it is known from: public addresses, else outlets with their dates."""
    public = (s.address for s in sources if s.address and s.address.startswith(("http://", "https://")))
    return sorted(set(public)) or sorted({s.label for s in sources})


def _text(value: str) -> str:
    """A text as TOML writes it; JSON's strings are TOML's too once control characters are gone."""
    return json.dumps(clean(str(value)), ensure_ascii=False)
