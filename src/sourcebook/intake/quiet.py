"""Keep the readers we borrow from talking on our standard error."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

CHATTY = (
    "pypdf",
    "trafilatura",
    "htmldate",
    "courlan",
    "justext",
    "charset_normalizer",
    "urllib3",
    "py3langid",
)


@contextmanager
def quiet() -> Iterator[None]:
    """Mute warnings and log lines of borrowed readers; what matters of them is told in our own words."""
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
