"""Statements under a time limit: what takes longer is given up by the database, so that nobody waits for it in vain."""

import sqlite3
from math import inf
from time import perf_counter
from typing import Any

LIMIT = 1.0
"""Seconds that one statement may take, unless the operator says otherwise."""

STEPS = 100_000
"""Instructions of SQLite's virtual machine between two looks at the clock, some 2.5 ms: each look waits for its turn
among the threads, and too many of them would take longer than the statement."""

HASTY_STEPS = 2000
"""The same where only the event loop looks, which must not be kept: some 50 us."""

CANCELED = "57014"
"""PostgreSQL's code for a statement that was given up (SQLSTATE query_canceled)."""


class Timed(sqlite3.Connection):
    """A connection whose statements end at `deadline`, in seconds of `perf_counter`.

    They fail with sqlite3.OperationalError, SQLITE_INTERRUPT. PostgreSQL does the same by itself (statement_timeout).
    `file` is the number of the file that it has open, once that is known.
    """

    deadline = inf
    file: int | None = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.set_progress_handler(self.late, STEPS)

    def late(self) -> bool:
        """Tell whether the deadline has passed."""
        return perf_counter() > self.deadline


def is_late(error: BaseException | None) -> bool:
    """Tell whether the database gave a statement up, as its driver or SQLAlchemy says it."""
    cause = getattr(error, "orig", None) or error
    interrupted = isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
    return interrupted or getattr(cause, "sqlstate", None) == CANCELED
