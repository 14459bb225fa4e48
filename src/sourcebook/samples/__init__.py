"""Seventeen sample files: one story, told over seven weeks by invented outlets."""

from pathlib import Path


def sample_paths() -> tuple[Path, ...]:
    """The sample reports in the order of their file names, which is nearly that of their dates.

    Returns:
        Paths of the files to read; the index and the PDF's source text are left out.
    """
    return tuple(sorted(Path(__file__).parent.glob("[0-9][0-9]-*.*")))
