"""Answers questions over HTTP: one route each, documented as it is declared, in every format it is offered in."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.kit.directory import Endpoint
from app.kit.formats.choice import address_of, alternates, choose, located, with_format
from app.kit.formats.format import JSON, Format, item_of, offered
from app.kit.formats.listing import Item, Listing
from app.kit.formats.sending import send
from app.kit.parameters import documented_parameters
from app.kit.problems import UNREAD, documented, refuse
from app.kit.query import fault, pairs_of, read
from app.kit.question import Question, Quick, cursor_of, written_of
from app.kit.respond import NOT_MODIFIED, described, fresh, headers_of, respond, unchanged
from app.kit.rows.snapshot import Snapshot, TooSlowError
from app.kit.rows.store import Store


def ask(router: APIRouter, question: Question, store: Store) -> Endpoint:
    """Add the route of a question, and return what answers it."""
    asking = Asking(question, store, offered(question.answer))
    endpoint = asking.answer
    router.add_api_route(
        question.path,
        endpoint,
        operation_id=question.operation,
        tags=[question.tag],
        summary=question.summary,
        description=question.description,
        response_class=Response,
        responses={
            200: described(f"{question.summary}.", question.answer, asking.formats),
            304: NOT_MODIFIED,
            **documented(*UNREAD, *question.statuses, 422, 500, 503),
        },
    )
    return endpoint


@dataclass(frozen=True)
class Asking:
    """A question as it is asked over HTTP, in any of the formats it is offered in."""

    question: Question
    store: Store
    formats: Sequence[Format]

    @cached_property
    def model(self) -> type[BaseModel]:
        """The parameters, `format` among them where there is a choice."""
        return with_format(self.question.asked, self.formats) if len(self.formats) > 1 else self.question.asked

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """What may be asked, for the description; finding it takes longer than the start should."""
        return [*self.question.path_parameters, *documented_parameters(self.model)]

    async def answer(self, request: Request) -> Response:
        """Answer on the event loop if nobody waits for it longer than for a thread, else in a thread."""
        asked = read(self.model, pairs_of(request.scope["query_string"]))
        form = choose(request, asked, self.formats)
        reply = None
        if self.quick(asked) and form.write is None:
            with suppress(TooSlowError), self.store.hurry() as snapshot:
                reply = self.plain(request, snapshot, asked)
        if reply is None:
            reply = await run_in_threadpool(self.threaded, request, asked, form)
        reply.headers.update(located(request, form, self.formats))
        return reply

    def quick(self, asked: Any) -> Quick | None:
        """Return what answers quickly, if what is asked allows it."""
        more = getattr(asked, "fields", None) or getattr(asked, "include", None)
        return None if more else self.question.quick

    def plain(self, request: Request, snapshot: Snapshot, asked: Any) -> Response:
        """Return the answer in JSON."""
        quick = self.quick(asked)
        found = quick(request, snapshot, asked) if quick else written_of(self.question.run(request, snapshot, asked))
        return respond(request, snapshot, found, tuple(alternates(request, JSON, self.formats)))

    def threaded(self, request: Request, asked: Any, form: Format) -> Response:
        """Return the answer in any format; one that is long is a stream, and keeps its snapshot to its end."""
        with ExitStack() as stack:
            snapshot = stack.enter_context(self.store.open())
            if form.write is None:
                return self.plain(request, snapshot, asked)
            listing = listing_of(self.question, request, snapshot, asked, form)
            # Before the connection is, or a cursor on the server would be closed too late.
            stack.callback(getattr(listing.batches, "close", str))
            links = tuple(alternates(request, form, self.formats))
            headers = headers_of(request, snapshot, form.media_type, listing.following, links)
            if form.saved:
                headers["content-disposition"] = f'attachment; filename="{listing.name}.{form.name}"'
            if fresh(request, headers["etag"]):
                return unchanged(headers)
            headless = request.scope.get("headless", False)
            return send(form.write(listing), stack, headers, headless=headless)


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
