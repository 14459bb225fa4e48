"""Thin words around the library.

Data on stdout, words on stderr; exit 0 done, 1 refused or failed, 2 misused, 130 stopped by Ctrl-C.
"""

from sourcebook.cli.root import main

__all__ = ["main"]
