"""People: each one human being across years and languages."""

from typing import Annotated

from pydantic import Field
from sqlmodel import select

from app.kit.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.resource import Many, Resource
from app.models import Appearance, EntityYear, Fact, Person
from app.resources import fields as f
from app.resources.attendees import attendees
from app.resources.facts import facts
from app.resources.lasting import Lasting
from app.resources.speakers import speakers


class PersonPublic(Lasting):
    """One person."""


class PersonFilters(f.YearFilters):
    """What may be asked of people."""

    year: Annotated[f.Years, AnyOf(EntityYear.year, through=EntityYear.entity)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(EntityYear.year, through=EntityYear.entity)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(EntityYear.year, through=EntityYear.entity)] = f.YEAR_TO
    q: Annotated[f.Search, Contains(Person.search)] = Field(
        None, description="Part of a name or other name, in either language.", examples=["任贤良"]
    )


people = Resource(
    name="people",
    about=__doc__,
    rows=select(Person),
    schema=PersonPublic,
    filters=PersonFilters,
    sort={"id": Person.id, "name_en": Person.name_en, "name_zh": Person.name_zh},
    example="ren-xianliang",
    include={
        "speakers": Many(speakers, Appearance.person),
        "attendees": Many(attendees, Appearance.person),
        "facts": Many(facts, Fact.subject_id),
    },
)
