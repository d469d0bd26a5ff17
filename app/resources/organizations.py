"""Organisations: each one across years and languages, with the other names that documents print."""

from typing import Annotated

from pydantic import Field
from sqlmodel import select

from app.kit.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.resource import Many, Resource
from app.models import EntityYear, Fact, Organization, Partner
from app.resources import fields as f
from app.resources.facts import facts
from app.resources.lasting import Lasting
from app.resources.partners import partners


class OrganizationPublic(Lasting):
    """One organisation."""


class OrganizationFilters(f.YearFilters):
    """What may be asked of organisations."""

    year: Annotated[f.Years, AnyOf(EntityYear.year, through=EntityYear.entity)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(EntityYear.year, through=EntityYear.entity)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(EntityYear.year, through=EntityYear.entity)] = f.YEAR_TO
    q: Annotated[f.Search, Contains(Organization.search)] = Field(
        None, description="Part of a name or other name, in either language.", examples=["知识产权"]
    )


organizations = Resource(
    name="organizations",
    about=__doc__,
    rows=select(Organization),
    schema=OrganizationPublic,
    filters=OrganizationFilters,
    sort={"id": Organization.id, "name_en": Organization.name_en, "name_zh": Organization.name_zh},
    example="world-intellectual-property-organization",
    include={
        "partners": Many(partners, Partner.organization),
        "facts": Many(facts, Fact.subject_id),
    },
)
