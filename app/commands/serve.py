"""Serves the application with uvicorn."""

import uvicorn

from app.settings import Settings

QUESTIONS = (
    "/v1/sub-forums?year=2023",
    "/v1/exhibitors?year=2024&scope=overseas",
    "/v1/summits/wuzhen-2023?include=speakers,competitions",
)
"""Printed at the start, to be tried."""


def run(settings: Settings) -> None:
    """Serve until told to stop."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    print("Docs:      ", f"{base}/docs", flush=True)  # noqa: T201
    for question in QUESTIONS:
        print("A question:", base + question, flush=True)  # noqa: T201
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        server_header=False,
        log_level="info",
    )
