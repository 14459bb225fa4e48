from pathlib import Path

import pytest
from intake_samples import DATED, Save, feed, item, only_failure, only_report

from sourcebook.intake import Limits, reports
from sourcebook.model.text import Report

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Example News</title>
<entry><title>Post &lt;b&gt;falls&lt;/b&gt;</title><link href="http://example.org/1"/>
<updated>2024-12-08T01:00:00Z</updated><author><name>Jane Doe</name></author>
<summary>Rebels seized the post.</summary>
<content type="html">&lt;p&gt;Rebels seized the post &amp;amp; the town.&lt;/p&gt;
&lt;script&gt;x&lt;/script&gt;
&lt;p&gt;The army left.&lt;/p&gt;</content></entry></feed>"""


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    def write(data: bytes | str, name: str = "news.rss") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def test_each_item_is_a_report(saved: Save) -> None:
    first, second = reports([str(saved(feed(item("one"), item("two"))))])
    assert (first.title, first.publisher, first.address) == ("one", "Example News", "http://example.org/one")
    assert first.text == "Rebels seized the border post, and the army said that it left."
    assert second.title == "two"


def test_the_day_is_the_one_of_the_outlet_and_not_of_greenwich(saved: Save) -> None:
    assert only_report(saved(feed(item("one")))).published.edtf == "2024-12-08"


def test_an_atom_entry_gives_its_full_content_without_marks(saved: Save) -> None:
    r = only_report(saved(ATOM, "news.atom"))
    assert r.text == "Rebels seized the post & the town.\nThe army left."
    assert (r.title, r.author, r.published.edtf) == ("Post falls", "Jane Doe", "2024-12-08")


def test_an_item_without_words_is_a_failure_and_the_others_are_read(saved: Save) -> None:
    path = saved(feed(item("one"), item("two", rest=""), item("three")))
    first, bad, third = reports([str(path)])
    assert (first.title, third.title) == ("one", "three")
    assert (bad.kind, bad.source) == ("NoWords", f"{path} item 2")
    assert "'two'" in bad.message


def test_an_item_with_broken_marks_is_a_failure_and_the_others_are_read(saved: Save) -> None:
    broken = "<item><title>two</title><description>Rebels fought, they said.</descr></item>"
    first, bad, third = reports([str(saved(feed(item("one"), broken, item("three"))))])
    assert (first.title, third.title) == ("one", "three")
    assert bad.kind == "Unreadable"
    assert "<description> open without its end" in bad.message


def test_a_lone_ampersand_is_mended(saved: Save) -> None:
    slip = item("A & B", rest=DATED)
    found = list(reports([str(saved(feed(item("one"), slip, item("three"))))]))
    assert [r.title for r in found] == ["one", "A & B", "three"]
    assert all(r.text == found[0].text for r in found)


def test_the_item_in_which_a_feed_is_cut_off_is_a_failure(saved: Save) -> None:
    whole = feed(item("one"), item("two"))
    first, cut = reports([str(saved(whole[: whole.rindex(b"army")]))])
    assert first.title == "one"
    assert cut.kind == "Unreadable"
    assert "cut off" in cut.message


def test_an_item_in_another_language_is_skipped_alone(saved: Save) -> None:
    arabic = "<description>استولى المتمردون على المعبر الحدودي يوم الأحد وانسحب الجيش</description>"
    found = list(reports([str(saved(feed(item("one"), item("two", rest=arabic))))]))
    assert [type(f).__name__ for f in found] == ["Report", "Failure"]
    assert found[1].kind == "WrongLanguage"


def test_an_item_without_a_date_or_with_a_wrong_one_has_none(saved: Save) -> None:
    wrong = DATED.replace("Sun, 08 Dec 2024 23:30:00 -0500", "soon")
    assert only_report(saved(feed(item("one", rest=wrong)))).published is None


def test_a_feed_without_items_is_a_failure(saved: Save) -> None:
    assert only_failure(saved(feed())).kind == "NoWords"


@pytest.mark.parametrize("data", ["<?xml version='1.0'?><urlset></urlset>", "Rebels seized the post.", "<"])
def test_what_is_no_feed_is_a_failure(saved: Save, data: bytes | str) -> None:
    assert only_failure(saved(data, "x.xml")).kind == "Unreadable"


def test_a_feed_over_the_limit_is_refused(saved: Save) -> None:
    failure = only_failure(saved(feed(item("one"))), limits=Limits(feed_bytes=100))
    assert "feed_bytes" in failure.message


def test_a_feed_opens_no_file_that_it_names(saved: Save, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    evil = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    evil += '<rss version="2.0"><channel><title>t</title>'
    evil += (
        "<item><title>one</title><description>Rebels said &x; about it.</description></item></channel></rss>"
    )
    assert all("SECRET" not in r.text for r in reports([str(saved(evil))]) if isinstance(r, Report))


def test_entities_that_breed_do_not_fill_the_memory(saved: Save) -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">{levels}]>'
    bomb += '<rss version="2.0"><channel><item><title>x</title><description>&a9;</description></item>'
    bomb += "</channel></rss>"
    assert all(len(r.text) < 10_000 for r in reports([str(saved(bomb))]) if isinstance(r, Report))
