"""The road runs one way, and importing is free."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/sourcebook"

# Each layer may import those that stand before it; ARCHITECTURE.md tells what each is for.
ROAD = (
    "errors",
    "samples",
    "model",
    "knowledge",
    "intake",
    "parse",
    "grammar",
    "encode",
    "find",
    "resolve",
    "draft",
    "stages",
    "ledger",
    "link",
    "story",
    "asof",
    "view",
    "export",
    "notebook",
    "review",
    "archive",
    "config",
    "cli",
)
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")
HEAVY = {"torch", "spacy", "numpy", "pandas", "sqlite3", "sqlalchemy", "lxml", "trafilatura", "pypdf", "ray"}


def layer_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "cli" if first == "__main__" else first  # `python -m sourcebook` is the command line's


def dotted(path: Path) -> str:
    return ".".join(("sourcebook", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def targets(node: ast.AST) -> list[str]:
    """The modules of this package that an import names; the package itself when it names only that."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module == "sourcebook":
        names = [f"sourcebook.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    else:
        names = []
    return [name for name in names if name.split(".")[0] == "sourcebook"]


def imported_layers(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = (name.split(".")[1:2] for node in ast.walk(tree) for name in targets(node))
    return {layer for part in named for layer in part if not layer.startswith("__")}


def loaded_by(code: str) -> set[str]:
    line = f"import sys\n{code}\nprint(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_belongs_to_a_layer_of_the_road(path: Path) -> None:
    assert layer_of(path) in ROAD, f"{dotted(path)} lies on no layer; add it to ROAD and to ARCHITECTURE.md"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_what_lies_before_it(path: Path) -> None:
    here = ROAD.index(layer_of(path))
    further = [layer for layer in imported_layers(path) if layer not in ROAD[: here + 1]]

    assert further == [], f"{dotted(path)} imports {', '.join(further)}, which lies further on"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_are_written_in_full(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


def test_the_package_itself_imports_none_of_its_layers() -> None:
    assert imported_layers(SOURCE / "__init__.py") == set()


def test_the_check_sees_an_import_inside_a_function(tmp_path: Path) -> None:
    module = tmp_path / "late.py"
    module.write_text(
        "def f():\n    from sourcebook import cli\n    import sourcebook.view.who\n", encoding="utf-8"
    )

    assert imported_layers(module) == {"cli", "view"}


def test_importing_the_package_loads_no_heavy_library() -> None:
    assert HEAVY.isdisjoint(loaded_by("import sourcebook"))


def test_importing_the_types_and_the_samples_loads_no_heavy_library() -> None:
    assert HEAVY.isdisjoint(
        loaded_by("import sourcebook.model.record, sourcebook.model.claim, sourcebook.samples")
    )
