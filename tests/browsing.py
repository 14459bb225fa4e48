"""Real servers over books, and the installed Chromium that looks at their page."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 30_000  # milliseconds; the machine may be busy
SOFTWARE = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
VIEWS = "overview reader timeline map network queue diff posture reach search add history".split()
UNREACHED = "Failed to load resource"
"""How Chromium begins to tell of a request that was refused or cut off."""


def skipped_without_chromium() -> pytest.MarkDecorator:
    """For a module's `pytestmark`."""
    return pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@contextmanager
def serving(book: Path) -> Iterator[str]:
    """Address of a server over a book, which ends with the block."""
    port = _free_port()
    command = [sys.executable, "-m", "sourcebook", "serve", "--book", str(book), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/api/v1/session"):  # noqa: S310 - our own server
                return
        except URLError:
            assert server.poll() is None, "the server ended before it answered"
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


@dataclass
class Heard:
    """What a page said and asked for while it was open."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def strangers(self, home: str) -> list[str]:
        """Addresses asked that are not the server's own."""
        return [one for one in self.asked if not one.startswith((home, "blob:", "data:"))]


@contextmanager
def tab_of(browser: Any, home: str, **given: Any) -> Iterator[tuple[Any, Heard]]:
    """A page of its own in a browser that remembers nothing; `given` goes to playwright's `new_context`."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "base_url": home, **given})
    tab, heard = context.new_page(), Heard()
    tab.set_default_timeout(PATIENCE)
    tab.on("console", lambda m: heard.errors.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: heard.errors.append(str(e)))
    tab.on("request", lambda r: heard.asked.append(r.url))
    try:
        yield tab, heard
    finally:
        context.close()


@contextmanager
def quiet_tab_of(browser: Any, home: str, *, by: str = "", refusals: bool = False) -> Iterator[Any]:
    """A page that says no error and asks nobody else, from first to last.

    Args:
        browser: opens it.
        home: address of the server.
        by: who judges; nobody has said so when empty.
        refusals: whether requests may fail.
    """
    with tab_of(browser, home) as (tab, heard):
        if by:
            tab.add_init_script(f"localStorage.setItem('sourcebook.reviewer', {by!r})")
        yield tab
        assert [e for e in heard.errors if not (refusals and e.startswith(UNREACHED))] == []
        assert heard.strangers(home) == []


JUDGE = """async ([claims, verdicts]) => {
  const { csrf } = await (await fetch('/api/v1/session')).json()
  const headers = { 'X-Sourcebook-Token': csrf, 'Content-Type': 'application/json' }
  const rest = { by: 'amal', note: null, seen: null, field: null, value: null, other: null }
  const answers = []
  for (const claim of claims) for (const verdict of verdicts) {
    const body = JSON.stringify({ verdict, claim, key: crypto.randomUUID(), ...rest })
    answers.push((await fetch('/api/v1/judgements', { method: 'POST', headers, body })).status)
  }
  return answers
}"""


def judged(tab: Any, claims: list[str], *verdicts: str) -> list[int]:
    """What the server answers to judgements that are sent by hand, one status each."""
    return list(tab.evaluate(JUDGE, [claims, list(verdicts)]))


def asked(tab: Any, path: str) -> Any:
    """What the server answers to the page."""
    return tab.evaluate("path => fetch('/api/v1' + path).then(answer => answer.json())", path)


def eventually(look: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    """What is seen once it is as wanted, or the last that was seen when patience ends."""
    until = time.monotonic() + PATIENCE / 1000
    seen = look()
    while not wanted(seen) and time.monotonic() < until:
        time.sleep(0.2)
        seen = look()
    return seen


def address(tab: Any, part: str) -> str:
    """The address of a tab once a part stands in it, with its colons; it is written a moment after what it tells of.

    Args:
        tab: a page of Chromium's.
        part: what is waited for.
    """
    tab.wait_for_url(lambda url: part in url.replace("%3A", ":"), timeout=PATIENCE)
    return str(tab.url).replace("%3A", ":")
