import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import parsed
from sourcebook.errors import ValueProblem
from sourcebook.model.text import Document, Report, Span
from sourcebook.parse import blocks, language_model, parse
from sourcebook.stages import read

COLUMNS = "words lower lemma pos tag dep head start end sentence_of quoted body".split()
NO_LONE_SURROGATES = st.characters(exclude_categories=["Cs"])
anything = st.text(NO_LONE_SURROGATES, min_size=1, max_size=80).filter(lambda t: t.strip())
lines = st.lists(
    st.sampled_from(
        [
            "Rebels took Hama.",
            "REBELS TAKE HAMA",
            "they went on",
            "",
            "  ",
            "\t\r",
            "“We won,” he said.",
            "He died.[3][a]",
            "[4]",
            "1 2 3",
            "…",
            "🙂 done",
        ]
    ),
    min_size=1,
    max_size=8,
).map("\n".join)


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in blocks(text)]


def sentences(text: str) -> list[str]:
    doc = parsed(text)
    return [doc.span(a, b - 1).of(text).strip() for a, b in doc.sentences]


# --- blocks


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \t\n\r\nTwo.", ["One.", "Two."]),
        ("Rebels take Hama\nThe army withdrew.", ["Rebels take Hama", "The army withdrew."]),
        ("The army withdrew\nfrom Hama.", ["The army withdrew\nfrom Hama."]),
        ("The army withdrew.\nfrom Hama.", ["The army withdrew.", "from Hama."]),
        ("He died.[3][4] A physician came.", ["He died.", "A physician came."]),
        ("“He died.”[note 2] She left.", ["“He died.”", "She left."]),
        ("In 2014 [sic] he died.", ["In 2014 [sic] he died."]),
        ("  padded  \n\n\n", ["padded"]),
        ("…", ["…"]),
    ],
)
def test_a_block_ends_where_no_sentence_goes_on(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_lines_broken_at_a_column_are_one_block() -> None:
    text = (
        "The army of the north withdrew on Monday from the\n"
        "City of Hama, which it had held for thirteen years\n"
        "And which the rebels entered in the evening."
    )
    assert cut(text) == [text]


@given(st.one_of(anything, lines))
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    ranges = list(blocks(text))
    assert all(a < b for a, b in ranges)
    assert all(b <= c for (_, b), (c, _) in pairwise(ranges))


@given(st.text(NO_LONE_SURROGATES.filter(lambda c: c not in "[]"), max_size=80))
def test_blocks_hold_every_character_but_white_space(text: str) -> None:
    held = {i for a, b in blocks(text) for i in range(a, b)}
    assert [i for i, c in enumerate(text) if not c.isspace() and i not in held] == []


@given(st.one_of(anything, lines))
def test_what_blocks_leave_out_is_white_space_or_citation_marks(text: str) -> None:
    ranges = [(0, 0), *blocks(text), (len(text), len(text))]
    gaps = [text[b:c] for (_, b), (c, _) in pairwise(ranges)]
    assert [g for g in gaps if g.strip() and not (g.strip()[0] == "[" and g.strip()[-1] == "]")] == []


# --- sentences


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gen. Samir Tolan spoke. The army left.", ["Gen. Samir Tolan spoke.", "The army left."]),
        ("Rebels take Hama\n\nThe army left.", ["Rebels take Hama", "The army left."]),
        ("He died.[3] She left.", ["He died.", "She left."]),
        ("Did Israel bomb Isfahan? It did.", ["Did Israel bomb Isfahan?", "It did."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@pytest.mark.parametrize(
    "title", ["Gen.", "Dr.", "Gov.", "Sen.", "Rep.", "Prof.", "Mr.", "Mrs.", "Adm.", "Rev.", "St."]
)
def test_no_sentence_ends_behind_a_short_title(title: str) -> None:
    assert len(parsed(f"Navy {title} Jeff Reed said so.").sentences) == 1


@pytest.mark.parametrize("title", ["Capt.", "Lt.", "Maj.", "Sgt.", "Cmdr.", "Brig.", "Cpl.", "Pvt.", "Hon."])
def test_no_sentence_ends_behind_a_short_rank(title: str) -> None:
    assert len(parsed(f"Navy {title} Jeff Reed said so.").sentences) == 1


def test_a_name_with_an_arabic_article_hangs_on_one_word() -> None:
    doc = parsed(
        "Gunmen loyal to ousted President Bashar al-Assad killed 17 people in Tartus province on Wednesday."
    )
    assad = doc.words.index("Assad")
    assert doc.words[doc.head[assad]] != "killed"
    assert doc.words[doc.head[doc.words.index("Bashar")]] == "Assad"


def quoted(text: str) -> list[str]:
    doc = parsed(text)
    return [w for w, q in zip(doc.words, doc.quoted, strict=True) if q and w.isalpha()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('The army said "we left Hama" on Monday.', ["we", "left", "Hama"]),
        ("The army said “we left” and “we won” today.", ["we", "left", "we", "won"]),
        ("The army « a gagné » hier.", ["a", "gagné"]),
        ("Nobody spoke.", []),
        ("“We left.\n\nThe army was gone.", ["We", "left"]),
    ],
)
def test_words_between_quotation_marks_are_quoted(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_words_of_a_boilerplate_range_are_no_body() -> None:
    doc = parse(Report(text="Read more. The army left.", not_body=(Span(start=0, end=10),)))
    assert [w for w, b in zip(doc.words, doc.body, strict=True) if not b] == ["Read", "more", "."]


def test_a_document_keeps_the_publication_date() -> None:
    assert parsed("The army left.").published is not None


# --- laws


def unsound(doc: Document) -> list[str]:
    """What is wrong with a document, whatever its text."""
    size = len(doc)
    found = [
        f"{name} has {len(getattr(doc, name))} of {size}"
        for name in COLUMNS
        if len(getattr(doc, name)) != size
    ]
    found += [
        f"token {i} is not at its place"
        for i in range(size)
        if doc.text[doc.start[i] : doc.end[i]] != doc.words[i] or not doc.words[i]
    ]
    found += [
        f"head of {i} is in another sentence"
        for i in range(size)
        if doc.sentence_of[i] != doc.sentence_of[doc.head[i]]
    ]
    found += [f"token {i} overlaps the next" for i in range(size - 1) if doc.end[i] > doc.start[i + 1]]
    covered = [t for a, b in doc.sentences for t in range(a, b)]
    found += [] if covered == list(range(size)) else ["sentences do not cover the tokens in order"]
    found += [
        f"edges of {i} do not hold it" for i, (a, b) in enumerate(doc.edges) if not 0 <= a <= i <= b < size
    ]
    return found


@settings(max_examples=60, deadline=None)
@given(st.one_of(anything, lines.filter(lambda t: t.strip())))
def test_a_document_of_any_text_is_sound(text: str) -> None:
    assert unsound(parse(Report(text=text))) == []


@settings(max_examples=40, deadline=None)
@given(anything)
def test_every_character_but_white_space_and_citation_marks_is_in_a_token(text: str) -> None:
    text = text.replace("[", "(").replace("]", ")")
    doc = parse(Report(text=text))
    held = {i for a, b in zip(doc.start, doc.end, strict=True) for i in range(a, b)}
    assert [c for i, c in enumerate(text) if not c.isspace() and i not in held] == []


ODD = {
    "emoji": "🙂🙂 The army 🇸🇾 left 👩‍👩‍👧 Hama 🎉.",
    "right to left": "قال الجيش إنه انسحب من حماة. The army left حماة on Monday.",
    "direction marks": "The \u202barmy\u202c left \u200fHama\u200e.",
    "combining marks": "The army left Ha\u0304ma\u0301 a\u0300\u0301\u0302\u0303 today.",
    "control characters": "The army\x01 left\x02 Hama\x1f today\x7f.",
    "joiners and odd spaces": "The\u00a0army\u2009left\u200bHama\ufeff.",
    "line and paragraph separators": "The army left.\u2028The rebels came.\u2029They won.\x85Done.",
    "only punctuation": "... !!! ??? — “” «» [[[ ]]] ((( )))",
    "only a quotation mark": '"',
    "only line breaks and a dot": "\n\n\n\r\n.\n\n",
    "old line ends": "Rebels took Hama.\r\rThe army left.\r",
    "capitals": "REBELS TOOK HAMA ON MONDAY AND THE ARMY OF SYRIA LEFT ALEPPO, OFFICIALS SAID.",
    "a table": "Year\tKilled\tWounded\n2014\t12\t30\n2015\t9\t\n2016\t1,204\t3,400\n" * 20,
    "no verb": "Aleppo, Hama, Homs, Damascus. Syria. The rebels. 8 December 2024. Israel and Iran.",
    "one very long line": "the rebels and the army and " * 400,
    "one very long word": "a" * 5000,
    "one very long list": ", ".join(f"Hama {n}" for n in range(400)) + " were attacked.",
    "deep brackets": "(" * 300 + "Hama" + ")" * 300,
    "many short lines": "\n".join(["Hama", "Homs.", "1", "-"] * 100),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_read_and_its_offsets_give_back_the_words(text: str) -> None:
    doc = parse(Report(text=text))
    assert unsound(doc) == []
    assert read(Report(text=text)).report.text == text


def test_a_lone_surrogate_is_refused_by_name() -> None:
    with pytest.raises(ValueProblem, match="lone surrogate"):
        Report(text="The army \ud83d left Hama.")


def test_a_text_of_white_space_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(ValueProblem, match="nothing to read"):
        Report(text=" \n\t ")


def test_a_long_report_is_read_in_bounded_time() -> None:
    told = (
        "Rebels seized Hama on 5 December 2024, killing four soldiers. The army withdrew, officials said.\n\n"
    )
    quiet = (
        "The orchestra played until midnight, and prices in the market rose a little over the year.\n\n" * 9
    )
    text = (told + quiet) * (200_000 // len(told + quiet) + 1)
    start = time.monotonic()
    claims = read(Report(text=text)).claims
    assert len(text) > 200_000
    assert claims
    assert time.monotonic() - start < 60


def _asked_as_a_whole(text: str) -> list[tuple[str, str, str, str]]:
    """Lemma, part of speech, tag and dependency as every component of the model tells them of the whole text."""
    docs = (language_model()(text[a:b]) for a, b in blocks(text))
    return [(t.lemma_.lower(), t.pos_, t.tag_, t.dep_) for doc in docs for t in doc]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels are gonna take Hama, and there are fighters who ain't leaving; let's go, y'all.",
        "There were clashes. We've got ta leave, c'm on! They'd gone; he's dead and it wasn't his.",
        "The men held the town that the army left  early, to   be better armed\tthan before.",
    ],
)
def test_what_is_remembered_of_a_word_is_what_the_model_says_of_it_in_its_text(text: str) -> None:
    doc = parse(Report(text=text))
    assert list(zip(doc.lemma, doc.pos, doc.tag, doc.dep, strict=True)) == _asked_as_a_whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "Near Gao, which fell in March, troops fired on a bus.",
        "Near Gao, the army killed two rebels.",
    ],
)
def test_a_preposition_with_a_capital_is_no_part_of_the_name_behind_it(text: str) -> None:
    doc = parsed(text)
    assert (doc.pos[0], doc.dep[1], doc.head[1]) == ("ADP", "pobj", 0)


def test_a_name_that_begins_with_a_preposition_keeps_it() -> None:
    doc = parsed("He left the Near East in 1998.")
    assert doc.words[doc.head[3]] == "East"


def test_a_name_joined_to_an_object_right_before_a_verb_without_a_subject_is_its_subject() -> None:
    doc = parsed(
        "Iraq has closed the crossing, local officials said on Sunday, "
        "hours after rebels entered Damascus and President Bashar al-Assad fled the country."
    )
    fled = doc.words.index("fled")
    assert (doc.head[fled - 1], doc.dep[fled - 1]) == (fled, "nsubj")
    doc = parsed("The army shelled Homs and Hama.")
    assert doc.dep[doc.words.index("Hama")] == "conj"


@pytest.mark.parametrize(
    "text",
    [
        "There were clashes, and there are more.",
        "They ain't leaving, and we are gonna stay.",
        "Let's wait, y'all; c'mon, you got ta see.",
        "There is there was.",
    ],
)
def test_words_are_ruled_as_in_their_sentence_though_each_is_asked_for_once(text: str) -> None:
    whole = language_model()(text)
    doc = parse(Report(text=text))

    assert list(zip(doc.words, doc.tag, doc.pos, strict=True)) == [(t.text, t.tag_, t.pos_) for t in whole]
