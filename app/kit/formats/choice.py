"""Which format an answer is written in: `format=`, else `Accept`; and where the others are."""

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model
from starlette.requests import Request

from app.kit.formats.accept import accepted
from app.kit.formats.format import CSV, Format
from app.kit.parameters import Truth
from app.kit.problems import Fault, ProblemError, refuse
from app.kit.query import canonical, fault

LONGEST_TARGET = 1000
"""Bytes of a query that headers repeat for each format; a longer one would make headers that proxies refuse."""


def with_format(asked: type[BaseModel], formats: Sequence[Format]) -> type[BaseModel]:
    """Return a model of parameters with `format`, and `excel` where there is CSV."""
    names = [one.name for one in formats]
    told = "; ".join(f"`{one.name}` is {one.about}" for one in formats)
    more: dict[str, Any] = {
        "format": (
            # Known only when a question is asked.
            Literal[tuple(names)] | None,
            Field(None, description=f"Format of the answer, before `Accept`: {told}.", examples=[names[-1]]),
        )
    }
    if CSV in formats:
        about = "CSV that begins with a byte order mark, as Excel needs it."
        more["excel"] = (Truth | None, Field(None, description=about, examples=[True]))
    return create_model(asked.__name__, __base__=asked, __doc__=asked.__doc__, **more)


def choose(request: Request, asked: Any, formats: Sequence[Format]) -> Format:
    """Return the format of the answer. Raises ProblemError 406 if none is accepted, 422 if `excel` is without CSV."""
    excel = bool(getattr(asked, "excel", None))
    named = getattr(asked, "format", None) or (CSV.name if excel else None)
    if named is not None:
        chosen = next(one for one in formats if one.name == named)
    else:
        fields = [value.decode("latin-1") for name, value in request.scope["headers"] if name == b"accept"]
        found = formats[0] if fields in ([], ["*/*"]) else accepted(fields, formats)
        if found is None:
            types = [one.type for one in formats]
            told = Fault(location="header", name="Accept", detail="none of these is accepted", allowed=types)
            raise ProblemError(HTTPStatus.NOT_ACCEPTABLE, f"offered here: {', '.join(types)}", [told])
        chosen = found
    if excel and chosen is not CSV:
        raise refuse([fault("excel", "only CSV may have a byte order mark: ask for format=csv")])
    return chosen


def address_of(request: Request, form: Format) -> str:
    """Return the path-absolute address of what is asked, in a certain format."""
    replaced = ("format",) if form is CSV else ("format", "excel")
    kept = canonical(request.scope["query_string"], *replaced)
    return f"{request.scope['path']}?{kept}{'&' * bool(kept)}format={form.name}"


def located(request: Request, chosen: Format, formats: Sequence[Format]) -> dict[str, str]:
    """Return the address that this format of what is asked has of its own (RFC 9110 section 8.7), if it has one."""
    told = len(formats) > 1 and len(canonical(request.scope["query_string"])) <= LONGEST_TARGET
    return {"content-location": address_of(request, chosen)} if told else {}


def alternates(request: Request, chosen: Format, formats: Sequence[Format]) -> Iterator[str]:
    """Yield a link (RFC 8288) to each other format of what is asked."""
    if len(canonical(request.scope["query_string"])) <= LONGEST_TARGET:
        for one in formats:
            if one is not chosen:
                yield f'<{address_of(request, one)}>; rel="alternate"; type="{one.type}"'
