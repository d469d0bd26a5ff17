"""The parts of a text: its sentences and clauses, found by their marks."""

import re
from bisect import bisect_left, bisect_right

from app.reasoning.dates import Span

SENTENCE = re.compile(r"[!?。！？\n]|\.(?=\s|$)")
CLAUSE = re.compile(r"[,;!?，；。！？、\n]|\.(?=\s|$)|\b(?:while|whereas|compared with|against|up from|and then)\b")
_BETWEEN_DIGITS = re.compile(r"[0-9][,.:][0-9]")


class Parts:
    """The parts of one text that end at a kind of mark; a mark between two digits ends nothing."""

    def __init__(self, text: str, mark: re.Pattern[str]) -> None:
        spans = [
            found.span()
            for found in mark.finditer(text)
            if not _BETWEEN_DIGITS.match(text, max(found.start() - 1, 0), found.end() + 1)
        ]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._length = len(text)

    def around(self, place: int) -> Span:
        """Return the span of the part that holds a place."""
        before, after = bisect_right(self._ends, place), bisect_left(self._starts, place)
        return (
            self._ends[before - 1] if before else 0,
            self._starts[after] if after < len(self._starts) else self._length,
        )
