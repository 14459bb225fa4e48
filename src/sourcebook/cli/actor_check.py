"""`actors check`: does a project's folder of actors hold together?"""

from pathlib import Path

import click

from sourcebook.cli.options import examples


@click.command(epilog=examples("sourcebook actors check levant"))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER")
def check(folder: Path) -> None:
    """Check a project's actor files, and say every problem with its file, its line and what to do.

    FOLDER is a project's folder; its actors stand in FOLDER/actors/*.toml, persons in FOLDER/persons.toml. Nothing
    is changed. Exit code 0 when reports can be read with it, 1 when not.
    """
    from sourcebook.knowledge.actor_files import problems, read_folder
    from sourcebook.knowledge.actors import actors

    known = actors()
    found = problems(folder, known)
    if found:
        click.echo("\n".join(found), err=True)
        raise click.ClickException(f"{len(found)} problem{'s' if len(found) > 1 else ''} in {folder}")
    own = read_folder(folder).raw
    if not own:
        raise click.ClickException(f"{folder} holds no actors; write one as {folder}/actors/an-id.toml")
    mine = actors(folder)
    names = sum(len(mine[slug].names) for slug in own)
    ties = sum(len(mine[slug].ties) for slug in own)
    replaced = sorted(slug for slug in own if slug in known)
    click.echo(f"{len(own)} actors, {names} names, {ties} ties: they hold together")
    if replaced:
        click.echo(f"in place of ours: {', '.join(replaced)}")
