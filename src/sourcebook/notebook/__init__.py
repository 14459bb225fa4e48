"""A book as tables, for notebooks and scripts: `sourcebook.open(path).incidents(actor="...")`."""

from sourcebook.notebook.book import Book, open_book
from sourcebook.notebook.graph import Graph
from sourcebook.notebook.table import Kind, Table

__all__ = ["Book", "Graph", "Kind", "Table", "open_book"]
