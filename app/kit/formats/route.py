"""Answers questions over HTTP: one route each, documented as it is declared, in every format it is offered in."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.kit.directory import Endpoint
from app.kit.formats.choice import address_of, alternates, choose, located, with_format
from app.kit.formats.format import Format, item_of, offered
from app.kit.formats.listing import Item, Listing
from app.kit.formats.sending import send
from app.kit.parameters import documented_parameters
from app.kit.problems import UNREAD, documented, refuse
from app.kit.query import fault, pairs_of, read
from app.kit.question import Question, cursor_of
from app.kit.respond import NOT_MODIFIED, described, fresh, headers_of, respond, unchanged
from app.kit.rows.store import Snapshot, Store, TooSlowError


def ask(router: APIRouter, question: Question, store: Store) -> Endpoint:
    """Add the route of a question, and return what answers it."""
    formats = offered(question.answer)
    model = with_format(question.asked, formats) if len(formats) > 1 else question.asked

    async def endpoint(request: Request) -> Response:
        asked = read(model, pairs_of(request.scope["query_string"]))
        form = choose(request, asked, formats)
        reply = at_once(request, asked, form)
        if reply is None:
            reply = await run_in_threadpool(answer, request, asked, form)
        reply.headers.update(located(request, form, formats))
        return reply

    def at_once(request: Request, asked: Any, form: Format) -> Response | None:
        """Answer on the event loop if nobody has to wait for it longer than for a thread."""
        if not question.quick or form.write is not None:
            return None
        try:
            with store.hurry() as snapshot:
                links = tuple(alternates(request, form, formats))
                return respond(request, snapshot, question.run(request, snapshot, asked), links=links)
        except TooSlowError:
            return None

    def answer(request: Request, asked: Any, form: Format) -> Response:
        links = tuple(alternates(request, form, formats))
        with ExitStack() as stack:
            snapshot = stack.enter_context(store.open())
            if form.write is None:
                return respond(request, snapshot, question.run(request, snapshot, asked), links=links)
            listing = listing_of(question, request, snapshot, asked, form)
            # Before the connection is, or a cursor on the server would be closed too late.
            stack.callback(getattr(listing.batches, "close", str))
            headers = headers_of(request, snapshot, form.media_type, listing.following, links)
            if form.saved:
                headers["content-disposition"] = f'attachment; filename="{listing.name}.{form.name}"'
            if fresh(request, headers["etag"]):
                return unchanged(headers)
            headless = request.scope.get("headless", False)
            return send(form.write(listing), stack, headers, headless=headless)

    router.add_api_route(
        question.path,
        endpoint,
        operation_id=question.operation,
        tags=[question.tag],
        summary=question.summary,
        description=question.description,
        response_class=Response,
        responses={
            200: described(f"{question.summary}.", question.answer, formats),
            304: NOT_MODIFIED,
            **documented(*UNREAD, *question.statuses, 422, 500, 503),
        },
        openapi_extra={"parameters": [*question.path_parameters, *documented_parameters(model)]},
    )
    return endpoint


def listing_of(question: Question, request: Request, snapshot: Snapshot, asked: Any, form: Format) -> Listing:
    """Return what is to be written: all that was asked for, or one page if the format has pages or `limit` is given."""
    told: dict[str, Any] = {}
    model = item_of(question.answer)
    if model is question.answer:
        batches = iter([[question.run(request, snapshot, asked)]])
        told = {"single": True}
    elif form.paged or "limit" in asked.model_fields_set:
        found = question.run(request, snapshot, asked)
        batches = iter([found["items"]])
        told = {"total": found["total"], "following": _in(form, found["next"], asked)}
    else:
        batches = (question.batches or _pages(question))(request, snapshot, asked)
    included = {word.partition(".")[0]: None for word in getattr(asked, "include", None) or ()}
    return Listing(
        name=question.path.strip("/").replace("/", "-") or question.tag,
        model=model,
        batches=batches,
        snapshot=snapshot,
        address=address_of(request, form),
        root=request.scope.get("root_path", ""),
        fields=getattr(asked, "fields", None),
        included=tuple(included),
        excel=bool(getattr(asked, "excel", None)),
        **told,
    )


def _in(form: Format, following: str | None, asked: Any) -> str | None:
    """Return the address of the next page in the format of this one, though `Accept` has chosen it."""
    return f"{following}&format={form.name}" if following and asked.format is None else following


def _pages(question: Question) -> Any:
    """Return what walks through the pages of a question."""

    def batches(request: Request, snapshot: Snapshot, asked: BaseModel) -> Iterator[list[Item]]:
        while True:
            found = question.run(request, snapshot, asked)
            if found["total"] is None:
                raise refuse([fault("format", "too much is found to write all of it: narrow the query, or give limit")])
            yield found["items"]
            if found["next"] is None:
                return
            asked = asked.model_copy(update={"cursor": cursor_of(found["next"])})

    return batches
