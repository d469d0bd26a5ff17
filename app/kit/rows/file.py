"""Which file a SQLite database is: a replaced, overwritten or deleted file is noticed, and never read in part.

SQLite itself does not look: a connection goes on reading the file that it has opened, whatever its name leads to now.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import NamedTuple

MISSING = "the database file is not there"
FOREIGN = (
    "beside the database file lies the write-ahead log (`-wal`) of the file that was there before: "
    "remove it, and the `-shm`"
)
DAMAGED = "the database file cannot be read: it is damaged, or is no database"
CHANGING = "the database file is being replaced"

UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}

EVERY = 0.1
"""Seconds between two looks at the write-ahead log, which changes seldom."""

SETTLING = 10.0
"""Seconds after a change for which damage may come from what SQLite remembers of the file that was there before: its
size, in the `-shm`, which is read anew once nobody has the file open."""


class UnusableFileError(Exception):
    """Raised where the file may not be read. `why` may be told to anybody; the text is the path, for the log.

    `number` is that of what is there instead; nothing is opened under it.
    """

    def __init__(self, why: str, path: str, number: int = 0) -> None:
        super().__init__(path)
        self.why = why
        self.number = number


class Stat(NamedTuple):
    """What tells a file from others, and from itself before it was written to. `changed` cannot be set by copying."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, path: Path | str) -> "Stat | None":
        """Look at a file, following symbolic links; None if it is not there."""
        try:
            found = os.stat(path)  # noqa: PTH116  (takes half the time of Path.stat)
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class DatabaseFile:
    """The file under a path, as a number that grows whenever connections must be opened anew.

    It does so if the path leads to another file, if the write-ahead log is another one, and if the file was written to
    while the log is empty: a checkpoint, the only way in which SQLite writes to it, copies what the log holds.
    What is overwritten while the log holds something cannot be told from a checkpoint.
    """

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._lock = Lock()
        self._number = 0
        self._first = 0  # the number when the path came to lead to this file
        self._written = 0  # and when that was written over
        self._main: Stat | None = None
        self._was: Stat | None = None
        self._log: tuple[int, int] | None = None
        self._next = self._begun = 0.0

    def look(self) -> int:
        """Return the number of the file that is there now. Raises UnusableFileError."""
        # Every answer that is made asks this, so the usual case is written out.
        try:
            found = os.stat(self._path)  # noqa: PTH116
        except OSError:
            pass
        else:
            now = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
            if now == self._main and monotonic() < self._next:
                return self._number
        with self._lock:
            return self._looked()

    def _looked(self) -> int:
        main, log = Stat.of(self._path), Stat.of(os.path.realpath(self._path) + "-wal")
        now = monotonic()
        if main is None:
            raise self._lost(MISSING)
        filled = log is not None and log.size > 0
        other = self._is_other(main)
        if filled and other and log is not None and log[:2] == self._log:
            raise self._lost(FOREIGN)
        moved = self._log is not None and (log is None or log[:2] != self._log)
        self._next = now + EVERY
        written = main != self._was and not filled
        if other or moved or written:
            self._number += 1
            self._begun = self._next = now  # the next look sees the log that is opened meanwhile
        if other:
            self._first = self._number
        elif written:
            self._written = self._number
        self._main = self._was = main
        self._log = log[:2] if log is not None else None
        return self._number

    def _is_other(self, main: Stat) -> bool:
        """Tell whether this is another file than the last one. While that was away its inode may have become free."""
        same = 2 if self._main is not None else 4
        return self._was is None or main[:same] != self._was[:same]

    def _lost(self, why: str) -> UnusableFileError:
        if self._main is not None:
            self._number += 1
            self._main = None
        return UnusableFileError(why, self._path, self._number)

    def overwritten(self, number: int) -> bool:
        """Tell whether the file was written over since it had this number; what read it then may have read both."""
        with suppress(UnusableFileError):
            self.look()
        return self._first <= number < self._written

    def damaged(self) -> None:
        """Have connections opened anew, after damage was found in a file that has just changed."""
        with self._lock:
            if monotonic() < self._begun + SETTLING:
                self._number += 1


def file_id(path: str) -> tuple[int, int] | None:
    """Return device and inode of the file under a path; None if there is none."""
    found = Stat.of(path)
    return found[:2] if found is not None else None


def is_damage(error: BaseException | None) -> bool:
    """Tell whether SQLite could not read its file, as its driver or SQLAlchemy says it."""
    cause = getattr(error, "orig", None) or error
    return isinstance(cause, sqlite3.Error) and (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in UNREADABLE
