"""One process that answers."""

import gc

from fastapi import FastAPI

from app.main import create_app


def application() -> FastAPI:
    """Return the application for a process that does nothing else.

    What is there at the start stays to the end, so the garbage collector need not look at it again and again.
    """
    app = create_app()
    gc.collect()
    gc.freeze()
    return app
