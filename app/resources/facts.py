"""What the documents say, one statement each, with its hedge, its scope and the place that says it.

`preferred` and `normal` facts are shown, so that conflicts are seen; ask for `rank=deprecated` to see what is garbled,
or for `best=true` to see one answer where several compete.
"""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.parameters import Truth
from app.kit.resource import Found, Item, Resource, Schema
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Equals, Statement
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot
from app.models import Document, Evidence, Fact, Subject
from app.models import words as w
from app.models.revision import NAMED
from app.models.words import EntityType
from app.resources import fields as f
from app.resources.cite import Cite, cite_of
from app.resources.context import Context
from app.resources.linked.facts import FACT, types
from app.resources.linked.things import linked
from app.resources.name import Remark, remark_of
from app.resources.quantity import Display, Figure, display_of

NAMES = {"about": "subject_id", "pointed": "object_id"}
"""Whose names a citation prints, and the column of a fact that holds the id of each."""


class Entity(BaseModel):
    """What a fact is about, or points to."""

    type: EntityType
    id: str = Field(examples=["wuzhen-2023"])


class EvidencePublic(BaseModel):
    """A place in a document (W3C Web Annotation TextPositionSelector): Unicode code points, the end excluded."""

    document: str = Field(description="Id of the document.", examples=["wipo-2023"])
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    surface: str = Field(description="The phrase that stands there.", examples=["Over 1800 guests"])


class FactPublic(Schema):
    """One statement, after Wikibase's statement model."""

    linked: ClassVar[Linked] = linked("facts", types, FACT)

    related: ClassVar[dict[str, Related]] = {
        "evidence": Related(
            select(Evidence, *(getattr(Document, name) for name in NAMED[w.Recorded.DOCUMENT]))
            .join(Document, col(Document.id) == Evidence.document)
            .order_by(col(Evidence.ordinal)),
            Evidence.fact,
        )
    }

    subject: Entity = Field(description="What the fact is about.")
    summit: str | None
    series: str | None
    property: str = Field(description="What is stated; see `/v1/properties`.", examples=["guests"])
    year: int | None = Field(description="Year of the event, never of publication; null for what has no year.")
    year_basis: w.YearBasis = Field(description="Whether the year is printed with the event.")
    value_type: w.ValueType
    number: Figure | None = Field(description="In base units; read it with `bound`.")
    text: str | None = Field(description="A text, a closed word, or an ISO 8601 date that may stop at year or month.")
    language: w.Language | None = Field(description="Language of the text.")
    object: Entity | None = Field(description="What it points to; of a position, the organisation.")
    bound: w.Bound | None = Field(description="The hedge; null unless it is a number.")
    unit: str | None = Field(description="As printed; null unless it is a number.")
    scope: w.Scope | None = Field(description="What a number covers; null unless it is one.")
    status: w.Status
    basis: w.Basis
    period: str | None = Field(description="The printed words of a period.")
    period_role: w.PeriodRole | None = Field(description="How the value relates to its period.")
    rank: w.Rank
    rank_reason: str | None
    note: Remark | None = Field(description="A remark of ours.")
    display: Display | None = Field(description="Hedge and number as read; null unless it is a number.")
    evidence: list[EvidencePublic] = Field(description="Where it is said; never empty.")
    cite: Cite

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Item:
        """Return what is shown of a fact; its citation is pinned to the release of the snapshot."""
        pieces = found["evidence"]
        made = {
            "subject": {"type": row.subject_type, "id": row.subject_id},
            "object": None if row.object_id is None else {"type": row.object_type, "id": row.object_id},
            "note": remark_of(row),
            "display": None if row.number is None else display_of(row.number, row.bound),
            "evidence": [evidence_of(piece) for piece in pieces],
            "cite": cite_of(row, pieces, snapshot),
        }
        return {name: made[name] if name in made else getattr(row, name) for name in cls.model_fields}


def evidence_of(piece: Row) -> Item:
    """Return a place in a document, as JSON values."""
    return {name: getattr(piece, name) for name in EvidencePublic.model_fields}


class FactFilters(f.YearFilters):
    """What may be asked of facts."""

    year: Annotated[f.Years, AnyOf(Fact.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Fact.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Fact.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Fact.series)] = f.SERIES
    summit: Annotated[f.Ids, AnyOf(Fact.summit)] = f.SUMMIT
    document: Annotated[f.Ids, AnyOf(Evidence.document, through=Evidence.fact)] = f.document("wipo-2023")
    property: Annotated[f.Properties, AnyOf(Fact.property)] = f.property_("guests")
    subject_type: Annotated[list[EntityType] | None, AnyOf(Fact.subject_type)] = Field(
        None, description="Kind of what it is about.", examples=[["summit"]]
    )
    subject: Annotated[f.Ids, AnyOf(Fact.subject_id)] = Field(
        None, description="Id of what it is about.", examples=[["wuzhen-2023"]]
    )
    object: Annotated[f.Ids, AnyOf(Fact.object_id)] = Field(
        None, description="Id of what it points to.", examples=[["world-intellectual-property-organization"]]
    )
    value_type: Annotated[list[w.ValueType] | None, AnyOf(Fact.value_type)] = f.VALUE_TYPE
    unit: Annotated[f.Units, AnyOf(Fact.unit)] = f.unit("person")
    bound: Annotated[list[w.Bound] | None, AnyOf(Fact.bound)] = f.BOUND
    scope: Annotated[list[w.Scope] | None, AnyOf(Fact.scope)] = f.scope("on_site")
    number_min: Annotated[f.Count | None, AtLeast(Fact.number)] = f.NUMBER_MIN
    number_max: Annotated[f.Count | None, AtMost(Fact.number)] = f.NUMBER_MAX
    language: Annotated[list[w.Language] | None, AnyOf(Fact.language)] = Field(
        None, description="Language of a text.", examples=[["zh"]]
    )
    status: Annotated[list[w.Status] | None, AnyOf(Fact.status)] = f.STATUS
    basis: Annotated[list[w.Basis] | None, AnyOf(Fact.basis)] = f.basis("ambiguous")
    rank: Annotated[list[w.Rank], AnyOf(Fact.rank)] = f.RANK
    best: Annotated[Truth | None, Equals(Fact.best)] = f.BEST
    q: Annotated[f.Search, Contains(Fact.search)] = f.text_q("guests")


def with_names(rows: Statement) -> Statement:
    """Add to facts what a citation names, as `about_en`, `about_zh` and so on, by joins on the key of the subjects."""
    for role, column in NAMES.items():
        named = aliased(Subject)
        rows = rows.add_columns(*(getattr(named, one).label(f"{role}_{one}") for one in NAMED[w.Recorded.SUBJECT]))
        rows = rows.outerjoin(named, col(named.id) == getattr(Fact, column))
    return rows


facts = Resource(
    name="facts",
    about=__doc__,
    rows=with_names(select(Fact)),
    schema=FactPublic,
    filters=FactFilters,
    sort={
        "id": Fact.id,
        "year": Fact.year,
        "property": Fact.property,
        "subject": Fact.subject_id,
        "number": Fact.number,
    },
    example="wuzhen-2023.guests",
    include={"context": Context()},
)
