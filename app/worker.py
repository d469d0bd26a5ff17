"""One process that answers."""

import gc

from starlette.types import ASGIApp

from app.http.stopping import end_in_time
from app.operations.lines import write_at_once

SELDOM = (20_000, 20, 50)
"""How many more objects than were let go of the garbage collector waits for, and looks for a deeper one. What a
request takes is freed by reference counts; hardly anything here refers to itself."""


def application() -> ASGIApp:
    """Return the application for a process that does nothing else.

    What is there at the start stays to the end, so the garbage collector need not look at it again and again.
    """
    end_in_time(first=write_at_once)
    gc.disable()
    from app.main import create_app  # noqa: PLC0415

    app = create_app()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
    return app.front or app
