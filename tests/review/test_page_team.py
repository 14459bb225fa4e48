"""The page of a team: who may do what, and how one comes in and goes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import browsing
import served

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browsing.skipped_without_chromium()


@pytest.fixture(scope="module")
def team_home(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that has accounts."""
    book = tmp_path_factory.mktemp("team") / "levant.sourcebook"
    shutil.copy(read_samples, book)
    served.with_accounts(book, amal="admin", noor="reviewer", guest="reader")
    with browsing.serving(book) as address:
        yield address


@pytest.fixture
def tab(browser: Any, team_home: str) -> Iterator[Any]:
    with browsing.quiet_tab_of(browser, team_home, refusals=True) as opened:
        yield opened


def log_in(tab: Any, name: str, password: str = served.PASSWORD) -> None:
    tab.get_by_label("Name").fill(name)
    tab.get_by_label("Password").fill(password)
    tab.get_by_role("button", name="Log in").click()


def test_a_reviewer_logs_in_judges_under_the_own_name_and_logs_out(tab: Any) -> None:
    tab.goto("/queue")
    log_in(tab, "noor", "seven loud herons")
    tab.get_by_role("alert").wait_for()
    log_in(tab, "noor")
    tab.locator(".card .yes").wait_for()
    tab.keyboard.press("a")
    tab.get_by_text("1 of ").first.wait_for()
    by = browsing.eventually(lambda: [one["by"] for one in browsing.asked(tab, "/history")], bool)
    tab.get_by_role("button", name="Log out").click()
    tab.get_by_role("heading", name="Log in").wait_for()

    assert by == ["noor"]
    assert browsing.asked(tab, "/history")["error"] == "log_in"


def test_a_reader_sees_everything_and_may_judge_nothing(tab: Any) -> None:
    tab.goto("/queue")
    log_in(tab, "guest")
    tab.locator(".card h2").wait_for()
    claim = browsing.asked(tab, "/queue")["items"][0]["claim"]["id"]

    assert tab.locator(".yes, .no").count() == 0
    assert tab.get_by_text("Your account may read, not judge").count() > 0
    assert tab.get_by_role("button", name="Add reports").count() == 0
    assert browsing.judged(tab, [claim], "accept") == [403]


def test_an_admin_makes_an_account_that_can_log_in_and_takes_it_away(browser: Any, tab: Any) -> None:
    tab.goto("/team")
    log_in(tab, "amal")
    new = tab.locator("form", has_text="New account")
    new.get_by_label("Name").fill("sami")
    new.get_by_label("Password").fill(served.PASSWORD)
    new.get_by_role("button", name="Make it").click()
    row = tab.get_by_role("row", name="sami")
    row.wait_for()
    home = "/".join(tab.url.split("/")[:3])
    with browsing.quiet_tab_of(browser, home, refusals=True) as other:
        other.goto("/")
        log_in(other, "sami")
        other.get_by_role("button", name="Log out").wait_for()
        row.get_by_role("button", name="Remove").click()
        row.get_by_role("button", name="Yes, remove").click()
        row.wait_for(state="detached")
        other.reload()
        other.get_by_role("heading", name="Log in").wait_for()

        assert browsing.asked(other, "/about")["error"] == "log_in"
