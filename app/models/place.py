"""Places: where events were held, where exhibitors came from, what indicators describe."""

from sqlmodel import Field

from app.models.base import Named
from app.models.words import PlaceKind, column


class Place(Named, table=True):
    """One place; its indicators are facts."""

    kind: PlaceKind = Field(sa_type=column(PlaceKind), index=True)
