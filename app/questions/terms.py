"""`/v1/terms`: what the words of our own mean, where linked data points to them."""

from typing import Any

from starlette.requests import Request

from app.kit.parameters import Nothing
from app.kit.publish import page_model
from app.kit.question import Question, paged
from app.kit.rows.snapshot import Snapshot
from app.resources.terms import TermPublic, terms


def _run(_: Request, __: Snapshot, ___: Any) -> dict[str, Any]:
    found = terms()
    return paged(found, len(found), None)


TERMS = Question(
    path="/terms",
    operation="list_terms",
    run=_run,
    asked=Nothing,
    answer=page_model(TermPublic),
    tag="index",
    summary="List our words",
    description="The closed vocabularies that linked data points to, such as the hedges of numbers, and what each word"
    " means. What facts may state is at `/v1/properties`.",
)
