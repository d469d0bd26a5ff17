"""Places: where events were held, where exhibitors came from, what indicators describe."""

from sqlmodel import Field

from app.models.base import Named
from app.models.text import TEXT
from app.models.words import PlaceKind, column


class Place(Named, table=True):
    """One place; its indicators are facts. `within` holds its names and those of the places it is said to lie in."""

    kind: PlaceKind = Field(sa_type=column(PlaceKind), index=True)
    within: str = Field(default="", sa_type=TEXT)
