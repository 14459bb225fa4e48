"""One selection and one day, followed by every view of the page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import browsing

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browsing.skipped_without_chromium()
PICTURES = ("timeline", "map", "network")


@pytest.fixture
def tab(browser: Any, home: str) -> Iterator[Any]:
    with browsing.quiet_tab_of(browser, home) as opened:
        yield opened


def still(tab: Any, view: str) -> bytes:
    """A picture of a view that has come to rest."""
    tab.mouse.move(2, 2)
    pane = tab.locator(f"[data-view={view}] .fill")
    last = [b""]

    def look() -> bool:
        now = pane.screenshot()
        same, last[0] = now == last[0], now
        return bool(same)

    browsing.eventually(look, bool)
    return last[0]


def seen_everywhere(world: dict[str, Any]) -> tuple[str, str]:
    """A claim of an incident that has a day, a place and somebody with ties; and its report."""
    incidents, ties = world["incidents"], world["ties"]
    tied = {*ties["subject"], *ties["object"]}
    for n, day in enumerate(incidents["first"]):
        who = tied.intersection(incidents["doers"][n] + incidents["targets"][n])
        if day and day > "2024" and incidents["where"][n] is not None and who:
            return incidents["claims"][n][0], world["reports"]["id"][incidents["reports"][n][0]]
    pytest.fail("no incident of the samples is seen in every view")


def in_list(tab: Any, view: str) -> Any:
    """The list beside a drawing, opened."""
    pane = tab.locator(f"[data-view={view}]")
    pane.get_by_role("button", name="List", exact=True).click()
    return pane.get_by_role("listbox")


def ready(tab: Any, address: str) -> None:
    tab.goto(address)
    for view in PICTURES:
        if tab.locator(f"[data-view={view}]").count():
            tab.locator(f"[data-view={view}] canvas:not(.draft)").first.wait_for()
    playwright.expect(tab.locator("[aria-busy=true]")).to_have_count(0, timeout=browsing.PATIENCE)


def hand_over(tab: Any, view: str) -> tuple[float, float]:
    """A place in a drawing over which the pointer becomes a hand."""
    box = tab.locator(f"[data-view={view}] canvas:not(.draft)").last.bounding_box()
    middle_first = sorted(range(1, 40), key=lambda n: abs(n - 20))
    for row in middle_first:
        for column in middle_first:
            x, y = box["x"] + box["width"] * column / 40, box["y"] + box["height"] * row / 40
            tab.mouse.move(x, y)
            seen = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
            if tab.evaluate(seen, [x, y]) == "pointer":
                return x, y
    pytest.fail(f"nothing to point at in the {view}")


def test_words_selected_in_the_report_are_followed_by_the_panel_and_all_drawings(tab: Any) -> None:
    tab.goto("/add")
    claim, report = seen_everywhere(browsing.asked(tab, "/world"))
    ready(tab, f"/?report={report}")
    before = {view: still(tab, view) for view in PICTURES}
    mark = tab.locator(f'.text mark[data-claims="{claim}"]').first
    mark.click()
    tab.locator(".panel .said mark").first.wait_for()

    assert mark.get_attribute("class").split().count("on") == 1
    assert [view for view in PICTURES if still(tab, view) == before[view]] == []


def test_an_incident_stepped_to_on_the_timeline_opens_its_report_at_its_words(tab: Any) -> None:
    ready(tab, "/")
    tab.locator("[data-view=timeline] canvas:not(.draft)").focus()
    tab.keyboard.press("Home")
    tab.keyboard.press("Enter")
    tab.locator(".panel h2", has_text="Al-Qaeda").wait_for()
    words = tab.locator(".text mark.on")

    assert "sel=incident" in browsing.address(tab, "sel=incident")
    playwright.expect(words.first).to_be_in_viewport(timeout=browsing.PATIENCE)
    assert "broke with al-Qaeda" in "".join(words.all_inner_texts())


def test_a_place_chosen_on_the_map_is_followed_by_the_panel_and_the_timeline(tab: Any) -> None:
    ready(tab, "/")
    before = still(tab, "timeline")
    option = in_list(tab, "map").get_by_role("option").first
    name = option.locator("span").first.inner_text()
    option.click()
    tab.locator(".panel h2", has_text=name).wait_for()

    assert option.get_attribute("aria-selected") == "true"
    assert still(tab, "timeline") != before


def test_an_actor_chosen_in_the_network_is_marked_in_the_report_and_on_the_map(tab: Any) -> None:
    ready(tab, "/")
    before = still(tab, "map")
    actors = in_list(tab, "network")
    actors.focus()
    for key in ("End", "Home", "Enter"):
        tab.keyboard.press(key)
    chosen = actors.locator("[aria-selected=true] span").first.inner_text()
    tab.locator(".panel h2", has_text=chosen).wait_for()

    assert "sel=entity" in browsing.address(tab, "sel=entity")
    assert tab.locator(".text .named, .text .on").count() > 0
    assert still(tab, "map") != before


@pytest.mark.parametrize("view", PICTURES)
def test_what_the_pointer_clicks_in_a_drawing_is_selected(tab: Any, view: str) -> None:
    ready(tab, f"/{view}?entities=qasem-soleimani&entities=place:gn98182&first=2020-01-01&last=2024-12-31")
    still(tab, view)
    tab.mouse.click(*hand_over(tab, view))
    tab.wait_for_url("**sel=**")

    assert tab.locator(".panel h2").first.inner_text() != ""


def test_a_tie_and_its_ends_follow_from_one_another(tab: Any) -> None:
    ready(tab, "/network?sel=entity:qasem-soleimani")
    tab.locator(".panel").get_by_role("button", name="Quds Force").first.click()
    tab.locator(".panel", has_text="Tie over time").wait_for()
    tab.locator(".panel").get_by_role("button", name="Quds Force").first.click()
    tab.locator(".panel h2", has_text="Quds Force").wait_for()

    assert "sel=entity:quds-force" in browsing.address(tab, "sel=entity:quds-force")


def slide(tab: Any, day: str) -> None:
    """Move the slider to a day."""
    since = (date.fromisoformat(day) - date(1970, 1, 1)).days
    tab.get_by_label("As of", exact=True).fill(str(since))
    playwright.expect(tab.get_by_label("As of which day")).to_have_value(day)


def drawn_actors(tab: Any) -> set[str]:
    return set(tab.locator("[data-view=network] [role=option] span:first-child").all_inner_texts())


def test_the_network_loses_a_killed_commander_as_the_slider_crosses_the_day(tab: Any) -> None:
    ready(tab, "/network")
    in_list(tab, "network")
    slide(tab, "2020-01-03")
    with_him, picture = drawn_actors(tab), still(tab, "network")
    tab.get_by_label("As of", exact=True).press("ArrowRight")
    without = browsing.eventually(lambda: drawn_actors(tab), lambda seen: seen != with_him)

    assert "as_of=2020-01-04" in browsing.address(tab, "as_of=2020-01-04")
    assert "Qasem Soleimani" in with_him - without
    assert still(tab, "network") != picture


def test_the_network_gains_what_reports_tell_of_the_eighth_of_december(tab: Any) -> None:
    ready(tab, "/network")
    in_list(tab, "network")
    slide(tab, "2024-12-07")
    before = drawn_actors(tab)
    slide(tab, "2024-12-08")
    after = browsing.eventually(lambda: drawn_actors(tab), lambda seen: seen != before)

    assert after - before != set()


def test_an_allusion_that_is_nowhere_on_the_map_pales_nothing_there(tab: Any) -> None:
    ready(tab, "/map")
    plain = still(tab, "map")
    claims = browsing.asked(tab, "/claims?background=true&limit=200")["items"]
    alluded = next(one["id"] for one in claims if one["background"])
    ready(tab, f"/map?sel=claim:{alluded}")
    tab.locator(".panel .chip", has_text="allusion").wait_for()

    assert still(tab, "map") == plain


def test_an_address_with_a_selection_alone_opens_the_report_that_tells_of_it(tab: Any) -> None:
    tab.goto("/add")
    world = browsing.asked(tab, "/world")
    first = world["reports"]["id"][0]
    incident = next(
        i for i, told in zip(*[world["incidents"][c] for c in ("id", "reports")], strict=True) if told == [0]
    )
    tab.goto(f"/reader?sel=incident:{incident}")
    tab.locator(".text mark.on").first.wait_for()

    assert f"report={first}" in browsing.address(tab, f"report={first}")
