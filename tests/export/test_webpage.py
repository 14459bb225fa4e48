import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import FORMULA, MARKUP, RIGHT, loud_book
from sample_book import sample_book
from sourcebook.asof.network import network
from sourcebook.cli import main
from sourcebook.errors import ExportError
from sourcebook.export.record import Record
from sourcebook.export.webpage import limit
from sourcebook.export.webpage.layout import ROOM, layout
from sourcebook.export.webpage.page import lines
from sourcebook.ledger import ClaimQuery, Ledger

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
in_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
STYLE = (files("sourcebook.export.webpage") / "style.css").read_text(encoding="utf-8")
EMPTY = {"meta"}


class Seen(HTMLParser):
    """Gathers the elements, their attributes, ids, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        given_ = dict(attrs)
        self.attributes |= given_.keys()
        self.ids += [given_["id"]] if "id" in given_ else []
        self.links += [given_["href"]] if "href" in given_ else []
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_book(tmp_path_factory.mktemp("webpage"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loud_book(tmp_path_factory.mktemp("hostile"))


def page_of(book: Path, query: ClaimQuery | None = None) -> str:
    with Ledger.open(book, create=False, readonly=True) as ledger:
        return "".join(lines(Record(ledger, query)))


@pytest.fixture(scope="module")
def page(samples: Path) -> str:
    return page_of(samples)


def test_the_page_has_every_incident_tie_and_report_once(page: str, samples: Path) -> None:
    seen = Seen(page)
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        incidents = {one.id for one in Record(ledger).incidents()}
        reports = {f"r{s.id}" for s in ledger.sources()}

    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    assert incidents <= set(seen.ids)
    assert {i for i in seen.ids if i.startswith("r") and i != "reports"} == reports
    assert sum(i.startswith("t") and len(i) == 17 for i in seen.ids) > 50


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    seen = Seen(page)

    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)


def test_the_same_book_gives_the_same_page(page: str, samples: Path) -> None:
    assert page_of(samples) == page


def test_a_narrower_question_gives_a_smaller_page(page: str, samples: Path) -> None:
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        israel = tuple(e.id for e in ledger.find("Israel"))

    less = page_of(samples, ClaimQuery(actors=israel))

    assert 0 < less.count('<details class="happened"') < page.count('<details class="happened"')


def test_a_narrower_page_lists_the_reports_that_it_cites(samples: Path) -> None:
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        israel = tuple(e.id for e in ledger.find("Israel"))
        every = {f"r{s.id}" for s in ledger.sources()}

    seen = Seen(page_of(samples, ClaimQuery(actors=israel)))
    listed = {i for i in seen.ids if i in every}

    assert 0 < len(listed) < len(every)
    assert listed == {link[1:] for link in seen.links if link[1:] in every}


def test_a_page_that_would_be_too_long_is_refused_with_what_to_do(samples: Path) -> None:
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        record = Record(ledger)
        events = len(ledger.idents(ClaimQuery(kind="event")))
        ties = network(record.ties(), max(w.last for w in ledger.published() if w.last))
        limit.hold(record, most=events)
        with pytest.raises(ExportError, match=f"{events} claims of events, and holds {events - 1} at most"):
            limit.hold(record, most=events - 1)
        with pytest.raises(ExportError, match=r"claims of ties.*narrow it by actor"):
            limit.hold_ties(ties, most=1)


def test_the_command_writes_no_page_that_is_too_long(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit.hold, "__kwdefaults__", {"most": 3})
    out = tmp_path / "page.html"
    told = CliRunner().invoke(main, ["export", "--to", "html", str(out), "--book", str(samples)])

    assert told.exit_code == 1
    assert "and holds 3 at most; narrow it by actor" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_the_page_can_run_or_ask_anybody(page: str, hostile: Path) -> None:
    for one in (page, page_of(hostile)):
        seen = Seen(one)
        assert not {"script", "link", "img", "iframe", "object", "form", "base", "image", "use"} & set(
            seen.tags
        )
        assert not {a for a in seen.attributes if a.startswith("on") or a in ("src", "style", "srcset")}
        assert all(link.startswith(("#", "https://", "http://")) for link in seen.links)
        assert "default-src 'none'" in one
        assert one.count("</style>") == 1


def test_hostile_words_stand_on_the_page_as_words(hostile: Path) -> None:
    seen = Seen(page_of(hostile))

    assert seen.open == []
    assert MARKUP in seen.text
    assert f"{FORMULA} and {RIGHT} met." in seen.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", seen.text)


def test_an_empty_book_gives_a_page_that_says_so(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "empty.sourcebook").close()

    assert "Nothing that is told lies in what was asked for." in page_of(tmp_path / "empty.sourcebook")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_text_stands_out_from_its_ground_as_wcag_asks(theme: str) -> None:
    light, _, rest = STYLE.partition("@media (prefers-color-scheme: dark)")
    dark, _, printed = rest.partition("@media print")
    chosen = colours(light) | {"light": {}, "dark": colours(dark), "print": colours(printed)}[theme]
    words = ("ink", "ink-2", "accent", "bad", "place")
    signs = ("state", "armed", "person", "body", "people", "place", "good", "bad")

    assert {
        w: contrast(chosen[w], chosen["ground"]) for w in words if contrast(chosen[w], chosen["ground"]) < 4.5
    } == {}
    assert contrast(chosen["ink"], chosen["mark"]) >= 4.5
    assert [s for s in signs if contrast(chosen[s], chosen["ground"]) < 3] == []


nodes = st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=12, unique=True)


@settings(deadline=None)  # the machine may be busy
@given(nodes, st.data())
def test_a_layout_places_every_node_inside_and_none_upon_another(
    names: list[str], data: st.DataObject
) -> None:
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    edges = data.draw(st.lists(pairs, max_size=15))

    found = layout(names, edges)

    assert set(found.at) == set(names)
    assert all(0 < x < found.width and 0 < y < found.height for x, y in found.at.values())
    points = list(found.at.values())
    near = [
        (a, b)
        for i, a in enumerate(points)
        for b in points[i + 1 :]
        if abs(a[0] - b[0]) < 20 > abs(a[1] - b[1])
    ]
    assert near == []
    assert layout(list(reversed(names)), [(b, a) for a, b in reversed(edges)]) == found
    assert found.width >= ROOM


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@in_chromium
@pytest.mark.parametrize("which", ["samples", "hostile"])
def test_chromium_shows_the_page_from_a_file_without_a_complaint_or_request(
    which: str, browser: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(request.getfixturevalue(which)), encoding="utf-8")
    opened, heard, asked = browser.new_page(), list[str](), list[str]()
    opened.on("console", lambda m: heard.append(m.text))
    opened.on("pageerror", lambda e: heard.append(str(e)))
    opened.on("dialog", lambda d: heard.append(d.message))
    opened.on("request", lambda r: asked.append(r.url))

    opened.goto(file.as_uri())
    opened.locator("details.happened summary").first.click()

    assert opened.locator("details.happened[open] mark").first.is_visible()
    assert opened.title().startswith("What the reports of")
    assert (
        opened.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "1060px"
    )  # the style counts
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert (heard, asked) == ([], [file.as_uri()])
    opened.close()


@in_chromium
def test_right_to_left_words_run_from_the_right(browser: Any, hostile: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(hostile), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(file.as_uri())

    of_words = "w => [...document.querySelectorAll('summary bdi')].find(b => b.textContent.startsWith(w))"
    way = opened.evaluate(f"w => getComputedStyle(({of_words})(w)).direction", RIGHT)

    assert way == "rtl"
    opened.close()


@in_chromium
def test_a_print_holds_the_words_that_are_folded_on_the_screen(
    browser: Any, page: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    opened = browser.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    opened.pdf(path=tmp_path / "page.pdf")
    opened.close()

    text = " ".join("".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "page.pdf").pages).split())

    assert "dozens of its soldiers had been killed" in text
