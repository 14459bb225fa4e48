"""Bytes to characters: which encoding, and is it text at all?"""

import re

from sourcebook.errors import Unreadable
from sourcebook.intake.quiet import quiet

BOMS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
RTF = b"{\\rtf"  # the one of them that is made of plain characters
BINARY = (  # first bytes of what people mistake for a report; from file(1)'s list of magic numbers
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a WebP image or a sound or film"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel, OpenDocument and EPUB files are such archives)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (RTF, "a rich text (RTF) file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film"),
)
HIGH_SHARE = (
    0.15  # English in a one-byte encoding has at most a few accents and quotation marks; own estimate
)
CANDIDATES = ["cp1252", "cp1251", "cp1250", "cp1254", "cp1256", "cp1255", "cp1253", "koi8_r", "mac_roman"]
CANDIDATES += ["shift_jis", "euc_kr", "gb18030", "big5", "euc_jp"]
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
CP1252_LETTER_GAPS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that cp1252 leaves empty


def refuse_binary(data: bytes) -> None:
    """Stop at a file that is no text.

    Args:
        data: the file's bytes, or its first ones.

    Raises:
        Unreadable: it begins like an image, an archive, a program ...
    """
    for magic, what in BINARY:
        if data.startswith(magic) and (not magic.isascii() or magic == RTF or b"\x00" in data[:4096]):
            raise Unreadable(f"this is {what}, not text; save the report as text, HTML or PDF and read that")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The characters that the bytes stand for; a byte order mark is dropped, nothing else is.

    Args:
        data: the whole file.
        declared: encoding that the source names (HTTP header, HTML meta); believed when the bytes agree.

    Raises:
        Unreadable: binary, or in no one encoding.
    """
    refuse_binary(data)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _strictly(data, _wide(data))
    for encoding in filter(None, ("utf-8", _python_name(declared))):
        text = _attempt(data, encoding)
        if text is not None:
            return text
    return _one_byte(data)


def _python_name(declared: str | None) -> str | None:
    """The codec that a web page means: ISO-8859-1 is Windows-1252 there (WHATWG Encoding Standard, 4.2)."""
    if declared is None:
        return None
    name = declared.strip().strip("\"'").lower()
    return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"the file says it is {encoding.upper()} but byte {error.start} is not; "
            "it is cut off or damaged: save it again as UTF-8"
        ) from error


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of English is zero."""
    half = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    raise Unreadable(
        f"byte {data.index(0)} is zero, so this is a binary file; save the report as text, HTML or PDF"
    )


def _one_byte(data: bytes) -> str:
    """Text that is not UTF-8: one of the one-byte encodings, or two encodings mixed."""
    high = len(HIGH.findall(data))
    wide = sum(len(m) for m in MULTIBYTE.findall(data))
    if wide > high / 2 and high:
        raise Unreadable(
            f"mixed encodings: mostly UTF-8, but byte {_first_bad(data)} is not; "
            "the file was pasted together or damaged: save it again as UTF-8"
        )
    if high <= HIGH_SHARE * len(data) and not CP1252_LETTER_GAPS.search(data):
        return data.decode("cp1252")
    return _guess(data)


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _guess(data: bytes) -> str:
    """The likeliest encoding by the letters that it gives."""
    with quiet():
        from charset_normalizer import from_bytes  # noqa: PLC0415 - loads only when an encoding must be guessed

        best = from_bytes(data, cp_isolation=CANDIDATES).best()
    if best is None:
        raise Unreadable("the bytes are text in no known encoding, or binary; save the report as UTF-8")
    return str(best)
