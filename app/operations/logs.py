"""The log: one line a record on standard error, as JSON or as text. Nobody's query is in it."""

import json
import logging
import logging.config
import re
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus
from time import time
from typing import Any

from app.operations.exchange import REQUEST_ID, Exchange
from app.operations.lines import LateRecord, Lines
from app.settings import Settings

_requests = logging.getLogger("summits.requests")
_encoded = json.JSONEncoder(default=str).encode
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class JsonFormatter(logging.Formatter):
    """A record as one JSON object (RFC 8259) on one line, in ASCII, so that nothing in it can break the line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return _encoded(told(record) | self.failure(record))

    def failure(self, record: logging.LogRecord) -> dict[str, str]:
        """Return the traceback, if there is one."""
        failed = record.exc_info and record.exc_info[0]
        return {"exception": self.formatException(record.exc_info)} if failed and record.exc_info else {}


class TextFormatter(JsonFormatter):
    """A record as a line for people, a traceback indented below it, so that no other line looks like a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the lines of a traceback."""
        request_id = _request_id(record)
        named = f" [{request_id}]" if request_id else ""
        line = f"{_time(record)} {record.levelname.lower():<8} {record.name}: {_message(record)}{named}"
        if not record.exc_info:
            return _shown(line)
        below = self.failure(record).get("exception", "").splitlines()
        return "\n".join([_shown(line), *(f"    {_shown(more)}" for more in below)])


def _shown(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a record says; it may bring more as `extra={"fields": {...}}`."""
    fields = {
        "time": _time(record),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _message(record),
    }
    if request_id := _request_id(record):
        fields["request_id"] = request_id
    return fields | getattr(record, "fields", {})


def _time(record: logging.LogRecord) -> str:
    return f"{_second(int(record.created))}.{int(record.created % 1 * 1000):03}Z"


@lru_cache(maxsize=4)
def _second(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%dT%H:%M:%S}"


def _request_id(record: logging.LogRecord) -> str | None:
    return record.exchange.request_id if isinstance(record, RequestRecord) else REQUEST_ID.get(None)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage().strip()
    except (TypeError, ValueError, KeyError):  # a library's mistake must not cost the record
        return f"{record.msg} {record.args}"


class RequestRecord(LateRecord):
    """The record of a request, made of what all of them share and of the exchange, which is not read before it must."""

    def __init__(self, shared: dict[str, Any], level: int, exchange: Exchange) -> None:
        # No call of the base: it asks for the process, the thread and the source, which takes longer than an answer.
        now = time()
        self.__dict__.update(shared)
        self.levelno, self.levelname, self.exchange = level, logging.getLevelName(level), exchange
        self.created, self.msecs = now, now % 1 * 1000
        self.relativeCreated += (now - shared["created"]) * 1000

    def getMessage(self) -> str:  # noqa: N802  (the base has it so)
        """Return what happened, for people."""
        one = self.exchange
        answered = f"{one.status or 'no answer'}{'' if one.complete else ', cut short'}"
        return f"{one.method} {one.path}: {answered} in {one.seconds * 1000:.1f} ms"

    @property
    def fields(self) -> dict[str, Any]:
        """The same for machines."""
        one = self.exchange
        return {
            "method": one.method,
            "path": one.path,
            "route": one.route,
            "status": one.status,
            "duration_ms": round(one.seconds * 1000, 3),
            "bytes": one.size,
            "complete": one.complete,
            "release": one.release,
            "instance": one.instance,
            "trace_id": one.trace_id,
        }


class RequestLog:
    """A line for each request: an error if it failed here (5xx), a warning if its answer was cut short, else plain."""

    def __init__(self) -> None:
        self._shared = vars(logging.makeLogRecord({"name": _requests.name, "msg": "a request"}))

    def begun(self, _: Exchange) -> None:
        """Wait for the answer."""

    def done(self, exchange: Exchange) -> None:
        """Write the line."""
        level = logging.INFO if exchange.complete else logging.WARNING
        if (exchange.status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR:
            level = logging.ERROR
        if _requests.isEnabledFor(level):
            _requests.handle(RequestRecord(self._shared, level, exchange))


def logging_of(settings: Settings) -> dict[str, Any]:
    """Return the configuration of logging (logging.config); uvicorn hands it to each of its processes."""
    level = settings.log_level.upper()
    formatter = JsonFormatter if settings.log_format == "json" else TextFormatter
    others = max(logging.WARNING, logging.getLevelNamesMapping()[level])
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {
            "lines": {
                "class": f"{Lines.__module__}.{Lines.__qualname__}",
                "stream": "ext://sys.stderr",
                "formatter": "line",
            }
        },
        "root": {"level": others, "handlers": ["lines"]},
        "loggers": {name: {"level": level} for name in ("summits", "uvicorn", "alembic")},
    }


def log(settings: Settings) -> None:
    """Log as the settings say, warnings of Python too."""
    logging.config.dictConfig(logging_of(settings))
    logging.captureWarnings(True)
