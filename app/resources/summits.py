"""Summits: one row is one edition of a series, such as the Wuzhen Summit of 2023."""

from typing import Annotated, ClassVar

from sqlmodel import select

from app.kit.formats.linked import Linked
from app.kit.resource import Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.related import Related
from app.models import Activity, Appearance, Competition, Exhibitor, Fact, Outcome, Partner, Place, SubForum, Summit
from app.models import words as w
from app.resources import fields as f
from app.resources.activities import activities
from app.resources.attendees import attendees
from app.resources.competitions import competitions
from app.resources.exhibitors import exhibitors
from app.resources.facts import facts
from app.resources.linked.events import EVENT
from app.resources.linked.things import linked
from app.resources.name import Name, Remark
from app.resources.outcomes import outcomes
from app.resources.partners import partners
from app.resources.published import FACTS, PLACE, EventStatus, EventYear, Figures, Proofs, Published, SeriesId
from app.resources.quantity import Quantity
from app.resources.speakers import speakers
from app.resources.sub_forums import sub_forums


class SummitFigures(Figures):
    """Figures of one edition; each is of one property and one scope and never falls back to another."""

    ordinal: Quantity | None
    guests: Quantity | None
    guests_on_site: Quantity | None
    guest_countries: Quantity | None
    guest_countries_on_site: Quantity | None
    sub_forums: Quantity | None
    sub_forum_hosts: Quantity | None
    media: Quantity | None
    journalists: Quantity | None


class SummitPublic(Published):
    """One edition of a series."""

    linked: ClassVar[Linked] = linked("summits", "Event", EVENT)

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "place": PLACE}

    series: SeriesId
    year: EventYear
    status: EventStatus
    name: Name | None
    starts_on: str | None
    ends_on: str | None
    place: Name | None
    mode: w.EventMode | None
    theme: Name | None
    note: Remark | None
    figures: SummitFigures
    facts: Proofs


class SummitFilters(f.YearFilters):
    """What may be asked of summits."""

    year: Annotated[f.Years, AnyOf(Summit.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Summit.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Summit.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Summit.series)] = f.SERIES
    status: Annotated[list[w.Status] | None, AnyOf(Summit.status)] = f.STATUS
    place: Annotated[f.Names, Named(Place.id, lines=Place.within, through=Place.id, parent="place")] = f.place("Wuzhen")
    mode: Annotated[list[w.EventMode] | None, AnyOf(Summit.mode)] = f.event_mode("hybrid")
    q: Annotated[f.Search, Contains(Summit.search)] = f.q("Wuzhen")


summits = Resource(
    name="summits",
    about=__doc__,
    rows=select(Summit),
    schema=SummitPublic,
    filters=SummitFilters,
    sort={"id": Summit.id, "year": Summit.year, "series": Summit.series, "starts_on": Summit.starts_on},
    example="wuzhen-2023",
    include={
        "sub_forums": Many(sub_forums, SubForum.summit),
        "activities": Many(activities, Activity.summit),
        "exhibitors": Many(exhibitors, Exhibitor.summit),
        "competitions": Many(competitions, Competition.summit),
        "speakers": Many(speakers, Appearance.summit),
        "attendees": Many(attendees, Appearance.summit),
        "partners": Many(partners, Partner.summit),
        "outcomes": Many(outcomes, Outcome.summit),
        "facts": Many(facts, Fact.subject_id),
    },
)
