"""Partners: the role of an organisation at a summit or sub-forum, as stated for that year and never harmonised."""

from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlmodel import select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Named
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Fact, Organization, Partner
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import facts
from app.resources.linked.roles import PARTNERS
from app.resources.name import Name, Remark
from app.resources.published import FACTS, EventStatus, EventYear, Proofs, Published, SeriesId, SummitId, named, naming


class PartnerPublic(Published):
    """One role of one organisation."""

    linked: ClassVar[Linked] = PARTNERS

    related: ClassVar[dict[str, Related]] = {
        "facts": FACTS,
        "organization": naming(Organization, "organization"),
    }

    organization: str = Field(description="Id of the organisation.")
    name: Name | None = Field(description="Name of the organisation.")
    summit: SummitId
    sub_forum: str | None = Field(description="Id of the sub-forum, if one is said.")
    series: SeriesId
    year: EventYear
    status: EventStatus
    role: w.Role
    note: Remark | None
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the name of the organisation."""
        return {"name": named(found["organization"])}


class PartnerFilters(f.YearFilters):
    """What may be asked of partners."""

    year: Annotated[f.Years, AnyOf(Partner.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Partner.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Partner.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Partner.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Partner.summit)] = f.SUMMIT
    sub_forum: Annotated[f.Ids, AnyOf(Partner.sub_forum)] = f.SUB_FORUM
    status: Annotated[list[w.Status] | None, AnyOf(Partner.status)] = f.STATUS
    role: Annotated[list[w.Role] | None, AnyOf(Partner.role)] = Field(
        None, description="What the organisation was to the event.", examples=[["co_host"]]
    )
    organization: Annotated[
        f.Names, Named(Organization.id, lines=Organization.search, through=Organization.id, parent="organization")
    ] = f.organization("WIPO")
    q: Annotated[f.Search, Contains(Partner.search)] = f.q("Telecommunication")


partners = Resource(
    name="partners",
    about=__doc__,
    rows=select(Partner),
    schema=PartnerPublic,
    filters=PartnerFilters,
    sort={"id": Partner.id, "year": Partner.year, "organization": Partner.organization},
    example="wuzhen-2023.world-intellectual-property-organization.co-host",
    include={"facts": Many(facts, Fact.subject_id)},
)
