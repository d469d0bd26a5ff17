"""`/v1/suggest`: names that complete what is typed."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema
from starlette.requests import Request

from app.kit.parameters import Nothing, decimal
from app.kit.question import Question
from app.kit.rows.snapshot import Snapshot
from app.models.search import SearchType
from app.models.tokens import words
from app.models.words import Language
from app.resources import fields as f
from app.search.hit import Found, entries, shown
from app.search.typing import MOST, completions

NamedType = Literal[
    SearchType.ACTIVITIES,
    SearchType.COMPETITIONS,
    SearchType.ORGANIZATIONS,
    SearchType.OUTCOMES,
    SearchType.PEOPLE,
    SearchType.PLACES,
    SearchType.SERIES,
    SearchType.SUB_FORUMS,
    SearchType.SUMMITS,
    SearchType.TRACKS,
]
"""What has names of its own."""


class SuggestAsked(Nothing):
    """What may be asked while typing."""

    q: f.Words = Field(
        description="What was typed so far: a name up to any letter or character.", examples=["Ren Xianl"]
    )
    type: list[NamedType] | None = Field(
        None, description="Kind of thing; repeat it for several.", examples=[["people"]]
    )
    limit: Annotated[int, Field(ge=1, le=20), BeforeValidator(decimal)] = Field(
        10, description="Names in the answer, at most.", examples=[2]
    )


class Suggestion(Found):
    """One thing, by the name or alias that completes the typed text best."""

    text: str = Field(description="The name or alias, as printed or as ours.", examples=["Ren Xianliang"])
    language: Language | None = Field(description="Its language.")
    distance: Literal[0, 1] = Field(description="Letters that are wrong in the typed text.", examples=[0])


class Suggestions(BaseModel):
    """What the typed text may become, best first; one page only."""

    items: list[Suggestion]
    total: int | None = Field(
        description=f"How many things there are, exact; null for more names than are looked at, such as {MOST} that "
        "begin alike: type on."
    )
    # Described as the `next` of every list: generators of clients know no type that is null alone.
    next: Annotated[None, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})] = Field(
        description="Always null: type on instead."
    )


def run(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    """Answer what may complete the typed text."""
    found = completions(snapshot, words(asked.q), asked.type or ())
    page = found.ranked[: asked.limit]
    rows = entries(snapshot, (standing for _, _, standing in page)) if page else {}
    items = [
        Suggestion(
            **shown(request, rows[standing]),
            text=rows[standing].text,
            language=rows[standing].language,
            distance=distance,
        )
        for _, distance, standing in page
    ]
    total = len(found.ranked) if found.complete else None
    return Suggestions(items=items, total=total, next=None).model_dump()


suggest = Question(
    path="/suggest",
    operation="suggest",
    run=run,
    asked=SuggestAsked,
    answer=Suggestions,
    tag="search",
    summary="Complete a name",
    description="Names and aliases that begin with the typed text, at their first word or a later one. From four Latin "
    "letters on one may be wrong, missing, one too many, or swapped with its neighbour; right beginnings come first.",
)
