"""What people and organisations share: they outlive a year, are known by several names, and are pointed to by facts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy import select as join_of
from sqlmodel import col, select

from app.kit.resource import Found
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.models import Evidence, Fact
from app.models import words as w
from app.resources.facts import EvidencePublic
from app.resources.name import Name
from app.resources.properties import YEARS
from app.resources.published import FACTS, Printed, Proofs, Published

NAMING = Related(
    join_of(Evidence).join(Fact, col(Fact.id) == Evidence.fact).where(col(Fact.property) == "aliases"),
    Fact.subject_id,
)
"""Where the other names of each row are printed."""

TOLD_ELSEWHERE = ("person", "organization", "position", "affiliation")
"""Properties that point to a row and that its appearances or roles already show."""

MENTIONS = Related(
    select(Fact)
    .where(
        col(Fact.best),
        col(Fact.property).not_in(TOLD_ELSEWHERE) | (col(Fact.subject_type) == w.EntityType.EXHIBITOR),
    )
    .order_by(col(Fact.year), col(Fact.id)),
    Fact.object_id,
)
"""The facts that point to each row: what it received, initiated, took part in or showed."""


WHO_AND_WHAT = (
    "person",
    "organization",
    "contribution",
    "role",
    "sub_forum",
    "mode",
    "position",
    "affiliation",
    "topic",
)
"""Properties that say who took part, as what and how."""


class Alias(Printed):
    """Another name, as a document prints it."""

    documents: list[str] = Field(description="Ids of the documents that print it.", examples=[["wipo-2023"]])


class Mention(BaseModel):
    """Something stated of another thing that points here, such as an award received."""

    year: int | None = Field(description="Year of the event.")
    status: w.Status
    property: str = Field(description="What is stated; see `/v1/properties`.", examples=["recipients"])
    subject: str = Field(description="Id of what it is stated of.")
    fact: str = Field(description="Id of the fact that proves it.")

    @classmethod
    def of(cls, fact: Row) -> "Mention":
        """Return a mention."""
        return cls(year=fact.year, status=fact.status, property=fact.property, subject=fact.subject_id, fact=fact.id)


class Lasting(Published):
    """Base of what is shown of a person or an organisation."""

    related: ClassVar[dict[str, Related]] = {"facts": FACTS, "years": YEARS, "naming": NAMING, "mentions": MENTIONS}

    name: Name | None
    aliases: list[Alias] = Field(description="Other names, each with the documents that print it.")
    years: list[int] = Field(description="Years in which a fact names it.", examples=[[2022, 2024]])
    mentions: list[Mention] = Field(description="What else points to it, by year.")
    facts: Proofs

    @classmethod
    def more(cls, row: Row, found: Found) -> dict[str, Any]:
        """Add the other names, the years and the mentions."""
        return {
            "aliases": [_alias(one, found["naming"]) for one in Printed.all_of(found["facts"], "aliases")],
            "years": [entry.year for entry in found["years"]],
            "mentions": [Mention.of(fact) for fact in found["mentions"]],
        }


def _alias(one: Printed, evidence: Sequence[Row]) -> Alias:
    documents = sorted({piece.document for piece in evidence if piece.fact == one.fact})
    return Alias(**dict(one), documents=documents)


def proving(evidence: Sequence[Row]) -> dict[str, list[EvidencePublic]]:
    """Return the evidence of several subjects, by subject, each place once."""
    places: dict[str, dict[tuple[Any, ...], Row]] = defaultdict(dict)
    for piece in evidence:
        places[piece.subject][piece.document, piece.start, piece.end] = piece
    return {
        subject: [EvidencePublic.model_validate(piece, from_attributes=True) for piece in own.values()]
        for subject, own in places.items()
    }


def evidence_of(subject: Any) -> Any:
    """Return a statement for the evidence of the facts whose subjects are rows of a table."""
    return (
        join_of(Evidence, col(Fact.subject_id).label("subject"))
        .join(Fact, col(Fact.id) == Evidence.fact)
        .join(subject, col(subject.id) == Fact.subject_id)
        .where(col(Fact.best), col(Fact.property).in_(WHO_AND_WHAT))
        .order_by(col(Evidence.document), col(Evidence.start), col(Evidence.fact))
    )
