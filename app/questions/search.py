"""`/v1/search`: everything whose names or other texts hold the words asked for."""

from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, Field
from starlette.requests import Request

from app.kit.parameters import decimal
from app.kit.problems import refuse
from app.kit.query import fault
from app.kit.question import Question, following_of, walk_of
from app.kit.rows.cursor import decode, encode
from app.kit.rows.snapshot import Snapshot
from app.models.search import SearchType
from app.models.tokens import words, years_between
from app.resources import fields as f
from app.search.candidates import candidates
from app.search.hit import Hit, entries, hit
from app.search.match import MOST, Groups

PLACE = [sa.Column("place", sa.Integer, nullable=False)]
"""What a cursor holds: how many hits were shown. The rank of a hit never changes within a release."""


class SearchAsked(f.YearFilters):
    """What may be asked of a search."""

    q: f.Words = Field(
        description="Words that stand one after another in one text, or Chinese characters; case, width, accents and "
        "traditional characters make no difference, punctuation is a blank.",
        examples=["乌镇"],
    )
    type: list[SearchType] | None = Field(
        None, description="Kind of thing; repeat it for several.", examples=[["summits"]]
    )
    year: f.Years = f.YEAR
    year_from: f.OneYear = f.YEAR_FROM
    year_to: f.OneYear = f.YEAR_TO
    series: list[f.Id] | None = f.SERIES
    limit: Annotated[int, Field(ge=1, le=100), BeforeValidator(decimal)] = Field(
        20, description="Hits in an answer, at most.", examples=[2]
    )
    cursor: Annotated[str | None, Field(pattern="^[A-Za-z0-9_-]+$", max_length=4000)] = Field(
        None, description="Where to go on: taken from `next`. It ends with its release (410)."
    )

    def groups(self) -> Groups:
        """Return the marks that a text must have: one of each group."""
        groups = [[f"type:{kind}" for kind in self.type or ()], [f"year:{year}" for year in self.year or ()]]
        if self.year_from is not None or self.year_to is not None:
            groups.append(list(years_between(self.year_from or 1000, self.year_to or 9999)))
        return [group for group in [*groups, [f"series:{series}" for series in self.series or ()]] if group]


class Hits(BaseModel):
    """One page of what was found, best first."""

    items: list[Hit]
    total: int | None = Field(
        description=f"How many things were found, exact; null if more than {MOST:,} texts match: then the hits are "
        "those of the first by field and year, and a longer query or a filter tells the rest."
    )
    next: str | None


def run(request: Request, snapshot: Snapshot, asked: Any) -> dict[str, Any]:
    """Answer a search: rank a capped set of candidates, then show a page of them."""
    found = candidates(snapshot, words(asked.q), asked.groups())
    walk = walk_of(request)
    start = 0 if asked.cursor is None else decode(asked.cursor, snapshot.release, walk, PLACE)[0]
    if asked.cursor is not None and not 0 < start < len(found.ranked):
        raise refuse([fault("cursor", "not a cursor of this search; take it from `next`, with the same query")])
    end = start + asked.limit
    page = found.ranked[start:end]
    rows = entries(snapshot, (standing for _, standings in page for standing in standings)) if page else {}
    items = [hit(request, [rows[standing] for standing in standings]) for _, standings in page]
    cursor = encode(snapshot.release, walk, [end]) if end < len(found.ranked) else None
    total = len(found.ranked) if found.complete else None
    return Hits(items=items, total=total, next=following_of(request, cursor)).model_dump()


search = Question(
    path="/search",
    operation="search",
    run=run,
    asked=SearchAsked,
    answer=Hits,
    tag="search",
    summary="Search everything",
    description="Finds things by their names, aliases, titles, roles, themes, topics and other texts, in English and "
    "Chinese. Whole texts come first, then beginnings, then the rest; names before aliases before other texts; newer "
    "before older; properties last. Our notes, numbers and deprecated facts are not searched.",
    statuses=(410,),
)
