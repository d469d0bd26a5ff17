"""Serves the application with uvicorn."""

import logging

import sqlalchemy as sa
import uvicorn
from uvicorn.supervisors import Multiprocess

from app.http.options import options
from app.operations.logs import log, logging_of
from app.settings import Settings, unknown

QUESTIONS = (
    "/v1/sub-forums?year=2023",
    "/v1/exhibitors?year=2024&scope=overseas",
    "/v1/summits/wuzhen-2023?include=speakers,competitions",
)
"""Printed at the start, to be tried."""


_log = logging.getLogger("summits")


def run(settings: Settings) -> None:
    """Serve until told to stop."""
    log(settings)
    for name in unknown():
        _log.warning("%s is no setting and changes nothing", name)
    if settings.log_format == "text":
        _greet(settings)
    told = {
        "app": "app.worker:application",
        "factory": True,
        "workers": settings.workers,
        "host": settings.host,
        "port": settings.port,
        "log_config": logging_of(settings),
        "log_level": settings.log_level,
        **options(),
    }
    if settings.workers == 1:
        uvicorn.run(**told)
    else:
        config = uvicorn.Config(**told)
        Supervisor(config, [config.bind_socket()]).run()


class Supervisor(Multiprocess):
    """uvicorn's, which would keep its socket open while its workers stop: who connects then would wait in vain."""

    def terminate_all(self) -> None:
        """Take no more connections, and tell every worker to stop."""
        for opened in self.sockets:
            opened.close()
        super().terminate_all()


def _greet(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    where = sa.make_url(settings.database_url)
    print("Data:      ", where.database if where.get_backend_name() == "sqlite" else where)  # noqa: T201
    print("Docs:      ", f"{base}/docs", flush=True)  # noqa: T201
    for question in QUESTIONS:
        print("A question:", base + question, flush=True)  # noqa: T201
