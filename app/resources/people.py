"""People: each one human being across years and languages."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Many, Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Appearance, EntityYear, Fact, Person, Position
from app.models import words as w
from app.resources import fields as f
from app.resources.appearance import POSITIONS, PositionPublic
from app.resources.attendees import attendees
from app.resources.facts import EvidencePublic, facts
from app.resources.lasting import Lasting, evidence_of, proving
from app.resources.linked.lasting import LASTING
from app.resources.linked.things import linked
from app.resources.name import Name
from app.resources.speakers import speakers

APPEARANCES = Related(select(Appearance).order_by(col(Appearance.year), col(Appearance.id)), Appearance.person)
"""The appearances of each person, by year."""

POSTS = Related(POSITIONS.rows.join(Appearance, col(Appearance.id) == Position.appearance), Appearance.person)
"""The positions held at them."""


class PersonAppearance(BaseModel):
    """One contribution, with the positions held then."""

    id: str = Field(description="Id among `/v1/speakers` or `/v1/attendees`.")
    year: int = Field(examples=[2022])
    status: w.Status
    series: str | None
    summit: str = Field(examples=["wuzhen-2022"])
    sub_forum: str | None
    contribution: w.Contribution
    mode: w.ContributionMode | None
    positions: list[PositionPublic] = Field(description="Posts held then, in printed order.")
    topic: Name | None
    evidence: list[EvidencePublic] = Field(description="Where it is said.")

    @classmethod
    def of(cls, row: Row, posts: Sequence[Row], evidence: list[EvidencePublic]) -> "PersonAppearance":
        """Return an appearance."""
        kept = {name: getattr(row, name) for name in cls.model_fields if name in row._fields}
        held = [PositionPublic.of(post) for post in posts if post.appearance == row.id]
        return cls(**kept, topic=Name.of(row, "topic"), positions=held, evidence=evidence)


class PersonPublic(Lasting):
    """One person."""

    linked: ClassVar[Linked] = linked("people", "Person", LASTING)

    related: ClassVar[dict[str, Related]] = {
        **Lasting.related,
        "appearances": APPEARANCES,
        "posts": POSTS,
        "evidence": Related(evidence_of(Appearance), Appearance.person),
    }

    appearances: list[PersonAppearance] = Field(description="Every contribution, by year.")

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the appearances."""
        evidence = proving(found["evidence"])
        appearances = [
            PersonAppearance.of(one, found["posts"], evidence.get(one.id, [])) for one in found["appearances"]
        ]
        return super().more(row, found) | {"appearances": appearances}


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
