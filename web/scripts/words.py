"""Write `web/src/words.ts`: the server's types as TypeScript, through its OpenAPI description.

`python web/scripts/words.py`, which calls `npx openapi-typescript`; run it whenever `review/words` changes.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sourcebook.review import words

_WEB = Path(__file__).parent.parent
_KEEP = "// Made by web/scripts/words.py from src/sourcebook/review/words; do not edit.\n"


def _schemas() -> dict[str, Any]:
    inputs = [(name, "serialization", TypeAdapter(getattr(words, name))) for name in sorted(words.__all__)]
    refs, defs = TypeAdapter.json_schemas(inputs, ref_template="#/components/schemas/{model}")
    found: dict[str, Any] = dict(defs["$defs"])
    for (name, _), schema in refs.items():
        if "$ref" not in schema:
            found[name] = schema
    for name, schema in found.items():
        if schema.get("type") == "object" and name not in _SENT:
            schema["required"] = sorted(schema.get("properties", {}))
    return found


_SENT = {"Judging", "Undoing", "Marking", "Deciding", "Pasting", "LogIn", "NewUser"}


def main() -> None:
    """Write the file."""
    schemas = _schemas()
    document = {
        "openapi": "3.1.0",
        "info": {"title": "words", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    source = _WEB / "node_modules" / ".words.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    made = subprocess.run(
        ["npx", "openapi-typescript", "--default-non-nullable", "false", str(source)],
        cwd=_WEB,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    short = "\n".join(f"export type {name} = components['schemas']['{name}']" for name in sorted(schemas))
    (_WEB / "src" / "words.ts").write_text(f"{_KEEP}{made}\n{short}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
