import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_entry import SUBKINDS
from sourcebook.knowledge.folding import exact_key, fold_name
from sourcebook.knowledge.people import curated_agents
from sourcebook.knowledge.recipes.actor_lists import agent_nouns, factbook, heads, ofac, petrarch2, ucdp
from sourcebook.knowledge.recipes.actor_lists.__main__ import KNOWLEDGE, NAMES
from sourcebook.knowledge.recipes.actor_lists.hand import LINKS, TIES, Hand
from sourcebook.knowledge.recipes.actor_lists.joining import join
from sourcebook.knowledge.recipes.actor_lists.pack import Body, read_pack, state_names
from sourcebook.knowledge.recipes.actor_lists.rows import Entry, Named, Tie, read_table, write_table
from sourcebook.knowledge.recipes.actor_lists.wording import (
    capitalised,
    looks_like_acronym,
    proves,
    split_brackets,
    without_suffix,
)
from sourcebook.model.actor import ActorKind, AliasType

LISTS = KNOWLEDGE / "lists"
NOBODY = Hand(links={}, mended={}, ties=())


# --- wording --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("ABU NIDAL ORGANIZATION", "Abu Nidal Organization"),
        ("AL-JAMAAH AL-ISLAMIYAH AL-MUSALLAH", "Al-Jamaah al-Islamiyah al-Musallah"),
        ("FRONT FOR THE LIBERATION OF PALESTINE", "Front for the Liberation of Palestine"),
        ("LASHKAR-E-TAYYIBA", "Lashkar-e-Tayyiba"),
        ("REAL IRA", "Real IRA"),
        ("UN BOARD", "UN Board"),
        ("MOUVEMENT NATIONAL D'ACTION", "Mouvement National d'Action"),
        ("O'NEIL GROUP INC", "O'Neil Group Inc"),
        ("1920 REVOLUTION BRIGADES", "1920 Revolution Brigades"),
    ],
)
def test_a_shouted_name_is_written_as_reports_write_it(shouted: str, written: str) -> None:
    assert capitalised(shouted) == written


@pytest.mark.parametrize("text", ["FLEC-FAC", "SLM/A", "LeT", "3R", "RCD-K-ML"])
def test_letters_that_stand_for_words_are_an_acronym(text: str) -> None:
    assert looks_like_acronym(text)


@pytest.mark.parametrize("text", ["Fatah", "Los Zetas", "Al-Shabaab", "1920", "Amigos dos Amigos"])
def test_a_word_is_no_acronym(text: str) -> None:
    assert not looks_like_acronym(text)


def test_what_stands_in_brackets_is_split_off() -> None:
    assert split_brackets("Mahdi Front (MF) [North]") == ("Mahdi Front", ("MF", "North"))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Advanced Devices Inc", "Advanced Devices"),
        ("Apache Corp", "Apache Corp"),
        ("Exxon Mobil", "Exxon Mobil"),
    ],
)
def test_a_firm_keeps_two_words_of_its_name(name: str, short: str) -> None:
    assert without_suffix(name) == short


@pytest.mark.parametrize(
    ("name", "kind", "strong"),
    [
        ("Shan United Revolutionary Army", ActorKind.ARMED_GROUP, True),
        ("People's Liberation Front", ActorKind.ARMED_GROUP, False),
        ("National Front", ActorKind.ARMED_GROUP, False),
        ("Outlaws", ActorKind.ARMED_GROUP, False),
        ("Montoneros", ActorKind.ARMED_GROUP, True),
        ("MPF", ActorKind.ARMED_GROUP, False),
        ("MNDAA", ActorKind.ARMED_GROUP, True),
        ("MODEL", ActorKind.ARMED_GROUP, False),
        ("23rd Division", ActorKind.ARMED_GROUP, False),
        ("May 15", ActorKind.ARMED_GROUP, False),
        ("May 15 June", ActorKind.ARMED_GROUP, False),
        ("June 16 Organization", ActorKind.ARMED_GROUP, True),
        ("20th of July Group", ActorKind.ARMED_GROUP, True),
        ("March Brigade 16", ActorKind.ARMED_GROUP, False),
        ("National Front for Liberation and Development", ActorKind.ARMED_GROUP, False),
        ("Front for the Promotion of Liberation and the Prevention of War", ActorKind.ARMED_GROUP, True),
        ("International Road Federation", ActorKind.CIVIL_ORG, True),
        ("Global Kids", ActorKind.CIVIL_ORG, False),
    ],
)
def test_a_name_proves_who_is_meant_only_by_a_telling_word(name: str, kind: ActorKind, strong: bool) -> None:
    assert proves(name, kind) is strong


# --- UCDP -----------------------------------------------------------------------------------------------------------

COLUMNS = (
    "ActorId NameData NameOrig NameOrigFull NameOrigFullEng NameChange NewName NewNameFullMotherTongue "
    "NewNameFullEng Org ConflictId ActorIdPrev ActorIdSplitTemp ActorIdAlliance ActorIdGroup GWNOLoc"
).split()


def _row(**cells: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {"Org": "1", "GWNOLoc": "645", "NameChange": "0"} | cells


def _names(entry: Entry) -> dict[str, AliasType]:
    return {n.text: n.type for n in entry.names}


def test_a_group_has_its_present_its_full_and_its_old_names() -> None:
    row = _row(
        ActorId="7",
        NameData="NMF",
        NameOrig="OMF",
        NameOrigFull="Frente Viejo",
        NameOrigFullEng="Old Mountain Front",
        NameChange="1",
        NewName="NMF",
        NewNameFullEng="New Mountain Front",
    )
    (entry,) = ucdp.entries([row])
    assert _names(entry) == {
        "NMF": AliasType.ACRONYM,
        "New Mountain Front": AliasType.TRANSLATION,
        "Old Mountain Front": AliasType.FORMER_NAME,
        "Frente Viejo": AliasType.FORMER_NAME,
        "OMF": AliasType.ACRONYM,
    }


def test_governments_communal_groups_and_nameless_factions_are_left_out() -> None:
    rows = [
        _row(ActorId="1", NameData="Government of X", Org="4"),
        _row(ActorId="2", NameData="Some Clan", Org="3"),
        _row(ActorId="3", NameData="Military faction (navy)"),
        _row(ActorId="4", NameData="Forces of Somebody"),
        _row(ActorId="5", NameData="River Front"),
    ]
    assert [e.id for e in ucdp.entries(rows)] == ["5"]


def test_a_group_that_others_formed_together_is_a_coalition() -> None:
    rows = [
        _row(ActorId="1", NameData="River Alliance"),
        _row(ActorId="2", NameData="River Front", ActorIdAlliance="1"),
        _row(ActorId="3", NameData="Hill Front", ActorIdAlliance="1"),
    ]
    assert next(e.kind for e in ucdp.entries(rows)) is ActorKind.COALITION


def test_ties_run_from_the_splinter_the_member_and_the_joiner() -> None:
    rows = [
        _row(ActorId="1", NameData="A"),
        _row(ActorId="2", NameData="B", ActorIdPrev="1"),
        _row(ActorId="3", NameData="C", ActorIdAlliance="1"),
        _row(ActorId="4", NameData="D", ActorIdGroup="1, 9"),
    ]
    found = {(t.subject, t.predicate, t.object) for t in ucdp.ties(rows)}
    assert found == {("2", "split_from", "1"), ("3", "part_of", "1"), ("4", "merged_into", "1")}


# --- petrarch2 ------------------------------------------------------------------------------------------------------


def test_an_entry_has_its_aliases_and_its_acronym_as_a_row_of_its_own() -> None:
    lines = ["RIVER_MOUNTAIN_FRONT_(RMF)_ [IRQREB] # kkl", "+ARMY_OF_THE_RIVER_"]
    (entry,) = petrarch2.armed_groups(lines)
    assert (entry.id, entry.state) == ("river-mountain-front", "IQ")
    assert _names(entry) == {
        "River Mountain Front": AliasType.ALIAS,
        "RMF": AliasType.ACRONYM,
        "Army of the River": AliasType.ALIAS,
    }


def test_namesakes_are_told_apart_by_what_stands_in_brackets() -> None:
    lines = ["PEOPLE'S_ARMY_(COLOMBIA)_ [COLREB]", "", "PEOPLE'S_ARMY_(ARGENTINA)_ [ARGREB]"]
    assert [e.id for e in petrarch2.armed_groups(lines)] == [
        "peoples-army-colombia",
        "peoples-army-argentina",
    ]


def test_an_alias_without_its_head_belongs_to_nobody() -> None:
    lines = ["HILL_FRONT_ [IRQREB]", "", " # the head of the next stands here no more", "+VALLEY_FRONT_"]
    (entry,) = petrarch2.armed_groups(lines)
    assert list(_names(entry)) == ["Hill Front"]


def test_persons_are_no_organisations() -> None:
    lines = [
        "JOSEPH_SOMEBODY_\t[IGOUNO]",
        "NOBODY_KNOWN_\t[IGOUNO 970101-061231]",
        "RIVER_RELIEF_\t[NGOHLH]",
    ]
    assert [(e.id, e.kind, e.subkind) for e in petrarch2.organisations(lines)] == [
        ("river-relief", ActorKind.CIVIL_ORG, "health")
    ]


# --- OFAC -----------------------------------------------------------------------------------------------------------


def _reviewed(name: str, type_: str, **cells: str) -> dict[str, str]:
    return {"uid": "5", "name": name, "type": type_, "of": "", "kind": "", "state": "", "note": ""} | cells


def test_a_front_a_wing_and_a_charity_are_bodies_of_their_own() -> None:
    rows = [
        _reviewed("ZUBARA FRONT", "canonical", kind="armed_group", state="BH"),
        _reviewed("JABHAT ZUBARA", "transliteration"),
        _reviewed("SONS OF ZUBARA", "front", kind="front_name", state="BH"),
        _reviewed("ZUBARA RELIEF", "charity", kind="civil_org", state="BH"),
        _reviewed("QATIF FRONT", "other_body", kind="armed_group", state="SA"),
    ]
    assert {e.names[0].text: e.kind.value for e in ofac.entries(rows)} == {
        "Zubara Front": "armed_group",
        "Sons of Zubara": "front_name",
        "Zubara Relief": "civil_org",
        "Qatif Front": "armed_group",
    }
    assert [(t.predicate, t.object) for t in ofac.ties(rows)] == [("front_for", "5"), ("part_of", "5")]


def test_an_unsure_name_is_kept_as_unreviewed_and_proves_nothing() -> None:
    rows = [_reviewed("ZUBARA FRONT", "canonical", kind="armed_group"), _reviewed("ZUBARA CELLS", "unsure")]
    (entry,) = ofac.entries(rows)
    assert [(n.type, n.strong) for n in entry.names if n.text == "Zubara Cells"] == [
        (AliasType.UNREVIEWED, False)
    ]


def test_a_name_that_is_listed_under_another_number_is_left_to_it() -> None:
    rows = [
        _reviewed("ZUBARA RELIEF", "canonical", kind="civil_org"),
        _reviewed("QATIF RELIEF", "other_body", of="6", kind="civil_org"),
    ]
    assert [n.text for e in ofac.entries(rows) for n in e.names] == ["Zubara Relief"]


# --- the Factbook ---------------------------------------------------------------------------------------------------


def test_a_cell_with_a_sentence_or_several_groups_names_no_group(tmp_path: Path) -> None:
    table = tmp_path / "groups.csv"
    table.write_text(
        "fips,country,group_as_written\n"
        "xx,X,Zubara Front (ZFR)\n"
        'xx,X,"Zubara Front, Qatif Front"\n'
        "yy,Y,Zubara Front (ZF)\n",
        encoding="utf-8",
    )
    (entry,) = factbook.groups(table)
    assert [n.text for n in entry.names] == ["Zubara Front", "ZF", "ZFR"]


# --- heads of state and government ----------------------------------------------------------------------------------

HEADER = "cc,country,role2,title,name,start,start_prec,end,end_basis,first_seen,last_seen"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("of the Islamic Republic of Afghanistan Ashraf GHANI Ahmadzai", "Ashraf Ghani"),
        ("Joseph R. BIDEN Jr.", "Joseph Biden"),
        ("Bashar al-ASAD", "Bashar al-Asad"),
        ("ABIY Ahmed Ali", "Abiy Ahmed Ali"),
        ("Sr. Gen. MIN AUNG HLAING", "Min Aung Hlaing"),
        ("Denis SASSOU-Nguesso", "Denis Sassou-Nguesso"),
        ("Joko WiDODO", "Joko Widodo"),
        ("ELIZABETH II", "Elizabeth II"),
        ('Ferdinand "BongBong" MARCOS, Jr.', "Ferdinand Marcos"),
    ],
)
def test_a_holders_name_is_written_as_news_write_it(written: str, name: str) -> None:
    assert heads.person_name(written) == name


def _heads(tmp_path: Path, *lines: str) -> list[list[str]]:
    table = tmp_path / "heads.csv"
    table.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return [heads.row(t) for t in heads.terms(heads.read_heads(table, heads.people_index({})))]


def test_a_term_ends_where_the_next_begins(tmp_path: Path) -> None:
    found = _heads(
        tmp_path,
        "fr,France,chief of state,President,Anna ALPHA,2014-01-01,day,,last seen 2016-11-26,2014-07-12,2016-11-26",
        "fr,France,chief of state,President,Berta BETA,2020-02-03,day,,still listed 2026-01-22,2020-11-23,2026-05-17",
    )
    assert [r[3:] for r in found] == [
        ["Anna Alpha", "anna-alpha", "2014-01-01", "2020-02-03", "inferred"],
        ["Berta Beta", "berta-beta", "2020-02-03", "", "still"],
    ]


def test_spellings_of_one_holder_are_one_term(tmp_path: Path) -> None:
    found = _heads(
        tmp_path,
        "fr,France,chief of state,President,Hasan F. RUHANI,2013-08-03,day,,last seen 2016-11-26,2014-07-12,2016-11-26",
        "fr,France,chief of state,President,Hassan ROHANI,2013-08-03,day,,last seen 2021-06-15,2021-01-01,2021-06-15",
    )
    assert [r[3:] for r in found] == [
        ["Hassan Rohani", "hassan-rohani", "2013-08-03", "2021-06~", "inferred"]
    ]


def test_deputies_the_elected_and_governors_are_left_out(tmp_path: Path) -> None:
    seen = "2014-01-01,day,,last seen 2016-11-26,2014-07-12,2016-11-26"
    found = _heads(
        tmp_path,
        f"fr,France,deputy,Vice President,Anna ALPHA,{seen}",
        f"fr,France,chief of state,President-elect,Berta BETA,{seen}",
        f"fr,France,chief of state,Governor General,Gerd GAMMA,{seen}",
        f"fr,France,chief of state,,Dora DELTA,{seen}",
        f"gg,Guernsey,chief of state,Queen,ELIZABETH II,{seen}",
    )
    assert found == []


def test_an_office_mended_by_hand_replaces_what_was_read(tmp_path: Path) -> None:
    mended = tmp_path / "mended.tsv"
    row = ["FR", "head_of_state", "President", "Gerd Gamma", "", "2013", "2015", "listed", "known"]
    write_table(mended, heads.MENDED, [row])
    read = [
        heads.Head(state="FR", role="head_of_state", title="President", name="A B", actor="a-b", since="2012")
    ]
    assert [h.actor for h in heads.mended(read, mended)] == ["gerd-gamma"]


# --- agent nouns ----------------------------------------------------------------------------------------------------


def test_a_noun_is_read_without_its_code_and_remarks() -> None:
    lines = [
        "AID_WORKER_ [~HLH]",
        "CRIMINAL {CRIMINALS } [~CRM] # WordNet",
        "# NOTHING_ [~XXX]",
        "!PERSON! = MAN",
    ]
    assert list(agent_nouns.nouns(lines)) == ["aid worker", "criminal"]


def test_only_chosen_nouns_that_a_dictionary_has_and_we_lack_are_added(tmp_path: Path) -> None:
    rows = [[n, "", "armed_group", "criminal", "one", "1"] for n in ("burglar", "gunman", "wizard")]
    write_table(tmp_path / "agents_chosen.tsv", agent_nouns.CHOSEN, rows)
    found = agent_nouns.chosen(tmp_path, {"plover": ["burglar", "gunman", "ghost"]}, ["gunman"])
    assert found == [["burglar", "burglars", "armed_group", "criminal", "one", "1", "plover"]]


# --- joining --------------------------------------------------------------------------------------------------------


def _entry(list_: str, id_: str, *names: str) -> Entry:
    named = tuple(Named(text=n) for n in names)
    return Entry(list=list_, id=id_, kind=ActorKind.ARMED_GROUP, subkind="rebel", state="IQ", names=named)


def _pack(**names: tuple[str, ...]) -> dict[str, Body]:
    return {
        i: Body(id=i, kind="armed_group", subkind="", state="SY", names=dict.fromkeys(ns, True))
        for i, ns in names.items()
    }


def _strong(rows: tuple[object, ...]) -> dict[tuple[str, str], int]:
    return {(r.actor, r.name): r.strong for r in rows}  # type: ignore[attr-defined]


def test_a_linked_entry_adds_only_the_names_that_the_actor_file_lacks() -> None:
    hand = Hand(links={("ucdp", "1", ""): "zubara"}, mended={}, ties=())
    joined = join(
        [_entry("ucdp", "1", "Zubara Front", "Zubara Army")],
        {},
        _pack(zubara=("Zubara Front",)),
        hand,
        frozenset(),
    )
    assert [(r.actor, r.name, r.state) for r in joined.names] == [("zubara", "Zubara Army", "SY")]
    assert joined.ids == (("ucdp", "1", "zubara"),)


def test_a_name_of_two_actors_proves_neither() -> None:
    joined = join(
        [_entry("ucdp", "1", "Zubara Front"), _entry("petrarch2", "x", "The Zubara Front", "Zubara Cells")],
        {}, _pack(), NOBODY, frozenset(),
    )  # fmt: skip
    assert _strong(joined.names) == {
        ("zubara-front", "Zubara Front"): 0,
        ("zubara-front-iq", "The Zubara Front"): 0,
        ("zubara-front-iq", "Zubara Cells"): 1,
    }


def test_a_name_that_sounds_like_another_actors_proves_nothing() -> None:
    joined = join(
        [_entry("ucdp", "1", "Ansaar ul-Zubara")], {}, _pack(a=("Ansar al-Zubara",)), NOBODY, frozenset()
    )
    assert list(_strong(joined.names).values()) == [0]


def test_a_name_can_be_moved_to_another_actor_or_dropped() -> None:
    links = {("ucdp", "1", "Hill Zubara Front"): "hills", ("ucdp", "1", "Zubara State"): "-"}
    joined = join(
        [_entry("ucdp", "1", "Zubara Front", "Hill Zubara Front", "Zubara State")],
        {}, _pack(), Hand(links=links, mended={}, ties=()), frozenset(),
    )  # fmt: skip
    assert [(r.actor, r.name) for r in joined.names] == [
        ("hills", "Hill Zubara Front"),
        ("zubara-front", "Zubara Front"),
    ]


def test_the_name_of_a_state_is_no_actors_name() -> None:
    joined = join([_entry("ucdp", "1", "Zubara Front", "Armenia")], {}, _pack(), NOBODY, state_names())
    assert [r.name for r in joined.names] == ["Zubara Front"]


def test_a_link_to_nothing_is_refused() -> None:
    hand = Hand(links={("ucdp", "9", ""): "zubara"}, mended={}, ties=())
    with pytest.raises(KnowledgeError, match="no entry '9'"):
        join([_entry("ucdp", "1", "Zubara Front")], {}, _pack(), hand, frozenset())


def test_ties_in_a_circle_are_refused() -> None:
    entries = [_entry("ucdp", "1", "Zubara Front"), _entry("ucdp", "2", "Qatif Front")]
    ties = [
        Tie(subject="1", predicate="part_of", object="2"),
        Tie(subject="2", predicate="part_of", object="1"),
    ]
    with pytest.raises(KnowledgeError, match="part of"):
        join(entries, {"ucdp": ties}, _pack(), NOBODY, frozenset())


def test_who_left_an_alliance_is_no_splinter_of_it() -> None:
    entries = [_entry("ucdp", "1", "Zubara Front"), _entry("ucdp", "2", "Qatif Front")]
    ties = [Tie(subject="1", predicate=p, object="2") for p in ("part_of", "split_from")]
    assert [t.predicate for t in join(entries, {"ucdp": ties}, _pack(), NOBODY, frozenset()).ties] == [
        "part_of"
    ]


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_table(tmp_path / "t.tsv", ["a", "b"], [("1", ""), ("ü", "x")])
    assert read_table(tmp_path / "t.tsv", ["a", "b"]) == [{"a": "1", "b": ""}, {"a": "ü", "b": "x"}]


def test_a_table_with_another_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("a\tc\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="expected the header a b"):
        read_table(tmp_path / "t.tsv", ["a", "b"])


# --- the tables that ship -------------------------------------------------------------------------------------------

ROWS = read_table(LISTS / "names.tsv", NAMES)
SHIPPED_TIES = read_table(LISTS / "ties.tsv", TIES)
PACK = read_pack(KNOWLEDGE)
IDS = {r["actor"] for r in ROWS} | set(PACK)


def test_every_row_has_a_kind_a_type_and_a_strength_that_exist() -> None:
    wrong = [
        r
        for r in ROWS
        if r["kind"] not in set(ActorKind)
        or (r["subkind"] and r["subkind"] not in SUBKINDS[ActorKind(r["kind"])])
        or r["type"] not in set(AliasType)
        or r["strong"] not in {"0", "1"}
        or r["list"] not in {"ucdp", "petrarch2", "ofac", "factbook"}
    ]
    assert wrong == []


def test_an_actor_is_of_one_kind_and_one_state() -> None:
    said = defaultdict(set)
    for r in ROWS:
        said[r["actor"]].add((r["kind"], r["subkind"], r["state"]))
    assert {a: s for a, s in said.items() if len(s) > 1} == {}


def test_no_actor_bears_a_name_twice_nor_one_that_its_file_has() -> None:
    borne = Counter((r["actor"], fold_name(r["name"])) for r in ROWS)
    filed = {(b.id, fold_name(n)) for b in PACK.values() for n in b.names}
    assert [k for k, n in borne.items() if n > 1 or k in filed] == []


def test_a_strong_name_is_one_actors_alone() -> None:
    owner = {exact_key(n): b.id for b in PACK.values() for n, strong in b.names.items() if strong}
    strong = [(exact_key(r["name"]), r["actor"]) for r in ROWS if r["strong"] == "1"]
    shared = [(k, a, owner[k]) for k, a in strong if owner.setdefault(k, a) != a]
    assert shared == []


def test_a_new_actor_has_one_canonical_name_at_most() -> None:
    canonical = Counter(r["actor"] for r in ROWS if r["type"] == "canonical")
    assert [a for a, n in canonical.items() if n > 1 or a in PACK] == []


def test_ties_are_between_known_actors() -> None:
    assert [t for t in SHIPPED_TIES if not {t["subject"], t["object"]} <= IDS] == []


def test_look_alikes_of_the_actor_files_were_not_joined() -> None:
    with (LISTS / "ids.tsv").open(encoding="utf-8", newline="") as file:
        actors = defaultdict(set)
        for r in csv.DictReader(file, delimiter="\t"):
            actors[r["list"], r["id"]].add(r["actor"])
    assert [k for k, found in actors.items() if len(found) > 1] == []


def test_every_listed_noun_is_of_a_kind_that_exists_and_yields_to_ours() -> None:
    rows = read_table(LISTS / "agents.tsv", agent_nouns.AGENTS)
    wrong = [r for r in rows if r["subkind"] not in SUBKINDS[ActorKind(r["kind"])]]
    assert wrong == []
    assert [r["lemma"] for r in rows if r["lemma"] in curated_agents()] == []


def test_terms_of_one_office_do_not_run_backwards() -> None:
    rows = read_table(LISTS / "heads.tsv", heads.HEADS)
    wrong = [r for r in rows if r["to"] and r["to"].rstrip("~")[:7] < r["from"][:7]]
    assert wrong == []


def test_known_persons_hold_their_offices() -> None:
    rows = read_table(LISTS / "heads.tsv", heads.HEADS)
    persons = {i for i, b in PACK.items() if b.kind == "person"}
    strangers = {
        r["actor"] for r in read_table(LISTS / "heads_mended.tsv", heads.MENDED) if r["actor"]
    } - persons
    assert strangers == set()
    assert not {"ivan-marquez"} & {r["actor"] for r in rows}


def test_links_lead_to_actors_that_exist() -> None:
    links = read_table(LISTS / "links.tsv", LINKS)
    assert sorted({r["actor"] for r in links} - IDS - {"-"}) == []
