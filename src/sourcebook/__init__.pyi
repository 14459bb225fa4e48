from sourcebook.notebook import open_book as open  # noqa: A004 - read as sourcebook.open

__all__ = ["__version__", "open"]

__version__: str
