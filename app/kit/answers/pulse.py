"""The state of the data as it is now, looked at in the background, so that no request has to."""

import threading
from collections.abc import Callable
from math import inf
from time import monotonic

EVERY = 0.1
"""Seconds between two looks."""

BOUND = 0.25
"""Seconds for which a look holds, counted from its beginning: nothing that was kept is given out later."""


class Pulse:
    """`state` is what `look` found, and may be relied on before `until` (`monotonic`); None if it found nothing.

    A thread looks, for it must not wait for the event loop, nor the loop for it.
    """

    def __init__(self, look: Callable[[], tuple[str, ...] | None]) -> None:
        self.state: tuple[str, ...] | None = None
        self.until = -inf
        self._look = look
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._ended.clear()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; nothing may be relied on any longer."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
        self.until = -inf

    def _run(self) -> None:
        while not self._ended.is_set():
            began = monotonic()
            found = self._look()
            if found != self.state:
                self.state = found
            self.until = -inf if found is None else began + BOUND
            self._ended.wait(max(0.0, began + EVERY - monotonic()))
