"""One answer as it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from starlette.types import Message

Headers = Sequence[tuple[bytes, bytes]]

Spelling = tuple[bytes, bytes, bytes, bytes]
"""How an answer was asked for: path, query, Accept and Accept-Encoding, as they were written."""

Exact = tuple[Any, ...]
"""A whole request: path, query, and each header."""

SPELLINGS = 8
"""Spellings under which one answer is known, at most, and whole requests; others have to be read anew each time."""

NOTHING: Message = {"type": "http.response.body", "body": b""}
"""The message of an empty body."""

OVERHEAD = 1500
"""Bytes that an answer takes besides its texts, about."""

OF_THE_BODY = frozenset(
    {
        b"content-type",
        b"content-length",
        b"content-encoding",
        b"content-disposition",
        b"content-language",
        b"accept-ranges",
    }
)
"""What a 304 leaves out, for it has no body; the rest is what a 200 has (RFC 9110 section 15.4.5)."""


PAIR = 150
"""Bytes that a header takes besides its texts, about."""


@dataclass(eq=False, slots=True)
class Answer:
    """An answer, or only its validator: `content` is `NOTHING` as long as only clients ask for it who have it.

    `content` is the message of the body as it was sent. `endpoint` is what made the answer,
    and `release` what it shows, for those who count. `used` tells whether it was asked for again since that was last
    looked at.
    """

    tag: bytes
    unchanged: Headers
    headers: Headers = ()
    content: Message = field(default_factory=lambda: NOTHING)
    endpoint: object = None
    release: str = ""
    used: bool = False
    spellings: list[Spelling] = field(default_factory=list)
    exact: list[Exact] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about, besides how it is asked for."""
        return OVERHEAD + len(self.content["body"]) + sum(map(len, chain(*self.headers, *self.unchanged)))


def size_of(asked: Spelling | Exact) -> int:
    """Return the bytes that knowing how an answer was asked for takes, about."""
    return sum(len(part) if isinstance(part, bytes) else sum(map(len, part)) + PAIR for part in asked)
