"""What a run reads, as it was asked for: put down in the archive's folder, and found there again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

import sourcebook
from sourcebook.archive.layout import FORM, Layout, write_json
from sourcebook.archive.sources import addresses
from sourcebook.errors import ArchiveError

LEAST, MOST = 1, 10_000
"""Items that a shard may have; 500 to 2,000 serve well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run reads, and how; kept in the folder, so that it can be taken up.

    Attributes:
        sources: files, folders and addresses.
        columns: fields of reports to columns of tables that are called otherwise.
        shard: items in a shard.
        project: folder with the user's own knowledge; None for none.
        keep_copies: whether copies are read, too.
        form: of the folder.
    """

    sources: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    shard: int = 1000
    project: str | None = None
    keep_copies: bool = False
    form: int = FORM


def check(layout: Layout, asked: Asked) -> None:
    """See that what is asked for can be begun in a folder, or gone on with; nothing is written.

    Raises:
        ArchiveError: the folder holds another run, or something else; or a source is not there.
    """
    if _holds(layout, asked):
        return
    if not LEAST <= asked.shard <= MOST:
        raise ArchiveError(f"a shard of {asked.shard} items; give {LEAST} to {MOST:,}")
    for source in asked.sources:
        addresses(source)


def begin(layout: Layout, asked: Asked) -> None:
    """Put down what a run reads, where that is not done; `check` comes before.

    Raises:
        ArchiveError: the folder holds another run, which came in between.
    """
    if not _holds(layout, asked):
        write_json(layout.run, asdict(asked) | {"version": sourcebook.__version__})


def _holds(layout: Layout, asked: Asked) -> bool:
    """Whether a folder holds a run already; another one that found no plan gives way.

    Raises:
        ArchiveError: it holds another, or something else.
    """
    if layout.run.exists():
        there = asked_of(layout)
        if there != asked and (layout.plan.exists() or layout.told.exists()):
            differs = [k for k, v in asdict(asked).items() if asdict(there)[k] != v]
            raise ArchiveError(
                f"{layout.root} holds another run (its {', '.join(differs)} differ); name a new folder with --out, "
                f"or go on with that run: sourcebook archive resume {layout.root}"
            )
        return there == asked
    if layout.root.exists() and (not layout.root.is_dir() or set(layout.root.iterdir()) - {layout.lock}):
        raise ArchiveError(f"{layout.root} is there already and no archive; name a new folder with --out")
    return False


def asked_of(layout: Layout) -> Asked:
    """What the run in a folder reads.

    Raises:
        ArchiveError: there is none, or it is of a newer release.
    """
    try:
        told = json.loads(layout.run.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ArchiveError(
            f"{layout.root} is no archive; make one with `sourcebook archive read SOURCE... --out {layout.root}`"
        ) from None
    except ValueError as error:
        raise _damaged(layout) from error
    if not isinstance(told, dict) or not isinstance(told.get("form"), int):
        raise _damaged(layout)
    if told["form"] > FORM:
        raise ArchiveError(
            f"{layout.root} was written by a newer release ({told.get('version')}); update sourcebook to go on with it"
        )
    told.pop("version", None)
    if set(told) != {f.name for f in fields(Asked)}:
        raise _damaged(layout)
    return Asked(**told | {"sources": tuple(told["sources"])})


def _damaged(layout: Layout) -> ArchiveError:
    return ArchiveError(f"{layout.run} is damaged; name a new folder with --out")
