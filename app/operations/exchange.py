"""One request and its answer, as the log, the metrics and the traces tell it."""

import os
import random
import re
import secrets
import uuid
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import chain, count
from time import monotonic

from starlette.types import Message, Scope

from app.kit.answers.layer import BEGAN

ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a request may call itself in `X-Request-Id`: nothing that could break a line, a query or a label."""

LONGEST_PATH = 512
"""Characters of a path that are told."""

_MOST = 2**40


def _ids() -> Iterator[bytes]:
    """Return the ids of a process: what they have in common, then a number, and with each number every byte once."""
    chosen = str(uuid.uuid4())
    begins, stride = f"{chosen[:14]}8{chosen[15:24]}".encode(), secrets.randbelow(_MOST) | 1
    ends = [b"%02x" % end for end in range(256)]
    random.shuffle(ends)

    def block(at: int) -> Iterator[bytes]:
        return map((b"%b%010x" % (begins, at * stride % _MOST)).__add__, ends)

    # No generator, for two threads cannot share one.
    return chain.from_iterable(map(block, count(secrets.randbelow(_MOST))))


_new = _ids()


def _begin() -> None:
    global _new  # noqa: PLW0603  (a process that was forked has ids of its own)
    _new = _ids()


os.register_at_fork(after_in_child=_begin)


def identified(given: bytes | None) -> bytes:
    """Return the client's own id if it gave a plain one, else a new one.

    That is a UUID of version 8 (RFC 9562): random bits of this process, then a number; quicker than 122 random bits.
    The numbers come in an order that does not tell how many there were, and never twice, for an odd stride meets all.
    Nearly every id is two texts put together, which is quicker than to write a number.
    """
    if given is not None and ID.fullmatch(given):
        return given
    return next(_new)


REQUEST_ID: ContextVar[str] = ContextVar("REQUEST_ID")
"""Id of the request at hand; threads that work for it know it too."""


@dataclass(slots=True)
class Exchange:
    """A request and its answer.

    `request_id` is the client's if it gave one, and then it may come again; `own` never does.
    `placed` is the scope that the router writes to. The query is not kept: what people ask for is theirs.
    """

    method: str
    path: str
    own: str
    request_id: str
    queried: bool = False
    began: float = field(default_factory=monotonic)
    placed: Scope | None = None
    route: str | None = None
    status: int | None = None
    size: int = 0
    release: str | None = None
    trace_id: str | None = None
    complete: bool = False
    seconds: float = 0.0

    @classmethod
    def of(cls, scope: Scope) -> "Exchange":
        """Begin with a request."""
        own = identified(None).decode()
        named = _given(scope) or own
        began = scope.get(BEGAN) or monotonic()
        return cls(scope["method"], _path(scope), own, named, bool(scope["query_string"]), began)

    @classmethod
    def again(cls, scope: Scope, request_id: bytes, began: float) -> "Exchange":
        """Begin with a request that gets a kept answer, which is never a problem, so `own` is not needed."""
        return cls(scope["method"], _path(scope), "", request_id.decode(), bool(scope["query_string"]), began)

    @property
    def endpoint(self) -> object:
        """What answers the request; None if the router did not find it, or not yet."""
        return self.placed.get("endpoint") if self.placed else None

    @property
    def instance(self) -> str | None:
        """What the answer calls itself if it is a problem (RFC 9457); null else."""
        problem = self.status is not None and self.status >= HTTPStatus.BAD_REQUEST
        return f"urn:uuid:{self.own}" if problem else None

    def note(self, message: Message) -> None:
        """Note a message of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.release = next(
                (text.decode() for name, text in message.get("headers", ()) if name == b"x-dataset-version"), None
            )
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)

    def end(self, endpoint: object, templates: Mapping[int, str]) -> None:
        """End it; `templates` has the path of each endpoint by its identity."""
        self.seconds = monotonic() - self.began
        self.route = templates.get(id(endpoint))
        self.placed = None


def _path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw[:LONGEST_PATH].decode("latin-1")


def _given(scope: Scope) -> str | None:
    """Return the id that the client gave, if it gave one, and a plain one."""
    found = [value for name, value in scope["headers"] if name == b"x-request-id"]
    return found[0].decode() if len(found) == 1 and ID.fullmatch(found[0]) else None
