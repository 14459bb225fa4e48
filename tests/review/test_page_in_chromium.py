"""The page, in the Chromium that is installed, over a real server and the sample reports."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from sourcebook.samples import sample_paths

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
PATIENCE = 30_000  # milliseconds; the machine may be busy
SOFTWARE = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a book of the sample reports."""
    book = tmp_path_factory.mktemp("page") / "samples.sourcebook"
    texts = [str(path) for path in sample_paths() if path.suffix == ".txt"]
    command = [sys.executable, "-m", "sourcebook"]
    subprocess.run([*command, "add", "--book", str(book), *texts], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [*command, "serve", "--book", str(book), "--port", str(port)], stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/api/v1/about")
    yield address
    server.terminate()
    server.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


@dataclass
class Heard:
    """What a page said and asked for while it was open."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=SOFTWARE)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: playwright.Browser, home: str) -> Iterator[tuple[playwright.Page, Heard]]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=home)
    opened, heard = context.new_page(), Heard()
    opened.set_default_timeout(PATIENCE)
    opened.on("console", lambda m: heard.errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: heard.errors.append(str(e)))
    opened.on("request", lambda r: heard.asked.append(r.url))
    yield opened, heard
    context.close()


def test_every_view_opens_without_an_error_and_asks_nobody_else(
    page: tuple[playwright.Page, Heard], home: str
) -> None:
    tab, heard = page
    for view in (
        "",
        "reader",
        "timeline",
        "map",
        "network",
        "queue",
        "diff",
        "posture",
        "reach",
        "add",
        "history",
    ):
        tab.goto(f"/{view}")
        tab.locator("main").wait_for()
        tab.wait_for_load_state("networkidle")

    assert heard.errors == []
    assert [a for a in heard.asked if not a.startswith((home, "blob:", "data:"))] == []


def test_what_is_selected_opens_to_its_words_and_its_address_brings_it_back(
    page: tuple[playwright.Page, Heard],
) -> None:
    tab, _ = page
    tab.goto("/")
    tab.locator(".text mark.event").first.click()
    words = tab.locator(".panel .said mark").first
    words.wait_for()
    told, address = words.inner_text(), tab.url
    tab.goto("about:blank")
    tab.goto(address)

    assert "sel=claim" in address
    assert tab.locator(".panel .said mark").first.inner_text() == told


def test_an_earlier_day_shows_fewer_incidents(page: tuple[playwright.Page, Heard]) -> None:
    tab, _ = page
    tab.goto("/")
    shown = tab.locator(".bar output")
    shown.wait_for()
    before = int(shown.inner_text().split()[0])
    tab.goto("/?as_of=2020-02-01")
    shown.wait_for()

    assert 0 < int(shown.inner_text().split()[0]) < before


def test_claims_are_judged_by_keys_stay_judged_after_a_reload_and_can_be_taken_back(
    page: tuple[playwright.Page, Heard],
) -> None:
    tab, _ = page
    tab.goto("/queue")
    tab.get_by_label("To judge, say who you are").fill("amal")
    tab.get_by_role("button", name="Go on").click()
    for count in range(1, 11):
        tab.keyboard.press("a")
        playwright.expect(tab.locator("main label").get_by_text(f"{count} of ").first).to_be_visible(
            timeout=PATIENCE
        )
    tab.reload()
    playwright.expect(tab.locator("main label").get_by_text("10 of ").first).to_be_visible(timeout=PATIENCE)
    tab.goto("/history")
    tab.get_by_role("button", name="undo").or_(tab.get_by_role("button", name="Take back")).first.click()
    tab.goto("/queue")

    playwright.expect(tab.locator("main label").get_by_text("9 of ").first).to_be_visible(timeout=PATIENCE)
