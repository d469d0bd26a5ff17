"""Requests byte by byte over a socket, for what no client library would send."""

import socket
from dataclasses import dataclass

from tests.served import Served


@dataclass(frozen=True)
class Raw:
    """An answer as it came: its status, its headers with names in lower case, and every byte after them."""

    status: int
    headers: list[tuple[str, str]]
    rest: bytes

    def header(self, name: str) -> str | None:
        """Return a header that stands at most once."""
        found = [value for key, value in self.headers if key == name]
        assert len(found) < 2, f"{name} stands {len(found)} times"
        return found[0] if found else None


def send(served: Served, request: bytes) -> Raw:
    """Send bytes and return the answer; the server is to close the connection within 10 seconds."""
    url = served.client.base_url
    with socket.create_connection((url.host, url.port), timeout=10) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, rest = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = [line.split(": ", 1) for line in lines]
    return Raw(int(status.split(" ")[1]), [(name.lower(), value) for name, value in pairs], rest)


def line(method: str, target: str, *fields: str) -> bytes:
    """Write a request without a body."""
    head = [f"{method} {target} HTTP/1.1", "Host: facts.example", "Connection: close", *fields]
    return ("\r\n".join(head) + "\r\n\r\n").encode("latin-1")
