"""The application: resources, docs and health, put together."""

import hashlib
import json
import logging
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import cache, partial
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pydantic_core
import sqlalchemy as sa
from fastapi import APIRouter, FastAPI
from sqlmodel import col
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app import __doc__ as about
from app import __version__
from app.agents.guide import guide_routes
from app.database import connect
from app.docs import docs_routes
from app.dumps.routes import dumps_routes
from app.dumps.shelf import Shelf
from app.index import index_of
from app.kit.answers.cache import Cache
from app.kit.answers.front import Fronted, Layer
from app.kit.answers.layer import Answers
from app.kit.answers.pulse import Pulse
from app.kit.directory import Directory, Endpoint
from app.kit.formats import xlsx
from app.kit.formats.route import ask
from app.kit.layers.coding import Coding
from app.kit.layers.conditional import Conditional
from app.kit.layers.cors import ALWAYS, Cors
from app.kit.layers.guard import Guard
from app.kit.problems import Fault, Problem, ProblemError, answer
from app.kit.publish import list_of, questions_of
from app.kit.question import Question
from app.kit.rows.store import Store
from app.models import Release
from app.openapi import describe, kept
from app.operations.lines import writing_late
from app.operations.operate import operate
from app.operations.tracing import telemetry
from app.operations.watch import Placed, Watch, Watchers
from app.questions import QUESTIONS, TAGS
from app.questions.claims import Claims
from app.questions.feed import feed_routes
from app.questions.verify import verify_routes
from app.resources import RESOURCES
from app.resources.context import copies_of
from app.resources.timeline import timeline
from app.settings import Settings

if TYPE_CHECKING:
    from app.agents.http import Mcp

_log = logging.getLogger("summits")

DESCRIPTION = """
What documents report about yearly summits: the World Internet Conference Wuzhen Summit
and the Global Digital Trade Expo.

Every figure comes with its hedge (`bound`), its `unit`, its `scope` and the id of the fact that proves it;
`/v1/facts/{id}` shows the place in the document that says so, and how to `cite` it with a link that stays with the
release. `null` means *not stated*, never 0.

`/v1/trends` and `/v1/compare` say what changed as far as the hedges allow, `/v1/coverage` what is not stated,
`/v1/search` finds by words, and `POST /v1/verify` checks a sentence. `/v1/dataset` describes the data for catalogues
and names the files that hold all of it.

Lists take `year`, `year_from`, `year_to`, filters, `q`, `sort`, `fields`, `include`, `limit` and `cursor`.
What is not understood is refused with 422 and what is allowed. Every error is a problem (RFC 9457).
Every answer has an `X-Request-Id`: yours, if you send one of up to 64 letters, digits, `.`, `_` and `-`, or a new one.
The licence in `info.license` is that of the software; an answer names that of the data in `Link`, if there is one.
"""


_UNLISTED = sa.select(sa.func.count()).where(col(Release.local)).scalar_subquery()
NEWEST = (
    sa.select(col(Release.version), sa.cast(col(Release.sequence), sa.String) + "/" + sa.cast(_UNLISTED, sa.String))
    .order_by(col(Release.sequence).desc())
    .limit(1)
)
"""The release served, and its past, which changes if a release comes back or the log comes to list it."""


def store_of(settings: Settings) -> Store:
    """Return where the data comes from; nothing is opened yet."""
    engine = connect(settings.database_url, read_only=True, limit=settings.time_limit_ms / 1000)
    served = (settings.documents, settings.public_url or "", settings.licence or "")
    copies = partial(copies_of, settings.documents)
    return Store(engine, NEWEST, build(), *served, limit=settings.time_limit_ms / 1000, beside=copies)


def create_app(settings: Settings | None = None) -> Fronted:
    """Return the application. It starts whether or not there is a database; `/readyz` tells."""
    settings = settings or Settings()
    store = store_of(settings)
    shelf = Shelf(store)
    answered, pulse = Cache(settings.cache_mb * 2**20), Pulse(store.current)
    store.memory.changed = pulse.doubt
    agents = _agents(store, settings) if settings.mcp else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with writing_late():
            async with agents.running() if agents else nullcontext():
                try:
                    if answered.most:
                        pulse.start()
                    yield
                finally:
                    pulse.stop()
                    shelf.close()
                    store.close()

    app = Fronted(
        title="Summit Facts",
        summary=(about or "").strip(),
        description=DESCRIPTION,
        version=__version__,
        contact={"name": "Summit Facts contributors"},
        license_info={"name": "MIT", "identifier": "MIT"},
        servers=[{"url": "/", "description": "The server that answers this description."}],
        openapi_tags=[
            *({"name": name, "description": about} for name, about in TAGS.items()),
            *({"name": resource.name, "description": resource.about.strip()} for resource in (timeline, *RESOURCES)),
        ],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        telemetry=telemetry(settings, __version__),
    )
    router = APIRouter(prefix="/v1")
    endpoints: dict[str, Endpoint] = {}
    resources = chain.from_iterable(questions_of(resource, store.folder) for resource in RESOURCES)

    def publish(*questions: Question) -> None:
        for question in questions:
            endpoints[f"{router.prefix}{question.path}"] = ask(router, question, store)

    publish(index_of(RESOURCES), list_of(timeline, store.folder), *QUESTIONS)
    router.include_router(feed_routes(store))
    router.include_router(dumps_routes(shelf, store.licence))
    publish(*resources)
    app.include_router(router)
    app.include_router(verify_routes(store))
    app.include_router(docs_routes(app, settings.public_url))
    app.include_router(guide_routes(settings))
    if agents:
        app.router.routes.append(agents.route)
    watchers = operate(app, store, settings, answered)
    app.openapi = cache(lambda: describe(app, (Fault, Problem, Claims), kept()))  # type: ignore[method-assign]
    for kind in (ProblemError, HTTPException, Exception):
        app.add_exception_handler(kind, _problem)
    below = f"{router.prefix}/".encode()
    keep = partial(Answers, cache=answered, pulse=pulse, below=below, observer=watchers) if answered.most else None
    _layers(app, None if settings.tracing else endpoints, watchers, keep)
    app.state.store, app.state.answered = store, answered
    return app


def _layers(app: Fronted, endpoints: dict[str, Endpoint] | None, watchers: Watchers, keep: Layer | None) -> None:
    """Put the layers around the routes, outwards: a request passes the last one first.

    Their order is the same at every level of the log, with metrics and with traces. For traces `endpoints` are None:
    the route that a span tells of is found by FastAPI, whose layer that makes spans then stands before all of ours, so
    that a kept answer has a span too.
    """
    if endpoints is not None:
        app.add_middleware(Directory, endpoints=endpoints, refused=_problem)
    app.add_middleware(Placed)
    app.add_middleware(Conditional)
    app.add_middleware(Coding)
    app.add_middleware(Guard)
    app.add_middleware(Cors)
    app.surround(partial(Watch, watchers=watchers))  # around Starlette's layer for errors, so that each 500 is seen
    if keep is not None and endpoints is None:
        app.surround(keep)
    elif keep is not None:
        app.stand_before(keep)


def _agents(store: Store, settings: Settings) -> "Mcp":
    from app.agents.http import Mcp  # noqa: PLC0415  (fastmcp is heavy: imported where it is asked for)

    return Mcp(store, settings)


def _problem(request: Request, error: Exception) -> Response:
    problem = _as_problem(error)
    if request.method == "OPTIONS" and problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=problem.headers)
    response = answer(problem)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Of what is known the cause is told in a line: a probe may ask every second.
        told = f"{problem.detail}: {error.__cause__}" if isinstance(error, ProblemError) else problem.detail
        unknown = None if isinstance(error, ProblemError) else error
        _log.error("%s %s", json.loads(bytes(response.body))["instance"], told.partition("\n")[0], exc_info=unknown)
        if unknown is not None:
            response.headers.update(ALWAYS)  # what fails unexpectedly is answered outside the layers
    return response


def _as_problem(error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (getattr(error, "headers", None) or {}).get("Allow", "GET").replace("GET", "GET, HEAD") + ", OPTIONS"
        return ProblemError(status, f"answered here: {allowed}", allow=allowed)
    if status == HTTPStatus.NOT_FOUND:
        return ProblemError(status, "there is nothing at this path; see /v1 and /docs")
    if isinstance(error, HTTPException):
        return ProblemError(status, "the request cannot be answered")
    return ProblemError(status, "something went wrong here; the log has it under the id in `instance`")


@cache
def build() -> str:
    """Return what tells this build from others, so that no validator outlives a change: a hash over the source."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    # What writes the bytes of an answer as well.
    digest.update(f"{zlib.ZLIB_RUNTIME_VERSION} {pydantic_core.__version__} {xlsx.version()}".encode())
    return digest.hexdigest()[:12]
