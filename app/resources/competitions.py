"""The “Direct to Wuzhen” Global Internet Competition, one row a year."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Competition, Fact, Track
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import facts
from app.resources.linked.events import COMPETITION
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.published import (
    FACTS,
    EventStatus,
    EventYear,
    Figures,
    OpenList,
    Proofs,
    Published,
    SeriesId,
    SummitId,
    complete,
)
from app.resources.quantity import Quantity

TRACK_NAMES = Related(
    select(Fact)
    .join(Track, col(Track.id) == Fact.subject_id)
    .where(Fact.property == "name", Fact.best)
    .order_by(col(Fact.standing), col(Fact.id)),
    Track.competition,
)
"""The best names of the tracks of each competition, each a fact."""


class CompetitionFigures(Figures):
    """Figures of one year's competition."""

    projects: Quantity | None
    project_countries: Quantity | None
    finalists: Quantity | None
    winners: Quantity | None
    projects_added: Quantity | None
    countries_added: Quantity | None
    track_count: Quantity | None


class TrackPublic(BaseModel):
    """One track."""

    id: str
    name: Name
    fact: str = Field(description="Id of the fact that names it.")


class Tracks(OpenList):
    """The tracks named."""

    items: list[TrackPublic]


class CompetitionPublic(Published):
    """One year's competition."""

    linked: ClassVar[Linked] = linked("competitions", "Event", COMPETITION)

    related: ClassVar[dict[str, Related]] = {
        "facts": FACTS,
        "tracks": Related(select(Track).order_by(Track.id), Track.competition),
        "track_names": TRACK_NAMES,
    }

    summit: SummitId
    series: SeriesId
    year: EventYear
    status: EventStatus
    name: Name | None
    note: Remark | None
    figures: CompetitionFigures
    tracks: Tracks
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the tracks."""
        proofs = {fact.subject_id: fact.id for fact in reversed(found["track_names"])}
        items = [TrackPublic(id=of.id, name=Name.of(of, "name"), fact=proofs[of.id]) for of in found["tracks"]]
        return {"tracks": Tracks(items=items, complete=complete(row.tracks_listing))}


class CompetitionFilters(f.YearFilters):
    """What may be asked of competitions."""

    year: Annotated[f.Years, AnyOf(Competition.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Competition.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Competition.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Competition.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Competition.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(Competition.status)] = f.STATUS
    track: Annotated[f.Search, Contains(Track.search, through=Track.competition)] = Field(
        None, description="Part of a track's name, in either language.", examples=["artificial intelligence"]
    )
    projects_min: Annotated[f.Count | None, AtLeast(Competition.projects)] = Field(
        None, description="Only years with at least this number of entries, whatever its hedge.", examples=[1000]
    )
    q: Annotated[f.Search, Contains(Competition.search)] = f.q("Direct")


competitions = Resource(
    name="competitions",
    about=__doc__,
    rows=select(Competition),
    schema=CompetitionPublic,
    filters=CompetitionFilters,
    sort={"id": Competition.id, "year": Competition.year, "projects": Competition.projects},
    example="direct-to-wuzhen-2023",
    include={"facts": Many(facts, Fact.subject_id)},
)
