"""Every error that sourcebook raises on purpose.

::

    SourcebookError
    ├── ValueProblem (also ValueError)      a value that cannot be what it claims to be
    │   ├── SpanError                       characters that the report does not have
    │   ├── DateProblem                     a date that cannot be read
    │   ├── KnowledgeError                  a knowledge file that does not hold together
    │   ├── KeptApart                       two actors to be joined that a warning keeps apart
    │   ├── NameProblem                     a name that means nobody in the book, or several
    │   └── Overtaken                       a judgement about what somebody else judged meanwhile
    ├── IntakeError                         a report that cannot be read
    │   ├── NotFound                        nothing is there
    │   ├── NoWords                         nothing to read in it
    │   ├── WrongLanguage                   not in a language that the reader knows
    │   ├── TooLarge                        over a stated limit
    │   ├── Unreadable                      damaged, encrypted, binary, or not what its name says
    │   └── FetchError                      an address that does not give up its report
    ├── BookError                           a book that cannot be opened or written
    │   ├── NotABook                        the file is something else, or damaged
    │   ├── NewerBook                       written by a later release
    │   ├── ReadOnlyBook                    may be read, not written
    │   ├── BookFull                        no room left on the disk
    │   └── BookBusy                        locked, or no way to its server; the same works later
    ├── ArchiveError                        an archive that cannot be read or gone on with
    ├── ExportError                         what cannot be written in another format
    │   ├── ExtraMissing                    a library that the format needs is not installed
    │   └── CannotWrite                     a file or folder that cannot be written
    └── AccountError                        somebody who is not let in, or an account that cannot be
        ├── AccountsFileError               a file of accounts that cannot be used
        ├── AccountProblem                  a name, password or role that cannot be given
        ├── NoSuchAccount                   nobody has that name
        ├── WrongLogIn                      no such account, or another password
        └── TooManyAttempts                 too many failures to log in
"""


class SourcebookError(Exception):
    """Base of every error raised on purpose; its text says what, where and what to do."""


class ValueProblem(SourcebookError, ValueError):
    """A value that cannot be what it claims to be."""


class SpanError(ValueProblem):
    """Characters that the report does not have."""


class DateProblem(ValueProblem):
    """A date that cannot be read."""


class KnowledgeError(ValueProblem):
    """A knowledge file that does not hold together."""


class KeptApart(ValueProblem):
    """Two actors to be joined that a warning keeps apart."""


class NameProblem(ValueProblem):
    """A name that means nobody in the book, or several."""


class Overtaken(ValueProblem):
    """A judgement about what somebody else judged meanwhile.

    Attributes:
        n: number of the judgement that came before it; None when one was taken back.
    """

    def __init__(self, message: str, n: int | None) -> None:
        super().__init__(message)
        self.n = n


class IntakeError(SourcebookError):
    """A report that cannot be read."""


class NotFound(IntakeError):
    """Nothing is there."""


class NoWords(IntakeError):
    """Nothing to read in it."""


class WrongLanguage(IntakeError):
    """Not in a language that the reader knows."""


class TooLarge(IntakeError):
    """Over a stated limit."""


class Unreadable(IntakeError):
    """Damaged, encrypted, binary, or not what its name says."""


class FetchError(IntakeError):
    """An address that does not give up its report."""


class BookError(SourcebookError):
    """A book that cannot be opened or written."""


class NotABook(BookError):
    """The file is something else, or damaged."""


class NewerBook(BookError):
    """Written by a later release."""


class ReadOnlyBook(BookError):
    """May be read, not written."""


class BookFull(BookError):
    """No room left on the disk."""


class BookBusy(BookError):
    """Locked by another program, or no way to its server; the same works later."""


class ArchiveError(SourcebookError):
    """An archive that cannot be read or gone on with."""


class ExportError(SourcebookError):
    """What cannot be written in another format."""


class ExtraMissing(ExportError):
    """A library that the format needs is not installed."""


class CannotWrite(ExportError):
    """A file or folder that cannot be written."""


class AccountError(SourcebookError):
    """Somebody who is not let in, or an account that cannot be."""


class AccountsFileError(AccountError):
    """A file of accounts that cannot be used."""


class AccountProblem(AccountError):
    """A name, password or role that cannot be given."""


class NoSuchAccount(AccountError):
    """Nobody has that name."""


class WrongLogIn(AccountError):
    """No such account, or another password; it does not tell which."""

    def __init__(self) -> None:
        super().__init__(
            "name or password is wrong; an admin can set a new one: `sourcebook users password NAME`"
        )


class TooManyAttempts(AccountError):
    """Too many failures to log in.

    Attributes:
        wait: seconds until the next attempt is allowed.
    """

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many failed attempts to log in; try again in {_minutes(wait)}")
        self.wait = wait


def _minutes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
