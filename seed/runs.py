"""Sorting more lines than memory holds: sorted runs in a temporary file, merged block by block."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

RUN = 8 * 2**20
"""Bytes that are sorted in memory at a time; as many stay in memory before a file is written."""

LEAST = 2**14
"""Bytes of a run that are read at a time, at least."""


@dataclass
class Run:
    """One sorted run: where the rest of it stands in the file, and the lines read of it."""

    start: int
    end: int
    lines: list[bytes] = field(default_factory=list)


class Runs:
    """Lines to be sorted, in several groups; close it, or use it as a context, to be rid of its file."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=RUN)  # noqa: SIM115  (closed with the runs)
        self._groups: dict[str, list[Run]] = {}
        self._pending: list[bytes] = []
        self._size = 0

    def __enter__(self) -> Self:
        """Open nothing: the file is there."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Drop the file."""
        self._file.close()

    def add(self, group: str, lines: list[bytes]) -> None:
        """Add lines without line ends to a group; a group is finished before the next one begins."""
        self._pending += lines
        self._size += sum(map(len, lines))
        if self._size >= RUN:
            self.finish(group)

    def finish(self, group: str) -> None:
        """Write what is pending as a run."""
        if self._pending:
            self._pending.sort()
            start = self._file.seek(0, 2)
            self._file.write(b"\n".join(self._pending) + b"\n")
            self._groups.setdefault(group, []).append(Run(start, self._file.tell()))
        self._pending, self._size = [], 0

    def groups(self) -> list[str]:
        """Return the names of the groups that have lines, in order."""
        return sorted(self._groups)

    def merged(self, group: str) -> Iterator[list[bytes]]:
        """Yield the lines of a group in order, by code point, some at a time. They can be read once."""
        runs = self._groups.pop(group)
        block = max(RUN // len(runs), LEAST)
        while runs:
            for run in runs:
                if not run.lines:
                    self._read(run, block)
            # What is still in the file is not before the last line read of its run.
            bounds = [run.lines[-1] for run in runs if run.start < run.end]
            found: list[bytes] = []
            for run in runs:
                cut = bisect_right(run.lines, min(bounds)) if bounds else len(run.lines)
                found += run.lines[:cut]
                del run.lines[:cut]
            # The sort finds the runs in it and merges them.
            found.sort()
            yield found
            runs = [run for run in runs if run.lines or run.start < run.end]

    def _read(self, run: Run, block: int) -> None:
        self._file.seek(run.start)
        text = self._file.read(min(block, run.end - run.start))
        if not text.endswith(b"\n"):
            text += self._file.readline()
        run.start = self._file.tell()
        run.lines = text[:-1].split(b"\n")
