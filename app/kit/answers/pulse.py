"""The state of the data as it is now, looked at in the background, so that no request has to."""

import threading
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import NamedTuple

State = tuple[str, ...]
"""What tells one state of the data from another; the first is the release."""

EVERY = 0.1
"""Seconds between two looks."""

BOUND = 0.25
"""Seconds for which a look holds, counted from its beginning: nothing that was kept is given out later."""


class Seen(NamedTuple):
    """What was found, and until when (`monotonic`) it may be relied on; None if nothing was."""

    state: State | None
    until: float

    def tells(self, state: State | None) -> bool:
        """Tell whether the data is still in a state, which is the very one that was found."""
        return self.state is state and monotonic() < self.until


class Pulse:
    """`now` is what `look` found last; a thread looks, for it must not wait for the event loop, nor the loop for it."""

    def __init__(self, look: Callable[[], State | None]) -> None:
        self.now = Seen(None, -inf)
        self._doubts = 0
        self._lock = threading.Lock()
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
            self._thread.join(timeout=BOUND)  # a database that hangs must not hold up the end
        self.now = Seen(None, -inf)

    def doubt(self) -> None:
        """Rely on nothing until the next look: someone has seen another state, which this thread may not have yet."""
        with self._lock:
            self._doubts += 1
            self.now = Seen(self.now.state, -inf)

    def _run(self) -> None:
        while not self._ended.is_set():
            began, doubts = monotonic(), self._doubts
            found = self._look()
            with self._lock:
                if doubts == self._doubts and not self._ended.is_set():
                    state = self.now.state if found == self.now.state else found
                    self.now = Seen(state, -inf if state is None else began + BOUND)
            self._ended.wait(max(0.0, began + EVERY - monotonic()))
