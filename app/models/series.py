"""A recurring event, such as the Wuzhen Summit."""

from app.models.base import Named


class Series(Named, table=True):
    """One recurring event."""
