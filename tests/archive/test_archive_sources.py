"""Whatever a source is, its records come one by one and in order; what is damaged is told and the rest is taken."""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from sourcebook.archive import objects
from sourcebook.archive.items import Item, reports_of
from sourcebook.archive.sources import Skipped, Taking, items
from sourcebook.errors import ArchiveError
from sourcebook.intake import Failure, Limits
from sourcebook.model.text import Report

TEXTS = ["Rebels shelled Aleppo.", "Troops entered Homs.", "A convoy left Idlib."]


def found(*sources: str | Path, taking: Taking | None = None) -> list[Report | Failure]:
    return [r for i in taken(*sources, taking=taking) for r in reports_of(i, Limits())]


def taken(*sources: str | Path, taking: Taking | None = None) -> list[Item]:
    return list(items([str(s) for s in sources], taking or Taking()))


def texts(every: list[Report | Failure]) -> list[str]:
    return [r.text for r in every if isinstance(r, Report)]


def failures(every: list[Report | Failure]) -> list[str]:
    return [f.message for f in every if isinstance(f, Failure)]


def lines(some: list[str]) -> bytes:
    return "".join(json.dumps({"text": t}) + "\n" for t in some).encode()


def packed(name: str, data: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.compress(data)
    return zstandard.compress(data) if name.endswith(".zst") else data


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.jsonl.zst"])
def test_json_lines_are_read_plain_and_packed(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(packed(name, lines(TEXTS)))
    assert texts(found(tmp_path / name)) == TEXTS


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_packed_files_that_were_put_one_behind_the_other_are_read_to_the_end(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(packed(name, lines(TEXTS[:2])) + packed(name, lines(TEXTS[2:])))
    assert texts(found(tmp_path / name)) == TEXTS


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_a_packed_file_that_breaks_off_is_told_and_what_came_before_is_read(
    name: str, tmp_path: Path
) -> None:
    second = packed(name, lines(TEXTS[2:]))
    (tmp_path / name).write_bytes(packed(name, lines(TEXTS[:2])) + second[: len(second) // 2])
    every = found(tmp_path / name)
    assert texts(every) == TEXTS[:2]
    assert ["breaks off or is damaged" in f for f in failures(every)] == [True]


def test_a_bad_member_of_a_packed_file_is_told_and_what_came_before_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(TEXTS[:1])) + b"no member at all")
    every = found(tmp_path / "a.jsonl.gz")
    assert texts(every) == TEXTS[:1]
    assert len(failures(every)) == 1


@pytest.mark.parametrize("line", [b"no JSON", b"[1]", b'{"text": 5}', b'{"body": "x"}', b"[" * 5000])
def test_a_line_that_is_no_report_fails_alone(line: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(TEXTS[:1]) + line + b"\n" + lines(TEXTS[1:]))
    every = found(tmp_path / "a.jsonl")
    assert texts(every) == TEXTS
    assert len(failures(every)) == 1


def test_a_line_longer_than_the_limit_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines([TEXTS[0], "word " * 1000, TEXTS[1]]))
    taking = Taking(limits=Limits(file_bytes=200))
    every = [
        r for i in taken(tmp_path / "a.jsonl", taking=taking) for r in reports_of(i, Limits(file_bytes=200))
    ]
    assert (texts(every), len(failures(every))) == (TEXTS[:2], 1)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
def test_an_empty_file_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(packed(name, b""))
    assert ["is empty" in f for f in failures(found(tmp_path / name))] == [True]


def table(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_the_columns_of_a_table_may_be_called_otherwise(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", body=TEXTS, url=["u1", "u2", "u3"], day=[date(2024, 12, 8)] * 3)
    every = found(path, taking=Taking(columns={"text": "body", "published": "day"}))
    assert texts(every) == TEXTS
    assert [(r.address, str(r.published.first)) for r in every if isinstance(r, Report) and r.published] == [
        (f"u{n}", "2024-12-08") for n in (1, 2, 3)
    ]


def test_words_that_a_table_holds_as_bytes_are_words(tmp_path: Path) -> None:
    assert texts(found(table(tmp_path / "a.parquet", text=[t.encode() for t in TEXTS]))) == TEXTS


def test_a_row_without_words_fails_alone(tmp_path: Path) -> None:
    every = found(table(tmp_path / "a.parquet", text=[TEXTS[0], None, TEXTS[1]]))
    assert (texts(every), len(failures(every))) == (TEXTS[:2], 1)


def test_reports_without_a_day_have_none(tmp_path: Path) -> None:
    every = found(table(tmp_path / "a.parquet", text=TEXTS))
    assert [r.published for r in every if isinstance(r, Report)] == [None] * 3


def test_a_table_without_the_column_is_refused_with_the_columns_that_are_there(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", body=TEXTS, day=["2024"] * 3)
    with pytest.raises(ArchiveError, match=r"no column \"text\".*--column text=NAME.*body, day"):
        taken(path)
    with pytest.raises(ArchiveError, match="no column words; there are body, day"):
        taken(path, taking=Taking(columns={"text": "words"}))


def test_of_tables_with_mixed_schemas_the_one_that_lacks_the_column_is_named(tmp_path: Path) -> None:
    table(tmp_path / "a.parquet", text=TEXTS)
    table(tmp_path / "b.parquet", body=TEXTS)
    with pytest.raises(ArchiveError, match=r"b\.parquet has no column \"text\""):
        taken(tmp_path)


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more")
    assert ["breaks off or is damaged" in f for f in failures(found(tmp_path / "a.parquet"))] == [True]


def record(url: str, text: str, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A response of a web archive, after ISO 28500."""
    page = f"<html><body><article><p>{text * 8}</p></article></body></html>".encode()
    answer = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-12-08T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc(name: str, *records: bytes) -> bytes:
    return b"".join(gzip.compress(r) if name.endswith(".gz") else r for r in records)


@pytest.fixture(params=["a.warc", "a.warc.gz"])
def name(request: pytest.FixtureRequest) -> str:
    named: str = request.param
    return named


def pages() -> list[bytes]:
    return [record(f"http://paper.example/{n}", t + " ") for n, t in enumerate(TEXTS)]


def test_web_archives_give_their_pages(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(warc(name, *pages()))
    every = found(tmp_path / name)
    assert [t.split(".")[0] + "." for t in texts(every)] == TEXTS
    assert [r.address for r in every if isinstance(r, Report)] == [
        f"http://paper.example/{n}" for n in range(3)
    ]


def test_what_is_no_page_is_counted(name: str, tmp_path: Path) -> None:
    other = (
        record("http://a.example/p", "x", kind="image/png"),
        record("http://a.example/q", "y", status="404 Gone"),
    )
    (tmp_path / name).write_bytes(warc(name, *other, *pages()))
    skipped = Skipped()
    assert len(taken(tmp_path / name, taking=Taking(skipped=skipped))) == 3
    assert sum(skipped.counts.values()) == 2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_web_archive_that_breaks_off_is_told_and_what_came_before_is_read(
    name: str, share: float, tmp_path: Path
) -> None:
    last = warc(name, pages()[2])
    (tmp_path / name).write_bytes(warc(name, *pages()[:2]) + last[: int(len(last) * share)])
    every = found(tmp_path / name)
    assert [t.split(".")[0] + "." for t in texts(every)] == TEXTS[:2]
    assert ["breaks off or is damaged" in f for f in failures(every)] == [True]


def test_a_file_that_is_no_web_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"<html>We are sorry</html>" * 100)
    assert len(failures(found(tmp_path / "a.warc"))) == 1


def test_a_folder_gives_its_files_in_the_order_of_their_names_and_no_hidden_ones(tmp_path: Path) -> None:
    for folder, text in (("b", TEXTS[1]), ("a", TEXTS[0]), (".git", TEXTS[2])):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jsonl").write_bytes(lines([text]))
    (tmp_path / "notes.xyz").write_text("nothing to read")
    assert texts(found(tmp_path)) == TEXTS[:2]


def test_a_feed_gives_a_report_for_each_entry(tmp_path: Path) -> None:
    entries = "".join(f"<item><title>T</title><description>{t * 3}</description></item>" for t in TEXTS)
    (tmp_path / "a.xml").write_text(f'<rss version="2.0"><channel><title>C</title>{entries}</channel></rss>')
    assert len(texts(found(tmp_path / "a.xml"))) == 3


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such file or folder"):
        taken(tmp_path / "none")


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds nothing to read"):
        taken(tmp_path)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """Address of a store that speaks S3, on this machine."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    with redirect_stderr(io.StringIO()):
        server.start()
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
        server.stop()


@pytest.fixture
def bucket(store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket with a file of lines and a table."""
    for key, value in {
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    objects._store.cache_clear()
    from pyarrow import fs  # noqa: PLC0415 - its start takes a second

    there = fs.S3FileSystem(
        endpoint_override=store.removeprefix("http://"), scheme="http", allow_bucket_creation=True
    )
    there.create_dir("news")
    with there.open_output_stream("news/2024/a.jsonl.gz", compression=None) as stream:
        stream.write(gzip.compress(lines(TEXTS[:2])))
    with there.open_output_stream("news/2024/b.parquet") as stream:
        pq.write_table(pa.table({"text": TEXTS[2:]}), stream)
    yield "news"
    objects._store.cache_clear()


def test_objects_of_a_store_are_read_as_files_are(bucket: str) -> None:
    assert texts(found(f"s3://{bucket}/2024")) == TEXTS
    assert texts(found(f"s3://{bucket}/2024/a.jsonl.gz")) == TEXTS[:2]


def test_a_key_under_which_nothing_lies_is_refused(bucket: str) -> None:
    with pytest.raises(ArchiveError, match="are the bucket and the key right"):
        taken(f"s3://{bucket}/2031")


def test_without_credentials_it_is_said_which_to_set(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_ENDPOINT_URL", store)
    monkeypatch.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)  # from now on it asks who one is
    objects._store.cache_clear()
    with pytest.raises(ArchiveError, match="AWS_ACCESS_KEY_ID"):
        taken("s3://news/2024")
    objects._store.cache_clear()
