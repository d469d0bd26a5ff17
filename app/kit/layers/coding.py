"""Stands before the conditions: agrees on a content coding (RFC 9110 section 12.5.3), and codes what goes out.

What was agreed on is in the scope as `coding`, for validators: each coded form of an answer is a representation with
a strong ETag of its own. No ranges of coded bytes are offered; a Range is ignored, so not passed on (section 14.2).
"""

import re
import sys
import zlib
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.problems import ProblemError, answer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Pairs = list[tuple[bytes, bytes]]
"""Headers as they are sent."""

Coder = Callable[[bytes, bool], bytes]
"""Codes a chunk, the last one or not; what it returns can be decoded at once."""

LEAST = 1024
"""Bytes of a body from which coding it is worth the while; it fits one packet anyway below."""

LARGE = 65536
"""Bytes of a chunk from which it is coded in a thread, so that others need not wait; less takes under 1 ms."""

_TEXTUAL = re.compile(r"text/(?!event-stream)|[^;]*[/+](?:x-)?(?:json|ndjson|xml|javascript|yaml)\s*(?:;|$)")
_WEIGHTED = re.compile(r"([\w!#$%&'*+.^`|~-]+)(?:[ \t]*;[ \t]*[qQ]=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII)

FORCED = "forced"
"""Said in the scope where identity is refused."""

_ALIASES = {"x-gzip": "gzip"}
"""Names that mean another (RFC 9110 section 8.4.1.3)."""


def _zstd() -> Coder:
    # The window of level 3 is 2 MiB; RFC 9659 allows 8.
    coder = zstd.ZstdCompressor(level=3)
    return lambda chunk, last: coder.compress(chunk, coder.FLUSH_FRAME if last else coder.FLUSH_BLOCK)


def _gzip() -> Coder:
    # zlib's own header has no time in it, so the same text gives the same bytes.
    coder = zlib.compressobj(level=6, wbits=31)
    return lambda chunk, last: coder.compress(chunk) + coder.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


CODERS: dict[str, Callable[[], Coder]] = {"zstd": _zstd, "gzip": _gzip}
"""The codings offered besides identity, the best first."""

_MADE_BY = {"zstd": zstd.zstd_version, "gzip": zlib.ZLIB_RUNTIME_VERSION, "identity": ""}
"""Another version of a library may give other bytes, which need another ETag."""

_UNACCEPTABLE = ProblemError(
    HTTPStatus.NOT_ACCEPTABLE, f"Accept-Encoding refuses all that is offered here: {', '.join(CODERS)} and identity"
)


@lru_cache(maxsize=256)
def negotiate(*fields: bytes) -> tuple[str | None, bool]:
    """Return the coding that Accept-Encoding likes best, None if it refuses all, and whether identity would do.

    Equal weights are decided in the order of `CODERS`. Without the header nothing is coded, for who sends none may not
    be able to decode. Members that cannot be read are skipped.
    """
    members = (_WEIGHTED.fullmatch(member.strip(" \t")) for member in b",".join(fields).decode("latin-1").split(","))
    weights = {_ALIASES.get(found[1].lower(), found[1].lower()): float(found[2] or 1) for found in members if found}
    # Identity is acceptable unless refused, yet less than anything that is asked for.
    least = {name: weights.get("*", 0.0) for name in CODERS} | {"identity": weights.get("*", 0.0001)}
    liked = {name: weights.get(name, weight) for name, weight in least.items()}
    best = max(liked, key=lambda name: liked[name])
    return (best if liked[best] else None), liked["identity"] > 0


def refuses_identity(scope: Scope) -> bool:
    """Tell whether a client takes no answer that is not coded."""
    return str(scope["coding"]).endswith(FORCED)


class Coding:
    """A pure ASGI layer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and code the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name, free = negotiate(*(value for name, value in scope["headers"] if name == b"accept-encoding"))
        answered = _Answer(send, name or "identity", free=free)
        if name is None and scope["method"] in {"GET", "POST"}:
            await answer(_UNACCEPTABLE)(scope, receive, answered.send)
            return
        fields = [pair for pair in scope["headers"] if pair[0] not in {b"range", b"if-range"}]
        # No extensions: a server that sends files by itself would pass by the coding.
        scope = {**scope, "headers": fields, "coding": answered.told, "extensions": {}}
        await self.app(scope, receive, answered.send)


class _Answer:
    """One answer on its way out; if it may be coded its beginning waits for the first chunk, which tells the length."""

    def __init__(self, send: Send, name: str, *, free: bool) -> None:
        self._send, self._name, self._free = send, name, free
        self._held: Message | None = None
        self._coder: Coder | None = None
        # Where identity is refused things are coded that otherwise are not, and those need ETags of their own.
        self.told = f"{name} {_MADE_BY[name]} {'free' if free else FORCED}"

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _described(message["status"], message["headers"])}
            if self._name != "identity" and self._may_code(message["status"], Headers(raw=message["headers"])):
                self._held = message
                return
        elif message["type"] == "http.response.body":
            message = await self._coded(message)
        await self._send(message)

    def _may_code(self, status: int, headers: Headers) -> bool:
        if "content-encoding" in headers or "no-transform" in headers.get("cache-control", ""):
            return False
        return not self._free or (
            status == HTTPStatus.OK and bool(_TEXTUAL.match(headers.get("content-type", "").lower()))
        )

    async def _coded(self, message: Message) -> Message:
        chunk, last = message.get("body", b""), not message.get("more_body", False)
        held, self._held = self._held, None
        headers = MutableHeaders(raw=held["headers"]) if held else MutableHeaders()
        if held and (not last or len(chunk) >= (LEAST if self._free else 1)):
            self._coder = CODERS[self._name]()
            headers["content-encoding"] = self._name
            del headers["content-length"]
        if self._coder and (chunk or last):
            large = len(chunk) >= LARGE
            chunk = await run_in_threadpool(self._coder, chunk, last) if large else self._coder(chunk, last)
        if held:
            if self._coder and last:
                headers["content-length"] = str(len(chunk))
            await self._send(held)
        return {**message, "body": chunk}


def _described(status: int, headers: Pairs) -> Pairs:
    """Return the headers with what the answer depends on, and that it has no ranges."""
    found = [pair for pair in headers if pair[0] not in _TOLD]
    found.append((b"vary", _varying(*(value for name, value in headers if name == b"vary"))))
    return [*found, _NO_RANGES] if status == HTTPStatus.OK else found


_TOLD = {b"vary", b"accept-ranges"}
_NO_RANGES = (b"accept-ranges", b"none")


@lru_cache(maxsize=64)
def _varying(*lines: bytes) -> bytes:
    """Return what an answer depends on, the coding among it."""
    depends = [name.strip() for name in b",".join(lines).split(b",") if name.strip()]
    coded = any(name.lower() == b"accept-encoding" for name in depends)
    return b", ".join(depends if coded else [*depends, b"Accept-Encoding"])
