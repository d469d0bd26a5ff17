"""How uvicorn is set, whoever starts it: `summits serve`, the tests and the benchmark."""

from importlib.util import find_spec
from typing import Any

from app.http.stopping import LIMIT


def options(parser: str | None = None) -> dict[str, Any]:
    """Return uvicorn's options for HTTP; `parser` is `httptools`, or `h11` where that is not installed."""
    parser = parser or ("httptools" if find_spec("httptools") else "h11")
    return {
        # By name, for each worker imports it itself.
        "http": f"app.http.{parser}_protocol:Protocol",
        "ws": "none",
        "timeout_graceful_shutdown": LIMIT,
        "server_header": False,
        "access_log": False,
        "proxy_headers": False,  # nobody here asks who the client is, or by which scheme it came
    }
