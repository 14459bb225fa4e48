from collections import Counter
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.outlets import COLUMNS, Outlet, Scope, outlet_named, outlet_of, outlets
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.where import PlaceKind

NEAR_KM = 60
HEADER = "\t".join(COLUMNS)
PARIS = "theparisnews.com\tThe Paris News\tlocal\tUS\tTexas\tParis\t33.66\t-95.56"


def apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres."""
    north, east = radians(other_lat - lat), radians(other_lon - lon)
    h = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east / 2) ** 2
    return 12742 * asin(sqrt(h))


def project(folder: Path, *lines: str) -> Path:
    (folder / "outlets.tsv").write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return folder


def far_off(outlet: Outlet) -> bool:
    """Whether the gazetteer knows towns of that name in that region, and none of them is near."""
    named = [
        c.place
        for c in gazetteer().lookup(outlet.town)
        if c.exact
        and c.place.kind is PlaceKind.SETTLEMENT
        and c.place.country == outlet.country
        and (outlet.region is None or c.place.admin1 == outlet.region)
    ]
    return bool(named) and all(apart(outlet.lat, outlet.lon, p.lat, p.lon) > NEAR_KM for p in named)


def test_there_are_outlets_of_every_scope_and_at_least_a_dozen_papers_in_every_us_state() -> None:
    states = Counter(o.region for o in outlets() if o.country == "US")
    assert {o.scope for o in outlets()} == set(Scope)
    assert len(states) >= 51
    assert min(states.values()) >= 12


def test_a_town_lies_where_the_gazetteer_has_a_town_of_that_name() -> None:
    assert [o.domain for o in outlets() if far_off(o)] == []


def test_a_region_bears_the_name_that_the_gazetteer_gives_it() -> None:
    known = {c: {r.name for r in gazetteer().regions_of(c)} for c in {o.country for o in outlets()}}
    assert [o.domain for o in outlets() if o.region and o.region not in known[o.country]] == []


def test_no_domain_stands_for_an_ending_that_many_outlets_share() -> None:
    shared = {"co.uk", "com.au", "co.za", "co.nz", "com.pk", "blogspot.com", "wordpress.com", "substack.com"}
    assert shared.isdisjoint(o.domain for o in outlets())


def test_a_town_has_one_point() -> None:
    points = {(o.country, o.region, o.town): (o.lat, o.lon) for o in outlets()}
    assert [o.domain for o in outlets() if points[o.country, o.region, o.town] != (o.lat, o.lon)] == []


@pytest.mark.parametrize("domain", ["reuters.com", "apnews.com", "afp.com", "bbc.co.uk", "aljazeera.com"])
def test_an_agency_is_at_home_everywhere(domain: str) -> None:
    found = outlet_of(domain)
    assert found
    assert found.scope is Scope.INTERNATIONAL


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("postbulletin.com", "postbulletin.com"),
        ("news.postbulletin.com", "postbulletin.com"),
        ("https://www.theparisnews.com/news/article_1.html?x=1", "theparisnews.com"),
        ("WWW.KansasCity.com:8080", "kansascity.com"),
        ("//www.scotsman.com/news", "scotsman.com"),
        ("edinburghnews.scotsman.com", "edinburghnews.scotsman.com"),
        ("http://news.bbc.co.uk/2/hi/1.stm", "bbc.co.uk"),
        ("kansascity.com.", "kansascity.com"),
    ],
)
def test_an_address_leads_to_its_outlet(address: str, domain: str) -> None:
    found = outlet_of(address)
    assert found
    assert found.domain == domain


@pytest.mark.parametrize(
    "address",
    ["", " ", "com", "co.uk", "nobody.co.uk", "notkansascity.com", "kansascity.com.example", "http://["],
)
def test_an_address_of_nobody_known_leads_nowhere(address: str) -> None:
    assert outlet_of(address) is None


@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    assert outlet_of(text) is None or "." in text
    outlet_named(text)


def test_the_paper_of_paris_in_texas_is_in_texas() -> None:
    found = outlet_named("The Paris News")
    assert found
    assert (found.scope, found.country, found.region, found.town) == (Scope.LOCAL, "US", "Texas", "Paris")


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("The Kansas City Star", "kansascity.com"),
        ("Kansas City Star", "kansascity.com"),
        ("KANSAS CITY STAR, The", "kansascity.com"),
        ("kansascity.com", "kansascity.com"),
        ("The Herald (Glasgow)", "heraldscotland.com"),
        ("The Herald (Glasgow, Scotland)", "heraldscotland.com"),
        ("The Herald (Zimbabwe)", "herald.co.zw"),
        ("L’Orient-Le Jour", "lorientlejour.com"),
    ],
)
def test_a_publisher_is_known_by_name(name: str, domain: str) -> None:
    found = outlet_named(name)
    assert found
    assert found.domain == domain


@pytest.mark.parametrize("name", ["The Herald", "The Herald (Narnia)", "No Such Paper", "", "()"])
def test_a_name_of_nobody_or_of_several_towns_tells_nothing(name: str) -> None:
    assert outlet_named(name) is None


def test_a_projects_own_lines_win(tmp_path: Path) -> None:
    folder = project(tmp_path, PARIS.replace("Texas", "Idaho"), "", PARIS.replace("theparis", "new.theparis"))
    told = {o.domain: o.region for o in outlets(folder)}
    assert (told["theparisnews.com"], told["new.theparisnews.com"]) == ("Idaho", "Texas")
    assert outlet_of("www.theparisnews.com", folder) != outlet_of("www.theparisnews.com")
    assert len(outlets(folder)) == len(outlets()) + 1


def test_a_project_without_outlets_has_ours(tmp_path: Path) -> None:
    assert outlets(tmp_path) == outlets()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("theparisnews.com\tThe Paris News", "line 2: has 2 cells, not 8"),
        (PARIS.replace("theparis", "www.theparis"), "without www"),
        (PARIS.replace("theparisnews.com", "Paris News"), "is no domain"),
        (PARIS.replace("The Paris News", " "), "has no name"),
        (PARIS.replace("local", "Local"), "write one of local, regional"),
        (PARIS.replace("US", "USA"), "such as US"),
        (PARIS.replace("\tParis\t", "\t\t"), "has no town"),
        (PARIS.replace("33.66", "north"), "is no number"),
        (PARIS.replace("33.66", "133.66"), "not between -90 and 90"),
        (PARIS.replace("33.66", "nan"), "not between -90 and 90"),
        (f"{PARIS}\n{PARIS}", "line 3: theparisnews.com stands in an earlier line"),
    ],
)
def test_a_bad_line_is_refused_by_file_and_line(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(KnowledgeError, match=why) as caught:
        outlets(project(tmp_path, line))
    assert "outlets.tsv" in str(caught.value)


def test_a_file_without_its_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outlets.tsv").write_text(PARIS, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="line 1: is no header"):
        outlets(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outlets.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        outlets(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is not a folder"):
        outlets(tmp_path / "nowhere")
