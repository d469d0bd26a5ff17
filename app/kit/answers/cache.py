"""Answers in a bounded number of bytes; those that nobody asks for again go first."""

from collections import OrderedDict
from typing import Any

from app.kit.answers.answer import NOTHING, SPELLINGS, Answer, Exact, Spelling, size_of

SHARE = 8
"""An answer may take this part of all bytes at most; a longer one is not kept."""


class Cache:
    """The answers of one state of the data. Only the event loop touches it.

    `waiting` counts those who wait for an answer that somebody else is having made.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.state: tuple[str, ...] | None = None
        self.hits = self.misses = self.waiting = 0
        self.size = 0
        self.spelled: dict[Spelling, Answer] = {}
        self.exact: dict[Exact, tuple[Answer, bool]] = {}
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()

    def begin(self, state: tuple[str, ...] | None) -> None:
        """Forget everything, for the data is in another state."""
        self.state = state
        self.spelled.clear()
        self.exact.clear()
        self._answers.clear()
        self.size = 0

    def keep(self, spelling: Spelling, found: Answer) -> Answer:
        """Keep an answer, which others may know under another spelling; return what is kept."""
        known = self._answers.get(found.tag)
        if known is None:
            known = self._answers[found.tag] = found
            self.size += found.size
        elif known.content is NOTHING:
            self.size -= known.size
            known.headers, known.content = found.headers, found.content
            self.size += known.size
        if spelling not in self.spelled:
            self._add(spelling, known.spellings, self.spelled)
            self.spelled[spelling] = known
        self._shrink()
        return known

    def recognise(self, exact: Exact, answer: Answer, same: bool) -> None:
        """Know whole requests again, a few for each answer; `same` if the client has it."""
        if exact not in self.exact:
            self._add(exact, answer.exact, self.exact)
            self.exact[exact] = answer, same
            self._shrink()

    def _add(self, asked: Any, ways: list[Any], known: dict[Any, Any]) -> None:
        """Add a way of asking for an answer, in the place of the oldest one if there are too many."""
        if len(ways) == SPELLINGS:
            self._forget(ways.pop(0), known)
        ways.append(asked)
        self.size += size_of(asked)

    def _forget(self, asked: Any, known: dict[Any, Any]) -> None:
        del known[asked]
        self.size -= size_of(asked)

    def _shrink(self) -> None:
        while self.size > self.most:
            self._drop(self._unused())

    def _unused(self) -> Answer:
        """Return the oldest answer that was not used since it was last looked at (the clock algorithm).

        That is nearly the one that was used longest ago, and using an answer costs nothing.
        """
        while (oldest := next(iter(self._answers.values()))).used:
            oldest.used = False
            self._answers.move_to_end(oldest.tag)
        return oldest

    def _drop(self, answer: Answer) -> None:
        del self._answers[answer.tag]
        for spelling in answer.spellings:
            self._forget(spelling, self.spelled)
        for exact in answer.exact:
            self._forget(exact, self.exact)
        self.size -= answer.size
