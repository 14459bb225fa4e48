"""Deflated: a long answer made of pieces, of which only those that changed are compressed anew."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LEVEL = 3  # of compression: higher ones take seconds for a few per cent
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # gzip, without name and time: RFC 1952, 2.3
_END = b"\x03\x00"  # an empty last block: RFC 1951, 3.2.6
_WHOLE = 2**32


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer.

    Attributes:
        plain: its bytes.
        packed: the same as blocks of deflate that refer to nothing outside and end at a whole byte.
    """

    plain: bytes
    packed: bytes


def piece(plain: bytes) -> Piece:
    """A piece, compressed.

    Args:
        plain: its bytes.
    """
    made = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(plain, made.compress(plain) + made.flush(zlib.Z_SYNC_FLUSH))


def gzipped(pieces: Iterable[Piece]) -> bytes:
    """Pieces as one gzip file.

    Args:
        pieces: in their order.
    """
    check, length, packed = 0, 0, [_HEAD]
    for one in pieces:
        check, length = zlib.crc32(one.plain, check), length + len(one.plain)
        packed.append(one.packed)
    tail = check.to_bytes(4, "little") + (length % _WHOLE).to_bytes(4, "little")
    return b"".join((*packed, _END, tail))
