"""Stands before everything that makes an answer: gives out again what was answered before, byte for byte.

An answer depends on its path, query, Accept and Accept-Encoding, on the state of the data, and on nothing else. What
was asked is first looked up as it was written, without reading it, and before that with all of its headers, for the
same client mostly sends the same; only what has passed all layers, with 200 or 304, a
strong ETag and a release, is kept, so a query that is refused is never. The ETag is made of what a query means, so
one answer in several spellings takes its bytes once. Streams, problems, and what may not be stored are not kept.

Of several who ask the same at once only the first has it made.
"""

import asyncio
from collections.abc import Callable, MutableMapping
from http import HTTPStatus
from time import monotonic
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.answers.answer import NOTHING, OF_THE_BODY, Answer, Exact, Headers, Spelling
from app.kit.answers.asked import asked_of
from app.kit.answers.cache import SHARE, Cache
from app.kit.answers.pulse import Pulse
from app.kit.conditions import names

Identify = Callable[[bytes | None], bytes]
"""Names an answer, after the client's own name for it if that is a good one."""


Given = tuple[Answer, bool, bytes | None]
"""An answer to be given out, whether the client has it, and what the client calls its request."""


class Answers:
    """A pure ASGI layer.

    Only paths with `below` in them are looked at; what answers the others need not be asked whether it may be kept.
    `identify` makes the value of `X-Request-Id`, if no layer before this one adds it. Whoever counts answers puts an
    object into the scope as `exchange`; its `endpoint` is set to what made the answer.
    """

    def __init__(
        self, app: ASGIApp, cache: Cache, pulse: Pulse, below: bytes, identify: Identify | None = None
    ) -> None:
        self.app = app
        self.below = below
        self.cache = cache
        self.pulse = pulse
        self.identify = identify
        self._flights: dict[Spelling, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and keep its answer."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        exact = (scope.get("raw_path"), scope["query_string"], *scope["headers"])
        known = self.cache.exact.get(exact)
        now = self.pulse.now
        if known is not None and now.state is self.cache.state and monotonic() < now.until:
            (answer, same), named = known, None
        elif found := await self._looked_up(scope, receive, send, exact):
            answer, same, named = found
        else:
            return
        # Given out here: each call of a function more would cost a hundredth of an answer.
        self.cache.hits += 1
        answer.used = True
        if EXCHANGE in scope:
            scope[EXCHANGE].endpoint = answer.endpoint
        headers = answer.unchanged if same else answer.headers
        if self.identify is not None:
            headers = [*headers, (b"x-request-id", self.identify(named))]
        await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
        await send(NOTHING if same or scope["method"] == "HEAD" else answer.content)

    async def _looked_up(self, scope: Scope, receive: Receive, send: Send, exact: Exact) -> Given | None:
        """Return what is kept for a request; None if it had to be passed on, and is answered."""
        asked = asked_of(scope, self.below)
        if asked is None:
            await self.app(scope, receive, send)
            return None
        spelling, none_match, named = asked
        answer = self._found(spelling, none_match)
        if answer is None and spelling in self._flights and scope["method"] == "GET":
            await self._flights[spelling].wait()
            answer = self._found(spelling, none_match)
        if answer is None:
            self.cache.misses += 1
            await self._made(scope, receive, send, spelling)
            return None
        same = none_match is not None and _names(none_match, answer.tag)
        if named is None:
            self.cache.recognise(exact, answer, same)
        return answer, same, named

    def _found(self, spelling: Spelling, none_match: bytes | None) -> Answer | None:
        """Return what is kept, if it may still be given out."""
        answer = self.cache.spelled.get(spelling)
        if answer is None or not self.pulse.now.tells(self.cache.state):
            return None
        if answer.content is NOTHING and (none_match is None or not _names(none_match, answer.tag)):
            return None
        return answer

    def _current(self) -> bool:
        """Forget what is of another state of the data; tell whether what is kept is known to be of this one."""
        now = self.pulse.now
        if now.state is not self.cache.state:
            self.cache.begin(now.state)
        return now.tells(now.state)

    async def _made(self, scope: Scope, receive: Receive, send: Send, spelling: Spelling) -> None:
        """Have an answer made, and keep it; those who ask for the same meanwhile wait until it is known."""
        # What answers HEAD has no body to keep.
        current = self._current() and scope["method"] == "GET"
        state, kept = self.cache.state, None
        flight = asyncio.Event()
        if current:
            self._flights.setdefault(spelling, flight)
        made = Making()
        held: list[Message] = []

        async def noted(message: Message) -> None:
            nonlocal kept
            found = made.note(message, self.cache.most // SHARE)
            if not made.ended:
                # A client that reads slowly would keep the others waiting for what is known the next moment.
                held.append(message)
                return
            fresh = current and self._current() and self.cache.state is state
            if found is not None and fresh and state and made.release == state[0].encode():
                kept = self.cache.keep(spelling, found)
            self._land(spelling, flight)
            while held:
                await send(held.pop(0))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self._land(spelling, flight)
        while held:
            await send(held.pop(0))
        if kept is not None and (exchange := scope.get(EXCHANGE)):
            kept.endpoint = exchange.endpoint

    def _land(self, spelling: Spelling, flight: asyncio.Event) -> None:
        flight.set()
        if self._flights.get(spelling) is flight:
            del self._flights[spelling]


EXCHANGE = "exchange"
"""Key of whoever counts, in the scope."""


class Making:
    """An answer on its way out; `ended` once it is known whether it may be kept."""

    def __init__(self) -> None:
        self.ended = False
        self.release = b""
        self._status = 0
        self._headers: Headers = ()

    def note(self, message: Message, longest: int) -> Answer | None:
        """Look at a message; return the answer with its last one, if it may be kept."""
        if self.ended:
            return None
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = [pair for pair in message["headers"] if pair[0] != b"x-request-id"]
            self.release = dict(self._headers).get(b"x-dataset-version", b"")
            self.ended = not _may_be_kept(self._status, dict(self._headers), longest)
            return None
        self.ended = True
        if message.get("more_body", False):
            return None
        unchanged = [pair for pair in self._headers if pair[0] not in OF_THE_BODY]
        tag = dict(unchanged)[b"etag"]
        if self._status == HTTPStatus.NOT_MODIFIED:
            return Answer(tag, unchanged)
        return Answer(tag, unchanged, self._headers, {**message})


def _may_be_kept(status: int, headers: MutableMapping[bytes, Any], longest: int) -> bool:
    if status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} or b"no-store" in headers.get(b"cache-control", b""):
        return False
    told = b"x-dataset-version" in headers and headers.get(b"etag", b"").startswith(b'"')
    length = headers.get(b"content-length", b"0" if status == HTTPStatus.NOT_MODIFIED else None)
    return told and length is not None and int(length) <= longest


def _names(none_match: bytes, tag: bytes) -> bool:
    return none_match == tag or names([none_match.decode("latin-1")], tag.decode("latin-1"))
