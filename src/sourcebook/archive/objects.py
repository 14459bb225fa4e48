"""Objects of an S3-compatible store, through the file systems that pyarrow brings.

Credentials come as for other tools: the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY), a profile or
the machine's role; AWS_ENDPOINT_URL names another store than Amazon's.
"""

import os
from collections.abc import Callable
from functools import cache
from typing import BinaryIO, cast

from pyarrow import fs

from sourcebook.errors import ArchiveError

_SCHEME = "s3://"


@cache
def _store() -> fs.S3FileSystem:
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    scheme, _, host = endpoint.rpartition("://")
    given = {"endpoint_override": host, "scheme": scheme or "https"} if host else {}
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return fs.S3FileSystem(**given, **({"region": region} if region else {}))


def listed(address: str, takes: Callable[[str], bool]) -> list[str]:
    """The objects under an address, in the order of names.

    Args:
        address: s3://BUCKET/KEY of an object, or of what the keys of several begin with.
        takes: whether an object of a name is read.

    Raises:
        ArchiveError: there is none, or the store does not let us in.
    """
    path = address.removeprefix(_SCHEME).rstrip("/")
    try:
        one = _store().get_file_info(path)
        if one.type is fs.FileType.File:
            return [address]
        inside = _store().get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
    except OSError as error:
        raise _refused(address, error) from error
    found = sorted(_SCHEME + i.path for i in inside if i.type is fs.FileType.File and takes(i.base_name))
    if not found:
        raise ArchiveError(f"{address}: no object to read there; are the bucket and the key right?")
    return found


def opened(address: str) -> BinaryIO:
    """An object, for reading from its beginning or anywhere.

    Args:
        address: s3://BUCKET/KEY.

    Raises:
        ArchiveError: the store does not give it.
    """
    try:
        return cast("BinaryIO", _store().open_input_file(address.removeprefix(_SCHEME)))
    except OSError as error:
        raise _refused(address, error) from error


def _refused(address: str, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{address} cannot be read: {error}; are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for a store other than "
        "Amazon's, AWS_ENDPOINT_URL set?"
    )
