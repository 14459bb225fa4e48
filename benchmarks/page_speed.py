"""How quickly does the review page follow? Its first view, the day being dragged, a selection.

    python benchmarks/page_speed.py (BOOK | --at http://127.0.0.1:8321) [--views overview map] [--rounds 5]

A real server on loopback and an installed Chromium that draws in software, so a machine with a graphics card is
quicker. One JSON line per measure, times in milliseconds. `open`: until each of the four views stands. `drag`: between
the frames while the slider of the day is pulled over the whole book, one step a frame, with the processor's time a step
(`cpu_`: the page, what draws WebGL, all). `select`: from the key until the next frame is out, and until frames come at
their usual pace again. BOOK is read and not changed; `python benchmarks/synthetic_book.py --reports 3000 BOOK` makes
one of about 17,000 incidents.
"""

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from page_load import _serving
from playwright.sync_api import Page, sync_playwright

SOFTWARE = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"]
PATIENCE_MS = 90_000
VIEWS = ("overview", "timeline", "map", "network")

OPENED = """async () => {
  const parts = {
    reader: '.pane[data-view=reader] [dir=auto]', timeline: '.pane[data-view=timeline] canvas',
    map: '.pane[data-view=map] canvas', network: '.pane[data-view=network] canvas',
  }
  const seen = {}
  while (Object.keys(seen).length < 4 && performance.now() < 60000) {
    await new Promise((done) => requestAnimationFrame(done))
    for (const [name, where] of Object.entries(parts))
      if (document.querySelector(where)) seen[name] ??= performance.now()
  }
  return seen
}"""

DRAG = """async (steps) => {
  const slider = document.querySelector('.slider input[type=range]')
  const low = Number(slider.min), high = Number(slider.max)
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const times = []
  let before = await frame()
  for (let k = 0; k <= steps; k++) {
    put.call(slider, String(Math.round(low + ((high - low) * (0.1 * steps + 0.9 * k)) / steps)))
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    const now = await frame()
    times.push(now - before)
    before = now
  }
  return times.slice(1)
}"""

SETTLED = """async (began) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  await frame()
  let before = await frame()
  const first = before - began
  let calm = 0, end = before
  while (calm < 3 && before - began < 5000) {
    const now = await frame()
    if (now - before < 25) calm++
    else { calm = 0; end = now }
    before = now
  }
  return { first, all: Math.max(first, end - began) }
}"""


def main() -> None:
    """Measure and print."""
    given = _arguments()
    with _address(given) as home, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=_chromium(), args=SOFTWARE)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE_MS)
        for view in given.views:
            for line in _measured(page, f"{home}/{'' if view == 'overview' else view}", view, given):
                print(json.dumps(line), flush=True)
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("book", type=Path, nargs="?", help="a book; a server is started for it")
    parser.add_argument("--at", help="address of a server that runs already")
    parser.add_argument("--views", nargs="+", choices=VIEWS, default=list(VIEWS))
    parser.add_argument("--rounds", type=int, default=5, help="how often a selection is tried")
    parser.add_argument("--steps", type=int, default=90, help="steps of a drag")
    parser.add_argument("--shots", type=Path, help="folder for a picture during and after each drag")
    given = parser.parse_args()
    if (given.book is None) == (given.at is None):
        parser.error("name a book, or with --at a server, and not both")
    return given


@contextmanager
def _address(given: argparse.Namespace) -> Iterator[str]:
    if given.at is not None:
        yield given.at
        return
    with _serving(given.book.resolve()) as home:
        yield home


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("no Chromium is installed; install one, e.g. apt install chromium")
    return found


def _measured(page: Page, address: str, view: str, given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    page.goto(address)
    if view == "overview":
        seen = page.evaluate(OPENED)
        yield {"measure": "open", "view": view} | {name: round(ms) for name, ms in seen.items()}
    page.locator(".slider input[type=range]").wait_for()
    page.locator(".bar output").get_by_text(re.compile(r"[1-9]\d* incidents")).wait_for()
    _calm(page, pause=5000)  # the ground of a map comes late
    _shot(page, given, f"{view}-before")
    used = _used(page)
    times = sorted(page.evaluate(DRAG, given.steps))
    busy = {name: (then - used[name]) * 1000 / given.steps for name, then in _used(page).items()}
    _shot(page, given, f"{view}-during")
    yield (
        {"measure": "drag", "view": view}
        | _summary(times)
        | {f"cpu_{k}": round(v, 1) for k, v in busy.items()}
    )
    _calm(page)
    _shot(page, given, f"{view}-after")
    if view in {"overview", "timeline"}:
        yield {"measure": "select", "view": view} | _selected(page, given.rounds)


def _used(page: Page) -> dict[str, float]:
    """Seconds of processor time so far: of the page, of what draws WebGL, and of all of Chromium."""
    browser = page.context.browser
    assert browser is not None  # noqa: S101 - pages of a browser that was launched have one
    session = browser.new_browser_cdp_session()
    found = {"page": 0.0, "gl": 0.0, "all": 0.0}
    for one in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        found["all"] += one["cpuTime"]
        if kind := {"renderer": "page", "GPU": "gl"}.get(one["type"]):
            found[kind] += one["cpuTime"]
    session.detach()
    return found


def _shot(page: Page, given: argparse.Namespace, name: str) -> None:
    if given.shots is not None:
        page.screenshot(path=given.shots / f"{name}.png")


def _calm(page: Page, *, pause: int = 500) -> None:
    """Wait until what was begun is drawn, and no shorter than a pause in milliseconds."""
    page.wait_for_timeout(pause)
    page.evaluate(SETTLED, page.evaluate("performance.now()"))


def _selected(page: Page, rounds: int) -> dict[str, Any]:
    """Step to the next incident and select it, some times."""
    chart = page.locator(".timeline canvas")
    chart.focus()
    found = []
    for _ in range(rounds):
        page.keyboard.press("ArrowRight")
        _calm(page)
        page.evaluate(
            "addEventListener('keydown', () => (window.__began = performance.now()), { capture: true, once: true })"
        )
        page.keyboard.press("Enter")
        found.append(page.evaluate(f"({SETTLED})(window.__began)"))
    first, settled = sorted(f["first"] for f in found), sorted(f["all"] for f in found)
    return {
        "n": rounds,
        "first_p50": round(first[rounds // 2], 1),
        "all_p50": round(settled[rounds // 2], 1),
        "all_max": round(settled[-1], 1),
    }


def _summary(times: list[float]) -> dict[str, Any]:
    """Of times in order."""
    return {
        "n": len(times),
        "p50": round(times[len(times) // 2], 1),
        "p95": round(times[int(len(times) * 0.95)], 1),
        "max": round(times[-1], 1),
        "frames_per_s": round(1000 * len(times) / sum(times), 1),
    }


if __name__ == "__main__":
    main()
