"""A book that the sample reports were read into, a server over a copy of it, and a browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("browsing")

import browsing  # noqa: E402 - its asserts tell what they compared
from sourcebook.samples import sample_paths  # noqa: E402


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the sample reports, to be copied and never written to."""
    book = tmp_path_factory.mktemp("samples") / "samples.sourcebook"
    texts = [str(path) for path in sample_paths() if path.suffix == ".txt"]
    command = [sys.executable, "-m", "sourcebook", "add", "--book", str(book), *texts]
    subprocess.run(command, check=True, capture_output=True)
    return book


@pytest.fixture(scope="module")
def home(read_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over a copy of that book."""
    copy = tmp_path_factory.mktemp("page") / "levant.sourcebook"
    shutil.copy(read_samples, copy)
    with browsing.serving(copy) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The installed Chromium; for one module, since others run event loops of their own."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=browsing.CHROMIUM, args=browsing.SOFTWARE)
        yield opened
        opened.close()
