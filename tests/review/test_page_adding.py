"""Reports that come in through the page, good ones and bad ones."""

from collections.abc import Iterator
from typing import Any

import pytest

import browsing
from sourcebook.ledger import Ledger
from sourcebook.samples import sample_paths

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = browsing.skipped_without_chromium()
PDF = next(path for path in sample_paths() if path.suffix == ".pdf")
STORY = (
    "DAMASCUS, Dec 9 (Harbour Wire) - Gunmen attacked a police station in Homs on Sunday and killed "
    "two officers, the interior ministry said."
)
DROP = """([name, words]) => {
  const held = new DataTransfer()
  held.items.add(new File([words], name, { type: 'text/plain' }))
  document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: held, bubbles: true }))
}"""


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a book without reports."""
    book = tmp_path_factory.mktemp("new") / "new.sourcebook"
    Ledger.open(book).close()
    with browsing.serving(book) as address:
        yield address


@pytest.fixture
def tab(browser: Any, new_home: str) -> Iterator[Any]:
    with browsing.quiet_tab_of(browser, new_home) as opened:
        yield opened


def test_an_empty_book_leads_to_adding_and_a_pdf_is_read_beside_a_file_that_cannot_be(tab: Any) -> None:
    tab.goto("/")
    tab.get_by_role("main").get_by_role("button", name="Add reports").first.click()
    bad = {"name": "torn.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and no more"}
    good = {"name": PDF.name, "mimeType": "application/pdf", "buffer": PDF.read_bytes()}
    tab.get_by_label("Drop files here").set_input_files([good, bad])
    card = tab.locator("section.card").first
    card.get_by_text(", done").wait_for(timeout=4 * browsing.PATIENCE)
    why = card.locator("li", has_text="torn.pdf").inner_text()
    card.get_by_role("button").first.click()
    tab.locator(".text mark").first.wait_for()

    assert card.count() == 0
    assert len(why) > len("torn.pdf: ")
    assert browsing.asked(tab, "/about")["reports"] == 1


def test_a_dropped_text_is_read_and_the_same_again_is_known(tab: Any) -> None:
    tab.goto("/add")
    tab.locator(".drop").wait_for()
    for n, words in enumerate(("1 report, done", "was in the book already")):
        tab.evaluate(DROP, ["homs.txt", STORY])
        cards = tab.locator("section.card")
        cards.nth(n).wait_for()
        cards.first.get_by_text(words).wait_for(timeout=4 * browsing.PATIENCE)

    assert "homs" in str(browsing.asked(tab, "/reports"))


def test_a_pasted_report_with_its_day_is_read_and_dated_by_it(tab: Any) -> None:
    tab.goto("/add")
    tab.get_by_label("Or paste the text of a report").fill(STORY.replace("Homs", "Idlib"))
    tab.get_by_label("Title", exact=True).fill("Police station attacked")
    tab.get_by_label("Publisher").fill("Harbour Wire")
    tab.get_by_label("Published").fill("2024-12-09")
    tab.get_by_role("button", name="Read it", exact=True).click()
    tab.locator("section.card").get_by_text(", done").wait_for(timeout=4 * browsing.PATIENCE)
    found = browsing.asked(tab, "/claims?search=Idlib")["items"]

    assert "2024-12-08" in [one["when"] for one in found]
    assert tab.get_by_label("Or paste the text of a report").input_value() == ""


def test_an_address_that_may_not_be_asked_is_refused_with_its_reason(browser: Any, new_home: str) -> None:
    with browsing.quiet_tab_of(browser, new_home, refusals=True) as tab:
        tab.goto("/add")
        tab.get_by_label("Or the address of a page").fill("http://127.0.0.1:9/secret")
        tab.get_by_role("button", name="Fetch and read it").click()
        said = tab.locator(".trouble").first
        said.wait_for(timeout=4 * browsing.PATIENCE)

        assert len(said.inner_text()) > 0
        assert browsing.asked(tab, "/claims?search=secret")["total"] == 0
