"""Checks claims: every figure of a sentence, or claims taken apart, against what the documents say."""

from collections.abc import Sequence
from time import thread_time
from typing import Any

from fastapi import APIRouter
from pydantic_core import to_json
from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import col
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.kit.formats.format import JSON
from app.kit.parameters import Nothing
from app.kit.problems import UNREAD, Fault, documented, refuse
from app.kit.query import pairs_of, read
from app.kit.respond import described, etag
from app.kit.rows.filters import Statement
from app.kit.rows.prepared import Row
from app.kit.rows.snapshot import Snapshot
from app.kit.rows.store import Store, unready
from app.models import Fact, Subject
from app.models.figures import FIGURES
from app.models.words import EntityType, PeriodRole, Rank
from app.questions.body import read_body
from app.questions.claims import Claim, Claims
from app.questions.figures import lasting
from app.questions.known import names_of
from app.questions.turns import turn
from app.questions.verification import Verification, verification
from app.reasoning.claim import Checked, check_claim, check_figures, properties_of
from app.reasoning.figure import Reading
from app.reasoning.reading import MOST, read_figures
from app.reasoning.verdict import Claimed

FACTS: Statement = (
    select(Fact, col(Subject.search).label("names"))
    .join(Subject, col(Subject.id) == Fact.subject_id)
    .where(col(Fact.number).is_not(None), col(Fact.rank) != Rank.DEPRECATED)
    .order_by(col(Fact.id))
)
"""Every number that may answer a question, with the names of what it is of, one a line."""

LATE = "judging these figures took longer than {} ms and was given up; send less, or later"

EXAMPLES = {
    "english": {"summary": "A sentence", "value": {"text": "More than 1,800 guests from 126 countries came in 2023."}},
    "chinese": {"summary": "一句中文", "value": {"text": "2024年有1800余名嘉宾现场参会。"}},
    "claims": {
        "summary": "Claims taken apart",
        "value": {"claims": [{"property": "guests", "year": 2023, "number": 1800, "bound": "more_than"}]},
    },
}
"""Bodies for the docs page."""


def verify_routes(store: Store) -> APIRouter:
    """Return `POST /v1/verify`."""
    router = APIRouter(prefix="/v1")

    @router.post(
        "/verify",
        operation_id="verify",
        tags=["answers"],
        summary="Check a claim",
        description="Every figure of a text, or every claim, gets a verdict with the facts and evidence that decide it;"
        f" of a text the first {MOST} figures, and `left_out` tells how many more it has. Only figures are checked, by"
        " fixed rules and a word list; facts that are `ambiguous` or `deprecated` decide nothing, and what is not read"
        " for certain is `ambiguous`. “Nearly” and “about” are taken to stay within a tenth. Texts are judged one at a"
        " time: 503 if it takes too long.",
        response_class=Response,
        responses={
            200: described("Every figure with its verdict.", Verification),
            **documented(*sorted({*UNREAD, 413, 415} - {412}), 422, 500, 503),
        },
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {JSON.type: {"schema": {"$ref": "#/components/schemas/Claims"}, "examples": EXAMPLES}},
            }
        },
    )
    async def verify(request: Request) -> Response:
        read(Nothing, pairs_of(request.scope["query_string"]))
        asked, raw = await read_body(Claims, request)
        async with turn(store.limit):
            return await run_in_threadpool(answer, request, asked, raw)

    def answer(request: Request, asked: Claims, raw: bytes) -> Response:
        with store.open() as snapshot:
            found = check_text(snapshot, asked.text) if asked.text else _claims(snapshot, asked.claims or [])
            headers = {
                "etag": etag(request, snapshot, JSON.type, raw.hex()),
                "x-dataset-version": snapshot.release,
                "cache-control": "no-store",
                "vary": "Accept, Accept-Encoding",
            }
            if snapshot.licence:
                headers["link"] = f'<{snapshot.licence}>; rel="license"'
            return Response(to_json(found), media_type=JSON.type, headers=headers)

    return router


def check_text(snapshot: Snapshot, text: str) -> Verification:
    """Return the first figures of a text, each with its verdict.

    Raises ProblemError 503 if reading and judging them takes longer than a statement of the database may.
    """
    names = names_of(snapshot)
    deadline = thread_time() + snapshot.limit

    def in_time() -> None:
        if thread_time() > deadline:
            raise unready(LATE.format(round(snapshot.limit * 1000)))

    readings, left_out = read_figures(text, in_time)
    checked = check_figures(text, readings, _facts_of(snapshot, readings), names, in_time)
    in_time()
    surfaces = [text[one.start : one.end] for one in readings]
    return verification(snapshot, list(zip(surfaces, checked, strict=True)), left_out)


def _claims(snapshot: Snapshot, claims: list[Claim]) -> Verification:
    _known(snapshot, claims)
    facts = _facts(snapshot, {claim.property for claim in claims}, {claim.year for claim in claims})
    facts = [fact for fact in facts if fact.period_role != PeriodRole.START]
    return verification(snapshot, [(None, _check(claim, facts)) for claim in claims])


def _check(claim: Claim, facts: list[Any]) -> Checked:
    found = [
        fact
        for fact in facts
        if fact.property == claim.property
        and claim.series in {None, fact.series}
        and claim.subject in {None, fact.subject_id}
    ]
    number = int(claim.number) if claim.number.is_integer() else claim.number
    claimed = Claimed(number, claim.bound, claim.scope, claim.unit, ordinal=claim.property == "ordinal")
    return check_claim(claimed, claim.property, claim.year, found)


class _Stated:
    """A fact with `lasting`: what it is of, without the year; groups of one expo are one thing in several scopes."""

    def __init__(self, row: Row) -> None:
        self._row = row
        own = row.subject_id.rsplit(".", 1)[0] if row.subject_type == EntityType.EXHIBITOR else row.subject_id
        self.lasting = lasting(own)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def _known(snapshot: Snapshot, claims: list[Claim]) -> None:
    """Raise ProblemError 422 if a claim names a series or a subject that there is not."""
    named = {name for claim in claims for name in (claim.series, claim.subject) if name}
    known = {row.id for row in snapshot.rows(select(col(Subject.id)).where(col(Subject.id).in_(sorted(named))))}
    faults = [
        Fault(location="body", name=f"claims.{number}.{key}", detail="there is no such id", allowed=None)
        for number, claim in enumerate(claims)
        for key in ("series", "subject")
        if (name := getattr(claim, key)) and name not in known
    ]
    if faults:
        raise refuse(faults)


def _facts_of(snapshot: Snapshot, readings: Sequence[Reading]) -> list[Any]:
    """Return the numbers that figures may mean, of their years or else of all, and those equal to one."""
    years = sorted({reading.year for reading in readings if reading.year is not None})
    numbers = sorted({reading.number for reading in readings})
    meant = and_(
        col(Fact.property).in_(sorted(properties_of(readings))),
        *([col(Fact.year).in_(years)] if all(reading.year for reading in readings) else []),
    )
    equal = and_(col(Fact.property).in_(FIGURES), col(Fact.year).in_(years), col(Fact.number).in_(numbers))
    return _stated(snapshot, or_(meant, equal))


def _facts(snapshot: Snapshot, properties: set[str], years: set[int]) -> list[Any]:
    """Return the numbers of some properties, of some years."""
    return _stated(snapshot, and_(col(Fact.property).in_(sorted(properties)), col(Fact.year).in_(sorted(years))))


def _stated(snapshot: Snapshot, condition: ColumnElement[bool]) -> list[Any]:
    return [_Stated(row) for row in snapshot.rows(FACTS.where(condition))]
