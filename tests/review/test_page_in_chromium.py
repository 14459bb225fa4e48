"""The page, in the Chromium that is installed, over a real server and the sample reports."""

from collections.abc import Iterator
from typing import Any

import pytest

import browsing

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browsing.skipped_without_chromium()


@pytest.fixture
def tab(browser: Any, home: str) -> Iterator[Any]:
    with browsing.quiet_tab_of(browser, home) as opened:
        yield opened


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_opens_without_an_error_and_asks_nobody_else(browser: Any, home: str, theme: str) -> None:
    with browsing.tab_of(browser, home, color_scheme=theme) as (tab, heard):
        for view in browsing.VIEWS:
            tab.goto(f"/{view}")
            tab.locator("main").wait_for()
            tab.wait_for_load_state("networkidle")

    assert heard.errors == []
    assert heard.strangers(home) == []


def test_what_is_selected_opens_to_its_words_and_its_address_brings_it_back(tab: Any) -> None:
    tab.goto("/")
    tab.locator(".text mark.event").first.click()
    words = tab.locator(".panel .said mark").first
    words.wait_for()
    told, address = words.inner_text(), browsing.address(tab, "sel=claim")
    tab.goto("about:blank")
    tab.goto(address)

    assert "sel=claim" in address
    assert "report=" in address
    assert tab.locator(".panel .said mark").first.inner_text() == told


def test_an_earlier_day_shows_fewer_incidents(tab: Any) -> None:
    tab.goto("/")
    shown = tab.locator(".bar output")
    shown.wait_for()
    before = int(shown.inner_text().split()[0])
    tab.goto("/?as_of=2020-02-01")
    shown.wait_for()

    assert 0 < int(shown.inner_text().split()[0]) < before


def test_claims_are_judged_by_keys_stay_judged_after_a_reload_and_can_be_taken_back(tab: Any) -> None:
    tab.goto("/queue")
    tab.get_by_label("To judge, say who you are").fill("amal")
    tab.get_by_role("button", name="Go on").click()
    for count in range(1, 11):
        tab.keyboard.press("a")
        playwright.expect(tab.locator("main label").get_by_text(f"{count} of ").first).to_be_visible(
            timeout=browsing.PATIENCE
        )
    tab.reload()
    playwright.expect(tab.locator("main label").get_by_text("10 of ").first).to_be_visible(
        timeout=browsing.PATIENCE
    )
    tab.goto("/history")
    tab.get_by_role("button", name="undo").or_(tab.get_by_role("button", name="Take back")).first.click()
    tab.goto("/queue")

    playwright.expect(tab.locator("main label").get_by_text("9 of ").first).to_be_visible(
        timeout=browsing.PATIENCE
    )
