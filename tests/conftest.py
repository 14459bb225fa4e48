"""Makes `import drafts` work in every test folder, and opens books of either kind."""

from collections.abc import Iterator
from itertools import count

import pytest
import sqlalchemy as sa

import books


@pytest.fixture(scope="session")
def shelf() -> Iterator[books.Shelf]:
    """Gives new books on a PostgreSQL server."""
    with books.started() as url:
        made = books.Shelf(url)
        sa.event.listen(sa.pool.Pool, "connect", made.note)
        yield made
        sa.event.remove(sa.pool.Pool, "connect", made.note)
        made.clear()


@pytest.fixture(scope="session")
def ledger_url(shelf: books.Shelf) -> str:
    """Address of a PostgreSQL server's database, in which no book lies."""
    return shelf.url


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def new_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> books.NewBook:
    """Gives addresses of new books: files, then schemas on a server."""
    if request.param == "postgres":
        shelf: books.Shelf = request.getfixturevalue("shelf")
        return shelf
    folder, n = tmp_path_factory.mktemp("books"), count()
    return lambda: folder / f"{next(n)}.sourcebook"


@pytest.fixture
def path(new_book: books.NewBook) -> books.Address:
    """Address of a new book."""
    return new_book()
