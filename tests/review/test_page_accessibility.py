"""What axe-core finds on the page; findings that it calls serious or critical are refused, in both themes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import browsing
import served
from sourcebook.ledger import Ledger

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
engine = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
pytestmark = browsing.skipped_without_chromium()

EVERY = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"light": EVERY, "dark": ["color-contrast"]}  # the themes differ in nothing but colours
GRAVE = ("serious", "critical")
SIGNED = "localStorage.setItem('sourcebook.reviewer', 'amal')"
PLACES = {
    "overview": "/",
    "reader": "/reader",
    "timeline": "/timeline",
    "map": "/map",
    "network": "/network",
    "queue": "/queue",
    "history": "/history",
    "changes between two days": "/diff?q.from=2024-11-01&q.to=2024-12-20",
    "posture": "/posture?q.actor=united-states&q.target=iran",
    "reach": "/reach?q.actor=kataib-hezbollah",
    "hinges": "/reach",
    "search": "/search?q.q=Aleppo",
    "adding": "/add",
}


@pytest.fixture(scope="module")
def tab(browser: Any, home: str) -> Iterator[Any]:
    """A page whose rules against scripts from elsewhere are off, since axe is one."""
    with browsing.tab_of(browser, home, bypass_csp=True) as (opened, _):
        opened.add_init_script(SIGNED)
        opened.goto("/")
        settled(opened)
        yield opened


def findings(tab: Any) -> list[str]:
    """What is grave on what the tab shows now, in both themes."""
    found = []
    for theme in ("light", "dark"):
        tab.emulate_media(color_scheme=theme)
        tab.locator(f"html[data-theme={theme}]").wait_for()
        if not tab.evaluate("'axe' in window"):
            tab.add_script_tag(content=engine.AXE_SCRIPT)
        rules = {"runOnly": RULES[theme], "resultTypes": ["violations"]}
        answer = tab.evaluate("rules => axe.run(document, rules)", rules)
        found += [line for one in answer["violations"] for line in _lines(theme, one)]
    return found


def _lines(theme: str, one: dict[str, Any]) -> list[str]:
    if one["impact"] not in GRAVE:
        return []
    return [f"{theme}: {one['id']}: {node['html']} {node['failureSummary']}" for node in one["nodes"]]


def at(tab: Any, address: str) -> None:
    """Go there as the browser's back button does, without loading everything anew."""
    tab.evaluate(
        "to => (history.pushState(null, '', to), dispatchEvent(new PopStateEvent('popstate')))", address
    )
    settled(tab)


def settled(tab: Any) -> None:
    tab.locator("main").wait_for()
    tab.evaluate("new Promise(on => requestAnimationFrame(() => requestAnimationFrame(on)))")
    playwright.expect(tab.locator("[aria-busy=true]")).to_have_count(0, timeout=browsing.PATIENCE)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_grave_is_found_on_any_view(tab: Any, place: str) -> None:
    at(tab, PLACES[place])

    assert findings(tab) == []


@pytest.mark.parametrize("sort", ["claim", "incident", "tie", "entity", "report"])
def test_nothing_grave_is_found_on_what_a_selection_opens(tab: Any, sort: str) -> None:
    world = tab.evaluate("fetch('/api/v1/world').then(a => a.json())")
    column = {"tie": "ties", "entity": "entities", "report": "reports"}.get(sort, "incidents")
    chosen = world[column]["claims"][0][0] if sort == "claim" else world[column]["id"][0]
    at(tab, f"/timeline?sel={sort}:{chosen}")
    for summary in tab.locator(".panel details > summary").all():
        summary.click()

    assert findings(tab) == []


def test_nothing_grave_is_found_on_the_forms_that_correct_and_mark(tab: Any) -> None:
    at(tab, "/queue")
    tab.locator(".card .yes").wait_for()
    tab.keyboard.press("c")
    tab.keyboard.press("?")
    tab.get_by_label("Which field").wait_for()

    found = findings(tab)
    at(tab, "/reader")
    tab.locator(".text p").last.click(click_count=3)
    tab.get_by_text("Missed here").wait_for()

    assert found + findings(tab) == []


def test_nothing_grave_is_found_on_lists_and_legends_beside_drawings(tab: Any) -> None:
    at(tab, "/")
    for button in tab.get_by_role("button", name="List", exact=True).all():
        button.click()
    for button in tab.get_by_role("button", name="Legend", exact=True).all():
        button.click()
    tab.get_by_text("Events", exact=True).first.click()

    assert findings(tab) == []


def test_nothing_grave_is_found_on_a_book_without_reports(browser: Any, tmp_path: Path) -> None:
    book = tmp_path / "new.sourcebook"
    Ledger.open(book).close()
    with browsing.serving(book) as home, browsing.tab_of(browser, home, bypass_csp=True) as (tab, _):
        found = []
        tab.goto("/")
        for view in ("", "queue", "reach", "add", "history"):
            at(tab, f"/{view}")
            found += findings(tab)

    assert found == []


def test_nothing_grave_is_found_where_people_log_in_and_keep_accounts(
    browser: Any, read_samples: Path, tmp_path: Path
) -> None:
    book = tmp_path / "levant.sourcebook"
    shutil.copy(read_samples, book)
    served.with_accounts(book, amal="admin", noor="reviewer")
    with browsing.serving(book) as home, browsing.tab_of(browser, home, bypass_csp=True) as (tab, _):
        tab.goto("/team")
        settled(tab)
        found = findings(tab)
        tab.get_by_label("Name").fill("amal")
        tab.get_by_label("Password").fill(served.PASSWORD)
        tab.get_by_role("button", name="Log in").click()
        tab.get_by_role("heading", name="Team").wait_for()
        found += findings(tab)

    assert found == []
