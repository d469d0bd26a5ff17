"""The log's handler: lines are written to a stream in batches by a thread, so that no request waits for them."""

import logging
import os
import select
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

GATHERING = 0.03
"""Seconds for which lines are gathered before they are written; none may be later than 50 ms."""

MOST = 10_000
"""Lines that may wait to be written; warnings and errors may take as many places again. Others are dropped."""

PATIENCE = 1.0
"""Seconds for which the end of a process waits for a reader that does not read."""


class LateRecord(logging.LogRecord):
    """A record that needs nothing but itself to become a line, so another thread may make that line later."""


class Lines(logging.Handler):
    """Writes each line at once, unless it was started: then a thread writes, until it is stopped.

    The order of the lines is that of the records. A stream that blocks holds up nobody: what then finds no place is
    dropped, and a line says how many.
    """

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream
        self._waiting: deque[str | LateRecord] = deque()
        # What was dropped is counted by `emit`, what was lost by whoever writes, and each under a lock of its own.
        self._dropped = self._lost = self._told = 0
        self._writing = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or let it be written."""
        if len(self._waiting) >= (MOST if record.levelno < logging.WARNING else 2 * MOST):
            self._dropped += 1
        else:
            self._waiting.append(record if isinstance(record, LateRecord) else self._line(record))
        if self._thread is None:
            self.flush()
        # The thread is not woken: a signal may come at any place of this, and then `stop` must find no lock taken.

    def start(self) -> None:
        """Let a thread write from now on."""
        self._ended.clear()
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, and from now on each line at once."""
        thread, self._thread = self._thread, None
        self._ended.set()
        if thread is not None:
            thread.join(PATIENCE)
        self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._writing.acquire(timeout=PATIENCE):
            return  # the thread is stuck
        try:
            lines = [self._line(self._waiting.popleft()) for _ in range(len(self._waiting))]
            if missing := self._dropped + self._lost - self._told:
                self._told += missing
                text = (
                    f"{missing} lines of the log were dropped: they could not be written, or not as fast as they came"
                )
                lines.append(self._line(logging.makeLogRecord(_DROPPED | {"msg": text})))
            self._write(lines)
        finally:
            self._writing.release()

    def close(self) -> None:
        """Write what waits; called at the end of the process."""
        self.stop()
        super().close()

    def _run(self) -> None:
        ended = False
        while not ended:
            ended = self._ended.wait(GATHERING)
            self.flush()  # once more at the end: who reads slowly holds up this thread, not the one that stops it

    def _line(self, record: logging.LogRecord | str) -> str:
        if isinstance(record, str):
            return record
        try:
            return self.format(record)
        except Exception:  # noqa: BLE001  (as logging has it: a record must not end the program)
            self.handleError(record)
            return ""

    def _write(self, lines: list[str]) -> None:
        if self._stream is None:
            return
        try:
            for piece in _pieces(lines):
                rest = piece
                while rest:
                    rest = rest[os.write(self._stream.fileno(), rest) :]
        except (OSError, ValueError):  # the disk is full, the reader is gone, the stream is closed
            self._lost += len(lines)


_DROPPED = {"name": "summits", "levelname": "WARNING", "levelno": logging.WARNING}


def _pieces(lines: list[str]) -> Iterator[bytes]:
    """Join lines to pieces that go into a pipe whole: several workers write into the same one (POSIX, PIPE_BUF)."""
    piece = b""
    for line in lines:
        text = f"{line}\n".encode(errors="backslashreplace")
        if len(piece) + len(text) > select.PIPE_BUF:
            yield piece
            piece = b""
        piece += text
    yield piece


@contextmanager
def writing_late() -> Iterator[None]:
    """Let a thread write the log meanwhile, if it is `Lines` that write it."""
    for handler in _handlers():
        handler.start()
    try:
        yield
    finally:
        write_at_once()


def write_at_once() -> None:
    """Write each line at once from now on: a process that is told to stop may end before a thread writes again."""
    for handler in _handlers():
        handler.stop()


def _handlers() -> list[Lines]:
    return [handler for handler in logging.getLogger().handlers if isinstance(handler, Lines)]
