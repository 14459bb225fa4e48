"""`python -m sourcebook.samples FOLDER` puts the sample reports into a folder, to be read like any others."""

import shutil
from pathlib import Path

import click

from sourcebook.samples import sample_paths


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, writable=True, path_type=Path))
def main(folder: Path) -> None:
    """Put the sample reports into FOLDER, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sample_paths():
        shutil.copyfile(path, folder / path.name)
    click.echo(f"{len(sample_paths())} sample files in {folder}", err=True)


if __name__ == "__main__":
    main(prog_name="python -m sourcebook.samples")
