"""An upgrade of the protocol is ignored (RFC 9110 section 7.8): the answer is what it would be without."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from http.client import HTTPResponse
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import needs
from tests.process import running
from tests.served import Served

pytestmark = pytest.mark.parametrize("seeded_url", ["sqlite"], indirect=True)

CLIENTS = Path(__file__).resolve().parent / "clients"
CLAIM = json.dumps({"text": "In 2024 the summit drew 1,800 guests."}).encode()
JSON = b"Content-Type: application/json"
UPGRADES = {
    "h2c": [b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"],
    "websocket": [
        b"Connection: keep-alive, Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ],
    "unknown": [b"connection: upgrade", b"upgrade: foo/2, bar"],
}  # fmt: skip


def request(line: bytes, *fields: bytes, body: bytes = b"") -> bytes:
    """Write a request."""
    return b"\r\n".join([line, b"Host: facts.example", *fields, b"", body])


def posted(*fields: bytes) -> bytes:
    """Write the question whether a claim is true."""
    length = b"Content-Length: %d" % len(CLAIM)
    return request(b"POST /v1/verify HTTP/1.1", JSON, length, *fields, body=CLAIM)


LAST = request(b"GET /healthz HTTP/1.1", b"Connection: close")
"""After it the server closes, so that what it answered before can be read to the end."""


def said(served: Served, parts: Iterable[bytes]) -> list[tuple[int, bytes]]:
    """Send bytes, each part as a segment of its own, and return status and body of every answer until the close."""
    url = served.client.base_url
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for number, part in enumerate(parts):
            time.sleep(0.002 if number else 0)
            connection.sendall(part)
        stream = Stream(b"".join(iter(lambda: connection.recv(65536), b"")))
    found = []
    while stream.tell() < len(stream.getvalue()):
        answer = HTTPResponse(stream)  # type: ignore[arg-type]
        answer.begin()
        found.append((answer.status, answer.read()))
    return found


class Stream(BytesIO):
    """Bytes that several answers are read from, each of which takes it for a socket of its own."""

    def makefile(self, _mode: str) -> "Stream":
        return self

    def close(self) -> None:
        """Stay open for the next answer."""


def plain(served: Served) -> list[tuple[int, bytes]]:
    """Return the answers that there are without an upgrade."""
    found = [
        served.client.post("/v1/verify", content=CLAIM, headers={"content-type": "application/json"}),
        served.get("/healthz"),
    ]
    assert [answer.status_code for answer in found] == [200, 200]
    assert b"1,800" in found[0].content
    return [(answer.status_code, answer.content) for answer in found]


@pytest.mark.parametrize("name", UPGRADES)
class TestBody:
    """The body of a request is read, however it comes, and so are the requests behind it."""

    def test_in_one_segment(self, parsed: Served, name: str) -> None:
        assert said(parsed, [posted(*UPGRADES[name]) + LAST]) == plain(parsed)

    def test_in_two(self, parsed: Served, name: str) -> None:
        whole = posted(*UPGRADES[name])
        for cut in (len(whole) - len(CLAIM), len(whole) - 9, whole.index(b"pgrade:") + 3, 20):
            assert said(parsed, [whole[:cut], whole[cut:] + LAST]) == plain(parsed), cut

    def test_byte_by_byte(self, parsed: Served, name: str) -> None:
        whole = posted(*UPGRADES[name]) + LAST
        assert said(parsed, [whole[at : at + 1] for at in range(len(whole))]) == plain(parsed)

    def test_in_chunks(self, parsed: Served, name: str) -> None:
        chunks = b"5\r\n%b\r\n%x;a=b\r\n%b\r\n0\r\nX-Trailer: a\r\n\r\n" % (CLAIM[:5], len(CLAIM) - 5, CLAIM[5:])
        fields = (JSON, b"Transfer-Encoding: chunked", *UPGRADES[name])
        whole = request(b"POST /v1/verify HTTP/1.1", *fields, body=chunks)
        assert said(parsed, [whole + LAST]) == plain(parsed)
        assert said(parsed, [whole[:-30], whole[-30:] + LAST]) == plain(parsed)

    def test_after_its_head_was_approved(self, parsed: Served, name: str) -> None:
        head, _, body = posted(b"Expect: 100-continue", *UPGRADES[name]).partition(b"\r\n\r\n")
        found = said(parsed, [head + b"\r\n\r\n", body + LAST])
        assert [status for status, _ in found][-2:] == [200, 200]
        assert found[-2:] == plain(parsed)

    def test_of_old(self, parsed: Served, name: str) -> None:
        """HTTP/1.0 has no upgrades, and its connections end with the answer."""
        whole = posted(*UPGRADES[name]).replace(b"HTTP/1.1", b"HTTP/1.0")
        assert said(parsed, [whole]) == plain(parsed)[:1]


@pytest.mark.parametrize("name", UPGRADES)
def test_get_is_answered(parsed: Served, name: str) -> None:
    got = parsed.get("/v1/summits?fields=id")
    asked = request(b"GET /v1/summits?fields=id HTTP/1.1", *UPGRADES[name])
    found = said(parsed, [asked + posted(*UPGRADES[name]) + asked + LAST])
    assert found == [(200, got.content), plain(parsed)[0], (200, got.content), plain(parsed)[1]]


def test_thousands_in_one_segment(parsed: Served) -> None:
    """Each stops the parser; none costs more than the one before."""
    asked = request(b"GET /healthz HTTP/1.1", *UPGRADES["unknown"])
    found = said(parsed, [asked * 2000 + LAST])
    assert [status for status, _ in found] == [200] * 2001


def test_what_follows_is_read_as_strictly(parsed: Served) -> None:
    """The parser that goes on refuses what the first would."""
    head = request(b"GET /healthz HTTP/1.1", *UPGRADES["h2c"])
    for wrong in (b"nonsense\r\n\r\n", b"GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n"):
        for parts in ([head + wrong], [head, wrong]):
            statuses = [status for status, _ in said(parsed, parts)]
            assert statuses[-1] == 400, parts
    assert parsed.get("/healthz").status_code == 200


def test_connect_and_the_preface_of_http_2_are_refused(parsed: Served) -> None:
    for asked in (
        b"CONNECT facts.example:443 HTTP/1.1\r\nHost: facts.example:443\r\nConnection: close\r\n\r\n",
        b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\nUpgrade: h2c\r\nConnection: upgrade, close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
    ):
        statuses = [status for status, _ in said(parsed, [asked])]
        assert statuses, asked
        assert set(statuses) <= {400, 501}, asked
    assert parsed.get("/healthz").status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_curl_may_offer_http_2(parsed: Served, tmp_path: Path, chunked: bool) -> None:
    body = tmp_path / "claim.json"
    body.write_bytes(CLAIM + b" " * 3_900)
    url = f"{parsed.client.base_url}/v1/verify"
    command = ["curl", "-sS", "--http2", "-v", "-H", JSON.decode(), "--data-binary", f"@{body}", url, "--next"]
    if chunked:
        command[2:2] = ["-H", "Transfer-Encoding: chunked"]
    command += ["-sS", "--http2", f"{parsed.client.base_url}/healthz"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    needs("does not support" not in done.stderr, "a curl that speaks HTTP/2")
    assert "Upgrade: h2c" in done.stderr
    assert done.stdout == "".join(body.decode() for _, body in plain(parsed)), done.stderr


def test_the_client_of_java_offers_http_2(served: Served) -> None:
    java = shutil.which("java") or ""
    needs(java, "a JDK")
    command = [java, str(CLIENTS / "java" / "Program.java"), str(served.client.base_url), CLAIM.decode()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    long = len(served.get("/v1/facts?format=csv").text)
    (_, claims), (_, health) = plain(served)
    summits = len(served.get("/v1/summits?fields=id").text)
    expected = [len(claims.decode())] * 6 + [summits, long, len(health)]
    assert done.stdout.splitlines() == [f"200 HTTP_1_1 {length}" for length in expected]


def test_a_websocket_is_answered_as_any_get_and_nobody_is_logged(seeded_url: str) -> None:
    asked = request(b"GET /v1/summits?q=geheimnis HTTP/1.1", *UPGRADES["websocket"])
    with running("serve", SUMMIT_DATABASE_URL=seeded_url) as process:
        address: Any = None
        with socket.create_connection(("127.0.0.1", process.port), timeout=30) as connection:
            address = connection.getsockname()
            connection.sendall(asked + LAST)
            found = b"".join(iter(lambda: connection.recv(65536), b""))
        assert found.startswith(b"HTTP/1.1 200 OK\r\n")
        assert found.count(b"HTTP/1.1 200 OK\r\n") == 2
    told = process.output["stderr"]
    assert "GET /v1/summits: 200" in told
    for secret in ("geheimnis", f":{address[1]}", "pgrade", "WebSocket"):
        assert secret not in told
