"""The log of a real process: one JSON object a line, whatever happens, and nobody's query in it."""

import json
import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from starlette.responses import StreamingResponse

from app.operations.logs import JsonFormatter, TextFormatter
from app.settings import Settings
from tests.process import running
from tests.served import serve

SECRET = "geheimnis"
KEYS = {
    "time", "level", "logger", "message", "request_id", "method", "path", "route", "status", "duration_ms", "bytes",
    "complete", "release", "instance", "trace_id",
}  # fmt: skip


def lines(text: str) -> list[dict[str, Any]]:
    """Return the records of a log, each of which is an object on a line of its own."""
    found = [json.loads(line, parse_constant=pytest.fail) for line in text.splitlines()]
    for record in found:
        assert {"time", "level", "logger", "message"} <= set(record)
        assert record["time"].endswith("Z")
        assert datetime.fromisoformat(record["time"]).utcoffset() == timedelta(0)
        assert record["level"] in {"debug", "info", "warning", "error", "critical"}
    return found


def of(records: list[dict[str, Any]], logger: str, request_id: str) -> list[dict[str, Any]]:
    """Return what a logger wrote of a request."""
    return [record for record in records if record["logger"] == logger and record.get("request_id") == request_id]


@pytest.fixture
def copied_url(broken_url: str, tmp_path: Path) -> str:
    """Copy the database that fails when activities are asked for."""
    return f"sqlite:///{shutil.copy(sa.make_url(broken_url).database or '', tmp_path)}"


def test_every_line_of_a_server_is_json(copied_url: str) -> None:
    settings = {"SUMMIT_DATABASE_URL": copied_url, "SUMMIT_LOG_FORMAT": "json", "SUMMIT_METRIC": "true"}
    with running("serve", **settings) as server:
        ask = server.client.get
        fine = ask(f"/v1/summits?q={SECRET}", headers={"x-request-id": "fine"})
        refused = ask(f"/v1/summits?{SECRET}={SECRET}", headers={"x-request-id": "refused"})
        failed = ask(f"/v1/activities?q={SECRET}", headers={"x-request-id": "failed"})
        lost = ask("/a%0A%22b%E2%80%A8%1B%5B31m", headers={"x-request-id": "lost"})
        server.client.head("/v1/summits/wuzhen-2023", headers={"x-request-id": "head"})
        assert server.say(b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400")
        unnamed = ask("/healthz").headers["x-request-id"]
    assert server.output["stdout"] == ""
    assert SECRET not in server.output["stderr"]
    records = lines(server.output["stderr"])
    messages = [record["message"] for record in records]
    assert "SUMMIT_METRIC is no setting and changes nothing" in messages
    assert "Application startup complete." in messages
    assert "Invalid HTTP request received." in messages
    assert not [record for record in records if record["logger"] == "uvicorn.access"]

    (line,) = of(records, "summits.requests", "fine")
    assert set(line) == KEYS
    assert (line["method"], line["path"], line["route"]) == ("GET", "/v1/summits", "/v1/summits")
    assert (line["status"], line["level"], line["instance"]) == (200, "info", None)
    assert (line["bytes"], line["release"]) == (len(fine.content), fine.headers["x-dataset-version"])
    assert 0 < line["duration_ms"] < 30000

    (line,) = of(records, "summits.requests", "refused")
    assert (line["status"], line["instance"]) == (422, refused.json()["instance"])
    (line,) = of(records, "summits.requests", "lost")
    assert (line["status"], line["route"], line["path"]) == (404, None, "/a%0A%22b%E2%80%A8%1B%5B31m")
    assert line["instance"] == lost.json()["instance"]
    (line,) = of(records, "summits.requests", "head")
    assert (line["method"], line["route"], line["bytes"]) == ("HEAD", "/v1/summits/{id}", 0)
    assert len(of(records, "summits.requests", unnamed)) == 1

    assert failed.status_code == 500
    (line,) = of(records, "summits.requests", "failed")
    assert (line["status"], line["level"], line["instance"]) == (500, "error", failed.json()["instance"])
    (line,) = of(records, "summits", "failed")
    assert failed.json()["instance"] in line["message"]
    assert line["exception"].startswith("Traceback")
    assert "no such table" in line["exception"]
    assert len([record for record in records if "exception" in record]) == 1, "an exception is told once"


def test_an_answer_that_is_cut_short_is_told_so(broken_url: str, caplog: pytest.LogCaptureFixture) -> None:
    def cut() -> StreamingResponse:
        def chunks() -> Iterator[bytes]:
            yield b"begun"
            raise OSError("the disk is gone")

        return StreamingResponse(chunks())

    caplog.set_level("INFO")
    with serve(Settings(database_url=broken_url, documents=None)) as served:
        served.app.add_api_route("/cut", cut)
        with pytest.raises(httpx.RemoteProtocolError):
            served.get("/cut")
    (record,) = [record for record in caplog.records if record.name == "summits.requests"]
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith("GET /cut: 200, cut short in ")
    assert json.loads(JsonFormatter().format(record))["complete"] is False


def test_every_line_of_the_whole_start_is_json(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite"
    with running("start", SUMMIT_DATABASE_URL=url, SUMMIT_LOG_FORMAT="json") as server:
        release = server.client.get("/readyz").json()["release"]
        summits = server.client.get("/v1/summits?limit=1").json()["total"]
    assert server.output["stdout"] == ""
    records = lines(server.output["stderr"])
    assert [record["message"] for record in records if record["logger"] == "alembic.runtime.migration"][-1].startswith(
        "Running upgrade 0007 -> 0008"
    )
    (seeded,) = [record for record in records if record["message"].startswith("seeded")]
    assert (seeded["release"], seeded["new"]) == (release, True)
    assert seeded["tables"]["summit"] == {"created": summits, "changed": 0, "unchanged": 0, "removed": 0}


def test_what_goes_wrong_without_a_database_is_told_with_its_cause(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    with running("serve", SUMMIT_DATABASE_URL=url, SUMMIT_LOG_FORMAT="json", SUMMIT_LOG_LEVEL="error") as server:
        problems = {path: server.client.get(path).json() for path in ("/readyz", "/v1/summits")}
    records = lines(server.output["stderr"])
    assert {record["level"] for record in records} == {"error"}, "the level leaves out the rest"
    for path, problem in problems.items():
        (line,) = [record for record in records if record.get("path") == path]
        assert line["instance"] == problem["instance"]
        (line,) = of(records, "summits", line["request_id"])
        assert problem["instance"] in line["message"]
        assert problem["detail"] in line["message"]
        assert str(tmp_path / "none.sqlite") in line["message"], "the operator is told which file"
        assert str(tmp_path) not in str(problem)
        assert "exception" not in line, "what is known is told in a line"


def test_text_is_a_line_for_each_record_and_a_traceback_below(copied_url: str) -> None:
    with running("serve", SUMMIT_DATABASE_URL=copied_url) as server:
        server.client.get(f"/v1/activities?q={SECRET}", headers={"x-request-id": "mine-1"})
    assert "/docs" in server.output["stdout"]
    log = server.output["stderr"]
    assert SECRET not in log
    (line,) = [line for line in log.splitlines() if "summits.requests" in line and "mine-1" in line]
    assert "error    summits.requests: GET /v1/activities: 500 in " in line
    assert log.count("Traceback (most recent call last)") == 2, "SQLAlchemy chains two"


STRANGE = 'a\nb\r\x1b[31m\x00\x85\u2028\u2029"\\\ud800任'


def test_a_mistake_in_a_message_does_not_cost_the_record() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%d of %s", ("few",), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "%d of %s ('few',)"


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()], ids=["json", "text"])
def test_nothing_in_a_record_breaks_its_line(formatter: logging.Formatter) -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s", (STRANGE,), None)
    record.fields = {"more": STRANGE, "odd": object(), STRANGE: 1}
    line = formatter.format(record)
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    line.encode()
    if isinstance(formatter, TextFormatter):
        return
    assert line.isascii()
    assert json.loads(line)["message"] == STRANGE


def test_an_exception_is_a_field(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int(STRANGE)
    except ValueError:
        logging.getLogger("x").exception("it failed")
    first, *below = TextFormatter().format(caplog.records[-1]).splitlines()
    assert first.endswith("x: it failed")
    assert below
    assert all(line.startswith("    ") and line.isprintable() for line in below)
    line = JsonFormatter().format(caplog.records[-1])
    assert "\n" not in line
    assert json.loads(line)["exception"].splitlines()[0] == "Traceback (most recent call last):"
