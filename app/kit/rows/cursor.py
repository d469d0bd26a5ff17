"""Cursors: where a walk goes on, told by the keys of the last row (keyset), never by an offset."""

import base64
import hashlib
import json
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa

from app.kit.problems import ProblemError, refuse
from app.kit.query import fault

Keys = list[Any]
_DAMAGED = "not a cursor of this list; take it from `next`, with the same filters and sort"


def encode(release: str, walk: str, keys: Keys) -> str:
    """Return a cursor for the rows after `keys`; `walk` is what it belongs to: path, filters and sort."""
    body = json.dumps([release, *keys], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_seal(walk, body) + body).rstrip(b"=").decode()


def decode(cursor: str, release: str, walk: str, columns: list[Any]) -> Keys:
    """Return the keys in a cursor.

    Raises ProblemError: 422 if it is damaged or of another walk, 410 if its release is superseded.
    """
    damaged = refuse([fault("cursor", _DAMAGED)])
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise damaged from None
    # The decoder ignores bits and characters that it does not need; a cursor is only what `encode` writes.
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != cursor or raw[:8] != _seal(walk, raw[8:]):
        raise damaged
    try:
        issued, *keys = json.loads(raw[8:])
    except (ValueError, RecursionError):
        raise damaged from None
    if len(keys) != len(columns) or not all(map(_fits, columns, keys)):
        raise damaged
    if issued != release:
        raise ProblemError(HTTPStatus.GONE, "the data has a new release since this walk began; begin it again")
    return list(keys)


def after(order: list[tuple[Any, bool]], keys: Keys) -> sa.ColumnElement[bool]:
    """Return the condition for rows after `keys`; `order` holds columns and whether they descend."""
    ways: list[sa.ColumnElement[bool]] = []
    equal: list[sa.ColumnElement[bool]] = []
    for (column, descends), key in zip(order, keys, strict=True):
        if key is not None:
            beyond = column < key if descends else column > key
            ways.append(sa.and_(*equal, sa.or_(beyond, column.is_(None)) if column.nullable else beyond))
        equal.append(column.is_(None) if key is None else column == key)
    return sa.or_(sa.false(), *ways)


def _seal(walk: str, body: bytes) -> bytes:
    return hashlib.blake2b(walk.encode() + b"\0" + body, digest_size=8).digest()


def _fits(column: Any, key: Any) -> bool:
    if key is None:
        return bool(column.nullable)
    if isinstance(column.type, sa.String):
        return isinstance(key, str) and key.isprintable()
    if isinstance(column.type, sa.Integer):
        bits = 63 if isinstance(column.type, sa.BigInteger) else 31
        return type(key) is int and abs(key) < 2**bits
    return type(key) in {int, float} and abs(key) < 2**63  # neither nan nor inf passes
