"""Stands before everything that makes an answer: gives out again what was answered before, byte for byte.

An answer depends on its path, query, Accept and Accept-Encoding, on the state of the data, and on nothing else. What
was asked is first looked up as it was written, without reading it, and before that with all of its headers, for the
same client mostly sends the same; only what has passed all layers, with 200 or 304, a
strong ETag and a release, is kept, so a query that is refused is never. The ETag is made of what a query means, so
one answer in several spellings takes its bytes once. Streams, problems, and what may not be stored are not kept.

Of several who ask the same at once only the first has it made.
"""

import asyncio
from http import HTTPStatus
from time import monotonic
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.answers.answer import NOTHING, OF_THE_BODY, Answer, Exact, Spelling
from app.kit.answers.asked import asked_of
from app.kit.answers.cache import SHARE, Cache
from app.kit.answers.pulse import Pulse
from app.kit.conditions import names


class Observer(Protocol):
    """Whoever names requests, and, if `each`, hears of each answer that is given out again."""

    each: bool

    def identify(self, named: bytes | None) -> bytes:
        """Return the value of `X-Request-Id`: what the client calls its request, if that is a good name, or another."""

    def again(self, scope: Scope, request_id: bytes, began: float) -> Any:
        """Hear of a request, which came at `began` (`monotonic`); return what `given` is to know it by."""

    def given(self, exchange: Any, answer: Answer, status: int, size: int | None) -> None:
        """Hear that it was answered, with so many bytes of a body; None if it was cut short."""


Given = tuple[Answer, bool, bytes | None]
"""An answer to be given out, whether the client has it, and what the client calls its request."""


class Answers:
    """A pure ASGI layer.

    Only paths with `below` in them are looked at; what answers the others need not be asked whether it may be kept.
    A layer behind this one may put an object into the scope as `exchange`, whose `endpoint` is what made the answer.
    """

    def __init__(self, app: ASGIApp, cache: Cache, pulse: Pulse, below: bytes, observer: Observer) -> None:
        self.app = app
        self.below = below
        self.cache = cache
        self.pulse = pulse
        self.identify = observer.identify
        self.observer = observer if observer.each else None
        self._flights: dict[Spelling, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on and keep its answer."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        began = monotonic()
        exact = (scope.get("raw_path"), scope["query_string"], *scope["headers"])
        known = self.cache.exact.get(exact)
        now = self.pulse.now
        if known is not None and now.state is self.cache.state and began < now.until:
            (answer, same), named = known, None
        elif found := await self._looked_up(scope, receive, send, exact, began):
            answer, same, named = found
        else:
            return
        # Given out here: each call of a function more would cost a hundredth of an answer.
        self.cache.hits += 1
        answer.used = True
        name, size = self.identify(named), None
        status, headers = (304, answer.unchanged) if same else (200, answer.headers)
        content = NOTHING if same or scope["method"] == "HEAD" else answer.content
        exchange = None if self.observer is None else self.observer.again(scope, name, began)
        try:
            headers = [*headers, (b"x-request-id", name)]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send(content)
            size = len(content["body"])
        finally:
            if self.observer is not None:
                self.observer.given(exchange, answer, status, size)

    async def _looked_up(self, scope: Scope, receive: Receive, send: Send, exact: Exact, began: float) -> Given | None:
        """Return what is kept for a request; None if it had to be passed on, and is answered."""
        asked = asked_of(scope, self.below)
        if asked is None:
            await self.app(scope, receive, send)
            return None
        spelling, none_match, named = asked
        answer = self._found(spelling, none_match)
        if answer is None and spelling in self._flights and scope["method"] == "GET":
            scope[BEGAN] = began
            self.cache.waiting += 1
            try:
                await self._flights[spelling].wait()
            finally:
                self.cache.waiting -= 1
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
        state = self.cache.state
        flight = asyncio.Event()
        if current:
            self._flights.setdefault(spelling, flight)
        known = False
        held: list[Message] = []

        async def noted(message: Message) -> None:
            nonlocal known
            held.append(message)
            if not known and len(held) == 1 and _may_be_kept(message, self.cache.most // SHARE):
                # A client that reads slowly would keep the others waiting for what is known the next moment.
                return
            if not known:
                known, found = True, _whole(held)
                fresh = current and self._current() and self.cache.state is state
                if found is not None and fresh and state and found.release == state[0]:
                    found.endpoint = getattr(scope.get(EXCHANGE), "endpoint", None)
                    self.cache.keep(spelling, found)
                self._land(spelling, flight)
            while held:
                await send(held.pop(0))

        try:
            await self.app(scope, receive, noted)
        finally:
            self._land(spelling, flight)
        while held:
            await send(held.pop(0))

    def _land(self, spelling: Spelling, flight: asyncio.Event) -> None:
        flight.set()
        if self._flights.get(spelling) is flight:
            del self._flights[spelling]


EXCHANGE = "exchange"
"""Key of whoever counts, in the scope."""

BEGAN = "began"
"""Key of when a request came (`monotonic`) that had to wait before it was passed on."""


def _may_be_kept(start: Message, longest: int) -> bool:
    """Tell by the first message whether an answer may be kept, if it comes in one piece."""
    status, headers = start["status"], dict(start["headers"])
    if status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} or b"no-store" in headers.get(b"cache-control", b""):
        return False
    told = b"x-dataset-version" in headers and headers.get(b"etag", b"").startswith(b'"')
    length = headers.get(b"content-length", b"0" if status == HTTPStatus.NOT_MODIFIED else None)
    return told and length is not None and int(length) <= longest


def _whole(messages: list[Message]) -> Answer | None:
    """Return an answer to be kept, if these are all of its messages and the first of them allowed it."""
    if len(messages) == 1 or messages[1].get("more_body", False):
        return None
    headers = [pair for pair in messages[0]["headers"] if pair[0] != b"x-request-id"]
    unchanged = [pair for pair in headers if pair[0] not in OF_THE_BODY]
    told = dict(unchanged)
    answer = Answer(told[b"etag"], unchanged, release=told[b"x-dataset-version"].decode())
    if messages[0]["status"] == HTTPStatus.OK:
        answer.headers, answer.content = headers, {**messages[1]}
    return answer


def _names(none_match: bytes, tag: bytes) -> bool:
    return none_match == tag or names([none_match.decode("latin-1")], tag.decode("latin-1"))
