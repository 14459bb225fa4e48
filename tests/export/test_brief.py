import html
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import markdown
import pypdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import FORMULA, MARKUP, RIGHT, loud_book
from sample_book import sample_book
from sourcebook.cli import main
from sourcebook.export.brief import markdown as written
from sourcebook.export.brief.content import Brief, brief
from sourcebook.export.record import Record
from sourcebook.ledger import Ledger

DAYS = ("--from", "2024-12-01", "--until", "2024-12-10")
MAY = ("--from", "2024-05-01", "--until", "2024-05-31")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_book(tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loud_book(tmp_path_factory.mktemp("hostile"))


def run(book: Path, *words: str) -> Any:
    return CliRunner().invoke(main, ["export", *words, "--book", str(book)])


def made(book: Path, *days: str) -> Brief:
    with Ledger.open(book, create=False, readonly=True) as ledger:
        return brief(Record(ledger).only(first=date.fromisoformat(days[0]), last=date.fromisoformat(days[1])))


@pytest.fixture(scope="module")
def text(samples: Path) -> str:
    out = run(samples, "--to", "brief", *DAYS)
    assert out.exit_code == 0, out.stderr
    return str(out.stdout)


def test_a_brief_tells_what_the_diff_tells(samples: Path, text: str) -> None:
    diff = CliRunner().invoke(
        main, ["diff", "--from", "2024-12-01", "--to", "2024-12-10", "--book", str(samples)]
    )

    told = [line for line in diff.stdout.splitlines() if line and not line.startswith(" ")]
    parts = [part for part in re.findall(r"^## (.+)$", text, re.MULTILINE) if part in diff.stdout]
    assert parts == [line for line in told if line in parts]
    assert len(parts) >= 4
    assert "**2024-12-05** rebels controls Hama" in text


def test_every_footnote_is_pointed_to_and_stands_once(text: str) -> None:
    stands = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    pointed = re.findall(r"\[\^(\d+)\](?!:)", text)

    assert stands == [str(n + 1) for n in range(len(stands))]
    assert len(stands) > 20
    assert list(dict.fromkeys(pointed)) == stands


def test_every_footnote_holds_the_exact_words_of_its_claim(samples: Path) -> None:
    told = made(samples, "2024-12-01", "2024-12-10")
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        for note in told.notes:
            entry = ledger.claim(note.about.rsplit(" ", 1)[1])
            assert entry is not None
            assert note.words == entry.words == entry.claim.quote.of(ledger.text(entry.claim.report) or "")
            assert entry.source.label in note.source


def test_the_incidents_told_by_the_most_origins_come_first(samples: Path) -> None:
    told = next(s for s in made(samples, "2024-12-01", "2024-12-10").sections if s.title == "Told most")
    origins = [int(found[1]) for i in told.items if (found := re.search(r"of (\d+) origin", i.remark))]

    assert len(origins) == len(told.items)
    assert origins == sorted(origins, reverse=True)
    assert origins[0] > 1


def test_contradictions_are_told_with_both_sides(samples: Path) -> None:
    sections = made(samples, "2024-12-01", "2025-01-31").sections
    clashes = next(s for s in sections if s.title == "What cannot both be right")

    assert all(len(item.notes) == 2 for item in clashes.items)


def test_a_brief_of_one_actor_is_shorter(samples: Path, text: str) -> None:
    own = run(samples, "--to", "brief", *DAYS, "--actor", "Israel").stdout

    assert 0 < own.count("\n- ") < text.count("\n- ")


def test_days_of_which_nothing_is_told_give_a_brief_that_says_so(samples: Path) -> None:
    out = run(samples, "--to", "brief", "--from", "1801", "--until", "1801", "--actor", "Israel").stdout

    assert "Nothing that is told changed between these days." in out


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (("--from", "2024"), "give both with --from and --until"),
        (("--until", "2024"), "give both with --from and --until"),
        (("--from", "2025", "--until", "2024"), "exchange the two"),
    ],
)
def test_a_brief_without_both_days_in_order_is_refused(
    samples: Path, days: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    for form in ("brief", "brief-pdf"):
        out = run(samples, "--to", form, *days, str(tmp_path / "out"))

        assert out.exit_code == 1
        assert message in out.stderr
        assert list(tmp_path.iterdir()) == []


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["footnotes", "tables"])


def words_of(page: str) -> str:
    return " ".join(
        html.unescape(re.sub(r"<[^>]*>", "", page)).replace("\u2068", "").replace("\u2069", "").split()
    )


def test_hostile_words_stay_words_in_markdown(hostile: Path) -> None:
    page = rendered(run(hostile, "--to", "brief", *MAY).stdout)

    assert not re.search(r"<(script|img|em|code|table)\b", page)
    assert MARKUP in words_of(page)
    assert f"“{FORMULA} and {RIGHT} met." in words_of(page)
    assert "#panic(" in words_of(page)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page)


@settings(deadline=None)  # the machine may be busy
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp")),
        min_size=1,
    )
)
def test_no_words_become_markup(words: str) -> None:
    assert words_of(rendered(f"- **day** {written.safe(words)}\n")) == f"day {words}"


def pdf_of(book: Path, folder: Path, *days: str) -> Path:
    pytest.importorskip("typst", reason="typst is not installed")
    out = run(book, "--to", "brief-pdf", *days, str(folder / "brief.pdf"))
    assert out.exit_code == 0, out.stderr
    assert [path.name for path in folder.iterdir()] == ["brief.pdf"]
    return folder / "brief.pdf"


def test_the_pdf_holds_what_the_markdown_holds(samples: Path, tmp_path: Path) -> None:
    path = pdf_of(samples, tmp_path, *DAYS)
    told = made(samples, "2024-12-01", "2024-12-10")
    read = "".join("".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())

    for section in told.sections:
        assert "".join(section.title.split()) in read
        assert [i.words for i in section.items if "".join(i.words.split()) not in read] == []
    assert pypdf.PdfReader(path).metadata.title == told.title  # type: ignore[union-attr] # it has some


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_pdftotext_reads_every_footnote_in_its_exact_words(samples: Path, tmp_path: Path) -> None:
    path = pdf_of(samples, tmp_path, *DAYS)
    out = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    read = re.sub(r"[\s\f]|\d+/\d+", "", re.sub(r"\n\d+ / \d+\n\f", "\n", out))

    missing = [
        n.words
        for n in made(samples, "2024-12-01", "2024-12-10").notes
        if "".join(n.words.split()) not in read
    ]

    assert len(missing) <= 2  # a word that is broken at the end of a line, or a note that runs over two pages


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_hostile_and_right_to_left_words_come_out_of_the_pdf_as_words(hostile: Path, tmp_path: Path) -> None:
    path = pdf_of(hostile, tmp_path, *MAY)
    out = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    read = "".join(
        c for c in "".join(out.split()) if c not in "\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u2068\u2069"
    )

    assert "<script>document.title='owned'</script>" in read
    assert '#panic("owned")$x$*bold*' in read
    assert "حزب" in read  # in the order in which it is spoken


def test_the_same_book_gives_the_same_pdf(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    assert (
        pdf_of(hostile, tmp_path / "a", *MAY).read_bytes()
        == pdf_of(hostile, tmp_path / "b", *MAY).read_bytes()
    )


def test_without_typst_the_remedy_is_told(
    hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.export.formats.find_spec", lambda _: None)
    monkeypatch.delitem(sys.modules, "typst", raising=False)

    out = run(hostile, "--to", "brief-pdf", *MAY, str(tmp_path / "brief.pdf"))

    assert out.exit_code == 1
    assert "pip install 'sourcebook[pdf]'" in out.stderr
