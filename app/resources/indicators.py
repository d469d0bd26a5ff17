"""Indicators: the facts that state something of a place in a year, such as the economic figures of Tongxiang."""

from typing import Annotated

from pydantic import Field
from sqlmodel import col, select

from app.kit.parameters import Truth
from app.kit.resource import Resource
from app.kit.rows.filters import AnyOf, AtLeast, AtMost, Contains, Equals, Named
from app.models import Evidence, Fact, Place
from app.models import words as w
from app.resources import fields as f
from app.resources.facts import FactPublic, with_names


class IndicatorPublic(FactPublic):
    """One statement about a place."""


class IndicatorFilters(f.YearFilters):
    """What may be asked of indicators."""

    year: Annotated[f.Years, AnyOf(Fact.year)] = f.YEAR
    year_from: Annotated[f.OneYear, AtLeast(Fact.year)] = f.YEAR_FROM
    year_to: Annotated[f.OneYear, AtMost(Fact.year)] = f.YEAR_TO
    series: Annotated[f.Ids, AnyOf(Fact.series)] = f.SERIES
    place: Annotated[f.Names, Named(Place.id, lines=Place.within, through=Place.id, parent="subject_id")] = f.place(
        "Tongxiang"
    )
    document: Annotated[f.Ids, AnyOf(Evidence.document, through=Evidence.fact)] = f.document("zhejiang-daily-2023")
    property: Annotated[f.Properties, AnyOf(Fact.property)] = f.property_("high_tech_enterprises")
    value_type: Annotated[list[w.ValueType] | None, AnyOf(Fact.value_type)] = f.VALUE_TYPE
    unit: Annotated[f.Units, AnyOf(Fact.unit)] = f.unit("CNY")
    bound: Annotated[list[w.Bound] | None, AnyOf(Fact.bound)] = f.BOUND
    scope: Annotated[list[w.Scope] | None, AnyOf(Fact.scope)] = f.scope("all")
    period_role: Annotated[list[w.PeriodRole] | None, AnyOf(Fact.period_role)] = Field(
        None, description="How the value relates to its period.", examples=[["start", "end"]]
    )
    number_min: Annotated[f.Count | None, AtLeast(Fact.number)] = f.NUMBER_MIN
    number_max: Annotated[f.Count | None, AtMost(Fact.number)] = f.NUMBER_MAX
    status: Annotated[list[w.Status] | None, AnyOf(Fact.status)] = f.STATUS
    basis: Annotated[list[w.Basis] | None, AnyOf(Fact.basis)] = f.basis("stated")
    rank: Annotated[list[w.Rank], AnyOf(Fact.rank)] = f.RANK
    best: Annotated[Truth | None, Equals(Fact.best)] = f.BEST
    q: Annotated[f.Search, Contains(Fact.search)] = f.text_q("high-tech")


indicators = Resource(
    name="indicators",
    about=__doc__,
    rows=with_names(
        select(Fact).where(
            col(Fact.subject_type) == w.EntityType.PLACE, col(Fact.year).is_not(None), col(Fact.property) != "listing"
        )
    ),
    schema=IndicatorPublic,
    filters=IndicatorFilters,
    sort={"id": Fact.id, "year": Fact.year, "property": Fact.property, "number": Fact.number},
    example="zhejiang.data_ip_registrations",
)
