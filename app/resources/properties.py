"""The vocabulary: what facts may state, of which subjects, in which units and scopes."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, Field
from sqlmodel import col, select

from app.kit.formats.linked import Linked
from app.kit.resource import Found, Item, Resource, Schema
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains
from app.kit.rows.prepared import Row
from app.kit.rows.related import Related
from app.kit.rows.snapshot import Snapshot
from app.models import EntityYear, Property
from app.models import words as w
from app.resources import fields as f
from app.resources.linked.sources import PROPERTY, property_types
from app.resources.linked.things import linked

YEARS = Related(select(EntityYear).order_by(col(EntityYear.year)), EntityYear.entity)
"""The years in which a fact names each row."""


class Label(BaseModel):
    """A label of ours, in both languages."""

    en: str
    zh: str


class PropertyPublic(Schema):
    """One property."""

    linked: ClassVar[Linked] = linked("properties", property_types, PROPERTY)

    related: ClassVar[dict[str, Related]] = {"years": YEARS}

    label: Label
    subjects: list[w.EntityType] = Field(description="Kinds of things it is stated of.")
    value_type: w.ValueType
    units: list[str] = Field(description="Units allowed; empty unless it is a number.")
    scopes: list[w.Scope] = Field(description="Scopes allowed; empty unless it is a number.")
    years: list[int] = Field(description="Years for which something is stated.", examples=[[2022, 2023, 2024]])

    @classmethod
    def shape(cls, row: Row, found: Found, snapshot: Snapshot) -> Item:
        """Return what is shown of a property."""
        made = {"label": {"en": row.label_en, "zh": row.label_zh}, "years": [entry.year for entry in found["years"]]}
        return {name: made[name] if name in made else getattr(row, name) for name in cls.model_fields}


class PropertyFilters(f.YearFilters):
    """What may be asked of properties."""

    year: Annotated[f.Years, AnyOf(EntityYear.year, through=EntityYear.entity)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(EntityYear.year, through=EntityYear.entity)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(EntityYear.year, through=EntityYear.entity)] = f.YEAR_TO
    value_type: Annotated[list[w.ValueType] | None, AnyOf(Property.value_type)] = Field(
        None, description="Kind of its values.", examples=[["number"]]
    )
    q: Annotated[f.Search, Contains(Property.search)] = Field(
        None, description="Part of the id or of a label, in either language.", examples=["嘉宾"]
    )


properties = Resource(
    name="properties",
    about=__doc__,
    rows=select(Property),
    schema=PropertyPublic,
    filters=PropertyFilters,
    sort={"id": Property.id},
    example="guests",
)
