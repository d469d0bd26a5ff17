"""Reads the JSON body of a question that is posted, strictly: its size, its type, its syntax, its shape."""

import json
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request

from app.kit.formats.format import JSON
from app.kit.problems import Fault, ProblemError, refuse
from app.kit.query import NAME

LONGEST = 4096
"""Bytes of a body, at most."""

MOST_FAULTS = 20
"""Faults that are told of one body."""

Model = TypeVar("Model", bound=BaseModel)


async def read_body(model: type[Model], request: Request) -> tuple[Model, bytes]:
    """Return the body as `model`, and as it came. Raises ProblemError 413, 415, 400 or 422."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON.type:
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "send the body with Content-Type: application/json",
            accept_post=JSON.type,
        )
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send the body without Content-Encoding", accept_encoding="identity"
        )
    raw = b""
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > LONGEST:
                raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body may have {LONGEST} bytes")
    except ClientDisconnect:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "the body ended too soon") from None
    return understood(model, raw), raw


def understood(model: type[Model], raw: bytes) -> Model:
    """Return JSON as `model`. Raises ProblemError 400 or 422."""
    _readable(raw)
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        if any(one["type"] == "json_invalid" for one in found):
            raise ProblemError(HTTPStatus.BAD_REQUEST, "the body cannot be read: it is not JSON in UTF-8") from None
        raise refuse([_fault(one) for one in found[:MOST_FAULTS]]) from None


def _readable(raw: bytes) -> None:
    """Refuse what is no JSON, or JSON that readers understand in different ways (RFC 8259 section 4)."""
    try:
        json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, _DoubledKeyError) else "it is not JSON in UTF-8"
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"the body cannot be read: {why}") from None


class _DoubledKeyError(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise _DoubledKeyError("a key stands twice in one object")
    return dict(pairs)


def _no_number(_: str) -> float:
    raise ValueError("NaN and Infinity are no JSON")


def _fault(error: Any) -> Fault:
    words = error.get("ctx", {}).get("expected")
    allowed = [word.strip("' ") for word in words.replace(" or ", ", ").split(",")] if words else None
    path = ".".join(str(part) for part in error["loc"])
    name = path if NAME.fullmatch(path) else None
    detail = str(error["msg"]).removeprefix("Value error, ")
    shown = "not one of the words allowed" if allowed else detail[:1].lower() + detail[1:]
    return Fault(location="body", name=name, detail=shown, allowed=allowed)
