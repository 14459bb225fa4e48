"""Sourcebook reads news reports about conflict and drafts the record that an analyst keeps.

Importing this package loads no model and opens no file.
"""

__version__ = "0.1.0"
