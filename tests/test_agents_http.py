"""The tools over HTTP: whom the server answers, how much it reads, and that nothing of the API changes."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.agents.http import LONGEST
from app.settings import Settings
from tests.served import Served, serve
from tests.sockets import send

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
TOOLS = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
BOTH = "application/json, text/event-stream"


@pytest.fixture(scope="module")
def agents(seeded_url: str) -> Iterator[Served]:
    """Serve agents where SUMMIT_PUBLIC_URL is set."""
    settings = Settings(
        database_url=seeded_url, documents=None, mcp=True, public_url="https://facts.example.org/summits"
    )
    with serve(settings) as running:
        yield running


def post(agents: Served, message: Any, **headers: str) -> httpx.Response:
    """Post a message, or bytes as they are."""
    content = message if isinstance(message, bytes) else json.dumps(message).encode()
    sent = {"content-type": "application/json", "accept": BOTH} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return agents.client.post("/mcp", content=content, headers=sent)


def problem(response: httpx.Response, status: int) -> str:
    """Check that an answer is a problem and return what it tells."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    return str(response.json()["detail"])


def test_a_request_is_answered_by_one_body_without_a_session(agents: Served) -> None:
    hello = post(agents, HELLO)
    assert hello.status_code == 200
    assert hello.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in hello.headers
    assert hello.json()["result"]["serverInfo"]["name"] == "Summit Facts"
    assert "hedge" in hello.json()["result"]["instructions"]
    listed = post(agents, TOOLS, mcp_protocol_version="2025-06-18")
    assert len(listed.json()["result"]["tools"]) == 6


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8000", "[::1]:8000", "facts.example.org", "FACTS.example.org:443", "127.9.9.9"]
)
def test_it_answers_at_its_own_names(agents: Served, host: str) -> None:
    assert post(agents, HELLO, host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "facts.example.org.evil.example", "192.0.2.7", ""])
def test_it_answers_at_no_other_name(agents: Served, host: str) -> None:
    told = problem(post(agents, HELLO, host=host), 421)
    assert "SUMMIT_PUBLIC_URL" in told
    assert "evil" not in told


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "https://facts.example.org"),
        ("facts.example.org", "https://facts.example.org:443"),
        ("localhost:8000", "http://localhost:6274"),
        ("127.0.0.1", "http://[::1]:1"),
    ],
)
def test_pages_of_its_own_may_ask(agents: Served, host: str, origin: str) -> None:
    assert post(agents, HELLO, host=host, origin=origin).status_code == 200


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "https://evil.example"),
        ("127.0.0.1", "null"),
        ("127.0.0.1", "https://facts.example.org.evil.example"),
        ("facts.example.org", "http://facts.example.org"),
        ("facts.example.org", "https://facts.example.org:8443"),
        ("facts.example.org", "http://localhost:6274"),
        ("127.0.0.1", "http://[::"),
        ("127.0.0.1", "http://127.0.0.1:x"),
    ],
)
def test_pages_of_others_may_not(agents: Served, host: str, origin: str) -> None:
    assert "origin" in problem(post(agents, HELLO, host=host, origin=origin), 403)


def test_a_request_without_a_host_is_refused(agents: Served) -> None:
    """HTTP/1.0 knows no Host."""
    body = json.dumps(HELLO).encode()
    head = f"POST /mcp HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    assert send(agents, head.encode() + body).status == 421


def test_without_a_public_address_only_this_machine_is_answered(agents: Served) -> None:
    settings = agents.settings.model_copy(update={"public_url": None, "host": "0.0.0.0"})
    with serve(settings) as local:
        assert post(local, HELLO).status_code == 200
        for host in ("facts.example.org", "0.0.0.0:8000"):
            problem(post(local, HELLO, host=host), 421)
        for origin in ("null", "file://", "https://facts.example.org"):
            problem(post(local, HELLO, origin=origin), 403)
    with serve(settings.model_copy(update={"host": "192.0.2.7"})) as named:
        assert post(named, HELLO, host="192.0.2.7:8000").status_code == 200


def test_a_body_is_read_up_to_a_length(agents: Served) -> None:
    padded = json.dumps(HELLO).encode()
    assert post(agents, padded + b" " * (LONGEST - len(padded))).status_code == 200
    assert "65,536" in problem(post(agents, padded + b" " * LONGEST), 413)
    chunks = (b" " * 1000 for _ in range(1000))
    answer = agents.client.post("/mcp", content=chunks, headers={"content-type": "application/json"})
    assert "65,536" in problem(answer, 413)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_other_media_types_are_refused(agents: Served, media_type: str) -> None:
    """What a page may send without asking first is not read."""
    answer = post(agents, HELLO, content_type=media_type)
    assert "application/json" in problem(answer, 415)
    assert answer.headers["accept-post"] == "application/json"


def test_only_post_is_answered_and_no_other_spelling(agents: Served) -> None:
    for method in ("GET", "HEAD", "DELETE", "PUT"):
        answer = agents.client.request(method, "/mcp")
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS"), method
    for path in ("/mcp/", "/mcp/x", "/MCP"):
        answer = agents.client.post(path, json=HELLO)
        problem(answer, 404)
        assert "location" not in answer.headers


def test_the_guard_stands_before_it(agents: Served) -> None:
    problem(agents.client.post("/mcp?x=%zz", json=HELLO), 400)
    problem(agents.client.post("/mcp", json=HELLO, headers={"x-long": "x" * 70_000}), 431)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"null", b'{"jsonrpc":"2.0"}', b"[" * 20_000])
def test_what_is_no_message_is_refused_as_the_protocol_has_it(agents: Served, body: bytes) -> None:
    for headers in ({}, {"mcp_protocol_version": "2025-06-18"}, {"mcp_protocol_version": "nonsense-9"}):
        answer = post(agents, body, **headers)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["error"]["code"] < 0
        assert "Traceback" not in answer.text


def test_the_api_is_as_it_was(agents: Served, served: Served) -> None:
    for path in ("/readyz", "/v1/summits/wuzhen-2023"):
        assert agents.json(path) == served.json(path)
    assert agents.json("/openapi.json")["paths"] == served.json("/openapi.json")["paths"]


def test_without_the_setting_there_is_nothing(served: Served) -> None:
    problem(post(served, HELLO), 404)


def test_the_release_and_the_public_address_are_told(agents: Served) -> None:
    release = agents.json("/readyz")["release"]
    call = {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "describe", "arguments": {}}}
    text = post(agents, call, mcp_protocol_version="2025-06-18").json()["result"]["content"][0]["text"]
    assert text.startswith(f"Release {release}: ")
    assert "at https://facts.example.org/summits/v1/<name>" in text
