"""Pictures of the review page over the sample reports: `python docs/scripts/screens.py`.

Those in `SHOWN` are kept as docs/img/page-*.png. `--every FOLDER` puts every view in every width and both themes
into a folder, to be looked at after a change of the page. Needs an installed Chromium and the development tools.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect, sync_playwright

from sourcebook.samples import sample_paths

TARGET = Path(__file__).parents[1] / "img"
PORT = 8329
HOME = f"http://127.0.0.1:{PORT}"
HEIGHTS = {800: 900, 1280: 800, 1920: 1080}
THEMES = ("light", "dark")
VIEWS = {
    "overview": "/?sel=incident:{incident}",
    "reader": "/reader?sel=incident:{incident}",
    "timeline": "/timeline",
    "map": "/map?as_of=2024-12-20",
    "network": "/network?sel=entity:syrian-democratic-forces",
    "queue": "/queue",
    "diff": "/diff?q.from=2024-12-05&q.to=2024-12-12",
}
SOFTWARE = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
QUALITY = 60  # of JPEG, at which small words are still read
REST = 1500  # milliseconds, until a drawing has come to rest


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a view, as wide as so many pixels, in a theme."""

    view: str
    width: int
    theme: str

    @property
    def name(self) -> str:
        """Of its file."""
        return f"page-{self.view}-{self.width}-{self.theme}.png"


EVERY = tuple(Shot(*one) for one in product(VIEWS, HEIGHTS, THEMES))
SHOWN = (
    Shot("overview", 1280, "light"),
    Shot("overview", 1920, "dark"),
    Shot("reader", 1280, "light"),
    Shot("timeline", 1280, "dark"),
    Shot("map", 1280, "light"),
    Shot("network", 1280, "light"),
    Shot("queue", 1280, "light"),
    Shot("queue", 800, "dark"),
    Shot("diff", 1280, "dark"),
)


@contextmanager
def served() -> Iterator[None]:
    """A server over a new book of the sample reports, until the block ends."""
    command = [sys.executable, "-m", "sourcebook"]
    with tempfile.TemporaryDirectory() as folder:
        book = f"{folder}/samples.sourcebook"
        subprocess.run([*command, "add", "--book", book, *map(str, sample_paths())], check=True)  # noqa: S603 - our own
        server = subprocess.Popen([*command, "serve", "--book", book, "--port", str(PORT)])  # noqa: S603 - our own
        try:
            _wait()
            yield
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _ in range(300):
        try:
            with urlopen(f"{HOME}/api/v1/about"):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.2)
    raise SystemExit(f"no answer from {HOME}; is its port taken?")


def most_told(page: Page) -> str:
    """Id of the dated incident of most claims."""
    world: dict[str, Any] = {"partial": True}
    while world["partial"]:
        page.goto(f"{HOME}/api/v1/world")
        world = json.loads(page.inner_text("body"))
    incidents = world["incidents"]
    columns = zip(*(incidents[name] for name in ("first", "claims", "id")), strict=True)
    return str(max((len(claims), ident) for first, claims, ident in columns if first)[1])


def take(browser: Browser, shots: tuple[Shot, ...], folder: Path, *, small: bool) -> None:
    """Put pictures into a folder.

    Args:
        browser: takes them.
        shots: which.
        folder: where they go; it is made.
        small: as JPEG, which takes a third of the room.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for theme, (width, height) in product(THEMES, HEIGHTS.items()):
        wanted = [shot for shot in shots if (shot.width, shot.theme) == (width, theme)]
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
        page.add_init_script("localStorage.setItem('sourcebook.reviewer', 'amal')")
        incident = most_told(page)
        for shot in wanted:
            page.goto(HOME + VIEWS[shot.view].format(incident=incident))
            page.wait_for_load_state("networkidle")
            expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=30_000)
            page.wait_for_timeout(REST)
            if shot.view == "timeline":
                look_closely(page)
            if small:
                page.screenshot(path=(folder / shot.name).with_suffix(".jpg"), type="jpeg", quality=QUALITY)
            else:
                page.screenshot(path=folder / shot.name)
        page.close()


def look_closely(page: Page) -> None:
    """Show the last weeks of the timeline, as long as they are told one by one."""
    page.locator(".timeline canvas").first.focus()
    for key in ("+",) * 5 + ("PageDown",) * 40 + ("PageUp",):
        page.keyboard.press(key)
    page.wait_for_timeout(REST)


def main() -> None:
    """Make the pictures that are shown, or every one."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=Path, metavar="FOLDER", help="put every picture there")
    folder: Path | None = asked.parse_args().every
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served(), sync_playwright() as p:
        browser = p.chromium.launch(executable_path=program, args=SOFTWARE)
        take(browser, EVERY if folder else SHOWN, folder or TARGET, small=folder is not None)
        browser.close()


if __name__ == "__main__":
    main()
