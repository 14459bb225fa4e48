"""Packed files as streams of their bytes, which say so when a file breaks off."""

import gzip
import io
from typing import BinaryIO, cast

import zstandard

_CHUNK = 262_144


def unpacked(name: str, raw: BinaryIO) -> BinaryIO:
    """A file's bytes, unpacked where its name says that they are packed.

    Args:
        name: the file's; .gz and .zst are unpacked.
        raw: the file. It need not be read to its end, but a file that breaks off is told only at its end.

    Returns:
        A stream that raises EOFError where the file breaks off, and OSError or ZstdError where it is damaged.
    """
    if name.lower().endswith(".gz"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=raw))
    if name.lower().endswith(".zst"):
        return cast("BinaryIO", io.BufferedReader(_Frames(raw), _CHUNK))
    return raw


class _Frames(io.RawIOBase):
    """What the frames of a Zstandard file hold, one behind the other (RFC 8878)."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._begun = False
        self._packed = self._plain = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill a buffer as far as there is something to fill it with.

        Raises:
            EOFError: a frame has no end.
        """
        while not self._plain:
            if not self._more():
                return 0
        some = self._plain[: len(buffer)]
        self._plain = self._plain[len(some) :]
        buffer[: len(some)] = some
        return len(some)

    def _more(self) -> bool:
        """Unpack one more piece; whether there was one."""
        packed = self._packed or self._raw.read(_CHUNK)
        if not packed:
            if self._begun:
                raise EOFError("its last frame has no end")
            return False
        self._plain = self._frame.decompress(packed)
        self._begun, self._packed = not self._frame.eof, b""
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = zstandard.ZstdDecompressor().decompressobj()
        return True
