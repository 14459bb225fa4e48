"""What are the words, when and by whom? Bytes to ``Report``.

Nothing heavy is imported with this package: the readers of web pages, PDF, feeds and languages load when
the first source needs them.
"""

from sourcebook.intake.limits import Limits
from sourcebook.intake.outcome import Failure, Raw
from sourcebook.intake.sniff import SUFFIXES
from sourcebook.intake.sources import from_stream, pasted, reports

__all__ = ["SUFFIXES", "Failure", "Limits", "Raw", "from_stream", "pasted", "reports"]
