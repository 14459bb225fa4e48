"""Who may come in: names, passwords and sessions, in a small SQLite file of their own beside the book.

The book is handed on, exported and cited; nobody's password should travel with it.
"""

from sourcebook.review.accounts.entrance import Asker, Entrance
from sourcebook.review.accounts.file import accounts_beside, open_accounts
from sourcebook.review.accounts.users import Users

__all__ = ["Asker", "Entrance", "Users", "accounts_beside", "open_accounts"]
