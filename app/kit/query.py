"""Reads a query string into a declared model, strictly: what is not understood is refused, never ignored or clamped."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin
from urllib.parse import unquote_plus, urlencode

from pydantic import BaseModel, ValidationError

from app.kit.problems import Fault, refuse

Pairs = Sequence[tuple[str, str]]
Model = TypeVar("Model", bound=BaseModel)

MOST_REPEATS = 50
"""Times that a list parameter may be repeated; each may become a condition of the statement."""

SHORT = 512
"""Bytes of a query string up to which it is remembered how it reads."""

NAME = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)


_UNRESERVED = re.compile(r"[A-Za-z0-9_.~&=-]*")
"""Characters that stand for themselves (RFC 3986 section 2.3), and those between parameters."""


class Comma:
    """Marks a list parameter that is written once, its values between commas; the others are repeated."""


def pairs_of(query: bytes) -> Pairs:
    """Return the parameters of a query string that is known to be readable (see `guard`), in their order."""
    return _pairs(query) if len(query) <= SHORT else _pairs.__wrapped__(query)


@lru_cache(maxsize=1024)
def _pairs(query: bytes) -> Pairs:
    if not query:
        return ()
    parts = (part.partition("=") for part in query.decode("ascii").split("&"))
    return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in parts)


def canonical(query: bytes, *without: str) -> str:
    """Return the parameters of a query string in one order and spelling, however they were written, but for some.

    Values of one parameter stay in their order, which may be that of an answer.
    """
    found = _in_order(query) if len(query) <= SHORT else _in_order.__wrapped__(query)
    return "&".join([text for name, text in found if name not in without])


@lru_cache(maxsize=1024)
def _in_order(query: bytes) -> Pairs:
    """Return each parameter's name, and the parameter as it is written."""
    return tuple((pair[0], written([pair])) for pair in sorted(pairs_of(query), key=itemgetter(0)))


def read(model: type[Model], pairs: Pairs) -> Model:
    """Return the parameters as `model`. Raises ProblemError 422 with every fault found."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    known = _kinds(model)
    for name, value in pairs:
        if name not in known:
            shown = name if NAME.fullmatch(name) else None
            faults.append(fault(shown, "unknown parameter", sorted(known)))
        elif value == "":
            faults.append(fault(name, "an empty value is not allowed"))
        else:
            several, commas = known[name]
            if name in values and (commas or not several):
                faults.append(fault(name, "this parameter may stand only once"))
            values.setdefault(name, []).extend(value.split(",") if commas else [value])
            if commas or len(values[name]) > MOST_REPEATS:
                faults += _excess(name, values[name], commas=commas)
    if faults:
        raise refuse(list({one.model_dump_json(): one for one in faults[:MOST_REPEATS]}.values()))
    try:
        return model.model_validate({name: kept if known[name][0] else kept[0] for name, kept in values.items()})
    except ValidationError as error:
        found = (_fault(one) for one in error.errors(include_url=False, include_input=False))
        raise refuse(list({one.model_dump_json(): one for one in found}.values())) from None


@cache
def _kinds(model: type[BaseModel]) -> dict[str, tuple[bool, bool]]:
    """Return of each parameter whether it takes several values, and whether they stand between commas."""
    return {
        name: (is_list(field.annotation), any(isinstance(mark, Comma) for mark in field.metadata))
        for name, field in model.model_fields.items()
    }


def _excess(name: str, kept: list[str], *, commas: bool) -> Iterator[Fault]:
    """Tell what is wrong with how many values a parameter has."""
    if len(kept) > MOST_REPEATS:
        yield fault(name, f"this parameter may have up to {MOST_REPEATS} values")
    if commas and len({word.removeprefix("-") for word in kept}) < len(kept):
        yield fault(name, "each value may stand only once")


def is_list(annotation: Any) -> bool:
    """Tell whether a field takes several values."""
    options = get_args(annotation) if NoneType in get_args(annotation) else (annotation,)
    return any(get_origin(option) is list for option in options)


def fault(name: str | None, detail: str, allowed: list[str] | None = None) -> Fault:
    """Describe what is wrong with a query parameter."""
    return Fault(location="query", name=name, detail=detail, allowed=allowed)


def _fault(error: Any) -> Fault:
    location = error["loc"]
    name = str(location[0]) if location else None
    detail = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] in {"literal_error", "enum"}:
        words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return fault(name, "not one of the words allowed", words)
    return fault(name, detail[:1].lower() + detail[1:])


def written(pairs: Pairs) -> str:
    """Return parameters as a query string."""
    plain = "&".join([f"{name}={value}" for name, value in pairs])
    # Most need no escapes; a sign in a text that means something between texts makes one too many of them.
    marks = plain.count("&") == len(pairs) - 1 and plain.count("=") == len(pairs)
    return plain if marks and _UNRESERVED.fullmatch(plain) else urlencode(pairs)
