"""The log: one line a record on standard error, as JSON or as text. Nobody's query is in it."""

import json
import logging
import logging.config
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from app.operations.exchange import REQUEST_ID, Exchange
from app.settings import Settings

_requests = logging.getLogger("summits.requests")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class JsonFormatter(logging.Formatter):
    """A record as one JSON object (RFC 8259) on one line, in ASCII, so that nothing in it can break the line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps(told(record) | self.failure(record), default=str)

    def failure(self, record: logging.LogRecord) -> dict[str, str]:
        """Return the traceback, if there is one."""
        failed = record.exc_info and record.exc_info[0]
        return {"exception": self.formatException(record.exc_info)} if failed and record.exc_info else {}


class TextFormatter(JsonFormatter):
    """A record as a line for people, a traceback indented below it, so that no other line looks like a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the lines of a traceback."""
        fields = told(record)
        head = f"{fields['time']} {fields['level']:<8} {fields['logger']}: {fields['message']}"
        named = f"{head} [{fields['request_id']}]" if "request_id" in fields else head
        below = self.failure(record).get("exception", "").splitlines()
        return "\n".join([_shown(named), *(f"    {_shown(line)}" for line in below)])


def _shown(text: str) -> str:
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def told(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a record says; it may bring more as `extra={"fields": {...}}`."""
    fields = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _message(record).strip(),
    }
    if request_id := REQUEST_ID.get(None):
        fields["request_id"] = request_id
    return fields | getattr(record, "fields", {})


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):  # a library's mistake must not cost the record
        return f"{record.msg} {record.args}"


class RequestLog:
    """A line for each request: an error if it failed here (5xx), a warning if its answer was cut short, else plain."""

    def begun(self, _: Exchange) -> None:
        """Wait for the answer."""

    def done(self, exchange: Exchange) -> None:
        """Write the line."""
        status = exchange.status or 0
        level = logging.INFO if exchange.complete else logging.WARNING
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            level = logging.ERROR
        if not _requests.isEnabledFor(level):
            return
        fields = {
            "method": exchange.method,
            "path": exchange.path,
            "route": exchange.route,
            "status": exchange.status,
            "duration_ms": round(exchange.seconds * 1000, 3),
            "bytes": exchange.size,
            "complete": exchange.complete,
            "release": exchange.release,
            "instance": exchange.instance,
            "trace_id": exchange.trace_id,
        }
        answered = f"{status or 'no answer'}{'' if exchange.complete else ', cut short'}"
        asked = f"{exchange.method} {exchange.path}"
        _requests.log(level, "%s: %s in %.1f ms", asked, answered, fields["duration_ms"], extra={"fields": fields})


def logging_of(settings: Settings) -> dict[str, Any]:
    """Return the configuration of logging (logging.config); uvicorn hands it to each of its processes."""
    level = settings.log_level.upper()
    formatter = JsonFormatter if settings.log_format == "json" else TextFormatter
    others = max(logging.WARNING, logging.getLevelNamesMapping()[level])
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{formatter.__module__}.{formatter.__qualname__}"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "line"}},
        "root": {"level": others, "handlers": ["lines"]},
        "loggers": {name: {"level": level} for name in ("summits", "uvicorn", "alembic")},
    }


def log(settings: Settings) -> None:
    """Log as the settings say, warnings of Python too."""
    logging.config.dictConfig(logging_of(settings))
    logging.captureWarnings(True)
