"""Cursors: where a walk goes on, told by the keys of the last row (keyset), never by an offset."""

import base64
import hashlib
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json, to_json

from app.kit.problems import ProblemError, refuse
from app.kit.query import fault

Keys = list[Any]
Order = list[tuple[Any, bool]]
"""Columns, and whether they descend."""

_RELEASE = sa.Column("release", sa.String, nullable=False)
"""What stands before the keys."""


def encode(release: str, walk: str, keys: Keys) -> str:
    """Return a cursor for the rows after `keys`; `walk` is what it belongs to: path, filters and sort."""
    body = to_json([release, *keys])
    return base64.urlsafe_b64encode(_seal(walk, body) + body).rstrip(b"=").decode()


def decode(cursor: str, release: str, walk: str, columns: Sequence[Any]) -> Keys:
    """Return the keys in a cursor, each of the type of its column.

    Raises ProblemError: 422 if it is damaged or of another walk, 410 if its release is superseded.
    """
    held = _opened(cursor, walk)
    # The seal is no secret, so whatever JSON there is may stand under it.
    kinds = [_RELEASE, *columns]
    if not isinstance(held, list) or len(held) != len(kinds) or not all(map(_fits, kinds, held)):
        raise _damaged()
    issued, *keys = held
    if issued != release:
        raise ProblemError(HTTPStatus.GONE, "the data has a new release since this walk began; begin it again")
    return keys


def _opened(cursor: str, walk: str) -> Any:
    """Return the JSON under the seal of a walk. Raises ProblemError 422 if there is none."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        # The decoder ignores bits and characters that it does not need; a cursor is only what `encode` writes.
        if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == cursor and raw[:8] == _seal(walk, raw[8:]):
            return from_json(raw[8:])
    except ValueError:
        pass
    raise _damaged()


def _damaged() -> ProblemError:
    return refuse([fault("cursor", "not a cursor of this list; take it from `next`, with the same filters and sort")])


def keys_of(keys: Sequence[Any]) -> dict[str, Any]:
    """Return the parameters that `after` binds, by name."""
    return {f"asked_after_{number}": key for number, key in enumerate(keys)}


def after(order: Order, keys: Keys) -> sa.ColumnElement[bool]:
    """Return the condition for rows after `keys`, which are bound as `keys_of` names them.

    What it says of the first column alone is said again before the rest, for only such a condition can be looked up in
    an index: without it a page costs as much as all pages before it.
    """
    ways: list[sa.ColumnElement[bool]] = []
    equal: list[sa.ColumnElement[bool]] = []
    for (column, descends), (name, key) in zip(order, keys_of(keys).items(), strict=True):
        bound: sa.BindParameter[Any] = sa.bindparam(name, key, column.type)
        if key is not None:
            beyond = column < bound if descends else column > bound
            ways.append(sa.and_(*equal, sa.or_(beyond, column.is_(None)) if column.nullable else beyond))
        equal.append(column.is_(None) if key is None else column == bound)
    column, descends = order[0]
    first: sa.BindParameter[Any] = sa.bindparam("asked_after_0", keys[0], column.type)
    begins = [column <= first if descends else column >= first] if not column.nullable else []
    return sa.and_(*begins, sa.or_(sa.false(), *ways))


def _seal(walk: str, body: bytes) -> bytes:
    return hashlib.blake2b(walk.encode() + b"\0" + body, digest_size=8).digest()


def _fits(column: Any, key: Any) -> bool:
    if key is None:
        return bool(column.nullable)
    if isinstance(column.type, sa.String):
        return isinstance(key, str) and "\0" not in key  # which PostgreSQL does not store
    if isinstance(column.type, sa.Integer):
        bits = 63 if isinstance(column.type, sa.BigInteger) else 31
        return type(key) is int and abs(key) < 2**bits
    return type(key) in {int, float} and abs(key) < 2**63  # neither nan nor inf passes
