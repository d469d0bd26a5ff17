"""Organisations: each one across years and languages, with the other names that documents print."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy import select as join_of
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Appearance, EntityYear, Fact, Organization, Partner, Person, Position
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import EvidencePublic, facts
from app.resources.lasting import Lasting, evidence_of, proving
from app.resources.linked.lasting import LASTING
from app.resources.linked.things import linked
from app.resources.name import Name
from app.resources.partners import partners

ROLES = Related(select(Partner).order_by(col(Partner.year), col(Partner.id)), Partner.organization)
"""The roles of each organisation, by year."""

PEOPLE = Related(
    join_of(
        Position,
        *(col(getattr(Appearance, name)) for name in ("person", "year", "status", "summit", "contribution")),
        *(col(getattr(Person, name)) for name in ("name_en", "name_zh", "name_translated")),
    )
    .join(Appearance, col(Appearance.id) == Position.appearance)
    .join(Person, col(Person.id) == Appearance.person)
    .order_by(col(Appearance.year), col(Position.appearance), col(Position.ordinal)),
    Position.organization,
)
"""Those who appeared for each organisation."""


class OrganizationRole(BaseModel):
    """What it was to one summit or sub-forum, as stated for that year."""

    id: str = Field(description="Id among `/v1/partners`.")
    year: int = Field(examples=[2023])
    status: w.Status
    series: str | None
    summit: str = Field(examples=["wuzhen-2023"])
    sub_forum: str | None
    role: w.Role
    evidence: list[EvidencePublic] = Field(description="Where it is said.")

    @classmethod
    def of(cls, row: Row, evidence: list[EvidencePublic]) -> "OrganizationRole":
        """Return a role."""
        kept = {name: getattr(row, name) for name in cls.model_fields if name in row._fields}
        return cls(**kept, evidence=evidence)


class Representative(BaseModel):
    """Someone who appeared with a post in it, or a former one as the title tells, or affiliated to it."""

    year: int = Field(examples=[2022])
    status: w.Status
    person: str = Field(description="Id of the person.", examples=["ren-xianliang"])
    name: Name | None
    title: Name | None = Field(description="Title held then; null if only the affiliation is printed.")
    summit: str = Field(examples=["wuzhen-2022"])
    appearance: str = Field(description="Id among `/v1/speakers` or `/v1/attendees`.")
    contribution: w.Contribution
    fact: str = Field(description="Id of the fact that proves the post.")

    @classmethod
    def of(cls, row: Row) -> "Representative":
        """Return a representative."""
        kept = {name: getattr(row, name) for name in cls.model_fields if name in row._fields}
        return cls(**kept, name=Name.of(row, "name"), title=Name.of(row, "title"))


class OrganizationPublic(Lasting):
    """One organisation."""

    linked: ClassVar[Linked] = linked("organizations", "Organization", LASTING)

    related: ClassVar[dict[str, Related]] = {
        **Lasting.related,
        "roles": ROLES,
        "evidence": Related(evidence_of(Partner), Partner.organization),
        "people": PEOPLE,
    }

    roles: list[OrganizationRole] = Field(description="Every role, by year, as stated and never harmonised.")
    representatives: list[Representative] = Field(description="Those who appeared for it, by year.")

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the roles and the representatives."""
        evidence = proving(found["evidence"])
        return super().more(row, found) | {
            "roles": [OrganizationRole.of(one, evidence.get(one.id, [])) for one in found["roles"]],
            "representatives": [Representative.of(one) for one in found["people"]],
        }


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
