"""Ways in which reports of any region tell one happening: what an analyst would write down of each."""

import pytest

from readings import events, one, told


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        (
            "Nine villagers were killed and a dozen wounded when Boko Haram raided a market in Borno.",
            "9",
            "12",
        ),
        ("Two nurses died after a roadside bomb exploded near Kidal.", "2", ""),
        ("Three Ukrainian soldiers were hurt as Russian troops shelled Kupiansk.", "", "3"),
        ("The bombing in Mogadishu left eight people dead and 20 wounded.", "8", "20"),
        ("Rebels attacked a convoy in Ituri, leaving three soldiers dead and five injured.", "3", "5"),
        ("A blast in Quetta left a policeman dead and two guards wounded.", "1", "2"),
        ("Insurgents attacked the barracks in Gao. Eleven soldiers were killed.", "11", ""),
    ],
)
def test_an_attack_and_its_toll_are_one_happening(text: str, killed: str, wounded: str) -> None:
    found = one(text, "ASSAULT")
    assert (found["killed"], found["wounded"]) == (killed, wounded)


def test_a_dateline_with_a_country_of_several_words_is_no_victim() -> None:
    found = one(
        "LAGOS, Federal Republic of Nigeria, Dec 3 - Gunmen killed four farmers in Kaduna.", "ASSAULT"
    )
    assert (found["actor"], found["place"], found["killed"]) == ("Gunmen", "Kaduna", "4")


def test_a_dateline_before_a_colon_is_not_who_says_it() -> None:
    text = "KARACHI: Six guards were shot and two others wounded in Quetta, officials said."
    assert {row["speaker"] for row in told(text)} == {"officials"}


def test_a_later_clash_is_not_the_attack_before_it() -> None:
    text = "Gunmen stormed a barracks in Nampula. Four guards were killed in the ensuing gunfight."
    assert [row["killed"] for row in told(text)] == ["", "4"]


def test_who_claims_an_attack_by_unnamed_men_tells_no_second_one() -> None:
    text = "Gunmen stormed a hotel in Kabul on Sunday. Islamic State claimed responsibility for the attack."
    assert one(text, "ASSAULT")["actor"] == "Gunmen"


def test_who_led_an_attack_is_one_of_its_doers() -> None:
    text = "Fighters of the ELN attacked a base in Arauca. The assault was led by the Domingo Lain Front."
    assert "National Liberation Army (Colombia)" in one(text, "ASSAULT")["actor"]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("The Taliban walked out of the talks in Doha.", "REJECT", "Taliban", ""),
        ("A splinter group broke with Hamas in 2008.", "TRANSITION", "splinter group", "Hamas"),
        ("The Islamic State was driven into the desert by the PKK.", "TRANSITION", "Kurdistan Workers' Party",
         "Islamic State"),
        ("Turkey sold drones to Ethiopia.", "COOPERATE", "Turkey", "Ethiopia"),
        ("Egypt distributed food parcels to families in Gaza.", "AID", "Egypt", "families"),
        ("Wagner mercenaries landed in Bangui.", "MOBILIZE", "Wagner Group", ""),
        ("Prosecutors opened an investigation into the fraud.", "ACCUSE", "Prosecutors", ""),
        ("Gunmen dragged three teachers from their homes.", "ASSAULT", "Gunmen", "teachers"),
        ("Mali, Burkina Faso and Niger found the alliance.", "TRANSITION", "Mali; Burkina Faso; Niger", "alliance"),
        ("Russia, Belarus and Serbia signed a pact.", "AGREE", "Russia; Belarus; Serbia", ""),
        ("Colombia armed the ELN, a guerrilla group.", "AID", "Colombia", "National Liberation Army (Colombia)"),
        ("Al-Shabaab was behind the bombing of a hotel.", "ASSAULT", "Al-Shabaab", ""),
        ("The Prosecutor’s Office condemned the Taliban.", "ACCUSE", "Prosecutor’s Office", "Taliban"),
        ("The arrest of the opposition leader, Bobi Wine, on Monday shocked Kampala.", "COERCE", "",
         "Bobi Wine"),
        ("The ELN, whose leader Gabino Rodriguez was killed on Monday, is strong.", "ASSAULT", "", "Gabino Rodriguez"),
        ("Iran delivered drones on Monday, according to port workers.", "AID", "Iran", ""),
        ("The president sacked the army chief on Monday.", "SANCTION", "president", "army chief"),
        ("The court dismissed the claim of the minister.", "REJECT", "court", ""),
        ("France flew its soldiers out of Niamey.", "RETREAT", "France", ""),
        ("The attack prompted Ghana to halt gold exports.", "COERCE", "Ghana", ""),
        ("Rwanda intervened in Cabo Delgado in July.", "MOBILIZE", "Rwanda", ""),
    ],
)  # fmt: skip
def test_common_wordings_tell_who_did_it_to_whom(text: str, kind: str, actor: str, recipient: str) -> None:
    found = one(text, kind)
    assert (found["actor"], found["recipient"]) == (actor, recipient)


def test_bodies_that_are_found_are_counted_as_dead() -> None:
    found = one("The bodies of twelve migrants were found near Zuwara on Monday.", "ASSAULT")
    assert (found["recipient"], found["place"], found["killed"]) == ("migrants", "Zuwara", "12")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ansar Dine, a group that attacked Kidal in 2012, has a new leader.", "Ansar Dine"),
        ("NATO, the alliance whose troops attacked Serbia in 1999, met in Riga.", "NATO"),
    ],
)
def test_what_only_describes_somebody_means_him(text: str, actor: str) -> None:
    assert one(text, "ASSAULT")["actor"] == actor


def test_it_is_not_the_noun_on_which_its_own_clause_hangs() -> None:
    found = one("Rwanda expelled the envoys of Belgium, which it accused of lying.", "ACCUSE")
    assert "Belgium" not in found["actor"]


def test_who_denies_one_thing_and_accuses_is_the_same_and_sure_of_it() -> None:
    text = "Hezbollah denied that its men had fired the rockets and accused Israel of killing civilians."
    found = one(text, "ACCUSE")
    assert (found["actor"], found["modality"]) == ("Hezbollah", "asserted")


def test_a_second_clause_of_what_is_said_has_its_speaker() -> None:
    text = "Witnesses said that jets bombed a bridge on Thursday and that a curfew had been imposed on Sirte."
    assert {(row["type"], row["speaker"]) for row in told(text)} == {
        ("ASSAULT", "Witnesses"),
        ("COERCE", "Witnesses"),
    }


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Iran threatens to close the strait unless sanctions are lifted.", "Iran"),
        ("Hamas says it will kill hostages if Israel attacks Rafah.", "Hamas"),
    ],
)
def test_a_threat_under_a_condition_is_made(text: str, actor: str) -> None:
    found = one(text, "THREATEN")
    assert (found["actor"], found["modality"]) == (actor, "asserted")


def test_what_somebody_says_will_follow_under_a_condition_is_told_as_such() -> None:
    found = one("The army will shell the town if the rebels stay, a spokesman said.", "ASSAULT")
    assert (found["modality"], found["speaker"]) == ("conditional", "spokesman")


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("France said that 200 soldiers would be sent to Gabon.", "MOBILIZE", "Gabon"),
        ("A delegation would be sent to Cairo, the minister said.", "CONSULT", "Cairo"),
        ("A summit planned for May 2025 in Abuja was put off.", "CONSULT", "Abuja"),
    ],
)
def test_what_was_still_to_come_when_it_was_said_is_planned(text: str, kind: str, place: str) -> None:
    found = one(text, kind)
    assert (found["modality"], found["place"]) == ("planned", place)


def test_what_is_avenged_has_happened_and_when_it_did() -> None:
    text = "Rebels attacked Hama to avenge the death of their leader in a drone strike last month."
    avenged = next(row for row in told(text) if row["trigger"] == "death")
    assert (avenged["modality"], avenged["date"]) == ("asserted", "2024-11")


def test_the_entries_of_a_chronicle_are_dated_by_their_heads() -> None:
    text = "9 October 2019. Turkey invades northern Syria.\\n4 April 2020. The Houthis attack Marib."
    assert [row["date"] for row in told(text)] == ["2019-10-09", "2020-04-04"]


def test_a_verb_that_only_carries_an_attack_tells_no_move() -> None:
    assert {row["type"] for row in told("ISIL stepped up its attacks on Kirkuk.")} == {"ASSAULT"}


def test_who_brokers_a_truce_tells_no_second_happening() -> None:
    assert {row["type"] for row in told("A truce brokered by Qatar took effect in Gaza on Sunday.")} == {
        "AGREE"
    }


def test_near_at_the_start_of_a_sentence_is_no_part_of_a_name() -> None:
    found = one(
        "Near Bambari, which the army left in May, the 3rd Infantry Brigade repelled a raid.", "ASSAULT"
    )
    assert (found["actor"], found["place"]) == ("3rd Infantry Brigade", "Bambari")


def test_strikes_that_destroy_something_somewhere_are_told_whoever_flew_them() -> None:
    assert one("In Kherson, two drone strikes damaged a bridge.", "ASSAULT")["place"] == "Kherson"
    assert not told("Last year an earthquake damaged a bridge in Kherson.")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        (
            "Three members of the Nawasi Brigade, a militia, were found shot dead near Tripoli.",
            "Nawasi Brigade",
        ),
        ("The village chief was found beheaded in Palma.", "village chief"),
    ],
)
def test_who_is_found_dead_did_not_do_it(text: str, recipient: str) -> None:
    found = one(text, "ASSAULT")
    assert (found["actor"], found["recipient"]) == ("", recipient)


def test_a_unit_is_of_the_body_named_before_it_and_not_of_whom_it_is_loyal_to() -> None:
    found = one(
        "A Badr Organization unit loyal to the Popular Mobilization Forces raided Samarra.", "ASSAULT"
    )
    assert found["actor"] == "Badr Organization"


def test_who_takes_a_headquarters_gains_it_and_arrests_nobody() -> None:
    found = one("Rebels overran the headquarters of the 9th Brigade in Bunia.", "TRANSITION")
    assert (found["actor"], found["place"]) == ("Rebels", "Bunia")
    assert not [
        r for r in told("Rebels captured an officer of the 9th Brigade.") if r["type"] == "TRANSITION"
    ]


@pytest.mark.parametrize(
    ("text", "mode", "place"),
    [
        ("The Karni crossing closed on Friday.", "passage_closed", "Karni crossing"),
        ("The border crossing at Torkham reopened on 1 July.", "passage_opened", "Torkham crossing"),
        ("The rebels marched into Kidal on Monday.", "control_gained", "Kidal"),
    ],
)
def test_ways_open_and_close_and_towns_are_marched_into(text: str, mode: str, place: str) -> None:
    found = one(text, "TRANSITION")
    assert (found["mode"], found["place"]) == (mode, place)


def test_a_march_of_students_takes_no_town() -> None:
    assert not [
        row for row in told("Students marched into the square in Nairobi.") if row["type"] == "TRANSITION"
    ]


@pytest.mark.parametrize(
    "text",
    ["Paris should not bomb Mali.", "Delhi should arm the Karen National Union."],
)
def test_what_the_author_advises_has_not_happened(text: str) -> None:
    assert not told(text)


def test_backing_told_in_passing_is_no_happening_of_its_own() -> None:
    assert [row["type"] for row in told("The M23, funded by Rwanda, attacked Goma.")] == ["ASSAULT"]


def test_where_somebody_fights_is_not_whom_he_fights() -> None:
    found = told("He lost a brother in Chad, where the FARC fought in 2008.")
    assert "Chad" not in {row["recipient"] for row in found}


def test_a_ceasefire_signed_by_nobody_named_is_an_agreement() -> None:
    assert one("A ceasefire was signed in Juba in October.", "AGREE")["place"] == "Juba"


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("If Eritrea attacks Tigray, there will be a regional war.", "Eritrea"),
        ("After protests in Nairobi, Kenya closed the border with Somalia.", "Kenya"),
        ("If Hezbollah fires rockets at Haifa, Israel will bomb Beirut.", "Israel"),
    ],
)
def test_who_acts_behind_a_first_clause_is_found(text: str, doer: str) -> None:
    assert doer in {row["actor"] for row in events(text)}


def test_a_country_after_its_town_is_no_doer() -> None:
    assert {row["actor"] for row in events("A bomb killed two guards in Nairobi, Kenya, on Monday.")} == {""}


@pytest.mark.parametrize(
    ("last", "actor"),
    [
        ("Many crossed into Rwanda. The army bombed Beni.", "Democratic Republic of the Congo"),
        ("Rwanda sent help. The army bombed Beni.", "Rwanda"),
    ],
)
def test_the_army_is_of_the_land_told_of_where_a_neighbour_is_named_in_passing(last: str, actor: str) -> None:
    text = f"Rebels fled Goma for Sake. Others left Rutshuru for Masisi. {last}"
    assert one(text, "ASSAULT")["actor"] == actor


def test_who_rules_something_out_refuses_it() -> None:
    assert one("Poland has ruled out sending troops.", "REJECT")["actor"] == "Poland"
    assert not [r for r in told("The generals ruled Chad for years.") if r["type"] == "REJECT"]


@pytest.mark.parametrize(
    "text", ["Poland has ruled out giving Georgia tanks.", "Peru ruled out sending troops to Haiti."]
)
def test_what_is_ruled_out_is_not_done(text: str) -> None:
    assert {r["modality"] for r in told(text) if r["type"] in {"AID", "MOBILIZE"}} <= {"negated"}
    assert "negated" in {r["modality"] for r in events(text)}
