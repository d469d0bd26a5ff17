"""OpenAPI: the description of the whole API, at `/openapi.json` and in the file `openapi.json`."""

from app.openapi.describe import describe
from app.openapi.examples import kept

__all__ = ["describe", "kept"]
