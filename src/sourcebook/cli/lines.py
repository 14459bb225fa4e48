"""JSON lines on stdout."""

import json
import sys
from typing import Any


def json_line(data: dict[str, Any]) -> None:
    """One object on one line, in plain characters where stdout knows UTF-8, else escaped."""
    stream = sys.stdout
    utf8 = (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"
    stream.write(json.dumps(data, ensure_ascii=not utf8) + "\n")
