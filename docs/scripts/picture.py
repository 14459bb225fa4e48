"""Draw what `sourcebook demo` shows as docs/img/demo.svg: `python docs/scripts/picture.py`.

The command runs as a user would run it; its colours are read back from the terminal's escape codes. The
picture names the system's own monospace fonts only, so that showing it asks nothing of another machine.
"""

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.text import Text

import sourcebook.samples

SAMPLES = Path(sourcebook.samples.__file__).parent
TARGET = Path(__file__).parents[1] / "img/demo.svg"
WIDTH = 132
LINES = 11  # of each section of the output; the rest is for those who run it
HEADING = re.compile(r"\x1b\[[\d;]*\b4m")  # headings are underlined
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def shown() -> str:
    """What the demonstration writes to a terminal of WIDTH columns, escape codes and all."""
    command = Path(sys.executable).parent / "sourcebook"
    told = os.environ | {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run(  # noqa: S603 - our own command
            [command, "demo"], cwd=folder, env=told, capture_output=True, text=True, check=True
        )
    return out.stdout.replace(str(SAMPLES), "sourcebook/samples")


def shortened(lines: list[str]) -> list[str]:
    """The first lines of each section, with dots where some are left out.

    Args:
        lines: the whole output.
    """
    starts = [i for i, line in enumerate(lines) if HEADING.search(line)]
    sections = [lines[i:j] for i, j in pairwise([0, *starts, len(lines)])]
    return [line for s in sections for line in (s if len(s) <= LINES + 2 else [*s[:LINES], "…", ""])]


def drawn(output: str) -> str:
    """The picture.

    Args:
        output: what a terminal received.
    """
    console = Console(width=WIDTH, record=True, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi("$ sourcebook demo\n" + "\n".join(shortened(output.splitlines()))))
    svg = console.export_svg(title="sourcebook demo", unique_id="demo")
    kept = svg.replace(
        "<text ", '<text xml:space="preserve" '
    )  # else some renderers drop the blanks at an end
    return FONT_FACES.sub("", kept).replace("Fira Code", "ui-monospace")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(drawn(shown()), encoding="utf-8")
