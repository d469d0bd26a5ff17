"""Indicators: the facts that state something of a place in a year, such as the economic figures of Tongxiang."""

from typing import Annotated

from sqlmodel import col, select

from app.kit.filters import Named
from app.kit.resource import Resource
from app.models import Fact, Place
from app.models.words import EntityType
from app.resources import fields as f
from app.resources.facts import FactFilters, FactPublic


class IndicatorPublic(FactPublic):
    """One statement about a place."""


class IndicatorFilters(FactFilters):
    """What may be asked of indicators: what may be asked of facts, and the place."""

    place: Annotated[f.Names, Named(Place.id, lines=Place.within, through=Place.id, parent="subject_id")] = f.PLACE


indicators = Resource(
    name="indicators",
    about=__doc__,
    rows=select(Fact).where(
        col(Fact.subject_type) == EntityType.PLACE, col(Fact.year).is_not(None), Fact.property != "listing"
    ),
    schema=IndicatorPublic,
    filters=IndicatorFilters,
    sort={"id": Fact.id, "year": Fact.year, "property": Fact.property, "number": Fact.number},
    example="zhejiang.data_ip_registrations",
)
