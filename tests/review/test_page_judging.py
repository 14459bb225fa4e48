"""Judging on the page: by keys and by hand, with and without the server, alone and against another."""

from collections.abc import Iterator
from typing import Any

import pytest

import browsing

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browsing.skipped_without_chromium()


@pytest.fixture
def tab(browser: Any, home: str) -> Iterator[Any]:
    with browsing.quiet_tab_of(browser, home, by="amal") as opened:
        opened.goto("/add")
        opened.locator("main").wait_for()
        yield opened


@pytest.fixture
def far_tab(browser: Any, home: str) -> Iterator[Any]:
    """A page whose server is now and then out of reach, or refuses."""
    with browsing.quiet_tab_of(browser, home, by="amal", refusals=True) as opened:
        opened.goto("/add")
        opened.locator("main").wait_for()
        yield opened


def wanted(tab: Any, n: int = 0) -> dict[str, Any]:
    """A claim that waits to be judged."""
    return dict(browsing.asked(tab, "/queue")["items"][n]["claim"])


def claim_of(tab: Any, claim: str) -> dict[str, Any]:
    return dict(browsing.asked(tab, f"/claims/{claim}")["row"])


def opened(tab: Any, sort: str, ident: str) -> Any:
    """The panel with what is selected."""
    tab.goto(f"/history?sel={sort}:{ident}")
    panel = tab.locator(".panel")
    panel.locator("h2").wait_for()
    return panel


def several_claims(tab: Any) -> list[str]:
    """Those of one incident."""
    every = browsing.asked(tab, "/world")["incidents"]["claims"]
    return next(list(claims) for claims in every if len(claims) > 1)


def test_a_field_is_corrected_with_names_that_are_offered_while_typing(tab: Any) -> None:
    event = next(
        one["claim"] for one in browsing.asked(tab, "/queue")["items"] if one["claim"]["kind"] == "event"
    )
    panel = opened(tab, "claim", event["id"])
    panel.get_by_role("button", name="Correct").click()
    panel.get_by_label("Which field").select_option("where")
    box = panel.get_by_role("combobox", name="where")
    box.fill("Damasc")
    panel.get_by_role("option", name="Damascus").first.wait_for()
    box.press("Enter")
    panel.get_by_role("button", name="Save the correction").click()
    panel.locator(".chip.corrected").first.wait_for()

    assert "Damascus" in claim_of(tab, event["id"])["where"]


def test_chosen_words_become_a_claim_that_the_reader_missed(tab: Any) -> None:
    tab.goto("/reader")
    tab.locator(".text p").last.click(click_count=3)
    form = tab.get_by_role("form", name="Add a claim that was missed")
    form.locator("label", has_text="Which").locator("select").select_option("PROTEST")
    form.get_by_label("Note").fill("a crowd gathered")
    form.get_by_role("button", name="Add the claim").click()

    def selected() -> dict[str, Any]:
        return claim_of(tab, browsing.address(tab, "sel=claim:").split("sel=claim:")[1].split("&")[0])

    claim = browsing.eventually(selected, lambda seen: seen["type"] == "PROTEST")
    assert claim["status"] == "accepted"
    assert claim["quote"]["words"] == tab.locator(".text p").last.inner_text().strip()


def test_an_incident_that_joined_two_happenings_is_cut_and_joined_again(tab: Any) -> None:
    claims = several_claims(tab)
    panel = opened(tab, "claim", claims[0])
    panel.get_by_text("Same happening, or not?").click()
    panel.get_by_label("Why (needed)").fill("another day")
    panel.get_by_role("button", name="Not the same").first.click()
    apart = browsing.eventually(
        lambda: {claim_of(tab, c)["incident"] for c in claims}, lambda seen: len(seen) > 1
    )
    other = next(c for c in claims if claim_of(tab, c)["incident"] != claim_of(tab, claims[0])["incident"])
    panel = opened(tab, "claim", other)
    panel.get_by_text("Same happening, or not?").click()
    panel.get_by_label("Why (needed)").fill("the same after all")
    first = browsing.asked(tab, f"/incidents/{claim_of(tab, claims[0])['incident']}")["title"]
    panel.get_by_label("Find another incident").fill(first)
    panel.get_by_role("button", name="The same", exact=True).first.click()
    joined = browsing.eventually(
        lambda: {claim_of(tab, c)["incident"] for c in (claims[0], other)}, lambda seen: len(seen) == 1
    )

    assert (len(apart) > 1, len(joined)) == (True, 1)


def test_two_actors_that_were_merged_wrongly_are_two_again_after_undo(tab: Any) -> None:
    def rebels() -> list[str]:
        entities = browsing.asked(tab, "/world")["entities"]
        return [i for i, name in zip(entities["id"], entities["name"], strict=True) if name == "rebels"]

    before = rebels()
    panel = opened(tab, "entity", before[0])
    panel.get_by_text("Who is who").click()
    panel.get_by_role("combobox", name="Whom").fill("rebels")
    panel.get_by_role("option", name="rebels").first.click()
    panel.get_by_label("Why, although").or_(panel.get_by_label("Note").last).first.fill("the same ones")
    panel.get_by_role("button", name="Decide").click()
    merged = browsing.eventually(rebels, lambda seen: len(seen) < len(before))
    tab.get_by_role("button", name="Undo: ").first.click()

    assert len(merged) == len(before) - 1
    assert browsing.eventually(rebels, lambda seen: len(seen) == len(before)) == before


def test_one_name_that_two_bear_is_split_in_the_reports_that_are_ticked(tab: Any) -> None:
    panel = opened(tab, "entity", "kataib-hezbollah")
    panel.get_by_text("Who is who").click()
    panel.locator("form.judge select").select_option("split")
    panel.get_by_role("combobox", name="Whom").fill("Hezbollah Brigades of Basra")
    panel.get_by_role("group", name="In which reports").get_by_role("checkbox").first.check()
    panel.get_by_role("button", name="Decide").click()

    def names() -> list[str]:
        return list(browsing.asked(tab, "/world")["entities"]["name"])

    seen = browsing.eventually(names, lambda now: "Hezbollah Brigades of Basra" in now)
    assert {"Hezbollah Brigades of Basra", "Kataib Hezbollah"} <= set(seen)


def test_a_judgement_without_a_connection_is_kept_over_a_reload_and_sent_once(far_tab: Any) -> None:
    tab, claim = far_tab, wanted(far_tab)
    tab.route("**/api/v1/judgements", lambda route: route.abort())
    panel = opened(tab, "claim", claim["id"])
    panel.get_by_role("button", name="Accept").click()
    tab.get_by_text("1 judgement waits for the server").wait_for()
    tab.reload()
    tab.get_by_text("1 judgement waits for the server").wait_for()
    before = claim_of(tab, claim["id"])["status"]
    tab.unroute("**/api/v1/judgements")
    tab.reload()
    tab.get_by_text("waits for the server").wait_for(state="detached")
    after = browsing.asked(tab, f"/claims/{claim['id']}")

    assert (before, after["row"]["status"]) == ("candidate", "accepted")
    assert [one["by"] for one in after["history"]] == ["amal"]


def test_u_takes_back_what_still_waits_to_be_sent(far_tab: Any) -> None:
    tab = far_tab
    sent, unsent = wanted(tab)["id"], wanted(tab, 1)["id"]
    tab.route("**/api/v1/judgements", lambda route: route.abort())
    tab.goto("/queue")
    for key, waits in (("a", "1 judgement waits"), ("a", "2 judgements wait"), ("u", "1 judgement waits")):
        tab.locator(".card .yes").wait_for()
        tab.keyboard.press(key)
        tab.get_by_text(waits).wait_for()
    tab.unroute("**/api/v1/judgements")
    tab.evaluate("dispatchEvent(new Event('online'))")  # what the browser says when it is back
    tab.get_by_text("waits for the server").wait_for(state="detached")

    assert claim_of(tab, sent)["status"] == "accepted"
    assert (claim_of(tab, unsent)["status"], browsing.asked(tab, f"/claims/{unsent}")["history"]) == (
        "candidate",
        [],
    )


def test_u_undoes_what_the_server_may_have_as_soon_as_it_answers(far_tab: Any) -> None:
    tab, claim = far_tab, wanted(far_tab)["id"]
    tab.route("**/api/v1/judgements", lambda route: route.abort())
    tab.goto("/queue")
    tab.locator(".card .no").wait_for()
    tab.keyboard.press("r")
    tab.get_by_text("1 judgement waits").wait_for()
    tab.reload()
    tab.get_by_text("1 judgement waits").wait_for()
    tab.locator(".card .no").wait_for()
    tab.keyboard.press("u")
    tab.unroute("**/api/v1/judgements")
    tab.evaluate("dispatchEvent(new Event('online'))")  # what the browser says when it is back
    tab.get_by_text("waits for the server").wait_for(state="detached")
    history = browsing.eventually(
        lambda: browsing.asked(tab, f"/claims/{claim}")["history"], lambda h: any(one["undone"] for one in h)
    )

    assert [one["undone"] for one in history if one["verdict"] == "reject"] == [True]
    assert claim_of(tab, claim)["status"] == "candidate"


def test_who_comes_second_sees_the_first_judgement_and_may_overrule_it_with_a_reason(
    browser: Any, home: str, far_tab: Any
) -> None:
    claim = wanted(far_tab)["id"]
    second = opened(far_tab, "claim", claim)
    second.locator(".yes").first.wait_for()
    with browsing.quiet_tab_of(browser, home, by="noor") as other:
        opened(other, "claim", claim).get_by_role("button", name="Accept").click()
        browsing.eventually(lambda: claim_of(other, claim)["status"], lambda now: now == "accepted")
    second.get_by_role("button", name="Reject").click()
    far_tab.locator("summary", has_text="Refused").click()
    refused = far_tab.locator(".refused")
    refused.get_by_text("noor").first.wait_for()
    overrule = refused.get_by_role("button", name="Overrule")
    silent = overrule.is_disabled()
    refused.get_by_label("Note").fill("the report was withdrawn")
    overrule.click()
    status = browsing.eventually(lambda: claim_of(far_tab, claim)["status"], lambda now: now == "rejected")

    assert (silent, status) == (True, "rejected")


def test_the_history_goes_on_page_by_page(tab: Any) -> None:
    rows = [one["claim"]["id"] for one in browsing.asked(tab, "/queue?limit=500")["items"]][:60]
    browsing.judged(tab, rows, "accept", "reject")
    tab.goto("/history")
    lines = tab.locator(".past > li")
    lines.first.wait_for()
    first = lines.count()
    tab.get_by_role("button", name="Older ones").click()
    every = browsing.eventually(lines.count, lambda now: now > first)

    assert first == 100
    assert every == len(browsing.asked(tab, "/history?limit=500"))
