"""Turns: texts are judged one at a time, so that other requests find the processor free.

Python runs one thread at a time: several that compute would each keep the event loop waiting, and with it the answers
that are only to be sent.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from app.kit.rows.store import unready

BUSY = "others are being answered, and this one's turn did not come within {} ms; try again later"

_free: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()
"""Who may go on, for each event loop; a process that serves has one."""


@asynccontextmanager
async def turn(seconds: float) -> AsyncIterator[None]:
    """Hold the turn until the block ends; turns come in order. Raises ProblemError 503 if it does not come in time."""
    free = _free.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1))
    try:
        async with asyncio.timeout(seconds):
            await free.acquire()
    except TimeoutError:
        raise unready(BUSY.format(round(seconds * 1000))) from None
    try:
        yield
    finally:
        free.release()
