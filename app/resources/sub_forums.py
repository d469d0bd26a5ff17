"""Sub-forums: the forums held at a summit. The IP-governance forum belongs to the Global Digital Trade Expo."""

from typing import Annotated, ClassVar

from sqlmodel import select

from app.kit.formats.linked import Linked
from app.kit.resource import Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.related import Related
from app.models import Appearance, Fact, Partner, Place, SubForum
from app.models import words as w
from app.resources import fields as f
from app.resources.attendees import attendees
from app.resources.facts import facts
from app.resources.linked.events import EVENT
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.partners import partners
from app.resources.published import (
    FACTS,
    PLACE,
    EventStatus,
    EventYear,
    Figures,
    Proofs,
    Published,
    SeriesId,
    SummitId,
)
from app.resources.quantity import Quantity
from app.resources.speakers import speakers


class SubForumFigures(Figures):
    """Figures of one sub-forum."""

    attendance: Quantity | None
    attendance_on_site: Quantity | None
    invited_experts: Quantity | None


class SubForumPublic(Published):
    """One forum of one summit."""

    linked: ClassVar[Linked] = linked("sub-forums", "Event", EVENT)

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "place": PLACE}

    summit: SummitId
    series: SeriesId
    year: EventYear
    status: EventStatus
    name: Name | None
    theme: Name | None
    held_on: str | None
    place: Name | None
    mode: w.EventMode | None
    note: Remark | None
    figures: SubForumFigures
    facts: Proofs


class SubForumFilters(f.YearFilters):
    """What may be asked of sub-forums."""

    year: Annotated[f.Years, AnyOf(SubForum.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(SubForum.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(SubForum.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(SubForum.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(SubForum.summit)] = f.SUMMIT
    status: Annotated[list[w.Status] | None, AnyOf(SubForum.status)] = f.STATUS
    place: Annotated[f.Names, Named(Place.id, lines=Place.within, through=Place.id, parent="place")] = f.place(
        "Hangzhou"
    )
    mode: Annotated[list[w.EventMode] | None, AnyOf(SubForum.mode)] = f.event_mode("hybrid")
    q: Annotated[f.Search, Contains(SubForum.search)] = f.q("Zhejiang")


sub_forums = Resource(
    name="sub-forums",
    about=__doc__,
    rows=select(SubForum),
    schema=SubForumPublic,
    filters=SubForumFilters,
    sort={"id": SubForum.id, "year": SubForum.year, "summit": SubForum.summit, "held_on": SubForum.held_on},
    example="gdte-2023.ip-governance",
    include={
        "speakers": Many(speakers, Appearance.sub_forum),
        "attendees": Many(attendees, Appearance.sub_forum),
        "partners": Many(partners, Partner.sub_forum),
        "facts": Many(facts, Fact.subject_id),
    },
)
